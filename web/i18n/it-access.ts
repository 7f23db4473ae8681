import type { enAccess } from './en-access.ts'

/** See en-access.ts. */
export const itAccess: typeof enAccess = {
  title: 'Link che aprono questo account',
  made: (by, at) => `Creato da ${by}, ${at}`,
  unused: until => `non ancora usato, valido fino al ${until}`,
  used: at => `usato il ${at}`,
  withdraw: 'Revoca il link',
  withdrawn: 'Il link è revocato: non apre più nulla, e chi era entrato con esso è fuori.',
  failed: 'Non è stato possibile. Riprova.',
  /** who did something, in the log */
  who: name => `chi aveva il link dell’amministratore ${name}`,
}
