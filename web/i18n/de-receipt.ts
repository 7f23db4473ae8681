import type { enReceipt } from './en-receipt.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')

const are = (n: number) =>
  choose(n, { one: `${number.format(n)} ist hier`, other: `${number.format(n)} sind hier` })

/** Der Nachweis: was eine Sicherung enthält, was ihr fehlt, und ob sie noch so ist, wie sie versiegelt wurde. */
export const deReceipt = {
  receipt: {
    title: 'Was diese Sicherung enthält',
    taken: 'Gemacht',
    keptUntil: 'Aufbewahrt bis',
    pinned: 'Länger aufbewahrt',
    pinnedFor: {
      alarm: day => `bis ${day}, weil in der Nacht danach viele Nachrichten das Postfach verlassen haben`,
      request: day => `bis ${day}, weil eine Wiederherstellung verlangt wurde`,
      other: day => `bis ${day}`,
    },
    holds: 'Enthält',
    arrived: 'Diesmal geholt',
    number: 'Nummer',
    lacks: 'Es fehlt',
    lacksNothing: 'Nichts: Jeder Ordner wurde vollständig gelesen.',
    counted: (counted, stored) => `Der Mailserver zählte ${counted}; ${are(stored)}.`,
    countedOfRead: (counted, stored) =>
      `In den lesbaren Ordnern zählte der Mailserver ${counted}; ${are(stored)}.`,
    folders: 'Ordner für Ordner',
    folder: 'Ordner',
    onServer: 'Auf dem Server',
    here: 'Hier',
    missing: 'Fehlen',
    notRead: 'nicht gelesen',
    notCounted: 'nicht gezählt',
    notKnown: 'unbekannt',
    later: n => `${number.format(n)} kommen noch`,
    gap: {
      refused: 'der Mailserver gab sie nicht heraus',
      'not-sent': 'der Mailserver ließ sie aus',
      cut: 'die Verbindung brach mittendrin ab, zweimal',
      'too-slow': 'sie kam zu langsam',
    },
    uid: uid => `UID ${uid}`,
    moreGaps: n => `und ${number.format(n)} weitere`,
    proof: 'Nachweis',
    checked: 'Nachgelesen',
    checkedAt: day =>
      `Jede gespeicherte Nachricht wurde zuletzt am ${day} noch einmal gelesen und verglichen.`,
    neverChecked:
      'Noch nicht. Jede gespeicherte Nachricht wird von Zeit zu Zeit noch einmal gelesen und verglichen.',
    chain: 'Tag davor',
    chainState: {
      first: 'Dies ist die erste Sicherung.',
      linked: day => `Verkettet mit der Sicherung vom ${day}, die unverändert ist.`,
      begins: 'Die Sicherung davor hat das Ende ihrer Zeit erreicht.',
      broken: 'Die Sicherung davor fehlt oder wurde verändert.',
    },
    seal: 'Siegel',
    sealText: 'Der SHA-256 der Quittung dieser Sicherung:',
    noReceipt:
      'Die Quittung dieser Sicherung ist verloren oder beschädigt. Daher ist nicht bekannt, was ihr fehlt.',
    damaged: 'Beschädigt',
    damages: n =>
      choose(n, {
        one: 'Eine Sache in dieser Sicherung ist nicht mehr so, wie sie versiegelt wurde.',
        other: `${number.format(n)} Sachen in dieser Sicherung sind nicht mehr so, wie sie versiegelt wurden.`,
      }),
    damagedMessage: (folder, uid) => `Eine Nachricht in „${folder}“ (UID ${uid})`,
    damagedFolder: folder => `Der Ordner „${folder}“`,
    damagedDay: 'Die Sicherung selbst',
    failed: 'Die Quittung konnte nicht geladen werden',
  },

  letters: {
    title: 'Hinweise per Mail',
    intro: 'Yestermail kann Ihnen in Ihr Postfach schreiben, wenn etwas auffällig ist.',
    vanish: 'Schreiben, wenn viele Nachrichten verschwunden sind',
    vanishText:
      'Wenn in einer Nacht Nachrichten Ihre Ordner verlassen, anders als in den Papierkorb oder Spam und zurück, erhalten Sie eine E-Mail, und die letzte Sicherung, die sie enthielt, wird weitere 30 Tage aufbewahrt.',
    mails: 'Ab so vielen Nachrichten',
    percent: 'Oder ab so viel Prozent aller Nachrichten',
    percentText: 'Leer lassen, um nur Nachrichten zu zählen.',
    save: 'Speichern',
    saved: 'Gespeichert.',
    wrong:
      'Die Zahl der Nachrichten muss von 1 bis 1.000.000 sein, der Anteil von 1 bis 100 Prozent oder leer.',
    failed: 'Ihre Einstellungen konnten nicht geladen werden',
  },
} satisfies typeof enReceipt
