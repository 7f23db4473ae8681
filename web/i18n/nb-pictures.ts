import type { enPictures } from './en-pictures.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')

export const nbPictures = {
  pictures: {
    hidden: n =>
      choose(n, {
        one: 'Ett bilde fra internett er skjult.',
        other: `${number.format(n)} bilder fra internett er skjult.`,
      }),
    why: n =>
      choose(n, {
        one: 'Å hente det ville fortelle avsenderen at du ser på denne meldingen.',
        other: 'Å hente dem ville fortelle avsenderen at du ser på denne meldingen.',
      }),
    showOnce: 'Vis denne gangen',
    shown: 'Bilder fra internett vises, denne gangen.',
    never: n =>
      choose(n, {
        one: 'Ett bilde fra internett hentes ikke: Denne tjenesten viser ingen, så ingen avsender får vite hvem som leser hva.',
        other: `${number.format(n)} bilder fra internett hentes ikke: Denne tjenesten viser ingen, så ingen avsender får vite hvem som leser hva.`,
      }),
  },
} satisfies typeof enPictures
