import type { enLetter } from './en-letter.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')

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
    to: 'A',
    cc: 'Cc',
    bcc: 'Ccn',
    from: 'Da',
    replyTo: 'Rispondi a',
    fewer: 'Mostra meno',
    download: 'Scarica',
    downloadHint: 'Scarica questo messaggio come file EML, esattamente come è stato ricevuto',
    headers: 'Tutte le intestazioni',
    asText: 'Testo semplice',
    asHtml: 'HTML',
    view: 'Mostra il messaggio come',
    received: when => `Ricevuto ${when}`,
    sent: when => `Inviato ${when}`,
    attachments: n => choose(n, { one: '1 allegato', other: `${n} allegati` }),
    inText: n => choose(n, { one: '1 immagine nel testo', other: `${n} immagini nel testo` }),
    downloadFile: (name, size) => `Scarica ${name}, ${size}`,
    unnamed: 'senza nome',
    attachedMessage: 'messaggio allegato',
    quoted: n => choose(n, { one: '1 riga citata', other: `${number.format(n)} righe citate` }),
    quotedText: 'Testo citato',
    htmlTitle: subject => `Messaggio: ${subject}`,
    cut: 'È mostrato solo l’inizio di questo testo. Per leggerlo tutto, scaricare il messaggio.',
    shownInPart:
      'Questo messaggio è costruito in modo insolito ed è mostrato in parte. Scaricandolo si ha tutto.',
    unreadable:
      'Questo messaggio non si può scomporre per mostrarlo. Scaricandolo lo si ha esattamente come è stato ricevuto.',
    damaged:
      'In questo backup il messaggio è danneggiato: ciò che è conservato non è ciò che fu ricevuto, perciò non viene mostrato. Guardare un altro giorno, o avvisare chi gestisce questo servizio.',
    empty: 'Questo messaggio non ha testo.',
    htmlFailed: 'L’HTML di questo messaggio non si è potuto mostrare.',
    missingText:
      'Può essere arrivato più tardi, o essere stato spostato in un’altra cartella o eliminato prima di questo backup.',
    foundNowhere: 'Non è in nessuno dei backup ancora conservati.',
  },
} satisfies typeof enLetter
