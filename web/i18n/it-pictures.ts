import type { enPictures } from './en-pictures.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')

export const itPictures = {
  pictures: {
    hidden: n =>
      choose(n, {
        one: 'Un’immagine da Internet è nascosta.',
        other: `${number.format(n)} immagini da Internet sono nascoste.`,
      }),
    why: n =>
      choose(n, {
        one: 'Caricarla direbbe al mittente che questo messaggio è stato aperto.',
        other: 'Caricarle direbbe al mittente che questo messaggio è stato aperto.',
      }),
    showOnce: 'Mostra per questa volta',
    shown: 'Le immagini da Internet sono mostrate, per questa volta.',
    never: n =>
      choose(n, {
        one: 'Un’immagine da Internet non è caricata: questo servizio non ne mostra, così nessun mittente viene a sapere chi legge che cosa.',
        other: `${number.format(n)} immagini da Internet non sono caricate: questo servizio non ne mostra, così nessun mittente viene a sapere chi legge che cosa.`,
      }),
  },
} satisfies typeof enPictures
