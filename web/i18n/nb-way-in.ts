import type { enWayIn } from './en-way-in.ts'

/** Det man kan gjøre, etter hvordan man kom inn. */
export const nbWayIn = {
  wayIn: {
    access: until =>
      `Du kom inn med en administrators lenke: til klokken ${until} kan du lese, laste ned og be en administrator om gjenoppretting.`,
    offline: until =>
      `E-posttjeneren svarte ikke, så du logget inn uten den. Til klokken ${until} kan du lese og laste ned; for alt annet logger du inn på nytt når den svarer.`,
    passwordNeeded:
      'Dette krever passordet til postkassen. Logg inn med det, eller spør administratoren din.',
    needsServer:
      'Du logget inn uten e-posttjeneren: til du logger inn på nytt, kan du bare lese og laste ned.',
    againWhy: 'Skriv passordet ditt. E-posttjeneren blir spurt om det er riktig.',
    stillSilent:
      'E-posttjeneren svarer fortsatt ikke. Du kan lese og laste ned imens, og prøve igjen senere.',
  },
} satisfies typeof enWayIn
