import { plurals } from './plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')

/** The texts about what the mailbox lacks today. We say "missing", not "deleted": a rule or another program may have moved it. Part of `en`. */
export const enMissing = {
  presence: {
    badge: {
      gone: 'Missing now',
      goneSince: (day: string) => `Gone since ${day}`,
      trash: 'Now in Trash',
      junk: 'Now in Junk',
      moved: (folder: string) => `Moved to ${folder}`,
      movedSomewhere: 'Moved',
      unknown: 'Not known',
      some: (n: number, of: number) =>
        choose(n, {
          one: `1 of ${number.format(of)} messages is missing now`,
          other: `${number.format(n)} of ${number.format(of)} messages are missing now`,
        }),
    },
    gone: 'Missing now.',
    trash: 'It is in Trash now.',
    junk: 'It is in Junk now.',
    moved: (folder: string) => `It was moved to ${folder}.`,
    movedSomewhere: 'It was moved to another folder.',
    unknown: 'Whether it is still in your mailbox is not known: its folder could not be read.',
    lastSeen: (folder: string, when: string) => `Last seen in ${folder} on ${when}.`,
    since: (when: string) => `Missing since the backup of ${when}.`,
    sinceLatest: 'It went after the latest backup.',
    lifeLine: 'Life line',
  },

  missing: {
    title: 'Missing now',
    of: (folder: string) => `Missing now: ${folder}`,
    allDays: 'All days',
    anyFolder: 'From any folder',
    state: 'What became of it',
    allMissing: 'Missing',
    gone: 'Gone',
    goneHint: 'In no folder of your mailbox',
    bin: 'In Trash or Junk',
    binHint: 'Still there, but in Trash or Junk',
    moved: 'Moved',
    movedHint: 'In another folder now',
    compared: (time: string) => `Compared with your mailbox at ${time}.`,
    comparedOn: (when: string) => `Compared with your mailbox on ${when}.`,
    comparedBackup: (when: string) => `Compared with the backup of ${when}.`,
    comparing: 'Looking into your mailbox…',
    compareAgain: 'Look again',
    notCompared: 'Not compared with your mailbox yet.',
    problems: {
      'no-worker': 'Your mailbox could not be looked at: the service that does it is not running just now.',
      'too-slow': 'Looking into your mailbox took too long.',
      interrupted: 'Looking into your mailbox was interrupted.',
      other: 'Your mailbox could not be looked at.',
    },
    unknown: (folders: string) => `Could not be read, so not known: ${folders}.`,
    unknownMore: (n: number) => choose(n, { one: 'and one more', other: `and ${number.format(n)} more` }),
    none: 'Nothing is missing',
    noneText: 'Every message of these backups is in your mailbox.',
    noneHere: 'Nothing of this backup is missing',
    noneHereText: 'Every message of this day is in your mailbox. Other days may hold more.',
    noneSuch: 'No message is in this state',
    noneSuchText: 'Choose another state above.',
    limit: 'Mail that arrived and was deleted between two backups is in none of them.',
    whatIs:
      'Messages that are in a backup and in no folder of your mailbox today, or only in Trash or Junk. A message that was moved is not missing.',
  },
}
