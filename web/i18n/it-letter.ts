import type { enLetter } from './en-letter.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')

/** Un messaggio oltre al suo testo: che cosa se ne può fare, che cosa vi è allegato, che cosa c’è di strano. */
export const itLetter = {
  letter: {
    more: 'Altro per questo messaggio',
    print: 'Stampa',
    notPrinted: 'Non è stato possibile stampare il messaggio. Riprovare.',
    viewSource: 'Mostra il sorgente',
    source: 'Sorgente del messaggio',
    sourceText: size => `Esattamente come è stato ricevuto, ${size}`,
    sourceCut: size => `Sono mostrati solo i primi ${size}. Scaricandolo si ha tutto.`,
    dark: 'Carta scura',
    charset: 'Codifica dei caratteri',
    asItSays: 'Come indica il messaggio',
    guessed: 'Alcuni caratteri di questo testo potrebbero essere sbagliate. Scegliere la codifica:',
    copyAddress: 'Copia l’indirizzo',
    copy: address => `Copia ${address}`,
    copied: address => `${address} è stato copiato.`,
    notCopied: 'Il browser non ha permesso la copia.',
    openFile: name => `Guarda ${name}`,
    allFiles: 'Scarica tutti',
    allFilesHint: n =>
      choose(n, { one: 'Scarica 1 allegato come ZIP', other: `Scarica ${n} allegati come ZIP` }),
    noPicture: 'Questo file non si può mostrare come immagine. Si può scaricare.',
    noText: 'Non è stato possibile caricare il testo',
    textOf: 'Testo dell’allegato',
    inWinmail: 'File in winmail.dat, come li ha impacchettati Outlook:',
    winmail:
      'winmail.dat è il modo in cui Outlook impacchetta gli allegati per altri Outlook. Yestermail lo conserva così com’è e non lo apre; una volta scaricato, si apre con Outlook o con un programma come tnef.',
    packed: (name, size) => `File nel testo (uuencode): ${name}, ${size}`,
    twoFrom: 'Questo messaggio indica più mittenti. È mostrato il primo; nel sorgente ci sono tutti.',
    noEnd:
      'Manca la fine di questo messaggio. Probabilmente è stato troncato lungo il percorso; è mostrato ciò che è arrivato.',
    noBlankLine:
      'L’intestazione di questo messaggio è danneggiata: dove finisca e dove cominci il testo è un’ipotesi.',
    sealed:
      'Questo messaggio è cifrato. Si può leggere soltanto in un programma che possieda la chiave: scaricarlo.',
  },
} satisfies typeof enLetter
