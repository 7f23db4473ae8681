import type { enSearchForm } from './en-search-form.ts'

export const itSearchForm = {
  searchForm: {
    words: 'Parole',
    wordsHint: 'In oggetto, testo, persone e nomi di file. "Tra virgolette" come frase.',
    from: 'Da',
    to: 'A',
    subject: 'Oggetto',
    file: 'Nome del file',
    after: 'Ricevuto dal',
    until: 'al',
    larger: 'Più grande di',
    smaller: 'Più piccolo di',
    sizeHint: 'per esempio 5 MB o 300 KB',
    folder: 'Cartella',
    anyFolder: 'Qualsiasi cartella',
    goneFolder: folder => `${folder} (non c’è più)`,
    attachment: 'Con allegati',
    unread: 'Da leggere',
    flagged: 'Contrassegnati',
    missing: 'Non più nella casella',
    missingHint: 'Spariti, o solo nel Cestino o in Spam',
    reset: 'Svuota il modulo',
    wrongSize: 'Scrivere una dimensione come 5 MB o 300 KB.',
  },
} satisfies typeof enSearchForm
