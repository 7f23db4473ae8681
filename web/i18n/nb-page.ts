import type { enPage } from './en-page.ts'

/** Selve siden: delene, språkene og det som kan velges. */
export const nbPage = {
  part: {
    failed: 'En del av denne siden kunne ikke hentes.',
  },

  settings: {
    title: 'Innstillinger',
    intro: 'De gjelder for denne postkassen, i alle nettlesere du logger inn med.',
    language: 'Språk',
    asBrowser: 'Som nettleseren',
    languageText: 'På denne siden og i brevene Yestermail skriver til deg.',
    display: 'Visning',
    theme: 'Utseende',
    density: 'Radene i listen',
    cosy: 'Romslige',
    compact: 'Kompakte',
    layout: 'Åpen melding',
    right: 'Ved siden av listen',
    below: 'Under listen',
    preview: 'Vis begynnelsen av hver melding i listen',
    reading: 'Lesing',
    threads: 'Grupper meldinger i samtaler',
    preferText: 'Vis ren tekst når en melding har både tekst og HTML',
    folders: n => `Mapper som er skjult i listen: ${n}`,
    showFolders: 'Vis alle',
    keyboard: 'Tastatur',
    keysText: 'Bokstaver som j, k eller d virker alene så lenge du ikke skriver.',
    allKeys: 'Alle taster',
    mail: 'Brev',
    letters: 'Varsler på e-post …',
    version: version => `Yestermail ${version}`,
  },
} satisfies typeof enPage
