import type { enListing } from './en-listing.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')

/** Les listes de messages : filtres, ordre, sélection et actions. */
export const frListing = {
  listing: {
    filters: 'Afficher',
    filter: {
      all: 'Tous',
      unread: 'Non lus',
      flagged: 'Suivis',
      attachments: 'Pièces jointes',
    },
    order: 'Ordre',
    orders: {
      '-receivedAt': 'Les plus récents d’abord',
      receivedAt: 'Les plus anciens d’abord',
      from: 'Expéditeur de A à Z',
      '-from': 'Expéditeur de Z à A',
      subject: 'Objet de A à Z',
      '-subject': 'Objet de Z à A',
      '-size': 'Les plus gros d’abord',
      size: 'Les plus petits d’abord',
    },
    atLeast: n => `${number.format(n)} ou plus`,
    noneSuch: 'Aucun message de ce genre dans ce dossier',
    showAll: 'Afficher tous les messages',
    selected: n =>
      choose(n, { one: `${number.format(n)} sélectionné`, other: `${number.format(n)} sélectionnés` }),
    allSelected: n =>
      n === 1 ? 'Le seul message est sélectionné' : `Les ${number.format(n)} sont sélectionnés`,
    allSelectedUncounted: 'Tous sélectionnés',
    selectAll: n => (n === 1 ? 'Le sélectionner' : `Sélectionner les ${number.format(n)}`),
    selectEverything: 'Tout sélectionner',
    clear: 'Désélectionner',
    nothingSelected: 'Rien n’est sélectionné',
    select: 'Sélectionner',
    conversationTitle: n =>
      choose(n, {
        one: 'Un message dans cette conversation',
        other: `${number.format(n)} messages dans cette conversation`,
      }),
  },
  action: {
    menu: 'Actions',
    open: 'Ouvrir',
    openTab: 'Ouvrir dans un nouvel onglet',
    deselect: 'Retirer de la sélection',
    downloadOne: 'Télécharger',
    downloadAll: n => (n === 1 ? 'Télécharger le message…' : `Télécharger ${number.format(n)} messages…`),
    downloadConversation: n => `Télécharger la conversation (${number.format(n)})…`,
    downloadList: 'Télécharger cette liste…',
    restore: 'Demander une restauration…',
    headers: 'Tous les en-têtes',
    copyLink: 'Copier le lien',
    linkCopied: 'Le lien est copié. Il s’ouvre pour qui peut se connecter à cette boîte.',
    linkNotCopied: 'Le navigateur n’a pas permis de copier le lien.',
  },
  pane: {
    folders: 'Largeur des dossiers',
    list: 'Largeur de la liste',
    listHeight: 'Hauteur de la liste',
    hint: 'Faites-la glisser, utilisez les flèches ou cliquez pour une autre taille.',
  },
} satisfies typeof enListing
