import type { enHelp } from './en-help.ts'

export const nbHelp = {
  help: {
    title: 'Tastatur og hjelp',
    days: 'Dager',
    list: 'Meldinger',
    message: 'Melding',
    olderNewer: 'eldre, nyere sikkerhetskopi',
    calendar: 'kalender med alle dager',
    move: 'neste, forrige melding',
    ends: 'første, siste melding',
    open: 'åpne meldingen',
    back: 'tilbake til listen',
    download: 'last ned meldingen',
    textHtml: 'ren tekst eller HTML',
    headers: 'alle topptekstfelt',
    panes: 'neste del av vinduet',
    help: 'denne hjelpen',
    off: 'Enkelttastene er slått av i innstillingene.',
    about: 'Om sikkerhetskopiene',
    aboutText:
      'Hver sikkerhetskopi er hele postkassen din i ett øyeblikk. Du kan lese den og laste ned fra den; ingenting her kan svare, slette eller merke. E-post som kom og ble slettet mellom to sikkerhetskopier, er ikke med i dem.',
  },
} satisfies typeof enHelp
