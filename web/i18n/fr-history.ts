import type { enHistory } from './en-history.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')

/** Le temps : l’historique d’un message, ce qui a changé entre deux sauvegardes. */
export const frHistory = {
  history: {
    title: 'Historique',
    failed: 'L’historique n’a pas pu être chargé',
    none: 'Aucune sauvegarde encore conservée ne contient ce message.',
    strip: 'Les sauvegardes qui le contiennent',
    held: (day, folder) => `${day} : dans ${folder}`,
    notHeld: day => `${day} : absent`,
    notRead: day => `${day} : inconnu, le dossier n’a pas pu être lu`,
    first: folder => `Vu pour la première fois dans ${folder}`,
    oldest: folder => `Déjà dans ${folder} dans la plus ancienne sauvegarde`,
    moved: folder => `Déplacé dans ${folder}`,
    copied: folder => `Aussi dans ${folder}`,
    back: folder => `De nouveau présent, dans ${folder}`,
    gone: 'Disparu',
    still: folder => `Encore dans votre boîte, dans ${folder}`,
    inTrash: 'Encore dans votre boîte, mais dans la corbeille',
    inJunk: 'Encore dans votre boîte, mais dans les indésirables',
    unknown: 'On ne sait pas s’il est encore dans votre boîte',
    read: 'Lu',
    unreadAgain: 'Marqué comme non lu',
    flagged: 'Marqué pour suivi',
    unflagged: 'Suivi retiré',
    answered: 'Répondu',
    forwarded: 'Transféré',
    deleted: 'Marqué pour suppression',
    undeleted: 'N’est plus marqué pour suppression',
    keyword: name => `Étiquette « ${name} » ajoutée`,
    noKeyword: name => `Étiquette « ${name} » retirée`,
    today: 'Aujourd’hui',
    open: when => `L’ouvrir tel que dans la sauvegarde du ${when}`,
    openShort: 'Ouvrir',
  },

  compare: {
    title: 'Ce qui a changé',
    button: 'Ce qui a changé',
    from: 'De la sauvegarde du',
    to: 'à la sauvegarde du',
    same: 'Choisissez deux sauvegardes différentes.',
    onlyOne: 'Il n’y a qu’une sauvegarde pour l’instant. Dès la deuxième, vous verrez ici ce qui a changé.',
    failed: 'Les deux sauvegardes n’ont pas pu être comparées',
    nothing: 'Rien n’a changé entre ces deux sauvegardes.',
    nothingSuch: 'Aucun changement de ce genre.',
    folders: 'Par dossier',
    folder: 'Dossier',
    added: 'Ajoutés',
    gone: 'Disparus',
    moved: 'Déplacés',
    flags: 'Marqués',
    total: 'Tous les dossiers',
    anyFolder: 'Tous les dossiers',
    kind: 'Quels changements',
    all: 'Tous',
    state: {
      new: 'nouveau dossier',
      removed: 'dossier supprimé',
      renamed: 'renommé',
      unknown: 'n’a pas pu être lu',
    },
    isAdded: folder => `Ajouté dans ${folder}`,
    isGone: folder => `Disparu de ${folder}`,
    isMoved: (from, to) => `Déplacé de ${from} à ${to}`,
    isMarked: (changes, folder) => `${changes}, dans ${folder}`,
    more: 'Afficher plus',
    shown: (n, all) => `${n} sur ${all}`,
    changes: n =>
      n === 1
        ? 'Un changement'
        : choose(n, { one: `${number.format(n)} changement`, other: `${number.format(n)} changements` }),
  },

  elsewhere: {
    first: (when, folder) => `Vu pour la première fois le ${when}, dans ${folder}.`,
    lastBefore: (when, folder) => `Vu pour la dernière fois le ${when}, dans ${folder}.`,
    after: (when, folder) => `Revu le ${when}, dans ${folder}.`,
    movedHere: folder => `Dans cette sauvegarde, il est dans ${folder}.`,
    unknownHere: 'Son dossier n’a pas pu être lu cette nuit-là : il y était peut-être.',
    go: 'Y aller',
    goTo: when => `Aller à la sauvegarde du ${when}`,
  },
} satisfies typeof enHistory
