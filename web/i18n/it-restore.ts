import type { enRestore } from './en-restore.ts'
import { itRestoreProblem } from './it-restore-problem.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')
const messages = (n: number) => choose(n, { one: '1 messaggio', other: `${number.format(n)} messaggi` })

/** Riportare la posta nella casella. */
export const itRestore = {
  restore: {
    title: 'Richiedi un ripristino',
    off: 'Per questa casella non sono offerti ripristini. Puoi scaricare tu i messaggi.',
    from: when => `Dal backup di ${when}`,
    fromEach: 'Ogni messaggio viene dal backup più recente che lo contiene.',
    what: 'Che cosa',
    folder: name => `La cartella ${name}`,
    folderInside: name => `La cartella ${name} e le cartelle al suo interno`,
    inbox: 'Solo la posta in arrivo',
    all: 'Tutte le cartelle',
    where: 'Dove',
    inPlace: 'Nelle cartelle originali',
    beside: 'In una nuova cartella con la data del giorno',
    other: 'In un’altra cartella',
    path: 'Nome della cartella',
    comparing: 'Confronto con la tua casella…',
    compared: 'Confrontato adesso con la tua casella:',
    add: (n, size) =>
      choose(n, {
        one: `Verrebbe aggiunto 1 messaggio (${size}).`,
        other: `Verrebbero aggiunti ${number.format(n)} messaggi (${size}).`,
      }),
    nothing: 'Non verrebbe aggiunto nulla.',
    there: n => choose(n, { one: '1 c’è già.', other: `${number.format(n)} ci sono già.` }),
    moved: (n, to) =>
      choose(n, {
        one: `1 è stato solo spostato, in: ${to}.`,
        other: `${number.format(n)} sono stati solo spostati, in: ${to}.`,
      }),
    alsoMoved: 'Aggiungi anche ciò che è stato spostato. Ci sarà due volte.',
    binned: n =>
      choose(n, {
        one: '1 è nel cestino o nella posta indesiderata.',
        other: `${number.format(n)} sono nel cestino o nella posta indesiderata.`,
      }),
    alsoBinned: 'Aggiungi anche ciò che è nel cestino o nella posta indesiderata',
    unknown: n =>
      choose(n, {
        one: '1 non può essere confrontato, perché una cartella della casella non si è potuta leggere. Non viene aggiunto.',
        other: `${number.format(n)} non possono essere confrontati, perché una cartella della casella non si è potuta leggere. Non vengono aggiunti.`,
      }),
    lost: n =>
      choose(n, {
        one: '1 è danneggiato nel backup e non può essere aggiunto.',
        other: `${number.format(n)} sono danneggiati nel backup e non possono essere aggiunti.`,
      }),
    create: names => `Nuove cartelle: ${names}`,
    room: free => `Nella tua casella c’è posto per ${free}.`,
    refused: {
      'too-big': n =>
        choose(n, {
          one: '1 messaggio è troppo grande per il server di posta e non tornerà.',
          other: `${number.format(n)} messaggi sono troppo grandi per il server di posta e non torneranno.`,
        }),
      keywords: n =>
        choose(n, {
          one: '1 messaggio tornerà senza alcune etichette: il server di posta non le conserva.',
          other: `${number.format(n)} messaggi torneranno senza alcune etichette: il server di posta non le conserva.`,
        }),
      'over-quota': n =>
        choose(n, {
          one: '1 messaggio non ci sta: la tua casella è quasi piena.',
          other: `${number.format(n)} messaggi non ci stanno: la tua casella è quasi piena.`,
        }),
      'read-only-folder': n =>
        choose(n, {
          one: '1 messaggio non tornerà: la sua cartella non accetta posta.',
          other: `${number.format(n)} messaggi non torneranno: la loro cartella non accetta posta.`,
        }),
    },
    noUndo: 'Non si potrà annullare con un clic: il server di posta non lo permette.',
    canUndo: time => `Si può annullare per ${time}.`,
    neverUndo: 'Non si potrà annullare con un clic.',
    safe: 'Nulla viene rimosso o sovrascritto.',
    note: 'Nota per l’amministratore (facoltativa)',
    noNames: 'L’amministratore vede numeri e cartelle, non i messaggi.',
    decides: when => `L’amministratore decide entro ${when}.`,
    atOnce: 'Comincia subito.',
    mail: 'Ne riceverai notizia per mail.',
    mailDone: 'Riceverai una mail quando è finito.',
    price: text => `Prezzo: ${text}`,
    accept: 'Accetto il costo',
    instead: 'Scaricali tu invece',
    send: 'Invia la richiesta',
    begin: 'Ripristina',
    again:
      'Hai effettuato l’accesso più di mezz’ora fa. Per modificare la tua casella inserisci ancora una volta la password.',
    aged: 'Questo confronto è troppo vecchio. Confronta di nuovo.',
    compare: 'Confronta di nuovo',
  },
  requests: {
    title: 'Le mie richieste di ripristino',
    open: n =>
      choose(n, {
        one: '1 richiesta di ripristino è aperta',
        other: `${number.format(n)} richieste di ripristino sono aperte`,
      }),
    none: 'Ancora nessuna richiesta',
    noneText: 'Scegli messaggi, una cartella o un giorno e poi «Richiedi ripristino…».',
    what: {
      emails: messages,
      folder: name => `Cartella ${name}`,
      inbox: 'La posta in arrivo',
      all: 'Tutte le cartelle',
    },
    where: {
      'in-place': 'nelle cartelle originali',
      beside: 'in una nuova cartella',
      folder: path => `nella cartella ${path}`,
    },
    filed: when => `Inviata ${when}`,
    byAdmin: name => `chiesta dall’amministratore ${name}`,
    byOperator: 'chiesta dal gestore',
    backup: when => `Backup di ${when}`,
    state: {
      planning: 'In confronto',
      planned: 'Non inviata',
      unplannable: 'Non si è potuta confrontare',
      waiting: 'In attesa dell’amministratore',
      confirmed: 'Confermata, sta per cominciare',
      running: 'Ripristino in corso',
      paused: 'Sospesa, continua da sola',
      done: 'Completata',
      partial: 'Completata in parte',
      failed: 'Non riuscita',
      cancelled: 'Interrotta',
      rejected: 'Respinta',
      expired: 'Scaduta senza decisione',
      withdrawn: 'Ritirata',
      undoing: 'Annullamento in corso',
      undone: 'Annullata',
    },
    until: (when, left) => `Entro ${when} (${left})`,
    asked: {
      file: 'Invio in corso…',
      withdraw: 'Ritiro in corso…',
      cancel: 'Si ferma dopo il messaggio attuale…',
      undo: 'L’annullamento comincia…',
    },
    progress: (done, of) => `${done} di ${of} messaggi`,
    next: when => `Continua alle ${when}.`,
    added: n => choose(n, { one: '1 aggiunto', other: `${number.format(n)} aggiunti` }),
    there: n => choose(n, { one: '1 c’era già', other: `${number.format(n)} c’erano già` }),
    failed: n => choose(n, { one: '1 non riuscito', other: `${number.format(n)} non riusciti` }),
    left: n => `${number.format(n)} per un’altra notte`,
    notAdded: n => choose(n, { one: '1 non aggiunto', other: `${number.format(n)} non aggiunti` }),
    removed: n => choose(n, { one: '1 rimosso', other: `${number.format(n)} rimossi` }),
    kept: n =>
      choose(n, { one: '1 cambiato e conservato', other: `${number.format(n)} cambiati e conservati` }),
    decided: (who, when) => `Decisione: ${who}, ${when}`,
    undoOver: 'Il tempo per annullare è finito.',
    reason: text => `Motivo: ${text}`,
    note: text => `La tua nota: ${text}`,
    withdraw: 'Ritira',
    cancel: 'Ferma',
    undo: 'Annulla il ripristino',
    undoText: when =>
      `Rimuove esattamente i messaggi che questo ripristino ha aggiunto, se non sono cambiati. Entro ${when}.`,
    undoSure: 'Sì, annulla',
    keep: 'Lascia così',
    forget: 'Togli dall’elenco',
    older: 'Richieste precedenti',
    onlyFailed: n =>
      choose(n, { one: 'Solo quello non riuscito', other: `Solo i ${number.format(n)} non riusciti` }),
    messages: 'Ogni messaggio',
    noSubject: '(senza oggetto)',
    earlier: 'Precedenti',
    later: 'Successivi',
    range: (from, to, of) => `${from}–${to} di ${of}`,
    item: {
      add: 'da aggiungere',
      there: 'c’è già',
      moved: 'solo spostato',
      binned: 'nel cestino o indesiderata',
      unknown: 'non confrontato',
      lost: 'danneggiato nel backup',
      adding: 'in aggiunta',
      added: 'aggiunto',
      found: 'c’era già',
      failed: 'non riuscito',
      removing: 'in rimozione',
      removed: 'rimosso di nuovo',
      kept: 'conservato, cambiato nel frattempo',
    },
    why: {
      'too-big': 'troppo grande per il server di posta',
      'over-quota': 'la casella è piena',
      refused: 'il server di posta lo ha rifiutato',
      'no-folder': 'la cartella non si è potuta creare',
      'no-rights': 'la cartella non accetta posta',
      limit: 'un limite del server di posta',
      damaged: 'danneggiato nel backup',
      'bare-lf': 'i suoi fine riga sono rifiutati',
      nul: 'contiene un carattere che viene rifiutato',
      'eight-bit-header': 'la sua intestazione è rifiutata',
      keywords: 'senza alcune etichette',
      altered: 'il server di posta lo ha modificato',
      changed: 'cambiato nel frattempo',
      gone: 'non c’è più',
    },
    problem: itRestoreProblem,
    looked: 'Chi ha guardato questo account',
    lookedNone: 'Nessuno oltre a te.',
    show: 'Mostra',
    actor: {
      owner: 'tu',
      admin: name => `amministratore ${name}`,
      operator: 'il gestore',
      worker: 'Yestermail',
    },
    failedToLoad: 'Le richieste non si sono potute caricare',
    notDone: 'Non è stato possibile. Guarda lo stato e riprova.',
  },
} satisfies typeof enRestore
