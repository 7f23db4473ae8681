import type { ActDetails, ActTexts } from '../audit-words.ts'
import { plurals } from './plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')
const messages = (n: number) => choose(n, { one: '1 message', other: `${number.format(n)} messages` })
const restore = (it: ActDetails) => `Restore R${it.n('request')}`
const toAdd = (it: ActDetails) => `${messages(it.n('add'))}, ${it.size('bytes')}`
const result = (it: ActDetails) =>
  [
    `${messages(it.n('added'))} added`,
    ...(it.n('there') > 0 ? [`${number.format(it.n('there'))} already there`] : []),
    ...(it.n('failed') > 0 ? [`${number.format(it.n('failed'))} failed`] : []),
  ].join(', ')

/** What was done, in the log. */
export const enActs: ActTexts = {
  'restore.filed': it => `${restore(it)} of backup #${it.n('point')} asked for: ${toAdd(it)}`,
  'restore.filed-by-owner': it =>
    `${restore(it)} of backup #${it.n('point')} begun by the owner alone: ${toAdd(it)}`,
  'restore.filed-by-admin': it =>
    `${restore(it)} of backup #${it.n('point')} asked for in the owner’s place: ${toAdd(it)}`,
  'restore.confirmed': it => `${restore(it)} confirmed`,
  'restore.rejected': it => `${restore(it)} rejected`,
  'restore.withdrawn': it => `${restore(it)} withdrawn`,
  'restore.expired': it => `${restore(it)} expired: nobody decided in time`,
  'restore.cancel-asked': it => `${restore(it)} told to stop`,
  'restore.cancelled': it => `${restore(it)} stopped: ${result(it)}`,
  'restore.done': it => `${restore(it)} done: ${result(it)}`,
  'restore.partial': it => `${restore(it)} done in part: ${result(it)}`,
  'restore.failed': it => `${restore(it)} failed: ${result(it)}`,
  'restore.undo-asked': it => `Undo of restore R${it.n('request')} asked for`,
  'restore.undone': it =>
    [
      `${restore(it)} undone: ${messages(it.n('removed'))} removed again`,
      ...(it.n('kept') > 0 ? [`${number.format(it.n('kept'))} changed since and kept`] : []),
    ].join(', '),
  'restore.undo-failed': it => `${restore(it)} could not be undone`,
  'account.enrolled': () => 'Account added',
  'account.backup-asked': () => 'Backup asked for',
  'account.paused': () => 'Nights paused',
  'account.resumed': () => 'Nights resumed',
  'account.released': () => 'Account released: it is tried again',
  'account.plan': it =>
    `Plan changed: ${it.text('plan') === 'default' ? 'that of the domain' : it.text('plan')}`,
  'account.removal-asked': () => 'Removal with all data asked for',
  'account.removal-refused': it =>
    `Not removed: the panel removes ${number.format(it.n('most'))} accounts a day at most. Try again tomorrow, or use the command: yestermail account remove ADDRESS`,
  'account.removed': () => 'Account and all its backups erased',
  'account.erased-closed': () => 'Closed account and all its backups erased, because its time was over',
  'closed.accepted': it =>
    `Agreed that closed accounts of ${it.text('domain')} are erased, however many they are`,
  'account.kept': () => 'Closed account kept: it is not erased',
  'access.granted': it => `One-time link for the owner made, good until ${it.time('until')}`,
  'access.used': () => 'Opened by the one-time link, without the mail password',
  'access.ended': it => `One-time link of ${it.text('admin')} withdrawn`,
  'sign-in.offline': () => 'Signed in while the mail server did not answer, only to read',
  'admin.signed-in': () => 'Signed in to the administration',
  'admin.password': () => 'Changed the own password',
  'admin.added': it =>
    `Admin ${it.text('admin')} added: ${it.text('role') === 'operator' ? 'operator' : it.text('domains')}`,
  'admin.link': it => `New one-time link for admin ${it.text('admin')}`,
  'admin.removed': it => `Admin ${it.text('admin')} removed`,
}
