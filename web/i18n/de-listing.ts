import type { enListing } from './en-listing.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')

/** Listen von Nachrichten: Filter, Reihenfolge, Auswahl und Aktionen. */
export const deListing = {
  listing: {
    filters: 'Zeigen',
    filter: {
      all: 'Alle',
      unread: 'Ungelesene',
      flagged: 'Markierte',
      attachments: 'Anhänge',
    },
    order: 'Reihenfolge',
    orders: {
      '-receivedAt': 'Neueste zuerst',
      receivedAt: 'Älteste zuerst',
      from: 'Absender A bis Z',
      '-from': 'Absender Z bis A',
      subject: 'Betreff A bis Z',
      '-subject': 'Betreff Z bis A',
      '-size': 'Größte zuerst',
      size: 'Kleinste zuerst',
    },
    atLeast: n => `${number.format(n)} oder mehr`,
    noneSuch: 'Keine solchen Nachrichten in diesem Ordner',
    showAll: 'Alle Nachrichten zeigen',
    selected: n => choose(n, { one: '1 ausgewählt', other: `${number.format(n)} ausgewählt` }),
    allSelected: n =>
      choose(n, { one: 'Die einzige ist ausgewählt', other: `Alle ${number.format(n)} ausgewählt` }),
    allSelectedUncounted: 'Alle ausgewählt',
    selectAll: n => choose(n, { one: 'Auswählen', other: `Alle ${number.format(n)} auswählen` }),
    selectEverything: 'Alle auswählen',
    clear: 'Auswahl aufheben',
    nothingSelected: 'Nichts ausgewählt',
    select: 'Auswählen',
    conversationTitle: n =>
      choose(n, {
        one: 'Eine Nachricht in dieser Unterhaltung',
        other: `${number.format(n)} Nachrichten in dieser Unterhaltung`,
      }),
  },
  action: {
    menu: 'Aktionen',
    open: 'Öffnen',
    openTab: 'In neuem Tab öffnen',
    deselect: 'Aus der Auswahl nehmen',
    downloadOne: 'Herunterladen',
    downloadAll: n =>
      choose(n, {
        one: 'Nachricht herunterladen …',
        other: `${number.format(n)} Nachrichten herunterladen …`,
      }),
    downloadConversation: n => `Unterhaltung herunterladen (${number.format(n)}) …`,
    downloadList: 'Diese Liste herunterladen …',
    restore: 'Wiederherstellung beantragen …',
    headers: 'Alle Kopfzeilen',
    copyLink: 'Link kopieren',
    linkCopied: 'Der Link ist kopiert. Er öffnet sich für alle, die sich an diesem Postfach anmelden dürfen.',
    linkNotCopied: 'Der Browser hat das Kopieren des Links nicht erlaubt.',
  },
  pane: {
    folders: 'Breite der Ordner',
    list: 'Breite der Liste',
    listHeight: 'Höhe der Liste',
    hint: 'Ziehen, Pfeiltasten benutzen oder für eine andere Größe klicken.',
  },
} satisfies typeof enListing
