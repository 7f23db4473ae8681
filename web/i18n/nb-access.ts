import type { enAccess } from './en-access.ts'

/** See en-access.ts. */
export const nbAccess: typeof enAccess = {
  title: 'Lenker som åpner denne kontoen',
  made: (by, at) => `Laget av ${by}, ${at}`,
  unused: until => `ikke brukt ennå, gyldig til ${until}`,
  used: at => `brukt ${at}`,
  withdraw: 'Trekk tilbake lenken',
  withdrawn: 'Lenken er trukket tilbake: Den åpner ingenting lenger, og den som kom inn med den, er ute.',
  failed: 'Det gikk ikke. Prøv igjen.',
  /** who did something, in the log */
  who: name => `den som hadde lenken fra administratoren ${name}`,
}
