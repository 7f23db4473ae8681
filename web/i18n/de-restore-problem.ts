import type { enRestoreProblem } from './en-restore-problem.ts'

/** Warum etwas an einer Wiederherstellung nicht ging, nach Code. */
export const deRestoreProblem = {
  'no-worker': 'Das Sicherungsprogramm läuft nicht.',
  'server-unreachable': 'Der Mailserver hat nicht geantwortet.',
  'sign-in-refused':
    'Der Mailserver hat die Anmeldung abgelehnt. Haben Sie Ihr Passwort geändert? Dann melden Sie sich neu an.',
  'budget-spent': 'Der Mailserver nimmt am Tag nur eine begrenzte Menge an.',
  'cannot-undo':
    'Der Mailserver kann nicht genau diese Nachrichten entfernen; deshalb wurde nichts entfernt.',
  'not-found': 'Was dieser Antrag wiederherstellen würde, wird nicht mehr aufbewahrt.',
  'restore-limit': 'Zuletzt wurde oft genug wiederhergestellt. Versuchen Sie es später.',
  'no-backup': 'Diese Sicherung wird nicht mehr aufbewahrt.',
  'nothing-to-restore': 'Es gibt nichts hinzuzufügen.',
  'bad-folder-name': 'Der Mailserver hat keinen Ordner dieses Namens und kann keinen anlegen.',
  'plan-stale': 'Der Vergleich ist zu alt. Beantragen Sie es noch einmal.',
  'restore-off': 'Für dieses Postfach werden keine Wiederherstellungen angeboten.',
  other: 'Bei uns ist etwas schiefgegangen.',
} satisfies typeof enRestoreProblem
