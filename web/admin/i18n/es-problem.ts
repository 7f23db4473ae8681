import { esProblem } from '../../i18n/es-problem.ts'
import type { enAdminProblem } from './en-problem.ts'

/** Los problemas de las copias, como los lee quien administra. */
export const esAdminProblem: typeof enAdminProblem = {
  ...esProblem,
  'login-refused': 'El servidor de correo rechazó el acceso.',
  'budget-spent':
    'El proveedor solo permite leer cierta cantidad al día. El resto seguirá en los próximos días.',
  'key-missing': 'La contraseña guardada para las noches no se puede abrir: falta su clave.',
  disk: 'No había espacio para escribir la copia. El registro del servicio dice más.',
  fault: 'Algo falló en Yestermail mientras se hacía la copia. El registro del servicio dice más.',
  held: 'El servidor de correo del dominio rechaza a todos o no responde, así que no se intenta ninguna de sus cuentas.',
}
