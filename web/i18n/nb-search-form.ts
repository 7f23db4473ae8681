import type { enSearchForm } from './en-search-form.ts'

export const nbSearchForm = {
  searchForm: {
    words: 'Ord',
    wordsHint: 'I emne, tekst, personer og filnavn. "I anførselstegn" som uttrykk.',
    from: 'Fra',
    to: 'Til',
    subject: 'Emne',
    file: 'Filnavn',
    after: 'Mottatt fra',
    until: 'til',
    larger: 'Større enn',
    smaller: 'Mindre enn',
    sizeHint: 'for eksempel 5 MB eller 300 KB',
    folder: 'Mappe',
    anyFolder: 'Alle mapper',
    goneFolder: folder => `${folder} (finnes ikke lenger)`,
    attachment: 'Har vedlegg',
    unread: 'Uleste',
    flagged: 'Flaggede',
    missing: 'Ikke lenger i postkassen',
    missingHint: 'Borte, eller bare i papirkurven eller søppelposten',
    reset: 'Tøm skjemaet',
    wrongSize: 'Skriv en størrelse som 5 MB eller 300 KB.',
  },
} satisfies typeof enSearchForm
