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
    page: 'eine Seite hinauf, hinunter',
    search: 'suchen',
    select: 'Nachricht auswählen oder abwählen',
    range: 'bis zur nächsten, vorigen Nachricht auswählen',
    selectAll: 'alles Gezeigte auswählen',
    menu: 'was sich mit der Nachricht tun lässt',
    download: 'Nachricht oder Auswahl herunterladen',
    restore: 'Wiederherstellung beantragen',
    print: 'Nachricht drucken',
    textHtml: 'reiner Text oder HTML',
    headers: 'alle Kopfzeilen',
    panes: 'nächster Teil des Fensters',
    help: 'diese Hilfe',
    off: 'Die einzelnen Tasten sind abgeschaltet.',
    about: 'Über Sicherungen',
    aboutText:
      'Jede Sicherung ist Ihr ganzes Postfach in einem Augenblick. Sie können darin lesen und daraus herunterladen; nichts hier kann antworten, löschen oder markieren. Nachrichten, die zwischen zwei Sicherungen eintrafen und gelöscht wurden, sind nicht enthalten.',
  },
} satisfies typeof enHelp
