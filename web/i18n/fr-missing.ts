import type { enMissing } from './en-missing.ts'

const number = new Intl.NumberFormat('fr')

/** Ce qui manque aujourd’hui à la boîte. On dit « manquant », pas « supprimé » : une règle ou un autre logiciel a pu le déplacer. */
export const frMissing = {
  presence: {
    badge: {
      gone: 'Manquant',
      goneSince: day => `Manquant depuis le ${day}`,
      trash: 'Dans la corbeille',
      junk: 'Dans les indésirables',
      moved: folder => `Déplacé dans ${folder}`,
      movedSomewhere: 'Déplacé',
      unknown: 'Inconnu',
      some: (n, of) =>
        n === 1
          ? `1 message sur ${number.format(of)} manque maintenant`
          : `${number.format(n)} messages sur ${number.format(of)} manquent maintenant`,
    },
    gone: 'Ce message manque maintenant.',
    trash: 'Il est maintenant dans la corbeille.',
    junk: 'Il est maintenant dans les indésirables.',
    moved: folder => `Il a été déplacé dans ${folder}.`,
    movedSomewhere: 'Il a été déplacé dans un autre dossier.',
    unknown: 'On ne sait pas s’il est encore dans votre boîte : son dossier n’a pas pu être lu.',
    lastSeen: (folder, when) => `Vu pour la dernière fois dans ${folder}, le ${when}.`,
    since: when => `Il manque depuis la sauvegarde du ${when}.`,
    sinceLatest: 'Il a disparu après la dernière sauvegarde.',
    lifeLine: 'Historique',
  },

  missing: {
    title: 'Manquants',
    of: folder => `Manquants : ${folder}`,
    allDays: 'Tous les jours',
    anyFolder: 'De tous les dossiers',
    state: 'Ce qu’ils sont devenus',
    allMissing: 'Manquants',
    gone: 'Disparus',
    goneHint: 'Dans aucun dossier de votre boîte',
    bin: 'Corbeille ou indésirables',
    binHint: 'Encore là, mais dans la corbeille ou les indésirables',
    moved: 'Déplacés',
    movedHint: 'Maintenant dans un autre dossier',
    compared: time => `Comparé avec votre boîte à ${time}.`,
    comparedOn: when => `Comparé avec votre boîte le ${when}.`,
    comparedBackup: when => `Comparé avec la sauvegarde du ${when}.`,
    notCompared: 'Pas encore comparé avec votre boîte.',
    comparing: 'Consultation de votre boîte…',
    compareAgain: 'Regarder de nouveau',
    problems: {
      'no-worker':
        'Votre boîte n’a pas pu être consultée : le service qui s’en charge ne fonctionne pas en ce moment.',
      'too-slow': 'La consultation de votre boîte a pris trop de temps.',
      interrupted: 'La consultation de votre boîte a été interrompue.',
      other: 'Votre boîte n’a pas pu être consultée.',
    },
    unknown: folders => `N’ont pas pu être lus, donc inconnus : ${folders}.`,
    unknownMore: n => (n === 1 ? 'et un de plus' : `et ${number.format(n)} de plus`),
    none: 'Rien ne manque',
    noneText: 'Tous les messages de ces sauvegardes sont dans votre boîte.',
    noneHere: 'Rien de cette sauvegarde ne manque',
    noneHereText:
      'Tous les messages de ce jour sont dans votre boîte. D’autres jours peuvent en contenir davantage.',
    noneSuch: 'Aucun message n’est dans cet état',
    noneSuchText: 'Choisissez un autre état ci-dessus.',
    limit: 'Les messages reçus puis supprimés entre deux sauvegardes ne sont dans aucune d’elles.',
    whatIs:
      'Les messages qui sont dans une sauvegarde et aujourd’hui dans aucun dossier de votre boîte, ou seulement dans la corbeille ou les indésirables. Un message déplacé ne manque pas.',
  },
} satisfies typeof enMissing
