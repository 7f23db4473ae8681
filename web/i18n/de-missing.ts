import type { enMissing } from './en-missing.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')

/** Was dem Postfach heute fehlt. Wir sagen „fehlt“, nicht „gelöscht“: Eine Regel oder ein anderes Programm kann es verschoben haben. */
export const deMissing = {
  presence: {
    badge: {
      gone: 'Fehlt jetzt',
      goneSince: day => `Fehlt seit ${day}`,
      trash: 'Jetzt im Papierkorb',
      junk: 'Jetzt in Spam',
      moved: folder => `Verschoben nach ${folder}`,
      movedSomewhere: 'Verschoben',
      unknown: 'Nicht bekannt',
      some: (n, of) =>
        choose(n, {
          one: `1 von ${number.format(of)} Nachrichten fehlt jetzt`,
          other: `${number.format(n)} von ${number.format(of)} Nachrichten fehlen jetzt`,
        }),
    },
    gone: 'Fehlt jetzt.',
    trash: 'Sie ist jetzt im Papierkorb.',
    junk: 'Sie ist jetzt in Spam.',
    moved: folder => `Sie wurde nach ${folder} verschoben.`,
    movedSomewhere: 'Sie wurde in einen anderen Ordner verschoben.',
    unknown: 'Ob sie noch in Ihrem Postfach ist, ist nicht bekannt: Ihr Ordner war nicht lesbar.',
    lastSeen: (folder, when) => `Zuletzt gesehen in ${folder} am ${when}.`,
    since: when => `Fehlt seit der Sicherung vom ${when}.`,
    sinceLatest: 'Sie verschwand nach der neuesten Sicherung.',
    lifeLine: 'Verlauf',
  },

  missing: {
    title: 'Fehlende Nachrichten',
    of: folder => `Fehlende Nachrichten: ${folder}`,
    allDays: 'Alle Tage',
    anyFolder: 'Aus allen Ordnern',
    state: 'Was daraus wurde',
    allMissing: 'Fehlt',
    gone: 'Verschwunden',
    goneHint: 'In keinem Ordner Ihres Postfachs',
    bin: 'In Papierkorb oder Spam',
    binHint: 'Noch da, aber im Papierkorb oder in Spam',
    moved: 'Verschoben',
    movedHint: 'Jetzt in einem anderen Ordner',
    compared: time => `Um ${time} Uhr mit Ihrem Postfach verglichen.`,
    comparedOn: when => `Am ${when} mit Ihrem Postfach verglichen.`,
    comparedBackup: when => `Mit der Sicherung vom ${when} verglichen.`,
    notCompared: 'Noch nicht mit Ihrem Postfach verglichen.',
    comparing: 'Ihr Postfach wird angesehen …',
    compareAgain: 'Erneut nachsehen',
    problems: {
      'no-worker': 'Ihr Postfach konnte nicht angesehen werden: Der Dienst dafür läuft gerade nicht.',
      'too-slow': 'Es dauerte zu lange, Ihr Postfach anzusehen.',
      interrupted: 'Das Ansehen Ihres Postfachs wurde unterbrochen.',
      other: 'Ihr Postfach konnte nicht angesehen werden.',
    },
    unknown: folders => `Nicht lesbar, daher nicht bekannt: ${folders}.`,
    unknownMore: n => choose(n, { one: 'und einer mehr', other: `und ${number.format(n)} weitere` }),
    none: 'Nichts fehlt',
    noneText: 'Jede Nachricht dieser Sicherungen ist in Ihrem Postfach.',
    noneHere: 'Aus dieser Sicherung fehlt nichts',
    noneHereText: 'Jede Nachricht dieses Tages ist in Ihrem Postfach. Andere Tage können mehr enthalten.',
    noneSuch: 'Keine Nachricht ist in diesem Zustand',
    noneSuchText: 'Wählen Sie oben einen anderen Zustand.',
    limit:
      'Nachrichten, die zwischen zwei Sicherungen eintrafen und gelöscht wurden, sind in keiner von ihnen.',
    whatIs:
      'Nachrichten, die in einer Sicherung sind und heute in keinem Ordner Ihres Postfachs, oder nur noch im Papierkorb oder in Spam. Eine verschobene Nachricht fehlt nicht.',
  },
} satisfies typeof enMissing
