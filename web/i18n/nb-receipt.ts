import type { enReceipt } from './en-receipt.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')

const are = (n: number) => `${number.format(n)} er her`

/** Beviset: hva en sikkerhetskopi inneholder, hva den mangler, og om den fortsatt er som da den ble forseglet. */
export const nbReceipt = {
  receipt: {
    title: 'Hva denne sikkerhetskopien inneholder',
    taken: 'Tatt',
    keptUntil: 'Beholdes til',
    pinned: 'Beholdes lenger',
    pinnedFor: {
      alarm: day => `til ${day}, fordi mye e-post forlot postkassen natten etter`,
      request: day => `til ${day}, fordi det ble bedt om gjenoppretting`,
      other: day => `til ${day}`,
    },
    holds: 'Inneholder',
    arrived: 'Hentet denne gangen',
    number: 'Nummer',
    lacks: 'Mangler',
    lacksNothing: 'Ingenting: Alle mapper ble lest i sin helhet.',
    counted: (counted, stored) => `E-posttjeneren telte ${counted}; ${are(stored)}.`,
    countedOfRead: (counted, stored) =>
      `I mappene som kunne leses, telte e-posttjeneren ${counted}; ${are(stored)}.`,
    folders: 'Mappe for mappe',
    folder: 'Mappe',
    onServer: 'På tjeneren',
    here: 'Her',
    missing: 'Mangler',
    notRead: 'ikke lest',
    notCounted: 'ikke telt',
    notKnown: 'ukjent',
    later: n => `${number.format(n)} kommer senere`,
    gap: {
      refused: 'e-posttjeneren ville ikke gi den fra seg',
      'not-sent': 'e-posttjeneren utelot den',
      cut: 'forbindelsen ble brutt midt i, to ganger',
      'too-slow': 'den kom for langsomt',
    },
    uid: uid => `UID ${uid}`,
    moreGaps: n => `og ${number.format(n)} til`,
    proof: 'Bevis',
    checked: 'Lest på nytt',
    checkedAt: day => `Alle lagrede meldinger ble sist lest på nytt og sammenlignet ${day}.`,
    neverChecked: 'Ikke ennå. Alle lagrede meldinger leses på nytt og sammenlignes fra tid til annen.',
    chain: 'Dagen før',
    chainState: {
      first: 'Dette er den første sikkerhetskopien.',
      linked: day => `Lenket til sikkerhetskopien fra ${day}, som er uendret.`,
      begins: 'Sikkerhetskopien før denne er slettet fordi tiden var ute.',
      broken: 'Sikkerhetskopien før denne mangler eller er endret.',
    },
    seal: 'Segl',
    sealText: 'SHA-256 av kvitteringen for denne sikkerhetskopien:',
    noReceipt:
      'Kvitteringen for denne sikkerhetskopien er tapt eller skadet, så det er ukjent hva den mangler.',
    damaged: 'Skadet',
    damages: n =>
      choose(n, {
        one: 'Én ting i denne sikkerhetskopien er ikke lenger som da den ble forseglet.',
        other: `${number.format(n)} ting i denne sikkerhetskopien er ikke lenger som da de ble forseglet.`,
      }),
    damagedMessage: (folder, uid) => `En melding i «${folder}» (UID ${uid})`,
    damagedFolder: folder => `Mappen «${folder}»`,
    damagedDay: 'Selve sikkerhetskopien',
    failed: 'Kvitteringen kunne ikke hentes',
  },

  letters: {
    title: 'E-postvarsler',
    intro: 'Yestermail kan skrive til postkassen din når noe er uvanlig.',
    vanish: 'Skriv til meg når mye e-post er borte',
    vanishText:
      'Når e-post forlater mappene dine i løpet av en natt, på annen måte enn til papirkurv eller søppelpost og tilbake, får du en e-post, og den siste sikkerhetskopien som hadde den, beholdes i 30 dager til.',
    mails: 'Fra så mange meldinger',
    percent: 'Eller fra så mange prosent av all e-post',
    percentText: 'La feltet stå tomt for bare å telle meldinger.',
    save: 'Lagre',
    saved: 'Lagret.',
    wrong: 'Antall meldinger må være fra 1 til 1 000 000, prosenten fra 1 til 100 eller tom.',
    failed: 'Valgene dine kunne ikke hentes',
  },
} satisfies typeof enReceipt
