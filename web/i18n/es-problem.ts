import type { enProblem } from './en-problem.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')

/** Qué le falta a una copia, o por qué no hay ninguna. */
export const esProblem = {
  'folder-not-read': folder => `Aquella noche no se pudo leer la carpeta «${folder}».`,
  'folder-partial': (folder, n) =>
    choose(n, {
      one: `No se pudo obtener un mensaje de la carpeta «${folder}».`,
      other: `No se pudieron obtener ${number.format(n)} mensajes de la carpeta «${folder}».`,
    }),
  'folder-partial-some': folder => `No se pudieron obtener algunos mensajes de la carpeta «${folder}».`,
  'folder-name': folder =>
    `La carpeta «${folder}» tiene un nombre que el servidor de correo no reconoció al repetírselo.`,
  'message-gone': 'Mientras se hacía la copia desaparecieron mensajes del buzón.',
  'message-refused': 'El servidor de correo no quiso entregar algunos mensajes.',
  'message-refused-in': (folder, n) =>
    choose(n, {
      one: `El servidor de correo no quiso entregar un mensaje de la carpeta «${folder}».`,
      other: `El servidor de correo no quiso entregar ${number.format(n)} mensajes de la carpeta «${folder}».`,
    }),
  'not-finished': (done, of) =>
    `Por ahora hay ${done} de ${of} mensajes en esta copia. Las próximas noches continuarán desde ahí.`,
  'not-finished-folder': (folder, done, of) =>
    `Por ahora hay ${done} de ${of} mensajes de la carpeta «${folder}» en esta copia. Las próximas noches continuarán desde ahí.`,
  'not-finished-all':
    'Aquella noche no hubo tiempo para leerlo todo. Las próximas noches continuarán desde ahí.',
  'done-by': day => `A este ritmo estará todo el ${day}.`,
  'budget-spent':
    'Su proveedor solo permite leer cierta cantidad al día. El resto seguirá en los próximos días.',
  throttled: 'El servidor de correo pidió ir más despacio. La copia continuará más tarde.',
  'broken-off': 'El servidor de correo cortó la conexión una y otra vez. La copia continuará más tarde.',
  'uids-reused': folder =>
    `El servidor de correo había vuelto a numerar los mensajes de la carpeta «${folder}», así que se leyó de nuevo.`,
  'server-lied': folder =>
    `El servidor de correo se contradijo sobre la carpeta «${folder}». Lo que envió se conserva exactamente como llegó.`,
  'key-missing':
    'La contraseña guardada para las noches no se puede abrir. Debe arreglarlo quien gestiona este servicio.',
  interrupted: 'La copia se interrumpió antes de estar completa.',
  'not-let-in':
    'El servidor de correo no dejó entrar a la copia. Quien gestiona este servicio puede decir por qué.',
  'login-refused':
    'El servidor de correo no aceptó la contraseña. Vuelva a iniciar sesión aquí para que las noches puedan continuar.',
  'not-signed-in': 'Las noches empiezan cuando el titular haya iniciado sesión aquí por primera vez.',
  'server-unreachable': 'El servidor de correo no respondió, o lo hizo con demasiada lentitud.',
  disk: 'No había espacio para escribir la copia. Quien gestiona este servicio ha sido avisado en el registro.',
  fault: 'Algo falló por nuestra parte mientras se hacía la copia.',
  unknown: 'El motivo no quedó registrado.',
} satisfies typeof enProblem
