import type { enMissing } from './en-missing.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')

/** Lo que hoy falta en el buzón. Se dice «falta», no «borrado»: puede haberlo movido una regla u otro programa. */
export const esMissing = {
  presence: {
    badge: {
      gone: 'Falta',
      goneSince: day => `Falta desde el ${day}`,
      trash: 'Ahora en la papelera',
      junk: 'Ahora en no deseado',
      moved: folder => `Movido a ${folder}`,
      movedSomewhere: 'Movido',
      unknown: 'No se sabe',
      some: (n, of) =>
        choose(n, {
          one: `Falta 1 de ${number.format(of)} mensajes`,
          other: `Faltan ${number.format(n)} de ${number.format(of)} mensajes`,
        }),
    },
    gone: 'Falta ahora.',
    trash: 'Ahora está en la papelera.',
    junk: 'Ahora está en el correo no deseado.',
    moved: folder => `Se movió a ${folder}.`,
    movedSomewhere: 'Se movió a otra carpeta.',
    unknown: 'No se sabe si sigue en su buzón: no se pudo leer su carpeta.',
    lastSeen: (folder, when) => `Visto por última vez en ${folder}, el ${when}.`,
    since: when => `Falta desde la copia del ${when}.`,
    sinceLatest: 'Desapareció después de la última copia.',
    lifeLine: 'Historial',
  },

  missing: {
    title: 'Faltan',
    of: folder => `Faltan: ${folder}`,
    allDays: 'Todos los días',
    anyFolder: 'De cualquier carpeta',
    state: 'Qué fue de ellos',
    allMissing: 'Faltan',
    gone: 'Desaparecidos',
    goneHint: 'En ninguna carpeta de su buzón',
    bin: 'En papelera o no deseado',
    binHint: 'Siguen ahí, pero en la papelera o en el correo no deseado',
    moved: 'Movidos',
    movedHint: 'Ahora en otra carpeta',
    compared: time => `Comparado con su buzón a las ${time}.`,
    comparedOn: when => `Comparado con su buzón el ${when}.`,
    comparedBackup: when => `Comparado con la copia del ${when}.`,
    notCompared: 'Todavía no se ha comparado con su buzón.',
    comparing: 'Mirando en su buzón…',
    compareAgain: 'Volver a mirar',
    problems: {
      'no-worker':
        'No se ha podido mirar en su buzón: el servicio que lo hace no está en marcha en este momento.',
      'too-slow': 'Mirar en su buzón tardó demasiado.',
      interrupted: 'Se interrumpió la consulta de su buzón.',
      other: 'No se ha podido mirar en su buzón.',
    },
    unknown: folders => `No se pudieron leer, así que no se sabe: ${folders}.`,
    unknownMore: n => choose(n, { one: 'y una más', other: `y ${number.format(n)} más` }),
    none: 'No falta nada',
    noneText: 'Todos los mensajes de estas copias están en su buzón.',
    noneHere: 'De esta copia no falta nada',
    noneHereText: 'Todos los mensajes de este día están en su buzón. Otros días pueden contener más.',
    noneSuch: 'Ningún mensaje está en este estado',
    noneSuchText: 'Elija arriba otro estado.',
    limit: 'Los mensajes que llegaron y se borraron entre dos copias no están en ninguna de ellas.',
    whatIs:
      'Mensajes que están en una copia y hoy en ninguna carpeta de su buzón, o solo en la papelera o en el correo no deseado. Un mensaje movido no falta.',
  },
} satisfies typeof enMissing
