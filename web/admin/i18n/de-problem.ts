import { deProblem } from '../../i18n/de-problem.ts'
import type { enAdminProblem } from './en-problem.ts'

/** Was Sicherungen fehlt, wie es jemand aus der Verwaltung liest. */
export const deAdminProblem: typeof enAdminProblem = {
  ...deProblem,
  'login-refused': 'Der Mailserver hat die Anmeldung abgelehnt.',
  'budget-spent':
    'Der Anbieter lässt an einem Tag nur eine begrenzte Menge lesen. Der Rest folgt in den nächsten Tagen.',
  'key-missing': 'Das für die Nächte hinterlegte Passwort lässt sich nicht öffnen: Sein Schlüssel fehlt.',
  disk: 'Für die Sicherung war kein Platz. Mehr steht im Protokoll des Dienstes.',
  fault:
    'Während der Sicherung ist in Yestermail etwas schiefgegangen. Mehr steht im Protokoll des Dienstes.',
  held: 'Der Mailserver der Domain weist alle ab oder antwortet nicht, daher wird keines ihrer Konten versucht.',
}
