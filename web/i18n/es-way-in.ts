import type { enWayIn } from './en-way-in.ts'

/** Lo que se puede hacer según cómo se haya entrado. */
export const esWayIn = {
  wayIn: {
    access: until =>
      `Ha entrado con el enlace de un administrador: hasta las ${until} puede leer, descargar y pedir una restauración a un administrador.`,
    passwordNeeded: 'Hace falta la contraseña de su buzón. Entre con ella, o pregunte a su administrador.',
  },
} satisfies typeof enWayIn
