import type { FirstTexts } from './en.ts'
import { itListing } from './it-listing.ts'
import { itMissing } from './it-missing.ts'
import { itPage } from './it-page.ts'
import { itProblem } from './it-problem.ts'
import { itSearch } from './it-search.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')
const messages = (n: number) =>
  choose(n, {
    one: '1 messaggio',
    many: `${number.format(n)} di messaggi`,
    other: `${number.format(n)} messaggi`,
  })

/**
 * Italiano, impersonale. Glossario: backup (punto di ripristino), ripristino, richiesta di ripristino, Scarica, Gestione
 * cartelle, Ricevuti, Inviati, Bozze, Cestino, Spam; casella (mailbox), ricevuta (receipt), sigillare (to seal).
 */
export const it = {
  language: 'it',
  name: 'Yestermail',
  tagline: 'La casella di posta com’era. Nulla di ciò che si fa qui modifica la posta.',
  readOnly: 'Sola lettura',
  readOnlyHint: 'Nulla di ciò che si fa qui modifica la posta, né nel backup né sul server.',
  close: 'Chiudi',
  cancel: 'Annulla',
  again: 'Riprova',
  loading: 'Caricamento…',
  colon: ': ',
  skip: {
    days: 'Vai ai giorni',
    folders: 'Vai alle cartelle',
    list: 'Vai ai messaggi',
    message: 'Vai al messaggio',
  },

  ...itPage,
  ...itSearch,
  ...itMissing,
  ...itListing,

  days: {
    title: 'Backup',
    older: 'Backup precedente',
    newer: 'Backup successivo',
    noOlder: 'Questo è il backup più vecchio',
    noNewer: 'Questo è l’ultimo backup',
    latest: 'ultimo',
    nth: n => `${n}º`,
    partial: 'parziale',
    failed: 'nessun backup',
    running: 'ora',
    calendar: 'Calendario',
    openCalendar: 'Tutti i giorni, in un calendario',
    several: n => choose(n, { one: 'un backup', other: `${n} backup` }),
    none: 'Nessun backup',
    chooseDay: 'Scelta del giorno',
    list: 'Tutti i backup, dal più recente',
    previousMonth: 'Mese precedente',
    nextMonth: 'Mese successivo',
    onDay: day => `Backup di ${day}`,
    empty: 'Non ci sono ancora backup',
    emptyText: 'Il primo si farà questa notte. Da domani si potrà vedere la casella com’era.',
    limit:
      'Un backup mostra la casella in un dato istante. I messaggi arrivati ed eliminati tra due backup non sono in nessuno dei due.',
  },

  banner: {
    asItWas: 'La casella di',
    at: time => `alle ${time}`,
    kept: day => `Conservato fino al ${day}`,
    size: (messages, bytes) => `${messages}, ${bytes}`,
    newest: 'Ultimo backup',
    old: days =>
      choose(days, {
        one: 'Ultimo backup, di un giorno fa',
        other: `Ultimo backup, di ${number.format(days)} giorni fa`,
      }),
    ago: words => `Backup di ${words}`,
    details: 'Dettagli',
    partial: 'Non si è potuto leggere tutto',
    zone: null,
  },

  problem: itProblem,

  folders: {
    title: 'Cartelle',
    search: 'Trova una cartella',
    none: 'Nessuna cartella ha questo testo nel nome.',
    open: name => `Mostra le cartelle in ${name}`,
    shut: name => `Nascondi le cartelle in ${name}`,
    unread: n => `${number.format(n)} da leggere`,
    unreadOf: (unread, total) => `${number.format(unread)} da leggere su ${messages(total)}`,
    ofTotal: total => `su ${total}`,
    messages: n =>
      choose(n, {
        one: 'un messaggio',
        many: `${number.format(n)} di messaggi`,
        other: `${number.format(n)} messaggi`,
      }),
    notRead: 'Non si è potuta leggere',
    partly: 'Letta in parte',
    role: {
      inbox: 'Ricevuti',
      drafts: 'Bozze',
      sent: 'Inviati',
      junk: 'Spam',
      trash: 'Cestino',
      archive: 'Archivio',
      flagged: 'Contrassegnati',
      all: 'Tutta la posta',
    },
    manage: 'Gestione cartelle',
    hiddenCount: n =>
      choose(n, { one: '1 cartella nascosta', other: `${number.format(n)} cartelle nascoste` }),
    gone: 'Questa cartella non è in questo backup',
    goneText: 'Può essere stata creata più tardi, o rinominata o eliminata prima di questo backup.',
    toInbox: 'Apri Ricevuti',
  },

  list: {
    title: folder => `Messaggi in ${folder}`,
    count: messages,
    empty: 'Nessun messaggio in questa cartella',
    emptyText:
      'Era vuota quando è stato eseguito il backup. I messaggi arrivati ed eliminati tra due backup non vi sono contenuti.',
    emptyNotRead: 'Quella notte questa cartella non si è potuta leggere',
    emptyNotReadText: 'Non si sa che cosa contenesse. Guardare il giorno prima o quello dopo.',
    unread: 'Da leggere',
    flagged: 'Contrassegnato',
    deleted: 'Segnato per l’eliminazione',
    attachment: 'Con allegati',
    noSubject: '(senza oggetto)',
    noSender: '(senza mittente)',
    to: name => `A: ${name}`,
    failed: 'Non è stato possibile caricare i messaggi',
    today: 'oggi',
  },

  message: {
    pane: 'Messaggio',
    choose: 'Scegliere un messaggio per leggerlo',
    chooseText: days => `Oppure passare a un altro giorno con ${days}.`,
    more: n => `e altri ${number.format(n)}`,
    back: 'Torna all’elenco',
    failed: 'Non è stato possibile caricare il messaggio',
    missing: 'Questo messaggio non è in questo backup',
  },

  attached: {
    wayOut: 'Torna al messaggio',
    attachedTo: 'Allegato a',
    notAMessage: 'Questo allegato non è un messaggio',
    notAMessageText: 'Dice di esserlo, ma non si può scomporre come tale. Si può comunque scaricare.',
  },

  menu: {
    account: 'La casella',
    theme: 'Aspetto',
    system: 'Sistema',
    light: 'Chiaro',
    dark: 'Scuro',
    keys: 'Scorciatoie con un solo tasto',
    backups: 'I miei backup',
    requests: 'Le mie richieste di ripristino',
    backUpNow: 'Esegui un backup ora',
    settings: 'Impostazioni',
    letters: 'Avvisi via email',
    compare: 'Che cosa è cambiato',
    help: 'Tastiera e aiuto',
    signOut: 'Esci',
    folders: 'Cartelle',
  },

  trouble: {
    title: 'Non ha funzionato',
    offline: 'Yestermail non è raggiungibile. Controllare la connessione e riprovare.',
    damaged: 'In questo backup il messaggio è danneggiato, perciò non viene mostrato.',
    rebuilding:
      'I backup di questa casella vengono riordinati. Ci vogliono alcuni minuti; la pagina riprova da sola.',
    accountNotFound: 'Questo backup non è più conservato.',
    expiredTitle: 'Questo backup non c’è più',
    expired:
      'I backup si conservano per un tempo limitato, e questo non c’è più. Aprirne uno tra quelli ancora conservati.',
    openLatest: 'Apri l’ultimo backup',
    lostTitle: 'Qui non c’è nulla',
    lost: 'Nessun backup, cartella o messaggio ha questo indirizzo. Forse ne manca una parte.',
    home: 'Vai alla casella',
    fault: sentence => sentence,
  },

  said: {
    day: (day, folder, messages) => `${day}. ${folder}, ${messages}.`,
    shortcutsOn: 'Le scorciatoie con un solo tasto sono attive.',
    shortcutsOff: 'Le scorciatoie con un solo tasto sono disattivate.',
  },

  session: {
    ends: 'La sessione sta per terminare, perché da un po’ non succede nulla.',
    endsAnyway: 'Tra un momento si dovrà accedere di nuovo. Poi si torna a questo punto.',
    stay: 'Resta collegato',
    nightsStopped: 'I backup notturni si sono fermati: la password conservata per eseguirli non vale più.',
    signInAgain: 'Accedi di nuovo',
  },

  titleOf: {
    day: (day, folder, address) => `${day} · ${folder} · ${address} – Yestermail`,
    message: (subject, day, address) => `${subject} · ${day} · ${address} – Yestermail`,
    signIn: 'Accesso – Yestermail',
    lost: 'Qui non c’è nulla – Yestermail',
  },
} satisfies FirstTexts
