import type { enBackups } from './en-backups.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')

/** Todas las copias en una lista, y lo que ninguna copia puede contener. */
export const esBackups = {
  failedDay: {
    title: day => `No hay copia del ${day}`,
    nearest: 'Las copias más cercanas',
    before: 'Antes',
    after: 'Después',
  },

  backups: {
    title: 'Mis copias de seguridad',
    all: n => choose(n, { one: 'Una copia', other: `${number.format(n)} copias` }),
    open: 'Abrir',
    openDay: day => `Abrir la copia del ${day}`,
    isOpen: 'Abierta ahora',
    receipt: 'Qué contiene',
    more: 'Más detalles',
    number: 'Número',
    arrived: 'Obtenidos esta vez',
    duration: 'Duración',
    seconds: n => `${n} s`,
    minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
    hours: (hours, minutes) => `${hours} h ${minutes} min`,
    place: 'Está en',
    keptUntil: 'Se conserva hasta',
    pinned: 'Se conserva más tiempo',
    by: 'Hecha',
    byKind: { first: 'como primera', nightly: 'según el plan', manual: 'a mano' },
    failed: 'Sin copia',
    oldest: 'Cada copia se borra al final de su plazo; no hay otras.',
    plan: 'Cuándo se hacen las copias',
  },

  limits: {
    title: 'Lo que una copia no puede contener',
    between: 'Los mensajes que llegaron y se borraron entre dos copias: no están en ninguna de las dos.',
    pop3: 'Los mensajes que un programa recogió por POP3 y retiró del servidor antes de hacerse la copia.',
    partial:
      'Lo que no se pudo leer aquella noche. Una copia así está marcada como «parcial», y su recibo dice qué falta.',
    calendars: 'Calendarios y contactos: no están en esta copia.',
    calendarsAsk: contact =>
      `Calendarios y contactos: no están en esta copia. Pregunte por ellos a ${contact}.`,
  },
} satisfies typeof enBackups
