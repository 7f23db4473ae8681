import { plurals } from './plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')

/** The texts about all backups in one list, and about what no backup can hold. Part of `en`. */
export const enBackups = {
  failedDay: {
    title: (day: string) => `No backup on ${day}`,
    nearest: 'The nearest backups',
    before: 'Before',
    after: 'After',
  },

  backups: {
    title: 'My backups',
    all: (n: number) => choose(n, { one: 'One backup', other: `${number.format(n)} backups` }),
    open: 'Open',
    openDay: (day: string) => `Open the backup of ${day}`,
    isOpen: 'Open now',
    receipt: 'What it holds',
    more: 'More about it',
    number: 'Number',
    arrived: 'Fetched this time',
    duration: 'Took',
    seconds: (n: string) => `${n} s`,
    minutes: (minutes: string, seconds: string) => `${minutes} min ${seconds} s`,
    hours: (hours: string, minutes: string) => `${hours} h ${minutes} min`,
    place: 'Lies in',
    keptUntil: 'Kept until',
    pinned: 'Kept longer',
    by: 'Taken',
    byKind: { first: 'as the first one', nightly: 'by the plan', manual: 'by hand' },
    failed: 'No backup',
    oldest: 'Each backup is erased at the end of its time; there are no others.',
    plan: 'When backups are taken',
  },

  limits: {
    title: 'What a backup cannot hold',
    between: 'Mail that arrived and was deleted between two backups: it is in neither.',
    pop3: 'Mail that a program fetched by POP3 and took off the server before a backup was taken.',
    partial:
      'What could not be read that night. Such a backup is marked “partial”, and its receipt names what is missing.',
    calendars: 'Calendars and contacts: they are not in this backup.',
    calendarsAsk: (contact: string) =>
      `Calendars and contacts: they are not in this backup. Ask ${contact} about them.`,
  },
}
