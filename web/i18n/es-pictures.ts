import type { enPictures } from './en-pictures.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')

export const esPictures = {
  pictures: {
    hidden: n =>
      choose(n, {
        one: 'Hay una imagen de Internet oculta.',
        other: `Hay ${number.format(n)} imágenes de Internet ocultas.`,
      }),
    why: n =>
      choose(n, {
        one: 'Cargarla le diría al remitente que está viendo este mensaje.',
        other: 'Cargarlas le diría al remitente que está viendo este mensaje.',
      }),
    showOnce: 'Mostrar esta vez',
    shown: 'Se muestran las imágenes de Internet, solo esta vez.',
    never: n =>
      choose(n, {
        one: 'No se carga una imagen de Internet: este servicio no muestra ninguna, para que ningún remitente sepa quién lee qué.',
        other: `No se cargan ${number.format(n)} imágenes de Internet: este servicio no muestra ninguna, para que ningún remitente sepa quién lee qué.`,
      }),
  },
} satisfies typeof enPictures
