import type { enWayIn } from './en-way-in.ts'

/** Che cosa si può fare secondo come si è entrati. */
export const itWayIn = {
  wayIn: {
    access: until =>
      `Sei entrato con il link di un amministratore: fino alle ${until} puoi leggere, scaricare e chiedere un ripristino a un amministratore.`,
    offline: until =>
      `Il server di posta non ha risposto, quindi sei entrato senza. Fino alle ${until} puoi leggere e scaricare; per tutto il resto accedi di nuovo quando risponde.`,
    passwordNeeded: 'Serve la password della tua casella. Accedi con quella, o chiedi al tuo amministratore.',
    needsServer:
      'Sei entrato senza il server di posta: finché non accedi di nuovo puoi solo leggere e scaricare.',
    againWhy: 'Scrivi la tua password: al server di posta si chiede se è giusta.',
    stillSilent:
      'Il server di posta non risponde ancora. Intanto puoi leggere e scaricare; riprova più tardi.',
  },
} satisfies typeof enWayIn
