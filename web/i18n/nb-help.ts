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
    page: 'en side opp, ned',
    search: 'søk',
    select: 'velg meldingen, eller ta den ut',
    range: 'velg til og med neste, forrige melding',
    selectAll: 'velg alt som vises',
    menu: 'hva som kan gjøres med meldingen',
    download: 'last ned meldingen, eller det som er valgt',
    restore: 'be om gjenoppretting',
    print: 'skriv ut meldingen',
    textHtml: 'ren tekst eller HTML',
    headers: 'alle meldingshoder',
    panes: 'neste del av vinduet',
    help: 'denne hjelpen',
    off: 'Enkelttastene er slått av.',
    about: 'Om sikkerhetskopiene',
    aboutText:
      'Hver sikkerhetskopi er hele postkassen din i ett øyeblikk. Du kan lese den og laste ned fra den; ingenting her kan svare, slette eller merke. E-post som kom og ble slettet mellom to sikkerhetskopier, er ikke med i dem.',
  },
} satisfies typeof enHelp
