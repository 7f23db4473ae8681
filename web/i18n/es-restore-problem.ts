import type { enRestoreProblem } from './en-restore-problem.ts'

/** Por qué algo de una restauración no se pudo hacer, por código. */
export const esRestoreProblem = {
  'no-worker': 'El programa de copias no está en marcha.',
  'server-unreachable': 'El servidor de correo no respondió.',
  'sign-in-refused':
    'El servidor de correo rechazó el acceso. ¿Cambió su contraseña? Entonces inicie sesión de nuevo.',
  'budget-spent': 'El servidor de correo solo admite cierta cantidad de correo al día.',
  'cannot-undo':
    'El servidor de correo no puede retirar exactamente estos mensajes; por eso no se retiró nada.',
  'not-found': 'Lo que esta solicitud restauraría ya no se guarda.',
  'restore-limit': 'Ya se hicieron bastantes restauraciones. Inténtelo más tarde.',
  'no-backup': 'Esta copia ya no se guarda.',
  'nothing-to-restore': 'No hay nada que añadir.',
  'bad-folder-name': 'El servidor de correo no tiene una carpeta con ese nombre y no puede crearla.',
  'plan-stale': 'La comparación es demasiado antigua. Solicítelo de nuevo.',
  'restore-off': 'Para este buzón no se ofrecen restauraciones.',
  other: 'Algo salió mal por nuestra parte.',
} satisfies typeof enRestoreProblem
