import { plurals } from '../../i18n/plural.ts'
import type { enEntry } from './en-entry.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')

/** Coming in and going out: the door, one-time links, sign-ins. */
export const esEntry: typeof enEntry = {
  door: {
    title: 'Acceder a la administración',
    name: 'Nombre',
    password: 'Contraseña',
    code: 'Código de su aplicación, o un código de recuperación',
    go: 'Acceder',
    busy: 'Accediendo…',
    signOut: 'Cerrar sesión',
    wrong: 'El nombre, la contraseña o el código no es correcto.',
    slow: (seconds: number) => `Demasiados intentos fallidos. Espere ${number.format(seconds)} segundos.`,
    ended: 'Se cerró la sesión. Acceda de nuevo; no se ha perdido nada.',
    role: { operator: 'operador', domain: 'administrador de dominio' },
  },
  welcome: {
    title: (name: string) => `Le damos la bienvenida, ${name}`,
    intro:
      'Este enlace sirve una sola vez. Elija una contraseña y añada Yestermail a su aplicación de códigos de un solo uso.',
    over: 'Este enlace ya no es válido',
    overText: 'Se ha usado o ha caducado. Pida otro: yestermail admin link NOMBRE',
    newPassword: 'Contraseña nueva',
    passwordHint: '12 caracteres o más.',
    scan: 'Escanee esto con su aplicación de códigos de un solo uso',
    picture: 'La clave de su aplicación, como código QR',
    secret: 'O escriba esta clave en la aplicación (TOTP), o ábrala allí:',
    open: 'Abrir en la aplicación',
    code: 'El código que muestra la aplicación',
    go: 'Empezar',
    weak: 'La contraseña es demasiado corta o demasiado común.',
    wrongCode: 'El código no es correcto. Compruebe la hora de su dispositivo y pruebe el código siguiente.',
    recovery: 'Guarde estos códigos de recuperación',
    recoveryText:
      'Cada uno sirve una vez en lugar de un código, si pierde la aplicación. No se mostrarán de nuevo.',
    go2: 'Los he guardado',
  },
  sessions: {
    title: 'Accesos',
    own: 'este',
    began: 'Inicio',
    used: 'Último uso',
    where: 'Desde dónde',
    end: 'Terminar',
    recovery: (n: number) =>
      choose(n, {
        one: 'Queda 1 código de recuperación',
        other: `Quedan ${number.format(n)} códigos de recuperación`,
      }),
  },
  looks: { language: 'Idioma', theme: 'Aspecto', system: 'Sistema', light: 'Claro', dark: 'Oscuro' },
  own: {
    open: 'Cambiar la contraseña…',
    title: 'Cambiar la contraseña',
    now: 'Contraseña actual',
    text: 'Terminan todos sus demás accesos. Los códigos de su aplicación siguen igual.',
    go: 'Cambiar',
    wrong: 'La contraseña actual no es correcta. No ha cambiado nada.',
    done: 'La contraseña ha cambiado. Sus demás accesos han terminado.',
  },
}
