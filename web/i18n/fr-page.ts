import type { enPage } from './en-page.ts'

/** La page elle-même : ses parties, ses langues, ce qui se règle. */
export const frPage = {
  part: {
    failed: 'Une partie de cette page n’a pas pu être chargée.',
  },

  settings: {
    title: 'Réglages',
    intro: 'Ils valent pour cette boîte, dans tous les navigateurs où vous vous connectez.',
    language: 'Langue',
    asBrowser: 'Celle du navigateur',
    languageText: 'De cette page et des lettres que Yestermail vous envoie.',
    display: 'Affichage',
    theme: 'Apparence',
    density: 'Lignes de la liste',
    cosy: 'Aérées',
    compact: 'Compactes',
    layout: 'Message ouvert',
    right: 'À côté de la liste',
    below: 'Sous la liste',
    preview: 'Afficher le début de chaque message dans la liste',
    reading: 'Lecture',
    threads: 'Regrouper les messages par conversation',
    preferText: 'Afficher le texte brut lorsqu’un message existe en texte et en HTML',
    folders: n => `Dossiers masqués dans la liste : ${n}`,
    showFolders: 'Les afficher tous',
    keyboard: 'Clavier',
    keysText: 'Des lettres comme j, k ou d agissent seules tant que vous n’écrivez pas.',
    allKeys: 'Toutes les touches',
    mail: 'Lettres',
    letters: 'Avis par courrier…',
    version: version => `Yestermail ${version}`,
  },
} satisfies typeof enPage
