import type { Catalogue } from './catalogue.ts'

export const fr: Catalogue = {
  alarms: {
    'run-failed': {
      title: 'Des sauvegardes échouent sans cesse',
      advice: 'Elles sont retentées toutes les heures. La raison de chaque essai : yestermail points ADRESSE',
    },
    'no-good-point': {
      title: 'Aucune bonne sauvegarde depuis des jours',
      advice: 'Ce qui a arrêté les derniers essais : yestermail points ADRESSE',
    },
    'all-refused': {
      title: 'Un serveur de messagerie refuse tous les comptes',
      advice:
        'Aucun compte de ce domaine n’est sauvegardé tant qu’il nous refuse. Le mot de passe maître a-t-il changé, ou cette machine est-elle bloquée ?',
    },
    'server-down': {
      title: 'Un serveur de messagerie ne répond pas',
      advice:
        'Aucun compte de ce domaine n’est sauvegardé tant qu’il ne répond pas. Ce qui a manqué sera rattrapé.',
    },
    'sign-in-needed': {
      title: 'Des titulaires doivent se connecter une fois',
      advice:
        'Le serveur n’accepte plus le mot de passe conservé. La prochaine connexion sur la page y remédie.',
    },
    'key-missing': {
      title: 'Une clé manque, des mots de passe conservés ne s’ouvrent plus',
      advice:
        'Remettez le fichier de clé depuis votre copie. Rien n’a été écrasé ; la prochaine connexion des titulaires y remédie aussi.',
    },
    'enrol-list': {
      title: 'La liste des comptes d’un domaine n’a pas pu être obtenue',
      advice:
        'Les comptes déjà inscrits le restent et sont sauvegardés. Lancez à la main la commande de la liste et voyez ce qu’elle dit.',
    },
    'disk-low': {
      title: 'Le disque est presque plein',
      advice:
        'Donnez plus de place au dossier de données : les sauvegardes s’arrêtent avant que le disque soit plein.',
    },
    'run-long': {
      title: 'Une sauvegarde dure bien plus longtemps que d’habitude',
      advice: 'Elle continue. Si cela dure, regardez le serveur de messagerie et le réseau.',
    },
    'budget-spent': {
      title: 'Le volume quotidien du fournisseur est épuisé',
      advice: 'Cela reprend tout seul dès que le fournisseur le permet.',
    },
    clock: {
      title: 'L’horloge de cette machine a sauté',
      advice:
        'Cette nuit, aucune ancienne sauvegarde n’est supprimée ; ensuite cela reprend, trois jours au plus par nuit. Vérifiez l’heure de la machine.',
    },
    damaged: {
      title: 'Des messages sauvegardés sont endommagés',
      advice:
        'Voir ce qui est endommagé et réparer ce qui peut l’être : yestermail verify ADRESSE --heal. Vérifiez le disque.',
    },
    'closed-accounts': {
      title: 'Plus de comptes fermés que d’habitude sont à effacer',
      advice:
        'Aucun n’est effacé sans votre accord. Pour les voir : yestermail account list. S’ils sont bien partis : yestermail account erase-closed --accept DOMAINE',
    },
    'mail-vanished': {
      title: 'Beaucoup de messages ont quitté une boîte en une nuit',
      advice: 'La dernière bonne sauvegarde avant la perte est gardée plus longtemps.',
    },
  },
  figures: {
    days: 'jours',
    minutes: 'minutes',
    usualMinutes: 'd’habitude, minutes',
    failures: 'essais échoués',
    problem: 'raison',
    why: 'raison',
    free: 'libre',
    wanted: 'nécessaire',
    freeInodes: 'entrées de fichiers libres',
    wantedInodes: 'entrées de fichiers nécessaires',
    accounts: 'comptes',
    done: 'messages faits',
    of: 'sur',
    held: 'sauvegardes retenues',
    dropped: 'sauvegardes retirées',
    damages: 'fichiers endommagés',
    what: 'genre',
    day: 'jour',
    folder: 'dossier',
    clock: 'horloge',
    until: 'jusqu’à',
    detail: 'détails',
    messages: 'messages disparus',
    point: 'sauvegarde',
    takenAt: 'du',
    uid: 'UID',
    key: 'clé',
    reason: 'raison',
    wrong: 'lignes sans adresse',
    before: 'dernière liste',
    listed: 'liste actuelle',
  },
  values: {
    'login-refused': 'le serveur de messagerie a refusé la connexion',
    'not-signed-in': 'attend la première connexion du titulaire',
    'server-unreachable': 'le serveur de messagerie n’a pas répondu, ou trop lentement',
    'key-missing': 'la clé du mot de passe conservé manque',
    disk: 'le disque manque de place ou ne peut être écrit',
    'budget-spent': 'le volume quotidien du fournisseur est épuisé',
    throttled: 'le serveur de messagerie a demandé d’attendre',
    interrupted: 'interrompu',
    fault: 'une erreur de Yestermail ; le journal en dit plus',
    'day-lost': 'le dossier de la sauvegarde a disparu',
    receipt: 'le reçu est perdu ou endommagé',
    chain: 'la sauvegarde précédente manque ou a changé',
    'link-lost': 'le lien vers un dossier est perdu',
    manifest: 'la liste d’un dossier est perdue ou endommagée',
    'maildir-lost': 'les fichiers d’un dossier ont disparu',
    'message-lost': 'un message est perdu',
    'message-changed': 'un message est endommagé',
    'file-lost': 'un fichier d’un dossier a disparu',
    'file-changed': 'un fichier d’un dossier est endommagé',
    'file-unknown': 'un fichier qui n’a rien à y faire',
    index: 'l’index est illisible',
    failed: 'la commande a échoué',
    empty: 'aucune adresse dans la liste',
    'far-shorter': 'moins de la moitié de la dernière liste',
    'no-program': 'le programme est introuvable',
    'no-right': 'le programme ne peut pas être lancé',
    'too-much': 'elle a trop écrit',
    'too-long': 'elle a duré trop longtemps',
    ahead: 'elle avançait',
    behind: 'elle retarde',
  },
  operator: {
    several: 'Plusieurs choses demandent votre attention',
    solvedSubject: 'De nouveau en ordre',
    summarySubject: day => `Ce qui est ouvert le ${day}`,
    open: 'Pas en ordre maintenant',
    solved: 'De nouveau en ordre',
    allWell: 'Plus rien n’est ouvert.',
    since: when => `depuis le ${when}`,
    more: count => `et ${count} autres`,
    see: 'Tout, sur la machine :',
    why: 'Vous recevez cette lettre parce que votre adresse figure sous mail.operators dans la configuration de Yestermail.',
  },
  owner: {
    vanishedSubject: count => `${count} messages ont quitté votre boîte`,
    vanished: ({ address, count, of, before }) =>
      `Depuis la sauvegarde du ${before}, ${count} messages sur ${of} ne sont plus dans ${address} : ils ne sont plus dans aucun dossier, ou seulement dans la corbeille ou les indésirables.`,
    wasYou: 'Si vous les avez supprimés vous-même, il n’y a rien à faire.',
    notYou: ({ before, until }) =>
      `Sinon : la sauvegarde du ${before} les contient encore. Elle est gardée au moins jusqu’au ${until}.`,
    otherHands: 'Si cela peut être quelqu’un d’autre, changez le mot de passe de votre boîte.',
    open: 'Ouvrir cette sauvegarde :',
    openWithout: 'Ouvrez Yestermail et choisissez cette sauvegarde.',
    whyVanished:
      'À partir de combien de messages vous recevez cette lettre, ou que vous n’en voulez pas, se règle sur la page de vos sauvegardes.',
    signInSubject: 'Votre sauvegarde de messagerie demande que vous vous connectiez une fois',
    signIn: ({ address, since }) =>
      `Le serveur n’accepte plus le mot de passe conservé pour la sauvegarde de ${address} ; peut-être l’avez-vous changé. Depuis le ${since}, il n’y a pas de nouvelle sauvegarde.`,
    signInHere: 'Connectez-vous une fois avec votre mot de passe actuel, et les sauvegardes reprennent :',
    signInWithout:
      'Connectez-vous une fois à Yestermail avec votre mot de passe actuel, et les sauvegardes reprennent.',
    signInWarning: 'Personne ne vous demandera jamais votre mot de passe par courriel.',
    contact: address => `Pour vos questions : ${address}.`,
  },
}
