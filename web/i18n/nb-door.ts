import type { enDoor } from './en-door.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')

/** Før postkassen er åpen. */
export const nbDoor = {
  signIn: {
    title: 'Logg inn',
    address: 'E-postadresse',
    password: 'Passord',
    passwordHint: 'Det samme som e-postprogrammet ditt bruker.',
    show: 'Vis',
    showPassword: 'Vis passordet',
    open: 'Åpne',
    latest: 'Siste sikkerhetskopi',
    day: 'En annen dag',
    dayLabel: 'Dagen som skal åpnes',
    go: 'Logg inn',
    busy: 'Spør e-posttjeneren din …',
    ended: 'Du ble logget ut. Logg inn igjen, så er du tilbake der du var.',
    missing: 'Skriv inn e-postadressen og passordet ditt.',
    limit: 'E-post som kom og ble slettet mellom to sikkerhetskopier, er ikke med i dem.',
    problem: {
      wrong: 'Adressen eller passordet er feil.',
      unreachable:
        'E-posttjeneren din svarer ikke akkurat nå, så passordet kan ikke kontrolleres. Prøv igjen om noen minutter.',
      slow: seconds =>
        choose(seconds, {
          one: 'Det ble for mange forsøk. Vent ett sekund og prøv igjen.',
          other: `Det ble for mange forsøk. Vent ${seconds > 90 ? `${Math.ceil(seconds / 60)} minutter` : `${number.format(seconds)} sekunder`} og prøv igjen.`,
        }),
      slowPlain: 'Det ble for mange forsøk. Vent litt og prøv igjen.',
      appPassword: domain =>
        `Adressen eller passordet er feil. E-post hos ${domain} åpnes med OAuth, så det vanlige passordet virker kanskje ikke her: Bruk et app-passord hvis e-postleverandøren din tilbyr det.`,
      notEnrolled:
        'Denne postkassen sikkerhetskopieres ikke her. Be den som drifter e-posten din om å legge den til.',
      noWorker:
        'Den delen av Yestermail som tar sikkerhetskopier, kjører ikke, så en ny postkasse kan ikke legges til akkurat nå.',
      offline: 'Yestermail kan ikke nås. Er denne datamaskinen på nett?',
      other: sentence => sentence,
    },
  },

  consent: {
    title: 'Beholde passordet til nettene?',
    why: 'Hver natt tar Yestermail et øyeblikksbilde av postkassen din. Da må den logge inn som deg mens du sover.',
    sealed:
      'Passordet ditt oppbevares forseglet på denne tjeneren: Bare den delen som tar sikkerhetskopiene, kan åpne det. Det kan ikke nettsidene.',
    use: 'Om natten brukes det bare til å lese: Ingenting i postkassen endres, ikke engang hva som er merket som lest. Bare når noen har bedt om gjenoppretting, legges meldinger tilbake med det.',
    honest:
      'De som drifter denne tjeneren og sikkerhetskopiene av den, kunne åpne det hvis de ville. Stoler du ikke på dem, så ikke godta.',
    change: 'Når du bytter passord, stopper sikkerhetskopieringen til du logger inn her med det nye.',
    busy: 'Starter …',
    agree: 'Godta og ta den første sikkerhetskopien',
    decline: 'Nei, ikke behold det',
    declined:
      'Ingenting ble beholdt. Uten passordet kan ikke Yestermail ta sikkerhetskopi av denne postkassen.',
  },

  first: {
    title: 'Den første sikkerhetskopien tas nå',
    waiting: 'Den starter om et øyeblikk …',
    counting: 'Ser gjennom mappene …',
    messages: (done, all) => `${done} av ${all} meldinger`,
    size: size => `${size} kopiert`,
    folder: (name, done, all) => `Leser ${name}, mappe ${done} av ${all}`,
    leave:
      'Du kan lukke denne siden: Kopieringen fortsetter uten den. Postkassen åpnes her når den er ferdig.',
    failed: 'Den første sikkerhetskopien lyktes ikke',
    next: 'Yestermail prøver igjen av seg selv.',
    progress: 'Fremdrift for den første sikkerhetskopien',
  },
} satisfies typeof enDoor
