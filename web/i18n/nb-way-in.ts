import type { enWayIn } from './en-way-in.ts'

/** Det man kan gjøre, etter hvordan man kom inn. */
export const nbWayIn = {
  wayIn: {
    access: until =>
      `Du kom inn med en administrators lenke: til klokken ${until} kan du lese, laste ned og be en administrator om gjenoppretting.`,
    passwordNeeded:
      'Dette krever passordet til postkassen. Logg inn med det, eller spør administratoren din.',
  },
} satisfies typeof enWayIn
