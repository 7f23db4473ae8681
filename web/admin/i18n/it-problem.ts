import { itProblem } from '../../i18n/it-problem.ts'
import type { enAdminProblem } from './en-problem.ts'

/** Problemi dei backup come li legge un amministratore. */
export const itAdminProblem: typeof enAdminProblem = {
  ...itProblem,
  'login-refused': 'Il server di posta ha rifiutato l’accesso.',
  'budget-spent':
    'Il fornitore di posta lascia leggere solo una certa quantità al giorno. Il resto segue nei prossimi giorni.',
  'key-missing': 'La password conservata per i backup notturni non si può aprire: manca la sua chiave.',
  disk: 'Non c’era spazio per scrivere il backup. Il registro del servizio dice di più.',
  fault: 'Durante il backup qualcosa è andato storto in Yestermail. Il registro del servizio dice di più.',
  held: 'Il server di posta del dominio respinge tutti o non risponde, perciò non si prova nessun account.',
}
