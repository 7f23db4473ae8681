import type { enProblem } from './en-problem.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')

/** Che cosa manca a un backup, o perché non c’è. */
export const itProblem = {
  'folder-not-read': folder => `Quella notte la cartella “${folder}” non si è potuta leggere.`,
  'folder-partial': (folder, n) =>
    choose(n, {
      one: `Non si è potuto avere un messaggio della cartella “${folder}”.`,
      other: `Non si sono potuti avere ${number.format(n)} messaggi della cartella “${folder}”.`,
    }),
  'folder-partial-some': folder => `Non si sono potuti avere alcuni messaggi della cartella “${folder}”.`,
  'folder-name': folder =>
    `La cartella “${folder}” ha un nome che il server di posta non ha riconosciuto quando gli è stato ripetuto.`,
  'message-gone': 'Durante il backup alcuni messaggi sono spariti dalla casella.',
  'message-refused': 'Il server di posta non ha voluto consegnare alcuni messaggi.',
  'message-refused-in': (folder, n) =>
    choose(n, {
      one: `Il server di posta non ha voluto consegnare un messaggio della cartella “${folder}”.`,
      other: `Il server di posta non ha voluto consegnare ${number.format(n)} messaggi della cartella “${folder}”.`,
    }),
  'not-finished': (done, of) =>
    `Finora in questo backup ci sono ${done} messaggi su ${of}. Si prosegue nelle prossime notti.`,
  'not-finished-folder': (folder, done, of) =>
    `Finora in questo backup ci sono ${done} messaggi su ${of} della cartella “${folder}”. Si prosegue nelle prossime notti.`,
  'not-finished-all':
    'Quella notte non c’è stato il tempo di leggere tutto. Si prosegue nelle prossime notti.',
  'done-by': day => `Di questo passo ci sarà tutto entro ${day}.`,
  'budget-spent':
    'Il fornitore di posta lascia leggere solo una certa quantità al giorno. Il resto segue nei prossimi giorni.',
  throttled: 'Il server di posta ha chiesto di rallentare. Il backup prosegue più tardi.',
  'broken-off': 'Il server di posta ha interrotto più volte la connessione. Il backup prosegue più tardi.',
  'uids-reused': folder =>
    `Il server di posta aveva rinumerato i messaggi della cartella “${folder}”, che perciò è stata riletta.`,
  'server-lied': folder =>
    `Il server di posta si è contraddetto sulla cartella “${folder}”. Ciò che ha inviato è conservato esattamente come è arrivato.`,
  'key-missing':
    'La password conservata per i backup notturni non si può aprire. Deve rimediare chi gestisce questo servizio.',
  interrupted: 'Il backup è stato interrotto prima di essere completo.',
  'not-let-in':
    'Il server di posta non ha lasciato entrare il backup. Il motivo lo sa chi gestisce questo servizio.',
  'login-refused':
    'Il server di posta non ha accettato la password. Accedere di nuovo qui perché i backup possano proseguire.',
  'not-signed-in': 'I backup cominciano quando il titolare avrà effettuato qui il primo accesso.',
  'server-unreachable': 'Il server di posta non ha risposto, o troppo lentamente.',
  disk: 'Non c’era spazio per scrivere il backup. Chi gestisce questo servizio è stato avvisato nel registro.',
  fault: 'Durante il backup qualcosa è andato storto da parte nostra.',
  unknown: 'Il motivo non è stato registrato.',
} satisfies typeof enProblem
