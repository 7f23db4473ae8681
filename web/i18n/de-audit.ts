import type { ActDetails, ActTexts } from '../audit-words.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')
const messages = (n: number) => choose(n, { one: '1 Nachricht', other: `${number.format(n)} Nachrichten` })
const restore = (it: ActDetails) => `Wiederherstellung R${it.n('request')}`
const toAdd = (it: ActDetails) => `${messages(it.n('add'))}, ${it.size('bytes')}`
const result = (it: ActDetails) =>
  [
    `${messages(it.n('added'))} hinzugefügt`,
    ...(it.n('there') > 0 ? [`${number.format(it.n('there'))} schon da`] : []),
    ...(it.n('failed') > 0 ? [`${number.format(it.n('failed'))} fehlgeschlagen`] : []),
  ].join(', ')

/** Was getan wurde, im Protokoll. */
export const deActs: ActTexts = {
  'restore.filed': it => `${restore(it)} aus Sicherung #${it.n('point')} beantragt: ${toAdd(it)}`,
  'restore.filed-by-owner': it =>
    `${restore(it)} aus Sicherung #${it.n('point')} vom Inhaber selbst begonnen: ${toAdd(it)}`,
  'restore.filed-by-admin': it =>
    `${restore(it)} aus Sicherung #${it.n('point')} anstelle des Inhabers veranlasst: ${toAdd(it)}`,
  'restore.confirmed': it => `${restore(it)} bestätigt`,
  'restore.rejected': it => `${restore(it)} abgelehnt`,
  'restore.withdrawn': it => `${restore(it)} zurückgezogen`,
  'restore.expired': it => `${restore(it)} abgelaufen: niemand hat rechtzeitig entschieden`,
  'restore.cancel-asked': it => `${restore(it)}: Anhalten verlangt`,
  'restore.cancelled': it => `${restore(it)} angehalten: ${result(it)}`,
  'restore.done': it => `${restore(it)} erledigt: ${result(it)}`,
  'restore.partial': it => `${restore(it)} teilweise erledigt: ${result(it)}`,
  'restore.failed': it => `${restore(it)} fehlgeschlagen: ${result(it)}`,
  'restore.undo-asked': it => `Rückgängigmachen der Wiederherstellung R${it.n('request')} verlangt`,
  'restore.undone': it =>
    [
      `${restore(it)} rückgängig gemacht: ${messages(it.n('removed'))} wieder entfernt`,
      ...(it.n('kept') > 0 ? [`${number.format(it.n('kept'))} seither geändert und behalten`] : []),
    ].join(', '),
  'restore.undo-failed': it => `${restore(it)} konnte nicht rückgängig gemacht werden`,
  'account.enrolled': () => 'Konto hinzugefügt',
  'account.backup-asked': () => 'Sicherung verlangt',
  'account.paused': () => 'Nächte ausgesetzt',
  'account.resumed': () => 'Nächte fortgesetzt',
  'account.released': () => 'Konto freigegeben: es wird wieder versucht',
  'account.plan': it =>
    `Plan geändert: ${it.text('plan') === 'default' ? 'der der Domain' : it.text('plan')}`,
  'account.removal-asked': () => 'Entfernen mit allen Daten verlangt',
  'account.removal-refused': it =>
    `Nicht entfernt: Die Verwaltung entfernt höchstens ${number.format(it.n('most'))} Konten am Tag. Versuchen Sie es morgen wieder, oder nehmen Sie den Befehl: yestermail account remove ADRESSE`,
  'account.removed': () => 'Konto und alle seine Sicherungen gelöscht',
  'account.erased-closed': () =>
    'Geschlossenes Konto und alle seine Sicherungen gelöscht, weil die Frist um war',
  'closed.accepted': it =>
    `Zugestimmt, dass geschlossene Konten von ${it.text('domain')} gelöscht werden, gleich wie viele es sind`,
  'account.kept': () => 'Geschlossenes Konto behalten: Es wird nicht gelöscht',
  'access.granted': it => `Einmal-Link für den Inhaber erstellt, gültig bis ${it.time('until')}`,
  'access.used': () => 'Mit dem Einmal-Link geöffnet, ohne das Mail-Passwort',
  'access.ended': it => `Einmal-Link von ${it.text('admin')} zurückgezogen`,
  'sign-in.offline': () => 'Nur zum Lesen angemeldet, während der Mailserver nicht antwortete',
  'admin.signed-in': () => 'Bei der Verwaltung angemeldet',
  'admin.password': () => 'Das eigene Passwort geändert',
  'admin.added': it =>
    `Verwalter ${it.text('admin')} hinzugefügt: ${it.text('role') === 'operator' ? 'Betreiber' : it.text('domains')}`,
  'admin.link': it => `Neuer Einmal-Link für Verwalter ${it.text('admin')}`,
  'admin.removed': it => `Verwalter ${it.text('admin')} entfernt`,
}
