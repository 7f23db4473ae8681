import type { enListing } from './en-listing.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')

/** Lister med meldinger: filtre, rekkefølge, utvalg og handlinger. */
export const nbListing = {
  listing: {
    filters: 'Vis',
    filter: {
      all: 'Alle',
      unread: 'Uleste',
      flagged: 'Flaggede',
      attachments: 'Vedlegg',
    },
    order: 'Rekkefølge',
    orders: {
      '-receivedAt': 'Nyeste først',
      receivedAt: 'Eldste først',
      from: 'Avsender A til Å',
      '-from': 'Avsender Å til A',
      subject: 'Emne A til Å',
      '-subject': 'Emne Å til A',
      '-size': 'Største først',
      size: 'Minste først',
    },
    atLeast: n => `${number.format(n)} eller flere`,
    noneSuch: 'Ingen slike meldinger i denne mappen',
    showAll: 'Vis alle meldinger',
    selected: n => choose(n, { one: '1 valgt', other: `${number.format(n)} valgt` }),
    allSelected: n => choose(n, { one: 'Den eneste er valgt', other: `Alle ${number.format(n)} valgt` }),
    allSelectedUncounted: 'Alle valgt',
    selectAll: n => choose(n, { one: 'Velg den', other: `Velg alle ${number.format(n)}` }),
    selectEverything: 'Velg alle',
    clear: 'Opphev valget',
    nothingSelected: 'Ingenting valgt',
    select: 'Velg',
    conversationTitle: n =>
      choose(n, {
        one: 'Én melding i denne samtalen',
        other: `${number.format(n)} meldinger i denne samtalen`,
      }),
  },
  action: {
    menu: 'Handlinger',
    open: 'Åpne',
    openTab: 'Åpne i ny fane',
    deselect: 'Ta ut av utvalget',
    downloadOne: 'Last ned',
    downloadAll: n =>
      choose(n, { one: 'Last ned meldingen …', other: `Last ned ${number.format(n)} meldinger …` }),
    downloadConversation: n => `Last ned samtalen (${number.format(n)}) …`,
    downloadList: 'Last ned denne listen …',
    restore: 'Be om gjenoppretting …',
    headers: 'Alle meldingshoder',
    copyLink: 'Kopier lenken',
    linkCopied: 'Lenken er kopiert. Den åpnes for den som kan logge inn på denne postkassen.',
    linkNotCopied: 'Nettleseren lot ikke lenken kopieres.',
  },
  pane: {
    folders: 'Bredden på mappene',
    list: 'Bredden på listen',
    listHeight: 'Høyden på listen',
    hint: 'Dra i den, bruk piltastene, eller klikk for en annen størrelse.',
  },
} satisfies typeof enListing
