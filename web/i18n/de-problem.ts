import type { enProblem } from './en-problem.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')

/** Was einer Sicherung fehlt, oder warum es keine gibt. */
export const deProblem = {
  'folder-not-read': folder => `Der Ordner „${folder}“ war in jener Nacht nicht lesbar.`,
  'folder-partial': (folder, n) =>
    choose(n, {
      one: `Eine Nachricht des Ordners „${folder}“ war nicht zu bekommen.`,
      other: `${number.format(n)} Nachrichten des Ordners „${folder}“ waren nicht zu bekommen.`,
    }),
  'folder-partial-some': folder => `Einige Nachrichten des Ordners „${folder}“ waren nicht zu bekommen.`,
  'folder-name': folder =>
    `Der Ordner „${folder}“ hat einen Namen, den der Mailserver nicht wiedererkannt hat.`,
  'message-gone': 'Während der Sicherung sind Nachrichten aus dem Postfach verschwunden.',
  'message-refused': 'Der Mailserver gab einige Nachrichten nicht heraus.',
  'message-refused-in': (folder, n) =>
    choose(n, {
      one: `Der Mailserver gab eine Nachricht des Ordners „${folder}“ nicht heraus.`,
      other: `Der Mailserver gab ${number.format(n)} Nachrichten des Ordners „${folder}“ nicht heraus.`,
    }),
  'not-finished': (done, of) =>
    `Bisher sind ${done} von ${of} Nachrichten in dieser Sicherung. Die nächsten Nächte machen dort weiter.`,
  'not-finished-folder': (folder, done, of) =>
    `Bisher sind ${done} von ${of} Nachrichten des Ordners „${folder}“ in dieser Sicherung. Die nächsten Nächte machen dort weiter.`,
  'not-finished-all':
    'In jener Nacht reichte die Zeit nicht für alles. Die nächsten Nächte machen dort weiter.',
  'done-by': day => `In diesem Tempo ist alles enthalten bis ${day}.`,
  'budget-spent':
    'Ihr Anbieter lässt an einem Tag nur eine begrenzte Menge lesen. Der Rest folgt in den nächsten Tagen.',
  throttled: 'Der Mailserver hat um ein langsameres Tempo gebeten. Die Sicherung geht später weiter.',
  'broken-off':
    'Der Mailserver hat die Verbindung immer wieder abgebrochen. Die Sicherung geht später weiter.',
  'uids-reused': folder =>
    `Der Mailserver hatte die Nachrichten des Ordners „${folder}“ neu nummeriert, daher wurde er noch einmal gelesen.`,
  'server-lied': folder =>
    `Der Mailserver hat sich beim Ordner „${folder}“ widersprochen. Was er gesendet hat, ist genau so aufbewahrt, wie es kam.`,
  'key-missing':
    'Das für die Nächte hinterlegte Passwort lässt sich nicht öffnen. Das muss beheben, wer diesen Dienst betreibt.',
  interrupted: 'Die Sicherung wurde unterbrochen, bevor sie vollständig war.',
  'not-let-in':
    'Der Mailserver hat die Sicherung nicht eingelassen. Wer diesen Dienst betreibt, kann den Grund nennen.',
  'login-refused':
    'Der Mailserver hat das Passwort nicht angenommen. Melden Sie sich hier neu an, damit die Nächte weitergehen können.',
  'not-signed-in':
    'Die Nächte beginnen, sobald sich die Inhaberin oder der Inhaber hier zum ersten Mal angemeldet hat.',
  'server-unreachable': 'Der Mailserver hat nicht oder viel zu langsam geantwortet.',
  disk: 'Für die Sicherung war kein Platz. Wer diesen Dienst betreibt, erfährt es im Protokoll.',
  fault: 'Während der Sicherung ist bei uns etwas schiefgegangen.',
  unknown: 'Der Grund wurde nicht festgehalten.',
} satisfies typeof enProblem
