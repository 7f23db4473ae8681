import type { enPlan } from './en-plan.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const weekdays = ['lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì', 'sabato', 'domenica']

/** Quando si fanno i backup e per quanto si conservano. */
export const itPlan = {
  plan: {
    title: 'Backup di questa casella',
    menu: 'Esegui un backup ora',
    when: 'Quando',
    daily: at => `Ogni notte, alle ${at} o poco dopo`,
    weekly: (day, at) => `Una volta alla settimana, ${weekdays[day - 1]} alle ${at} o poco dopo`,
    hours: n => choose(n, { one: 'Ogni ora', other: `Ogni ${n} ore` }),
    byHand: 'Solo su richiesta, da questa pagina',
    kept: 'Si conservano',
    within: n =>
      choose(n, { one: 'tutti quelli di oggi e di ieri', other: `tutti quelli degli ultimi ${n} giorni` }),
    last: n => choose(n, { one: 'il più recente', other: `i ${n} più recenti` }),
    hourly: n => choose(n, { one: 'uno dell’ultima ora', other: `uno all’ora per ${n} ore` }),
    eachDay: n => choose(n, { one: 'uno dell’ultimo giorno', other: `uno al giorno per ${n} giorni` }),
    eachWeek: n =>
      choose(n, { one: 'uno dell’ultima settimana', other: `uno alla settimana per ${n} settimane` }),
    eachMonth: n => choose(n, { one: 'uno dell’ultimo mese', other: `uno al mese per ${n} mesi` }),
    next: 'Il prossimo',
    left: 'Esclusi',
    noJunk: 'La cartella Spam',
    now: 'Esegui un backup ora',
    asking: 'Richiesta in corso…',
    waiting: 'In attesa del proprio turno…',
    running: 'Il backup è in corso.',
    progress: 'Avanzamento del backup',
    messages: (done, all) => `${done} messaggi su ${all}`,
    done: 'Fatto. Il nuovo backup si può già consultare.',
    donePartly: 'Fatto, ma non si è potuto leggere tutto. I dettagli dicono che cosa manca al nuovo backup.',
    open: 'Apri',
    failed: 'Non è stato possibile eseguire il backup.',
    refused: {
      forbidden: 'Il fornitore fa i backup di questa casella soltanto per conto proprio.',
      rateLimit:
        'Per oggi può bastare: è già stato eseguito manualmente il numero massimo di backup. Quello di questa notte si farà come sempre.',
      signInNeeded: 'Il server di posta rifiuta la password conservata. Accedere di nuovo, poi riprovare.',
      workerNotRunning:
        'Nessuno ha ancora raccolto la richiesta. Resta annotata: il backup si farà appena il programma dei backup notturni sarà di nuovo in funzione.',
      other: 'Ora non è possibile. Riprovare più tardi.',
    },
    failedToLoad: 'Non è stato possibile caricare il piano di questa casella',
  },
} satisfies typeof enPlan
