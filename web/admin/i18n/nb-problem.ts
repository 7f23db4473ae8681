import { nbProblem } from '../../i18n/nb-problem.ts'
import type { enAdminProblem } from './en-problem.ts'

/** Problemer med sikkerhetskopier slik en administrator leser dem. */
export const nbAdminProblem: typeof enAdminProblem = {
  ...nbProblem,
  'login-refused': 'E-posttjeneren avviste påloggingen.',
  'budget-spent': 'E-postleverandøren lar bare så mye leses på én dag. Resten følger de neste dagene.',
  'key-missing': 'Passordet som er lagret for nettene, kan ikke åpnes: nøkkelen mangler.',
  disk: 'Det var ikke plass til å skrive sikkerhetskopien. Tjenestens logg sier mer.',
  fault: 'Noe gikk galt i Yestermail mens sikkerhetskopien ble tatt. Tjenestens logg sier mer.',
  held: 'Domenets e-posttjener avviser alle eller svarer ikke, så ingen av kontoene prøves.',
}
