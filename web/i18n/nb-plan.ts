import type { enPlan } from './en-plan.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const weekdays = ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag']

/** Når sikkerhetskopier tas, og hvor lenge de beholdes. */
export const nbPlan = {
  plan: {
    title: 'Slik sikkerhetskopieres denne postkassen',
    menu: 'Ta sikkerhetskopi nå',
    when: 'Når',
    daily: at => `Hver natt, kl. ${at} eller kort tid etter`,
    weekly: (day, at) => `Én gang i uken, på ${weekdays[day - 1]} kl. ${at} eller kort tid etter`,
    hours: n => choose(n, { one: 'Hver time', other: `Hver ${n}. time` }),
    byHand: 'Bare når du ber om det her',
    kept: 'Beholdes',
    within: n => choose(n, { one: 'alle fra i dag og i går', other: `alle fra de siste ${n} dagene` }),
    last: n => choose(n, { one: 'den nyeste', other: `de ${n} nyeste` }),
    hourly: n => choose(n, { one: 'én fra den siste timen', other: `én i timen i ${n} timer` }),
    eachDay: n => choose(n, { one: 'én fra den siste dagen', other: `én om dagen i ${n} dager` }),
    eachWeek: n => choose(n, { one: 'én fra den siste uken', other: `én i uken i ${n} uker` }),
    eachMonth: n => choose(n, { one: 'én fra den siste måneden', other: `én i måneden i ${n} måneder` }),
    next: 'Den neste',
    left: 'Utelatt',
    noJunk: 'Søppelpostmappen',
    now: 'Ta sikkerhetskopi nå',
    asking: 'Spør …',
    waiting: 'Venter på tur …',
    running: 'En sikkerhetskopi tas nå.',
    progress: 'Fremdrift for sikkerhetskopien',
    messages: (done, all) => `${done} av ${all} meldinger`,
    done: 'Ferdig. Du kan se på den nye sikkerhetskopien.',
    donePartly: 'Ferdig, men ikke alt kunne leses. Detaljer sier hva den nye sikkerhetskopien mangler.',
    open: 'Åpne den',
    failed: 'Sikkerhetskopien kunne ikke tas.',
    refused: {
      forbidden: 'Leverandøren din tar sikkerhetskopiene av denne postkassen bare på egen hånd.',
      rateLimit:
        'Det får holde for i dag: Så mange sikkerhetskopier er alt tatt for hånd. Nattens kommer som alltid.',
      signInNeeded: 'E-posttjeneren godtar ikke passordet som er lagret. Logg inn på nytt og prøv igjen.',
      workerNotRunning:
        'Ingen har tatt imot ønsket ennå. Det er skrevet ned, og sikkerhetskopien tas så snart nattprogrammet kjører igjen.',
      other: 'Det gikk ikke akkurat nå. Prøv igjen senere.',
    },
    failedToLoad: 'Planen for denne postkassen kunne ikke hentes',
  },
} satisfies typeof enPlan
