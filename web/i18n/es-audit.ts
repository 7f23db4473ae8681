import type { ActDetails, ActTexts } from '../audit-words.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')
const messages = (n: number) =>
  choose(n, {
    one: '1 mensaje',
    many: `${number.format(n)} de mensajes`,
    other: `${number.format(n)} mensajes`,
  })
const restore = (it: ActDetails) => `Restauración R${it.n('request')}`
const toAdd = (it: ActDetails) => `${messages(it.n('add'))}, ${it.size('bytes')}`
const result = (it: ActDetails) =>
  [
    `${messages(it.n('added'))} añadidos`,
    ...(it.n('there') > 0 ? [`${number.format(it.n('there'))} ya estaban`] : []),
    ...(it.n('failed') > 0 ? [`${number.format(it.n('failed'))} fallidos`] : []),
  ].join(', ')

/** Lo que se hizo, en el registro. */
export const esActs: ActTexts = {
  'restore.filed': it => `${restore(it)} de la copia n.º ${it.n('point')} solicitada: ${toAdd(it)}`,
  'restore.filed-by-owner': it =>
    `${restore(it)} de la copia n.º ${it.n('point')} iniciada por el titular: ${toAdd(it)}`,
  'restore.filed-by-admin': it =>
    `${restore(it)} de la copia n.º ${it.n('point')} solicitada en lugar del titular: ${toAdd(it)}`,
  'restore.confirmed': it => `${restore(it)} confirmada`,
  'restore.rejected': it => `${restore(it)} rechazada`,
  'restore.withdrawn': it => `${restore(it)} retirada`,
  'restore.expired': it => `${restore(it)} caducada: nadie decidió a tiempo`,
  'restore.cancel-asked': it => `${restore(it)}: se pidió detenerla`,
  'restore.cancelled': it => `${restore(it)} detenida: ${result(it)}`,
  'restore.done': it => `${restore(it)} terminada: ${result(it)}`,
  'restore.partial': it => `${restore(it)} terminada en parte: ${result(it)}`,
  'restore.failed': it => `${restore(it)} fallida: ${result(it)}`,
  'restore.undo-asked': it => `Se pidió deshacer la restauración R${it.n('request')}`,
  'restore.undone': it =>
    [
      `${restore(it)} deshecha: ${messages(it.n('removed'))} quitados de nuevo`,
      ...(it.n('kept') > 0 ? [`${number.format(it.n('kept'))} cambiados desde entonces y conservados`] : []),
    ].join(', '),
  'restore.undo-failed': it => `No se pudo deshacer la restauración R${it.n('request')}`,
  'account.enrolled': () => 'Cuenta añadida',
  'account.backup-asked': () => 'Se pidió una copia',
  'account.paused': () => 'Noches en pausa',
  'account.resumed': () => 'Noches reanudadas',
  'account.released': () => 'Cuenta liberada: se intenta de nuevo',
  'account.plan': it =>
    `Plan cambiado: ${it.text('plan') === 'default' ? 'el del dominio' : it.text('plan')}`,
  'account.removal-asked': () => 'Se pidió eliminarla con todos los datos',
  'account.removal-refused': it =>
    `No eliminada: el panel elimina como máximo ${number.format(it.n('most'))} cuentas al día. Inténtelo mañana, o use la orden: yestermail account remove DIRECCIÓN`,
  'account.removed': () => 'Cuenta y todas sus copias borradas',
  'account.erased-closed': () => 'Cuenta cerrada y todas sus copias borradas, porque venció el plazo',
  'closed.accepted': it =>
    `Aceptado que se borren las cuentas cerradas de ${it.text('domain')}, sean cuantas sean`,
  'account.kept': () => 'Cuenta cerrada conservada: no se borra',
  'access.granted': it => `Enlace de un solo uso creado para el titular, válido hasta ${it.time('until')}`,
  'access.used': () => 'Abierta con el enlace de un solo uso, sin la contraseña del correo',
  'access.ended': it => `Enlace de un solo uso de ${it.text('admin')} retirado`,
  'sign-in.offline': () => 'Acceso solo de lectura mientras el servidor de correo no respondía',
  'admin.signed-in': () => 'Acceso a la administración',
  'admin.password': () => 'Cambio de la propia contraseña',
  'admin.added': it =>
    `Administrador ${it.text('admin')} añadido: ${it.text('role') === 'operator' ? 'operador' : it.text('domains')}`,
  'admin.link': it => `Nuevo enlace de un solo uso para el administrador ${it.text('admin')}`,
  'admin.removed': it => `Administrador ${it.text('admin')} eliminado`,
}
