import type { ActDetails, ActTexts } from '../audit-words.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')
const messages = (n: number) =>
  choose(n, {
    one: '1 messaggio',
    many: `${number.format(n)} di messaggi`,
    other: `${number.format(n)} messaggi`,
  })
const restore = (it: ActDetails) => `Ripristino R${it.n('request')}`
const toAdd = (it: ActDetails) => `${messages(it.n('add'))}, ${it.size('bytes')}`
const result = (it: ActDetails) =>
  [
    `${messages(it.n('added'))} aggiunti`,
    ...(it.n('there') > 0 ? [`${number.format(it.n('there'))} già presenti`] : []),
    ...(it.n('failed') > 0 ? [`${number.format(it.n('failed'))} non riusciti`] : []),
  ].join(', ')

/** Che cosa è stato fatto, nel registro. */
export const itActs: ActTexts = {
  'restore.filed': it => `${restore(it)} dal backup #${it.n('point')} richiesto: ${toAdd(it)}`,
  'restore.filed-by-owner': it =>
    `${restore(it)} dal backup #${it.n('point')} avviato dal titolare: ${toAdd(it)}`,
  'restore.filed-by-admin': it =>
    `${restore(it)} dal backup #${it.n('point')} richiesto al posto del titolare: ${toAdd(it)}`,
  'restore.confirmed': it => `${restore(it)} confermato`,
  'restore.rejected': it => `${restore(it)} rifiutato`,
  'restore.withdrawn': it => `${restore(it)} ritirato`,
  'restore.expired': it => `${restore(it)} scaduto: nessuno ha deciso in tempo`,
  'restore.cancel-asked': it => `${restore(it)}: chiesto di fermarlo`,
  'restore.cancelled': it => `${restore(it)} fermato: ${result(it)}`,
  'restore.done': it => `${restore(it)} completato: ${result(it)}`,
  'restore.partial': it => `${restore(it)} completato in parte: ${result(it)}`,
  'restore.failed': it => `${restore(it)} non riuscito: ${result(it)}`,
  'restore.undo-asked': it => `Chiesto di annullare il ripristino R${it.n('request')}`,
  'restore.undone': it =>
    [
      `${restore(it)} annullato: ${messages(it.n('removed'))} rimossi di nuovo`,
      ...(it.n('kept') > 0 ? [`${number.format(it.n('kept'))} cambiati nel frattempo e tenuti`] : []),
    ].join(', '),
  'restore.undo-failed': it => `Non è stato possibile annullare il ripristino R${it.n('request')}`,
  'account.enrolled': () => 'Account aggiunto',
  'account.backup-asked': () => 'Richiesto un backup',
  'account.paused': () => 'Notti sospese',
  'account.resumed': () => 'Notti riprese',
  'account.released': () => 'Account sbloccato: si riprova',
  'account.plan': it =>
    `Piano cambiato: ${it.text('plan') === 'default' ? 'quello del dominio' : it.text('plan')}`,
  'account.removal-asked': () => 'Richiesta la rimozione con tutti i dati',
  'account.removal-refused': it =>
    `Non rimosso: il pannello rimuove al massimo ${number.format(it.n('most'))} account al giorno. Riprova domani, o usa il comando: yestermail account remove INDIRIZZO`,
  'account.removed': () => 'Account e tutti i suoi backup cancellati',
  'account.erased-closed': () => 'Account chiuso e tutti i suoi backup cancellati: il termine è passato',
  'closed.accepted': it =>
    `Approvata la cancellazione degli account chiusi di ${it.text('domain')}, quanti che siano`,
  'account.kept': () => 'Account chiuso conservato: non viene cancellato',
  'access.granted': it => `Creato un link monouso per il titolare, valido fino a ${it.time('until')}`,
  'access.used': () => 'Aperto con il link monouso, senza la password della posta',
  'access.ended': it => `Link monouso di ${it.text('admin')} revocato`,
  'sign-in.offline': () => 'Accesso mentre il server di posta non rispondeva, in sola lettura',
  'admin.signed-in': () => 'Accesso all’amministrazione',
  'admin.password': () => 'Cambiata la propria password',
  'admin.added': it =>
    `Amministratore ${it.text('admin')} aggiunto: ${it.text('role') === 'operator' ? 'operatore' : it.text('domains')}`,
  'admin.link': it => `Nuovo link monouso per l’amministratore ${it.text('admin')}`,
  'admin.removed': it => `Amministratore ${it.text('admin')} rimosso`,
}
