import type { enPictures } from './en-pictures.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')

export const dePictures = {
  pictures: {
    hidden: n =>
      choose(n, {
        one: 'Ein Bild aus dem Internet ist verborgen.',
        other: `${number.format(n)} Bilder aus dem Internet sind verborgen.`,
      }),
    why: n =>
      choose(n, {
        one: 'Es zu laden verriete dem Absender, dass Sie diese Nachricht ansehen.',
        other: 'Sie zu laden verriete dem Absender, dass Sie diese Nachricht ansehen.',
      }),
    showOnce: 'Einmal zeigen',
    shown: 'Bilder aus dem Internet werden gezeigt, dieses eine Mal.',
    never: n =>
      choose(n, {
        one: 'Ein Bild aus dem Internet wird nicht geladen: Dieser Dienst zeigt keine, damit kein Absender erfährt, wer was liest.',
        other: `${number.format(n)} Bilder aus dem Internet werden nicht geladen: Dieser Dienst zeigt keine, damit kein Absender erfährt, wer was liest.`,
      }),
  },
} satisfies typeof enPictures
