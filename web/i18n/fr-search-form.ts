import type { enSearchForm } from './en-search-form.ts'

export const frSearchForm = {
  searchForm: {
    words: 'Mots',
    wordsHint:
      'Dans l’objet, le texte, les personnes et les noms de fichiers. "Entre guillemets" comme expression.',
    from: 'De',
    to: 'À',
    subject: 'Objet',
    file: 'Nom de fichier',
    after: 'Reçu du',
    until: 'au',
    larger: 'Plus gros que',
    smaller: 'Plus petit que',
    sizeHint: 'par exemple 5 Mo ou 300 ko',
    folder: 'Dossier',
    anyFolder: 'Tous les dossiers',
    goneFolder: folder => `${folder} (n’existe plus)`,
    attachment: 'Avec pièces jointes',
    unread: 'Non lus',
    flagged: 'Suivis',
    missing: 'Plus dans la boîte',
    missingHint: 'Disparus, ou seulement dans la corbeille ou les indésirables',
    reset: 'Vider le formulaire',
    wrongSize: 'Écrivez une taille comme 5 Mo ou 300 ko.',
  },
} satisfies typeof enSearchForm
