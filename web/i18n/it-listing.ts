import type { enListing } from './en-listing.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')

/** Gli elenchi di messaggi: filtri, ordine, selezione e azioni. */
export const itListing = {
  listing: {
    filters: 'Mostra',
    filter: {
      all: 'Tutti',
      unread: 'Da leggere',
      flagged: 'Contrassegnati',
      attachments: 'Allegati',
    },
    order: 'Ordine',
    orders: {
      '-receivedAt': 'Dal più recente',
      receivedAt: 'Dal più vecchio',
      from: 'Mittente dalla A alla Z',
      '-from': 'Mittente dalla Z alla A',
      subject: 'Oggetto dalla A alla Z',
      '-subject': 'Oggetto dalla Z alla A',
      '-size': 'Dal più grande',
      size: 'Dal più piccolo',
    },
    atLeast: n => `${number.format(n)} o più`,
    noneSuch: 'In questa cartella non ci sono messaggi così',
    showAll: 'Mostra tutti i messaggi',
    selected: n => choose(n, { one: '1 selezionato', other: `${number.format(n)} selezionati` }),
    allSelected: n =>
      choose(n, { one: 'L’unico che c’è è selezionato', other: `Tutti i ${number.format(n)} selezionati` }),
    allSelectedUncounted: 'Tutti selezionati',
    selectAll: n => choose(n, { one: 'Selezionalo', other: `Seleziona tutti i ${number.format(n)}` }),
    selectEverything: 'Seleziona tutto',
    clear: 'Deseleziona',
    nothingSelected: 'Nessuna selezione',
    select: 'Seleziona',
    conversationTitle: n =>
      choose(n, {
        one: 'Un messaggio in questa conversazione',
        other: `${number.format(n)} messaggi in questa conversazione`,
      }),
  },
  action: {
    menu: 'Azioni',
    open: 'Apri',
    openTab: 'Apri in una nuova scheda',
    deselect: 'Togli dalla selezione',
    downloadOne: 'Scarica',
    downloadAll: n =>
      choose(n, { one: 'Scarica il messaggio…', other: `Scarica ${number.format(n)} messaggi…` }),
    downloadConversation: n => `Scarica la conversazione (${number.format(n)})…`,
    downloadList: 'Scarica questo elenco…',
    restore: 'Richiedi ripristino…',
    headers: 'Tutte le intestazioni',
    copyLink: 'Copia il link',
    linkCopied: 'Il link è stato copiato. Lo apre chi può accedere a questa casella.',
    linkNotCopied: 'Il browser non ha permesso di copiare il link.',
  },
  pane: {
    folders: 'Larghezza delle cartelle',
    list: 'Larghezza dell’elenco',
    listHeight: 'Altezza dell’elenco',
    hint: 'Trascinarla, usare i tasti freccia o fare clic per un’altra misura.',
  },
} satisfies typeof enListing
