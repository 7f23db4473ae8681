import type { enRestore } from './en-restore.ts'
import { frRestoreProblem } from './fr-restore-problem.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')
const messages = (n: number) => choose(n, { one: `${n} message`, other: `${number.format(n)} messages` })

/** Remettre du courrier dans la boîte. */
export const frRestore = {
  restore: {
    title: 'Demander une restauration',
    off: 'Aucune restauration n’est proposée pour cette boîte. Vous pouvez télécharger vous-même les messages.',
    from: when => `À partir de la sauvegarde du ${when}`,
    fromEach: 'Chaque message vient de la sauvegarde la plus récente qui le contient.',
    what: 'Quoi',
    folder: name => `Le dossier ${name}`,
    folderInside: name => `Le dossier ${name} et ceux qu’il contient`,
    inbox: 'Seulement la boîte de réception',
    all: 'Tous les dossiers',
    where: 'Où',
    inPlace: 'Dans leurs dossiers d’origine',
    beside: 'Dans un nouveau dossier au nom du jour',
    other: 'Dans un autre dossier',
    path: 'Nom du dossier',
    comparing: 'Comparaison avec votre boîte…',
    compared: 'Comparé à l’instant avec votre boîte :',
    add: (n, size) =>
      choose(n, {
        one: `${n} message serait ajouté (${size}).`,
        other: `${number.format(n)} messages seraient ajoutés (${size}).`,
      }),
    nothing: 'Rien ne serait ajouté.',
    there: n => choose(n, { one: `${n} est déjà là.`, other: `${number.format(n)} sont déjà là.` }),
    moved: (n, to) =>
      choose(n, {
        one: `${n} a seulement été déplacé vers : ${to}.`,
        other: `${number.format(n)} ont seulement été déplacés vers : ${to}.`,
      }),
    alsoMoved: 'Ajouter aussi ce qui a été déplacé, qui sera alors en double.',
    binned: n =>
      choose(n, {
        one: `${n} est dans la corbeille ou les indésirables.`,
        other: `${number.format(n)} sont dans la corbeille ou les indésirables.`,
      }),
    alsoBinned: 'Ajouter aussi ce qui est dans la corbeille ou les indésirables',
    unknown: n =>
      choose(n, {
        one: `${n} ne peut être comparé, car un dossier de la boîte n’a pas pu être lu. Il n’est pas ajouté.`,
        other: `${number.format(n)} ne peuvent être comparés, car un dossier de la boîte n’a pas pu être lu. Ils ne sont pas ajoutés.`,
      }),
    lost: n =>
      choose(n, {
        one: `${n} est endommagé dans la sauvegarde et ne peut être ajouté.`,
        other: `${number.format(n)} sont endommagés dans la sauvegarde et ne peuvent être ajoutés.`,
      }),
    create: names => `Nouveaux dossiers : ${names}`,
    room: free => `Il y a de la place pour ${free} dans votre boîte.`,
    refused: {
      'too-big': n =>
        choose(n, {
          one: `${n} message est trop gros pour le serveur de messagerie et ne reviendra pas.`,
          other: `${number.format(n)} messages sont trop gros pour le serveur de messagerie et ne reviendront pas.`,
        }),
      keywords: n =>
        choose(n, {
          one: `${n} message reviendra sans certaines étiquettes : le serveur de messagerie ne les garde pas.`,
          other: `${number.format(n)} messages reviendront sans certaines étiquettes : le serveur de messagerie ne les garde pas.`,
        }),
      'over-quota': n =>
        choose(n, {
          one: `Il n’y a pas de place pour ${n} message : votre boîte est presque pleine.`,
          other: `Il n’y a pas de place pour ${number.format(n)} messages : votre boîte est presque pleine.`,
        }),
      'read-only-folder': n =>
        choose(n, {
          one: `${n} message ne reviendra pas : son dossier n’accepte pas de courrier.`,
          other: `${number.format(n)} messages ne reviendront pas : leur dossier n’accepte pas de courrier.`,
        }),
    },
    noUndo: 'Cela ne pourra pas être annulé d’un clic : le serveur de messagerie ne le permet pas.',
    canUndo: time => `Elle peut être annulée pendant ${time}.`,
    neverUndo: 'Cela ne pourra pas être annulé d’un clic.',
    safe: 'Rien n’est supprimé ni remplacé.',
    note: 'Note à l’administrateur (facultative)',
    noNames: 'L’administrateur voit des nombres et des dossiers, pas les messages.',
    decides: when => `L’administrateur décide avant le ${when}.`,
    atOnce: 'Cela commence tout de suite.',
    mail: 'Vous en serez informé par message.',
    mailDone: 'Vous recevrez un message quand ce sera fait.',
    price: text => `Prix : ${text}`,
    accept: 'J’accepte les frais',
    instead: 'Les télécharger vous-même',
    send: 'Envoyer la demande',
    begin: 'Restaurer',
    again:
      'Vous vous êtes connecté il y a plus d’une demi-heure. Pour modifier votre boîte, saisissez encore une fois votre mot de passe.',
    aged: 'Cette comparaison est trop ancienne. Comparez de nouveau.',
    compare: 'Comparer de nouveau',
  },
  requests: {
    title: 'Mes demandes de restauration',
    open: n =>
      choose(n, {
        one: `${n} demande de restauration est ouverte`,
        other: `${number.format(n)} demandes de restauration sont ouvertes`,
      }),
    none: 'Aucune demande pour l’instant',
    noneText: 'Choisissez des messages, un dossier ou un jour, puis « Demander une restauration… ».',
    what: {
      emails: messages,
      folder: name => `Dossier ${name}`,
      inbox: 'La boîte de réception',
      all: 'Tous les dossiers',
    },
    where: {
      'in-place': 'dans les dossiers d’origine',
      beside: 'dans un nouveau dossier',
      folder: path => `dans le dossier ${path}`,
    },
    filed: when => `Envoyée ${when}`,
    byAdmin: name => `demandée par l’administrateur ${name}`,
    byOperator: 'demandée par l’exploitant',
    backup: when => `Sauvegarde du ${when}`,
    state: {
      planning: 'En cours de comparaison',
      planned: 'Non envoyée',
      unplannable: 'N’a pas pu être comparée',
      waiting: 'En attente de l’administrateur',
      confirmed: 'Confirmée, va commencer',
      running: 'Restauration en cours',
      paused: 'Interrompue, reprend d’elle-même',
      done: 'Terminée',
      partial: 'Terminée en partie',
      failed: 'Échouée',
      cancelled: 'Interrompue',
      rejected: 'Refusée',
      expired: 'Expirée sans décision',
      withdrawn: 'Retirée',
      undoing: 'Annulation en cours',
      undone: 'Annulée',
    },
    until: (when, left) => `Jusqu’au ${when} (${left})`,
    asked: {
      file: 'Envoi en cours…',
      withdraw: 'Retrait en cours…',
      cancel: 'S’arrête après le message en cours…',
      undo: 'L’annulation commence…',
    },
    progress: (done, of) => `${done} messages sur ${of}`,
    next: when => `Cela reprend à ${when}.`,
    added: n => choose(n, { one: `${n} ajouté`, other: `${number.format(n)} ajoutés` }),
    there: n => choose(n, { one: `${n} était déjà là`, other: `${number.format(n)} étaient déjà là` }),
    failed: n => choose(n, { one: `${n} échec`, other: `${number.format(n)} échecs` }),
    left: n => `${number.format(n)} pour une autre nuit`,
    notAdded: n => choose(n, { one: `${n} non ajouté`, other: `${number.format(n)} non ajoutés` }),
    removed: n => choose(n, { one: `${n} retiré`, other: `${number.format(n)} retirés` }),
    kept: n =>
      choose(n, {
        one: `${n} modifié depuis et gardé`,
        other: `${number.format(n)} modifiés depuis et gardés`,
      }),
    decided: (who, when) => `Décision : ${who}, ${when}`,
    undoOver: 'Le délai pour l’annuler est passé.',
    reason: text => `Motif : ${text}`,
    note: text => `Votre note : ${text}`,
    withdraw: 'Retirer',
    cancel: 'Arrêter',
    undo: 'Annuler la restauration',
    undoText: when =>
      `Retire exactement les messages que cette restauration a ajoutés, s’ils sont inchangés. Jusqu’au ${when}.`,
    undoSure: 'Oui, annuler',
    keep: 'Laisser tel quel',
    forget: 'Retirer de la liste',
    older: 'Demandes plus anciennes',
    onlyFailed: n =>
      choose(n, {
        one: 'Seulement celui qui a échoué',
        other: `Seulement les ${number.format(n)} qui ont échoué`,
      }),
    messages: 'Chaque message',
    noSubject: '(sans objet)',
    earlier: 'Précédents',
    later: 'Suivants',
    range: (from, to, of) => `${from}–${to} sur ${of}`,
    item: {
      add: 'à ajouter',
      there: 'déjà là',
      moved: 'seulement déplacé',
      binned: 'dans la corbeille ou les indésirables',
      unknown: 'non comparé',
      lost: 'endommagé dans la sauvegarde',
      adding: 'en cours d’ajout',
      added: 'ajouté',
      found: 'déjà là',
      failed: 'échoué',
      removing: 'en cours de retrait',
      removed: 'retiré',
      kept: 'gardé, modifié depuis',
    },
    why: {
      'too-big': 'trop gros pour le serveur de messagerie',
      'over-quota': 'la boîte est pleine',
      refused: 'le serveur de messagerie l’a refusé',
      'no-folder': 'le dossier n’a pas pu être créé',
      'no-rights': 'le dossier n’accepte pas de courrier',
      limit: 'une limite du serveur de messagerie',
      damaged: 'endommagé dans la sauvegarde',
      'bare-lf': 'ses fins de ligne sont refusées',
      nul: 'il contient un caractère refusé',
      'eight-bit-header': 'son en-tête est refusé',
      keywords: 'sans certaines étiquettes',
      altered: 'le serveur de messagerie l’a modifié',
      changed: 'modifié depuis',
      gone: 'n’est plus là',
    },
    problem: frRestoreProblem,
    looked: 'Qui a regardé ce compte',
    lookedNone: 'Personne à part vous.',
    show: 'Afficher',
    actor: {
      owner: 'vous',
      admin: name => `administrateur ${name}`,
      operator: 'l’exploitant',
      worker: 'Yestermail',
    },
    failedToLoad: 'Les demandes n’ont pas pu être chargées',
    notDone: 'Cela n’a pas pu être fait. Regardez l’état et réessayez.',
  },
} satisfies typeof enRestore
