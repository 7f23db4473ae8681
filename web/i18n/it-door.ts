import type { enDoor } from './en-door.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')

/** Prima che la casella sia aperta. */
export const itDoor = {
  signIn: {
    title: 'Accesso',
    address: 'Indirizzo email',
    password: 'Password',
    passwordHint: 'La stessa che usa il programma di posta.',
    show: 'Mostra',
    showPassword: 'Mostra la password',
    open: 'Apri',
    latest: 'L’ultimo backup',
    day: 'Un altro giorno',
    dayLabel: 'Giorno da aprire',
    go: 'Accedi',
    busy: 'Verifica con il server di posta…',
    ended: 'La sessione è terminata. Dopo un nuovo accesso si ritorna esattamente a questo punto.',
    missing: 'Inserire l’indirizzo email e la password.',
    limit: 'I messaggi arrivati ed eliminati tra un backup e l’altro non vi sono contenuti.',
    problem: {
      wrong: 'L’indirizzo o la password non sono corretti.',
      unreachable:
        'Il server di posta in questo momento non risponde, quindi la password non può essere verificata. Riprovare tra qualche minuto.',
      slow: seconds =>
        choose(seconds, {
          one: 'Troppi tentativi. Attendere un secondo, poi riprovare.',
          other: `Troppi tentativi. Attendere ${seconds > 90 ? `${Math.ceil(seconds / 60)} minuti` : `${number.format(seconds)} secondi`}, poi riprovare.`,
        }),
      slowPlain: 'Troppi tentativi. Attendere un momento, poi riprovare.',
      appPassword: domain =>
        `L’indirizzo o la password non sono corretti. La posta di ${domain} si apre con OAuth, perciò qui la password consueta potrebbe non bastare: usare una password per le app, se il fornitore di posta la prevede.`,
      notEnrolled:
        'Di questa casella qui non si fanno backup. Rivolgersi a chi gestisce la posta per farla aggiungere.',
      noWorker:
        'La parte di Yestermail che esegue i backup non è in funzione, quindi al momento non si può aggiungere una nuova casella.',
      offline: 'Yestermail non è raggiungibile. Il computer è collegato a Internet?',
      other: sentence => sentence,
    },
  },

  consent: {
    title: 'Conservare la password per i backup notturni?',
    why: 'Ogni notte Yestermail fotografa la casella di posta. Per farlo deve accedervi al posto del titolare, mentre questi dorme.',
    sealed:
      'La password resta su questo server, sigillata: può aprirla solo la parte che esegue i backup, non le pagine web.',
    use: 'Di notte serve solo a leggere: nella casella non cambia nulla, nemmeno ciò che è segnato come letto. Solo se è stato chiesto un ripristino si rimettono messaggi con essa.',
    honest:
      'Chi gestisce questo server e le sue copie di sicurezza, volendo, potrebbe aprirla. Chi non si fida di loro non dia il consenso.',
    change: 'Se la password cambia, i backup si fermano finché non si accede qui con quella nuova.',
    busy: 'Avvio…',
    agree: 'Acconsento, esegui il primo backup',
    decline: 'No, non conservarla',
    declined:
      'Non è stato conservato nulla. Senza la password Yestermail non può fare backup di questa casella.',
  },

  first: {
    title: 'È in corso il primo backup',
    waiting: 'Comincia tra un momento…',
    counting: 'Lettura delle cartelle…',
    messages: (done, all) => `${done} messaggi su ${all}`,
    size: size => `${size} copiati`,
    folder: (name, done, all) => `Lettura di ${name}, cartella ${done} di ${all}`,
    leave:
      'Questa pagina si può chiudere: il backup prosegue da solo. Quando è finito, la casella si apre qui.',
    failed: 'Il primo backup non è riuscito',
    next: 'Yestermail riprova da solo.',
    progress: 'Avanzamento del primo backup',
  },
} satisfies typeof enDoor
