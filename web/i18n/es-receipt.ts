import type { enReceipt } from './en-receipt.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')

const are = (n: number) =>
  choose(n, { one: `aquí está ${number.format(n)}`, other: `aquí están ${number.format(n)}` })

/** La prueba: qué contiene una copia, qué le falta y si sigue tal como se selló. */
export const esReceipt = {
  receipt: {
    title: 'Qué contiene esta copia',
    taken: 'Hecha',
    keptUntil: 'Se conserva hasta',
    pinned: 'Se conserva más tiempo',
    pinnedFor: {
      alarm: day => `hasta el ${day}, porque la noche siguiente salieron muchos mensajes del buzón`,
      request: day => `hasta el ${day}, porque se pidió una restauración`,
      other: day => `hasta el ${day}`,
    },
    holds: 'Contiene',
    arrived: 'Obtenidos esta vez',
    number: 'Número',
    lacks: 'Falta',
    lacksNothing: 'Nada: todas las carpetas se leyeron por completo.',
    counted: (counted, stored) => `El servidor de correo contó ${counted}; ${are(stored)}.`,
    countedOfRead: (counted, stored) =>
      `En las carpetas que se pudieron leer, el servidor de correo contó ${counted}; ${are(stored)}.`,
    folders: 'Carpeta por carpeta',
    folder: 'Carpeta',
    onServer: 'En el servidor',
    here: 'Aquí',
    missing: 'Faltan',
    notRead: 'no leída',
    notCounted: 'no contados',
    notKnown: 'se desconoce',
    later: n => `${number.format(n)} aún por llegar`,
    gap: {
      refused: 'el servidor de correo no quiso entregarlo',
      'not-sent': 'el servidor de correo lo omitió',
      cut: 'la conexión se cortó a la mitad, dos veces',
      'too-slow': 'llegaba demasiado despacio',
    },
    uid: uid => `UID ${uid}`,
    moreGaps: n => `y ${number.format(n)} más`,
    proof: 'Prueba',
    checked: 'Releída',
    checkedAt: day => `Todos los mensajes guardados se releyeron y compararon por última vez el ${day}.`,
    neverChecked: 'Todavía no. De vez en cuando se releen y comparan todos los mensajes guardados.',
    chain: 'Día anterior',
    chainState: {
      first: 'Esta es la primera copia.',
      linked: day => `Enlazada con la copia del ${day}, que no ha cambiado.`,
      begins: 'La copia anterior a esta llegó al final de su plazo.',
      broken: 'La copia anterior a esta falta o ha sido modificada.',
    },
    seal: 'Sello',
    sealText: 'El SHA-256 del recibo de esta copia:',
    noReceipt: 'El recibo de esta copia se ha perdido o está dañado, así que no se sabe qué le falta.',
    damaged: 'Dañado',
    damages: n =>
      choose(n, {
        one: 'Una cosa de esta copia ya no está como se selló.',
        other: `${number.format(n)} cosas de esta copia ya no están como se sellaron.`,
      }),
    damagedMessage: (folder, uid) => `Un mensaje en «${folder}» (UID ${uid})`,
    damagedFolder: folder => `La carpeta «${folder}»`,
    damagedDay: 'La propia copia',
    failed: 'No se ha podido cargar el recibo',
  },

  letters: {
    title: 'Avisos por correo',
    intro: 'Yestermail puede escribir a su buzón cuando algo no es normal.',
    vanish: 'Escribirme cuando hayan desaparecido muchos mensajes',
    vanishText:
      'Cuando en una noche salgan mensajes de sus carpetas, salvo hacia la papelera o el correo no deseado y de vuelta, recibirá un correo, y la última copia que los contenía se conservará 30 días más.',
    mails: 'A partir de cuántos mensajes',
    percent: 'O de qué porcentaje de todo el correo',
    percentText: 'Déjelo vacío para contar solo mensajes.',
    save: 'Guardar',
    saved: 'Guardado.',
    wrong: 'Los mensajes deben ser un número de 1 a 1.000.000; el porcentaje, de 1 a 100 o vacío.',
    failed: 'No se han podido cargar sus preferencias',
  },
} satisfies typeof enReceipt
