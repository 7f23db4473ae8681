import type { enWayIn } from './en-way-in.ts'

/** Che cosa si può fare secondo come si è entrati. */
export const itWayIn = {
  wayIn: {
    access: until =>
      `Sei entrato con il link di un amministratore: fino alle ${until} puoi leggere, scaricare e chiedere un ripristino a un amministratore.`,
    passwordNeeded: 'Serve la password della tua casella. Accedi con quella, o chiedi al tuo amministratore.',
  },
} satisfies typeof enWayIn
