import type { enPictures } from './en-pictures.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')

export const frPictures = {
  pictures: {
    hidden: n =>
      choose(n, {
        one: 'Une image d’Internet est masquée.',
        other: `${number.format(n)} images d’Internet sont masquées.`,
      }),
    why: n =>
      choose(n, {
        one: 'La charger indiquerait à l’expéditeur que vous regardez ce message.',
        other: 'Les charger indiquerait à l’expéditeur que vous regardez ce message.',
      }),
    showOnce: 'Afficher une fois',
    shown: 'Les images d’Internet sont affichées, cette fois-ci.',
    never: n =>
      choose(n, {
        one: 'Une image d’Internet n’est pas chargée : ce service n’en affiche aucune, pour qu’aucun expéditeur n’apprenne qui lit quoi.',
        other: `${number.format(n)} images d’Internet ne sont pas chargées : ce service n’en affiche aucune, pour qu’aucun expéditeur n’apprenne qui lit quoi.`,
      }),
  },
} satisfies typeof enPictures
