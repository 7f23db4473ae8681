import type { enBackups } from './en-backups.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')

/** Tutti i backup in un elenco, e che cosa nessun backup può contenere. */
export const itBackups = {
  failedDay: {
    title: day => `Nessun backup ${day}`,
    nearest: 'I backup più vicini',
    before: 'Prima',
    after: 'Dopo',
  },

  backups: {
    title: 'I miei backup',
    all: n => choose(n, { one: 'Un backup', other: `${number.format(n)} backup` }),
    open: 'Apri',
    openDay: day => `Apri il backup di ${day}`,
    isOpen: 'Aperto ora',
    receipt: 'Che cosa contiene',
    more: 'Altri dettagli',
    number: 'Numero',
    arrived: 'Letti questa volta',
    duration: 'Durata',
    seconds: n => `${n} s`,
    minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
    hours: (hours, minutes) => `${hours} h ${minutes} min`,
    place: 'Si trova in',
    keptUntil: 'Conservato fino a',
    pinned: 'Conservato più a lungo',
    by: 'Eseguito',
    byKind: { first: 'come primo', nightly: 'secondo il piano', manual: 'manualmente' },
    failed: 'Nessun backup',
    oldest: 'Ogni backup viene cancellato alla fine del suo tempo; non ce ne sono altri.',
    plan: 'Quando si fanno i backup',
  },

  limits: {
    title: 'Che cosa un backup non può contenere',
    between: 'I messaggi arrivati ed eliminati tra due backup: non sono in nessuno dei due.',
    pop3: 'I messaggi che un programma ha scaricato con POP3 e tolto dal server prima del backup.',
    partial:
      'Ciò che quella notte non si è potuto leggere. Un backup così è segnato come “parziale” e la sua ricevuta dice che cosa manca.',
    calendars: 'Calendari e contatti: non sono in questo backup.',
    calendarsAsk: contact => `Calendari e contatti: non sono in questo backup. Rivolgersi a ${contact}.`,
  },
} satisfies typeof enBackups
