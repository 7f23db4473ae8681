import type { enBackups } from './en-backups.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')

/** Alle sikkerhetskopier i én liste, og det ingen sikkerhetskopi kan inneholde. */
export const nbBackups = {
  failedDay: {
    title: day => `Ingen sikkerhetskopi ${day}`,
    nearest: 'De nærmeste sikkerhetskopiene',
    before: 'Før',
    after: 'Etter',
  },

  backups: {
    title: 'Mine sikkerhetskopier',
    all: n => choose(n, { one: 'Én sikkerhetskopi', other: `${number.format(n)} sikkerhetskopier` }),
    open: 'Åpne',
    openDay: day => `Åpne sikkerhetskopien fra ${day}`,
    isOpen: 'Åpen nå',
    receipt: 'Hva den inneholder',
    more: 'Mer om den',
    number: 'Nummer',
    arrived: 'Hentet denne gangen',
    duration: 'Tok',
    seconds: n => `${n} s`,
    minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
    hours: (hours, minutes) => `${hours} t ${minutes} min`,
    place: 'Ligger i',
    keptUntil: 'Beholdes til',
    pinned: 'Beholdes lenger',
    by: 'Tatt',
    byKind: { first: 'som den første', nightly: 'etter planen', manual: 'for hånd' },
    failed: 'Ingen sikkerhetskopi',
    oldest: 'Hver sikkerhetskopi slettes når tiden dens er ute; det finnes ingen andre.',
    plan: 'Når sikkerhetskopier tas',
  },

  limits: {
    title: 'Hva en sikkerhetskopi ikke kan inneholde',
    between: 'E-post som kom og ble slettet mellom to sikkerhetskopier: Den er ikke med i noen av dem.',
    pop3: 'E-post som et program hentet med POP3 og fjernet fra tjeneren før sikkerhetskopien ble tatt.',
    partial:
      'Det som ikke kunne leses den natten. En slik sikkerhetskopi er merket «delvis», og kvitteringen sier hva som mangler.',
    calendars: 'Kalendere og kontakter: De er ikke med i denne sikkerhetskopien.',
    calendarsAsk: contact =>
      `Kalendere og kontakter: De er ikke med i denne sikkerhetskopien. Spør ${contact} om dem.`,
  },
} satisfies typeof enBackups
