import type { enPlan } from './en-plan.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const weekdays = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo']

/** Cuándo se hacen las copias y cuánto tiempo se conservan. */
export const esPlan = {
  plan: {
    title: 'Cómo se hacen las copias de este buzón',
    menu: 'Hacer una copia ahora',
    when: 'Cuándo',
    daily: at => `Cada noche, a las ${at} o poco después`,
    weekly: (day, at) => `Una vez por semana, el ${weekdays[day - 1]} a las ${at} o poco después`,
    hours: n => choose(n, { one: 'Cada hora', other: `Cada ${n} horas` }),
    byHand: 'Solo cuando usted lo pida aquí',
    kept: 'Se conservan',
    within: n => choose(n, { one: 'todas las de hoy y ayer', other: `todas las de los últimos ${n} días` }),
    last: n => choose(n, { one: 'la más reciente', other: `las ${n} más recientes` }),
    hourly: n => choose(n, { one: 'una de la última hora', other: `una por hora durante ${n} horas` }),
    eachDay: n => choose(n, { one: 'una del último día', other: `una al día durante ${n} días` }),
    eachWeek: n =>
      choose(n, { one: 'una de la última semana', other: `una por semana durante ${n} semanas` }),
    eachMonth: n => choose(n, { one: 'una del último mes', other: `una al mes durante ${n} meses` }),
    next: 'La próxima',
    left: 'No incluido',
    noJunk: 'La carpeta de correo no deseado',
    now: 'Hacer una copia ahora',
    asking: 'Solicitando…',
    waiting: 'Esperando su turno…',
    running: 'Se está haciendo una copia.',
    progress: 'Progreso de la copia',
    messages: (done, all) => `${done} de ${all} mensajes`,
    done: 'Hecho. Ya se puede consultar la nueva copia.',
    donePartly: 'Hecho, pero no se pudo leer todo. Los detalles dicen qué le falta a la nueva copia.',
    open: 'Abrirla',
    failed: 'No se ha podido hacer la copia.',
    refused: {
      forbidden: 'Su proveedor hace las copias de este buzón únicamente por su cuenta.',
      rateLimit:
        'Es suficiente por hoy: ya se han hecho a mano todas las copias previstas. La de esta noche se hará como siempre.',
      signInNeeded:
        'El servidor de correo rechaza la contraseña guardada. Vuelva a iniciar sesión e inténtelo otra vez.',
      workerNotRunning:
        'Nadie ha recogido aún la petición. Queda anotada; la copia se hará en cuanto el programa de las noches vuelva a funcionar.',
      other: 'Ahora no es posible. Inténtelo más tarde.',
    },
    failedToLoad: 'No se ha podido cargar el plan de este buzón',
  },
} satisfies typeof enPlan
