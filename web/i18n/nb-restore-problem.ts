import type { enRestoreProblem } from './en-restore-problem.ts'

/** Hvorfor noe ved en gjenoppretting ikke lot seg gjøre, etter kode. */
export const nbRestoreProblem = {
  'no-worker': 'Programmet for sikkerhetskopier kjører ikke.',
  'server-unreachable': 'E-posttjeneren svarte ikke.',
  'sign-in-refused': 'E-posttjeneren avslo påloggingen. Har du byttet passord? Logg på igjen.',
  'budget-spent': 'E-posttjeneren tar bare imot så mye e-post om dagen.',
  'cannot-undo': 'E-posttjeneren kan ikke fjerne nøyaktig disse meldingene, så ingenting er fjernet.',
  'not-found': 'Det denne forespørselen skulle gjenopprette, finnes ikke lenger.',
  'restore-limit': 'Det er gjenopprettet nok i det siste. Prøv igjen senere.',
  'no-backup': 'Denne sikkerhetskopien finnes ikke lenger.',
  'nothing-to-restore': 'Det er ingenting å legge til.',
  'bad-folder-name': 'E-posttjeneren har ingen mappe med det navnet og kan ikke opprette den.',
  'plan-stale': 'Sammenligningen er for gammel. Be om det på nytt.',
  'restore-off': 'Gjenoppretting tilbys ikke for denne postkassen.',
  other: 'Noe gikk galt hos oss.',
} satisfies typeof enRestoreProblem
