import type { enWayIn } from './en-way-in.ts'

/** Lo que se puede hacer según cómo se haya entrado. */
export const esWayIn = {
  wayIn: {
    access: until =>
      `Ha entrado con el enlace de un administrador: hasta las ${until} puede leer, descargar y pedir una restauración a un administrador.`,
    offline: until =>
      `El servidor de correo no ha respondido, así que ha entrado sin él. Hasta las ${until} puede leer y descargar; para todo lo demás, vuelva a entrar cuando responda.`,
    passwordNeeded: 'Hace falta la contraseña de su buzón. Entre con ella, o pregunte a su administrador.',
    needsServer:
      'Ha entrado sin el servidor de correo: hasta que vuelva a entrar, solo puede leer y descargar.',
    againWhy: 'Escriba su contraseña: se pregunta al servidor de correo si es correcta.',
    stillSilent:
      'El servidor de correo sigue sin responder. Mientras tanto puede leer y descargar; inténtelo más tarde.',
  },
} satisfies typeof enWayIn
