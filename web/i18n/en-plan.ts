import { plurals } from './plural.ts'

const choose = plurals('en')
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** The texts about when backups are taken and how long they are kept. Part of `en`. */
export const enPlan = {
  plan: {
    title: 'How this mailbox is backed up',
    menu: 'Back up now',
    when: 'When',
    daily: (at: string) => `Every night, at ${at} or soon after`,
    weekly: (day: number, at: string) => `Once a week, on ${weekdays[day - 1]} at ${at} or soon after`,
    hours: (n: number) => choose(n, { one: 'Every hour', other: `Every ${n} hours` }),
    byHand: 'Only when you ask for it here',
    kept: 'Kept',
    within: (n: number) =>
      choose(n, { one: 'all of today and yesterday', other: `all of the last ${n} days` }),
    last: (n: number) => choose(n, { one: 'the newest one', other: `the newest ${n}` }),
    hourly: (n: number) => choose(n, { one: 'one of the last hour', other: `one an hour for ${n} hours` }),
    eachDay: (n: number) => choose(n, { one: 'one of the last day', other: `one a day for ${n} days` }),
    eachWeek: (n: number) => choose(n, { one: 'one of the last week', other: `one a week for ${n} weeks` }),
    eachMonth: (n: number) =>
      choose(n, { one: 'one of the last month', other: `one a month for ${n} months` }),
    next: 'Next one',
    left: 'Left out',
    noJunk: 'The junk folder',
    now: 'Back up now',
    asking: 'Asking…',
    waiting: 'Waiting for its turn…',
    running: 'A backup is being taken.',
    progress: 'Progress of the backup',
    messages: (done: string, all: string) => `${done} of ${all} messages`,
    done: 'Done. The new backup is open to look at.',
    donePartly: 'Done, but not everything could be read. Details say what the new backup lacks.',
    open: 'Open it',
    failed: 'The backup could not be taken.',
    refused: {
      forbidden: 'Your provider takes the backups of this mailbox by itself only.',
      rateLimit:
        'That is enough for today: so many backups were taken by hand already. Tonight’s comes as always.',
      signInNeeded: 'The mail server refuses the password that is kept. Sign in again, then try once more.',
      workerNotRunning:
        'Nobody took the wish up yet. It is written down; the backup is taken as soon as the nights’ worker runs again.',
      other: 'That could not be done now. Try again later.',
    },
    failedToLoad: 'The plan of this mailbox could not be loaded',
  },
}
