import type { enAccess } from './en-access.ts'

/** See en-access.ts. */
export const deAccess: typeof enAccess = {
  title: 'Links, die dieses Konto öffnen',
  made: (by, at) => `Erstellt von ${by}, ${at}`,
  unused: until => `noch nicht benutzt, gültig bis ${until}`,
  used: at => `benutzt: ${at}`,
  withdraw: 'Link zurückziehen',
  withdrawn: 'Der Link ist zurückgezogen: Er öffnet nichts mehr, und wer mit ihm hereinkam, ist draußen.',
  failed: 'Das ging nicht. Versuchen Sie es noch einmal.',
  /** who did something, in the log */
  who: name => `wer den Link von ${name} (Verwaltung) hatte`,
}
