/** Why something about a restore could not be done, by its code. */
export const enRestoreProblem = {
  'no-worker': 'The backup worker is not running.',
  'server-unreachable': 'The mail server did not answer.',
  'sign-in-refused': 'The mail server refused the sign-in. Did you change your password? Then sign in again.',
  'budget-spent': 'The mail server takes only so much mail a day.',
  'cannot-undo': 'The mail server cannot remove exactly these messages, so nothing was removed.',
  'not-found': 'What this request would restore is not kept any more.',
  'restore-limit': 'Enough restores were made lately. Try again later.',
  'no-backup': 'This backup is not kept any more.',
  'nothing-to-restore': 'There is nothing to add.',
  'bad-folder-name': 'The mail server has no folder of that name and cannot make one.',
  'plan-stale': 'The comparison is too old. Ask again.',
  'restore-off': 'Restores are not offered for this mailbox.',
  other: 'Something went wrong on our side.',
}
