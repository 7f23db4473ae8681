import { plurals } from './plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')

/** The texts about pictures that lie on the internet. Part of `enMore`. */
export const enPictures = {
  pictures: {
    hidden: (n: number) =>
      choose(n, {
        one: 'One picture from the internet is hidden.',
        other: `${number.format(n)} pictures from the internet are hidden.`,
      }),
    why: (n: number) =>
      choose(n, {
        one: 'Loading it would tell the sender that you look at this message.',
        other: 'Loading them would tell the sender that you look at this message.',
      }),
    showOnce: 'Show once',
    shown: 'Pictures from the internet are shown, this once.',
    never: (n: number) =>
      choose(n, {
        one: 'One picture from the internet is not loaded: this service shows none, so that no sender learns who reads what.',
        other: `${number.format(n)} pictures from the internet are not loaded: this service shows none, so that no sender learns who reads what.`,
      }),
  },
}
