import type { enBackups } from './en-backups.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')

/** Alle Sicherungen in einer Liste, und was keine Sicherung enthalten kann. */
export const deBackups = {
  failedDay: {
    title: day => `Keine Sicherung am ${day}`,
    nearest: 'Die nächstgelegenen Sicherungen',
    before: 'Davor',
    after: 'Danach',
  },

  backups: {
    title: 'Meine Sicherungen',
    all: n => choose(n, { one: 'Eine Sicherung', other: `${number.format(n)} Sicherungen` }),
    open: 'Öffnen',
    openDay: day => `Sicherung vom ${day} öffnen`,
    isOpen: 'Gerade offen',
    receipt: 'Was sie enthält',
    more: 'Mehr dazu',
    number: 'Nummer',
    arrived: 'Diesmal geholt',
    duration: 'Dauer',
    seconds: n => `${n} s`,
    minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
    hours: (hours, minutes) => `${hours} h ${minutes} min`,
    place: 'Liegt in',
    keptUntil: 'Aufbewahrt bis',
    pinned: 'Länger aufbewahrt',
    by: 'Gemacht',
    byKind: { first: 'als erste', nightly: 'nach Plan', manual: 'von Hand' },
    failed: 'Keine Sicherung',
    oldest: 'Jede Sicherung wird am Ende ihrer Zeit gelöscht; weitere gibt es nicht.',
    plan: 'Wann gesichert wird',
  },

  limits: {
    title: 'Was eine Sicherung nicht enthalten kann',
    between:
      'Nachrichten, die zwischen zwei Sicherungen eintrafen und gelöscht wurden: Sie sind in keiner von beiden.',
    pop3: 'Nachrichten, die ein Programm per POP3 abgeholt und vom Server genommen hat, bevor gesichert wurde.',
    partial:
      'Was in jener Nacht nicht gelesen werden konnte. Eine solche Sicherung ist als „unvollständig“ gekennzeichnet, und ihre Quittung nennt, was fehlt.',
    calendars: 'Kalender und Kontakte: Sie sind in dieser Sicherung nicht enthalten.',
    calendarsAsk: contact =>
      `Kalender und Kontakte: Sie sind in dieser Sicherung nicht enthalten. Fragen Sie danach bei ${contact}.`,
  },
} satisfies typeof enBackups
