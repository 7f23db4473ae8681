import type { enPage } from './en-page.ts'

/** La page elle-même : ses parties, ses langues, ce qui se règle. */
export const frPage = {
  part: {
    failed: 'Une partie de cette page n’a pas pu être chargée.',
  },
} satisfies typeof enPage
