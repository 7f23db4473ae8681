import type { enBackups } from './en-backups.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')

/** Toutes les sauvegardes en une liste, et ce qu’aucune ne peut contenir. */
export const frBackups = {
  failedDay: {
    title: day => `Pas de sauvegarde le ${day}`,
    nearest: 'Les sauvegardes les plus proches',
    before: 'Avant',
    after: 'Après',
  },

  backups: {
    title: 'Mes sauvegardes',
    all: n => choose(n, { one: 'Une sauvegarde', other: `${number.format(n)} sauvegardes` }),
    open: 'Ouvrir',
    openDay: day => `Ouvrir la sauvegarde du ${day}`,
    isOpen: 'Ouverte',
    receipt: 'Ce qu’elle contient',
    more: 'Plus de détails',
    number: 'Numéro',
    arrived: 'Récupérés cette fois',
    duration: 'Durée',
    seconds: n => `${n} s`,
    minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
    hours: (hours, minutes) => `${hours} h ${minutes} min`,
    place: 'Se trouve dans',
    keptUntil: 'Conservée jusqu’au',
    pinned: 'Conservée plus longtemps',
    by: 'Effectuée',
    byKind: { first: 'comme la première', nightly: 'selon le plan', manual: 'à la demande' },
    failed: 'Pas de sauvegarde',
    oldest: 'Chaque sauvegarde est effacée au terme de sa durée ; il n’y en a pas d’autres.',
    plan: 'Quand les sauvegardes ont lieu',
  },

  limits: {
    title: 'Ce qu’une sauvegarde ne peut pas contenir',
    between: 'Les messages reçus et supprimés entre deux sauvegardes : ils ne sont dans aucune des deux.',
    pop3: 'Les messages qu’un logiciel a relevés par POP3 et retirés du serveur avant la sauvegarde.',
    partial:
      'Ce qui n’a pas pu être lu cette nuit-là. Une telle sauvegarde porte la mention « partielle », et son reçu indique ce qui manque.',
    calendars: 'Les agendas et les contacts : ils ne sont pas dans cette sauvegarde.',
    calendarsAsk: contact =>
      `Les agendas et les contacts : ils ne sont pas dans cette sauvegarde. Adressez-vous à ${contact}.`,
  },
} satisfies typeof enBackups
