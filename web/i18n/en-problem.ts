import { plurals } from './plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')

/** What a backup lacks, or why there is none. */
export const enProblem = {
  'folder-not-read': (folder: string) => `The folder “${folder}” could not be read that night.`,
  'folder-partial': (folder: string, n: number) =>
    choose(n, {
      one: `One message of the folder “${folder}” could not be had.`,
      other: `${number.format(n)} messages of the folder “${folder}” could not be had.`,
    }),
  'folder-partial-some': (folder: string) => `Some messages of the folder “${folder}” could not be had.`,
  'folder-name': (folder: string) => `The folder “${folder}” has a name the mail server did not accept back.`,
  'message-gone': 'Some messages vanished from the mailbox while the backup was taken.',
  'message-refused': 'The mail server would not give out some messages.',
  'message-refused-in': (folder: string, n: number) =>
    choose(n, {
      one: `The mail server would not give out one message of the folder “${folder}”.`,
      other: `The mail server would not give out ${number.format(n)} messages of the folder “${folder}”.`,
    }),
  'not-finished': (done: string, of: string) =>
    `${done} of ${of} messages are in this backup so far. The next nights go on from there.`,
  'not-finished-folder': (folder: string, done: string, of: string) =>
    `${done} of ${of} messages of the folder “${folder}” are in this backup so far. The next nights go on from there.`,
  'not-finished-all': 'There was no time to read everything that night. The next nights go on from there.',
  'done-by': (day: string) => `At this pace everything will be in by ${day}.`,
  'budget-spent':
    'Your mail provider lets only so much be read in one day. The rest follows on the next days.',
  throttled: 'The mail server asked us to slow down. The backup goes on later.',
  'broken-off': 'The mail server broke the connection again and again. The backup goes on later.',
  'uids-reused': (folder: string) =>
    `The mail server had numbered the messages of the folder “${folder}” anew, so it was read again.`,
  'server-lied': (folder: string) =>
    `The mail server contradicted itself about the folder “${folder}”. What it sent is kept exactly as it came.`,
  'key-missing':
    'The password kept for the nights cannot be opened. Whoever runs this service must mend that.',
  interrupted: 'The backup was interrupted before it was complete.',
  'not-let-in': 'The mail server did not let the backup in. Whoever runs this service can say why.',
  'login-refused':
    'The mail server did not accept the password. Sign in here again so that the nights can go on.',
  'not-signed-in': 'The nights begin when the owner has signed in here for the first time.',
  'server-unreachable': 'The mail server did not answer, or too slowly.',
  disk: 'There was no room to write the backup. Whoever runs this service has been told in the log.',
  fault: 'Something went wrong on our side while the backup was taken.',
  unknown: 'The reason was not recorded.',
}
