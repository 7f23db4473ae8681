import type { ActDetails, ActTexts } from '../audit-words.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')
const messages = (n: number) =>
  choose(n, {
    one: `${n} message`,
    many: `${number.format(n)} de messages`,
    other: `${number.format(n)} messages`,
  })
const restore = (it: ActDetails) => `Restauration R${it.n('request')}`
const toAdd = (it: ActDetails) => `${messages(it.n('add'))}, ${it.size('bytes')}`
const result = (it: ActDetails) =>
  [
    `ajout de ${messages(it.n('added'))}`,
    ...(it.n('there') > 0 ? [`${number.format(it.n('there'))} déjà là`] : []),
    ...(it.n('failed') > 0 ? [`${number.format(it.n('failed'))} en échec`] : []),
  ].join(', ')

/** Ce qui a été fait, dans le journal. */
export const frActs: ActTexts = {
  'restore.filed': it => `${restore(it)} de la sauvegarde n° ${it.n('point')} demandée : ${toAdd(it)}`,
  'restore.filed-by-owner': it =>
    `${restore(it)} de la sauvegarde n° ${it.n('point')} lancée par le titulaire : ${toAdd(it)}`,
  'restore.filed-by-admin': it =>
    `${restore(it)} de la sauvegarde n° ${it.n('point')} demandée à la place du titulaire : ${toAdd(it)}`,
  'restore.confirmed': it => `${restore(it)} confirmée`,
  'restore.rejected': it => `${restore(it)} refusée`,
  'restore.withdrawn': it => `${restore(it)} retirée`,
  'restore.expired': it => `${restore(it)} expirée : personne n’a décidé à temps`,
  'restore.cancel-asked': it => `${restore(it)} : arrêt demandé`,
  'restore.cancelled': it => `${restore(it)} arrêtée : ${result(it)}`,
  'restore.done': it => `${restore(it)} terminée : ${result(it)}`,
  'restore.partial': it => `${restore(it)} terminée en partie : ${result(it)}`,
  'restore.failed': it => `${restore(it)} en échec : ${result(it)}`,
  'restore.undo-asked': it => `Annulation de la restauration R${it.n('request')} demandée`,
  'restore.undone': it =>
    [
      `${restore(it)} annulée : retrait de ${messages(it.n('removed'))}`,
      ...(it.n('kept') > 0 ? [`${number.format(it.n('kept'))} modifiés depuis et gardés`] : []),
    ].join(', '),
  'restore.undo-failed': it => `La restauration R${it.n('request')} n’a pas pu être annulée`,
  'account.enrolled': () => 'Compte ajouté',
  'account.backup-asked': () => 'Sauvegarde demandée',
  'account.paused': () => 'Nuits suspendues',
  'account.resumed': () => 'Nuits reprises',
  'account.released': () => 'Compte débloqué : nouvel essai',
  'account.plan': it =>
    `Formule changée : ${it.text('plan') === 'default' ? 'celle du domaine' : it.text('plan')}`,
  'account.removal-asked': () => 'Suppression avec toutes les données demandée',
  'account.removal-refused': it =>
    `Non supprimé : l’administration supprime au plus ${number.format(it.n('most'))} comptes par jour. Réessayez demain, ou utilisez la commande : yestermail account remove ADRESSE`,
  'account.removed': () => 'Compte effacé avec toutes ses sauvegardes',
  'account.erased-closed': () => 'Compte fermé effacé avec toutes ses sauvegardes, son délai étant passé',
  'closed.accepted': it =>
    `Accord donné pour effacer les comptes fermés de ${it.text('domain')}, quel que soit leur nombre`,
  'account.kept': () => 'Compte fermé conservé : il n’est pas effacé',
  'access.granted': it => `Lien à usage unique créé pour le titulaire, valable jusqu’au ${it.time('until')}`,
  'access.used': () => 'Ouvert par le lien à usage unique, sans le mot de passe de messagerie',
  'access.ended': it => `Lien à usage unique de ${it.text('admin')} révoqué`,
  'sign-in.offline': () => 'Connexion en lecture seule, le serveur de messagerie ne répondant pas',
  'admin.signed-in': () => 'Connexion à l’administration',
  'admin.password': () => 'Changement de son propre mot de passe',
  'admin.added': it =>
    `Administrateur ${it.text('admin')} ajouté : ${it.text('role') === 'operator' ? 'opérateur' : it.text('domains')}`,
  'admin.link': it => `Nouveau lien à usage unique pour l’administrateur ${it.text('admin')}`,
  'admin.removed': it => `Administrateur ${it.text('admin')} supprimé`,
}
