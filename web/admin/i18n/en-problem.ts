import { enProblem } from '../../i18n/en-problem.ts'

/** Problems of backups as an admin reads them; what is the same for everybody is said in the same words. */
export const enAdminProblem = {
  ...enProblem,
  'login-refused': 'The mail server refused the sign-in.',
  'budget-spent':
    'The mail provider lets only so much be read in one day. The rest follows on the next days.',
  'key-missing': 'The password kept for the nights cannot be opened: its key is not there.',
  disk: 'There was no room to write the backup. The log of the service says more.',
  fault: 'Something went wrong in Yestermail while the backup was taken. The log of the service says more.',
  held: 'The mail server of the domain refuses everybody or does not answer, so nobody of it is tried.',
}
