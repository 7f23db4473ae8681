import type { Catalogue } from './catalogue.ts'

export const it: Catalogue = {
  alarms: {
    'run-failed': {
      title: 'I backup continuano a fallire',
      advice: 'Si riprova ogni ora. Il motivo di ogni tentativo: yestermail points INDIRIZZO',
    },
    'no-good-point': {
      title: 'Nessun backup riuscito da giorni',
      advice: 'Che cosa ha fermato gli ultimi tentativi: yestermail points INDIRIZZO',
    },
    'all-refused': {
      title: 'Un server di posta rifiuta tutti gli account',
      advice:
        'Nessun account di questo dominio viene salvato finché il server non ci lascia entrare. La password principale è cambiata, o questa macchina è bloccata?',
    },
    'server-down': {
      title: 'Un server di posta non risponde',
      advice:
        'Nessun account di questo dominio viene salvato finché non risponde. Quanto è mancato sarà recuperato.',
    },
    'sign-in-needed': {
      title: 'Alcuni titolari devono accedere una volta',
      advice:
        'Il server di posta non accetta più la password conservata. Il prossimo accesso alla pagina risolve.',
    },
    'key-missing': {
      title: 'Manca una chiave e le password conservate non si aprono',
      advice:
        'Rimetta il file della chiave dalla sua copia di sicurezza. Nulla è stato sovrascritto; anche il prossimo accesso dei titolari risolve.',
    },
    'enrol-list': {
      title: 'Non si è potuto avere l’elenco degli account di un dominio',
      advice:
        'Chi era iscritto resta iscritto e viene salvato. Esegua a mano il comando dell’elenco e veda che cosa dice.',
    },
    'disk-low': {
      title: 'Il disco è quasi pieno',
      advice: 'Dia più spazio alla cartella dei dati: i backup si fermano prima che il disco sia pieno.',
    },
    'run-long': {
      title: 'Un backup dura molto più del solito',
      advice: 'Continua. Se si ripete, controlli il server di posta e la rete.',
    },
    'budget-spent': {
      title: 'La quantità giornaliera del fornitore di posta è esaurita',
      advice: 'Riprende da solo quando il fornitore lo permette di nuovo.',
    },
    clock: {
      title: 'L’orologio di questa macchina ha fatto un salto',
      advice:
        'Questa notte non viene eliminata alcuna copia vecchia; poi si riprende, al massimo tre giorni per notte. Controllate l’ora della macchina.',
    },
    damaged: {
      title: 'Dei messaggi salvati sono danneggiati',
      advice:
        'Vedere che cosa è danneggiato e riparare ciò che si può: yestermail verify INDIRIZZO --heal. Controlli il disco.',
    },
    'closed-accounts': {
      title: 'Più account chiusi del solito sono da cancellare',
      advice:
        'Nessuno viene cancellato finché non acconsente. Per vederli: yestermail account list. Se sono davvero andati via: yestermail account erase-closed --accept DOMINIO',
    },
    'mail-vanished': {
      title: 'In una notte molti messaggi hanno lasciato una casella',
      advice: 'L’ultimo backup buono prima della perdita viene conservato più a lungo.',
    },
  },
  figures: {
    days: 'giorni',
    minutes: 'minuti',
    usualMinutes: 'di solito, minuti',
    failures: 'tentativi falliti',
    problem: 'motivo',
    why: 'motivo',
    free: 'liberi',
    wanted: 'necessari',
    freeInodes: 'voci di file libere',
    wantedInodes: 'voci di file necessarie',
    accounts: 'account',
    done: 'messaggi fatti',
    of: 'su',
    held: 'backup trattenuti',
    dropped: 'backup rimossi',
    damages: 'file danneggiati',
    what: 'tipo',
    day: 'giorno',
    folder: 'cartella',
    clock: 'orologio',
    until: 'fino a',
    detail: 'dettagli',
    messages: 'messaggi spariti',
    point: 'backup',
    takenAt: 'del',
    uid: 'UID',
    key: 'chiave',
    reason: 'motivo',
    wrong: 'righe senza indirizzo',
    before: 'nell’ultima lista',
    listed: 'nella lista attuale',
  },
  values: {
    'login-refused': 'il server di posta ha rifiutato l’accesso',
    'not-signed-in': 'attende il primo accesso del titolare',
    'server-unreachable': 'il server di posta non ha risposto, o troppo lentamente',
    'key-missing': 'manca la chiave della password conservata',
    disk: 'sul disco manca spazio, o non si può scrivere',
    'budget-spent': 'la quantità giornaliera del fornitore è esaurita',
    throttled: 'il server di posta ha chiesto di aspettare',
    interrupted: 'interrotto',
    fault: 'un errore di Yestermail; il registro dice di più',
    'day-lost': 'la cartella del backup è sparita',
    receipt: 'la ricevuta è persa o danneggiata',
    chain: 'il backup precedente manca o è cambiato',
    'link-lost': 'il collegamento a una cartella è perso',
    manifest: 'l’elenco di una cartella è perso o danneggiato',
    'maildir-lost': 'i file di una cartella sono spariti',
    'message-lost': 'un messaggio è perso',
    'message-changed': 'un messaggio è danneggiato',
    'file-lost': 'un file di una cartella è sparito',
    'file-changed': 'un file di una cartella è danneggiato',
    'file-unknown': 'un file che non dovrebbe esserci',
    index: 'l’indice non è leggibile',
    failed: 'il comando è fallito',
    empty: 'nessun indirizzo in lista',
    'far-shorter': 'meno della metà dell’ultima volta',
    'no-program': 'il programma non è stato trovato',
    'no-right': 'il programma non può essere eseguito',
    'too-much': 'ha scritto troppo',
    'too-long': 'ha impiegato troppo',
    ahead: 'era avanti',
    behind: 'è indietro',
  },
  operator: {
    several: 'Più cose richiedono la sua attenzione',
    solvedSubject: 'Di nuovo a posto',
    summarySubject: day => `Che cosa è aperto il ${day}`,
    open: 'Non a posto ora',
    solved: 'Di nuovo a posto',
    allWell: 'Non c’è più nulla di aperto.',
    since: when => `dal ${when}`,
    more: count => `e altri ${count}`,
    see: 'Tutto, sulla macchina:',
    why: 'Riceve questa lettera perché il suo indirizzo è sotto mail.operators nella configurazione di Yestermail.',
  },
  owner: {
    vanishedSubject: count => `${count} messaggi hanno lasciato la sua casella`,
    vanished: ({ address, count, of, before }) =>
      `Dal backup del ${before} mancano in ${address} ${count} messaggi su ${of}: non sono più in nessuna cartella, o solo nel cestino o nella posta indesiderata.`,
    wasYou: 'Se li ha eliminati lei, non c’è nulla da fare.',
    notYou: ({ before, until }) =>
      `Altrimenti: il backup del ${before} li contiene ancora. Sarà conservato almeno fino al ${until}.`,
    otherHands: 'Se può essere stato qualcun altro, cambi la password della sua casella.',
    open: 'Apra quel backup:',
    openWithout: 'Apra Yestermail e scelga quel backup.',
    whyVanished:
      'Da quanti messaggi in poi riceve questa lettera, o se non la vuole, si imposta nella pagina dei suoi backup.',
    signInSubject: 'Per il backup della posta deve accedere una volta',
    signIn: ({ address, since }) =>
      `Il server di posta non accetta più la password conservata per il backup di ${address}; forse l’ha cambiata. Dal ${since} non ci sono nuovi backup.`,
    signInHere: 'Acceda una volta con la password attuale e i backup riprendono:',
    signInWithout: 'Acceda a Yestermail una volta con la password attuale e i backup riprendono.',
    signInWarning: 'Nessuno le chiederà mai la password per posta.',
    contact: address => `Per domande: ${address}.`,
  },
}
