import type { enDownload } from './en-download.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')

/** E-Mails mitnehmen. */
export const deDownload = {
  download: {
    title: 'Herunterladen',
    form: 'Format',
    forms: {
      eml: {
        name: 'Einzelne Nachrichten (EML)',
        text: 'Je eine Datei, genau wie empfangen. Jedes Mailprogramm öffnet sie.',
      },
      mbox: {
        name: 'MBOX (mboxrd)',
        text: 'Eine lange Datei, für Thunderbird, Apple Mail, mutt und andere. Ohne gelesen/ungelesen und Markierungen.',
      },
      maildir: {
        name: 'Maildir',
        text: 'Mit Ordnern, gelesen/ungelesen und Markierungen: für den Umzug auf einen anderen Mailserver (Dovecot, Stalwart).',
      },
    },
    file: 'Datei',
    containers: { zip: 'ZIP', tar: 'tar', none: 'Eine Datei' },
    windows: 'Namen, die Windows verträgt',
    windowsText: 'Ohne Zeichen wie : und ?, die dort nicht erlaubt sind.',
    preparing: 'Der Inhalt wird geprüft …',
    holds: (messages, size) => `${messages}, ${size}`,
    about: 'Die Datei wird etwas größer: Manche Zeilen werden mit > gekennzeichnet, wie MBOX es verlangt.',
    lost: n =>
      choose(n, {
        one: 'Eine Nachricht ist in dieser Sicherung beschädigt. Sie wird ausgelassen; errors.txt nennt sie.',
        other: `${number.format(n)} Nachrichten sind in dieser Sicherung beschädigt. Sie werden ausgelassen; errors.txt nennt sie.`,
      }),
    lostEnds: n =>
      choose(n, {
        one: 'Eine Nachricht ist in dieser Sicherung beschädigt: Eine einzelne Datei würde dort abbrechen. Wählen Sie ZIP; errors.txt nennt sie dann.',
        other: `${number.format(n)} Nachrichten sind in dieser Sicherung beschädigt: Eine einzelne Datei würde bei der ersten abbrechen. Wählen Sie ZIP; errors.txt nennt sie dann.`,
      }),
    begin: size => `Herunterladen (${size})`,
    waiting: 'Ihr Browser fragt, wohin damit, oder beginnt.',
    progress: 'Download',
    far: (done, all) => `${done} von ${all}`,
    done: 'Der Download ist vollständig.',
    broken: far => `Der Download blieb bei ${far} stehen.`,
    resumed:
      'Wenn er stehen bleibt, setzen Sie ihn in der Download-Liste Ihres Browsers fort: Drei Tage lang geht er dort weiter, wo er war.',
    notResumed:
      'Wenn er stehen bleibt, muss er von vorn beginnen. Ein ZIP einzelner Nachrichten geht dort weiter, wo er war.',
    nothing: 'In dem, was gewählt wurde, ist keine Nachricht.',
    notFound:
      'Diese Sicherung oder dieser Ordner wird nicht mehr aufbewahrt. Wählen Sie neu, was heruntergeladen werden soll.',
    busy: 'Gerade werden zu viele Downloads vorbereitet. Versuchen Sie es gleich noch einmal.',
    again:
      'Ihre Anmeldung liegt mehr als eine halbe Stunde zurück. Um E-Mails mitzunehmen, geben Sie Ihr Passwort noch einmal ein.',
    password: 'Passwort',
    wrongPassword: 'Dieses Passwort stimmt nicht.',
    confirm: 'Weiter',
    backup: 'Herunterladen',
    backupOf: name => `Sicherung vom ${name} herunterladen`,
    backupTitle: day => `Alle Nachrichten vom ${day}`,
  },
} satisfies typeof enDownload
