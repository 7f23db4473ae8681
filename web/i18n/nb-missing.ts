import type { enMissing } from './en-missing.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')

/** Det postkassen mangler i dag. Vi sier «mangler», ikke «slettet»: En regel eller et annet program kan ha flyttet det. */
export const nbMissing = {
  presence: {
    badge: {
      gone: 'Mangler nå',
      goneSince: day => `Borte siden ${day}`,
      trash: 'Nå i papirkurven',
      junk: 'Nå i søppelposten',
      moved: folder => `Flyttet til ${folder}`,
      movedSomewhere: 'Flyttet',
      unknown: 'Ukjent',
      some: (n, of) =>
        choose(n, {
          one: `1 av ${number.format(of)} meldinger mangler nå`,
          other: `${number.format(n)} av ${number.format(of)} meldinger mangler nå`,
        }),
    },
    gone: 'Mangler nå.',
    trash: 'Den ligger nå i papirkurven.',
    junk: 'Den ligger nå i søppelposten.',
    moved: folder => `Den ble flyttet til ${folder}.`,
    movedSomewhere: 'Den ble flyttet til en annen mappe.',
    unknown: 'Om den fortsatt er i postkassen din, er ukjent: Mappen kunne ikke leses.',
    lastSeen: (folder, when) => `Sist sett i ${folder} ${when}.`,
    since: when => `Mangler siden sikkerhetskopien fra ${when}.`,
    sinceLatest: 'Den forsvant etter den siste sikkerhetskopien.',
    lifeLine: 'Livsløp',
  },

  missing: {
    title: 'Mangler nå',
    of: folder => `Mangler nå: ${folder}`,
    allDays: 'Alle dager',
    anyFolder: 'Fra alle mapper',
    state: 'Hva det ble av dem',
    allMissing: 'Mangler',
    gone: 'Borte',
    goneHint: 'I ingen mappe i postkassen din',
    bin: 'I papirkurv eller søppelpost',
    binHint: 'Fortsatt der, men i papirkurven eller søppelposten',
    moved: 'Flyttet',
    movedHint: 'Nå i en annen mappe',
    compared: time => `Sammenlignet med postkassen din kl. ${time}.`,
    comparedOn: when => `Sammenlignet med postkassen din ${when}.`,
    comparedBackup: when => `Sammenlignet med sikkerhetskopien fra ${when}.`,
    notCompared: 'Ikke sammenlignet med postkassen din ennå.',
    comparing: 'Ser i postkassen din …',
    compareAgain: 'Se på nytt',
    problems: {
      'no-worker': 'Postkassen din kunne ikke ses på: Tjenesten som gjør det, kjører ikke akkurat nå.',
      'too-slow': 'Det tok for lang tid å se i postkassen din.',
      interrupted: 'Gjennomgangen av postkassen din ble avbrutt.',
      other: 'Postkassen din kunne ikke ses på.',
    },
    unknown: folders => `Kunne ikke leses, altså ukjent: ${folders}.`,
    unknownMore: n => choose(n, { one: 'og én til', other: `og ${number.format(n)} til` }),
    none: 'Ingenting mangler',
    noneText: 'Alle meldinger i disse sikkerhetskopiene er i postkassen din.',
    noneHere: 'Ingenting fra denne sikkerhetskopien mangler',
    noneHereText: 'Alle meldinger fra denne dagen er i postkassen din. Andre dager kan inneholde flere.',
    noneSuch: 'Ingen melding er i denne tilstanden',
    noneSuchText: 'Velg en annen tilstand ovenfor.',
    limit: 'E-post som kom og ble slettet mellom to sikkerhetskopier, er ikke med i noen av dem.',
    whatIs:
      'Meldinger som er i en sikkerhetskopi og i dag ikke i noen mappe i postkassen din, eller bare i papirkurven eller søppelposten. En melding som er flyttet, mangler ikke.',
  },
} satisfies typeof enMissing
