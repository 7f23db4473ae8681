import type { enHelp } from './en-help.ts'

export const deHelp = {
  help: {
    title: 'Tastatur und Hilfe',
    days: 'Tage',
    list: 'Nachrichten',
    message: 'Nachricht',
    olderNewer: 'ältere, neuere Sicherung',
    calendar: 'Kalender aller Tage',
    move: 'nächste, vorige Nachricht',
    ends: 'erste, letzte Nachricht',
    open: 'Nachricht öffnen',
    back: 'zurück zur Liste',
    download: 'Nachricht herunterladen',
    textHtml: 'reiner Text oder HTML',
    headers: 'alle Kopfzeilen',
    panes: 'nächster Teil des Fensters',
    help: 'diese Hilfe',
    off: 'Die einzelnen Tasten sind in den Einstellungen abgeschaltet.',
    about: 'Über Sicherungen',
    aboutText:
      'Jede Sicherung ist Ihr ganzes Postfach in einem Augenblick. Sie können darin lesen und daraus herunterladen; nichts hier kann antworten, löschen oder markieren. Nachrichten, die zwischen zwei Sicherungen eintrafen und gelöscht wurden, sind nicht enthalten.',
  },
} satisfies typeof enHelp
