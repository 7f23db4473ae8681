import type { enSearchForm } from './en-search-form.ts'

export const deSearchForm = {
  searchForm: {
    words: 'Wörter',
    wordsHint: 'In Betreff, Text, Personen und Dateinamen. "In Anführungszeichen" als Wortfolge.',
    from: 'Von',
    to: 'An',
    subject: 'Betreff',
    file: 'Dateiname',
    after: 'Empfangen vom',
    until: 'bis',
    larger: 'Größer als',
    smaller: 'Kleiner als',
    sizeHint: 'zum Beispiel 5 MB oder 300 KB',
    folder: 'Ordner',
    anyFolder: 'Alle Ordner',
    goneFolder: folder => `${folder} (nicht mehr da)`,
    attachment: 'Mit Anhängen',
    unread: 'Ungelesene',
    flagged: 'Markierte',
    missing: 'Nicht mehr im Postfach',
    missingHint: 'Verschwunden, oder nur noch im Papierkorb oder Spam',
    reset: 'Formular leeren',
    wrongSize: 'Schreiben Sie eine Größe wie 5 MB oder 300 KB.',
  },
} satisfies typeof enSearchForm
