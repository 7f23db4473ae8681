import { plurals } from './plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')

/** The texts before the mailbox is open: sign-in, consent, the first backup. Part of `en`. */
export const enDoor = {
  signIn: {
    title: 'Sign in',
    address: 'Email address',
    password: 'Password',
    passwordHint: 'The one your mail program uses.',
    show: 'Show',
    showPassword: 'Show the password',
    open: 'Open',
    latest: 'Latest backup',
    day: 'Another day',
    dayLabel: 'Day to open',
    go: 'Sign in',
    busy: 'Asking your mail server…',
    ended: 'You were signed out. Sign in again and you are back where you were.',
    missing: 'Type your email address and your password.',
    limit: 'Mail that arrived and was deleted between two backups is not in them.',
    problem: {
      wrong: 'The address or the password is not right.',
      unreachable:
        'Your mail server does not answer just now, so nobody can check the password. Try again in a few minutes.',
      slow: (seconds: number) =>
        choose(seconds, {
          one: 'There were too many attempts. Wait one second, then try again.',
          other: `There were too many attempts. Wait ${seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${number.format(seconds)} seconds`}, then try again.`,
        }),
      slowPlain: 'There were too many attempts. Wait a little, then try again.',
      appPassword: (domain: string) =>
        `The address or the password is not right. Mail of ${domain} is opened with OAuth, so the usual password may not do here: use an app password, if your mail provider gives you one.`,
      notEnrolled: 'This mailbox is not backed up here. Ask whoever runs your mail to add it.',
      noWorker:
        'The part of Yestermail that takes backups is not running, so a new mailbox cannot be taken in just now.',
      offline: 'Yestermail cannot be reached. Is this computer online?',
      other: (sentence: string) => sentence,
    },
  },

  consent: {
    title: 'Keep the password for the nights?',
    why: 'Yestermail takes a picture of your mailbox every night. For that it has to sign in as you while you sleep.',
    sealed:
      'Your password is kept on this server, sealed: only the part that takes the backups can open it, and the web pages cannot.',
    use: 'The nights only read with it: nothing in your mailbox is changed, not even what is marked as read. Mail is put back with it only after a restore was asked for.',
    honest:
      'Whoever runs this server and its backups could open it if they meant to. If you do not trust them with it, do not agree.',
    change: 'When you change the password, the nights stop until you sign in here with the new one.',
    busy: 'Starting…',
    agree: 'Agree and take the first backup',
    decline: 'No, do not keep it',
    declined: 'Nothing was kept. Without the password Yestermail cannot take backups of this mailbox.',
  },

  first: {
    title: 'The first backup is being taken',
    waiting: 'It starts in a moment…',
    counting: 'Looking through the folders…',
    messages: (done: string, all: string) => `${done} of ${all} messages`,
    size: (size: string) => `${size} copied`,
    folder: (name: string, done: number, all: number) => `Reading ${name}, folder ${done} of ${all}`,
    leave: 'You may close this page: the backup goes on without it. The mailbox opens here when it is done.',
    failed: 'The first backup did not succeed',
    next: 'Yestermail tries again by itself.',
    progress: 'Progress of the first backup',
  },
}
