import type { enDoor } from './en-door.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')

/** Avant que la boîte soit ouverte. */
export const frDoor = {
  signIn: {
    title: 'Connexion',
    address: 'Adresse e-mail',
    password: 'Mot de passe',
    passwordHint: 'Celui de votre logiciel de messagerie.',
    show: 'Afficher',
    showPassword: 'Afficher le mot de passe',
    open: 'Ouvrir',
    latest: 'La dernière sauvegarde',
    day: 'Un autre jour',
    dayLabel: 'Jour à ouvrir',
    go: 'Se connecter',
    busy: 'Vérification auprès de votre serveur de messagerie…',
    ended: 'Votre session a pris fin. Reconnectez-vous pour revenir exactement où vous étiez.',
    missing: 'Saisissez votre adresse e-mail et votre mot de passe.',
    limit: 'Les messages reçus puis supprimés entre deux sauvegardes n’y figurent pas.',
    problem: {
      wrong: 'L’adresse ou le mot de passe est incorrect.',
      unreachable:
        'Votre serveur de messagerie ne répond pas en ce moment : le mot de passe ne peut donc pas être vérifié. Réessayez dans quelques minutes.',
      slow: seconds =>
        choose(seconds, {
          one: 'Trop de tentatives. Attendez une seconde, puis réessayez.',
          other: `Trop de tentatives. Attendez ${seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${number.format(seconds)} secondes`}, puis réessayez.`,
        }),
      slowPlain: 'Trop de tentatives. Attendez un peu, puis réessayez.',
      appPassword: domain =>
        `L’adresse ou le mot de passe est incorrect. La messagerie de ${domain} s’ouvre avec OAuth : le mot de passe habituel peut donc ne pas suffire ici. Utilisez un mot de passe d’application, si votre fournisseur en propose.`,
      notEnrolled:
        'Cette boîte n’est pas sauvegardée ici. Demandez à la personne qui gère votre messagerie de l’ajouter.',
      noWorker:
        'La partie de Yestermail qui effectue les sauvegardes ne fonctionne pas : une nouvelle boîte ne peut pas être ajoutée pour l’instant.',
      offline: 'Yestermail est injoignable. Cet ordinateur est-il connecté à Internet ?',
      other: sentence => sentence,
    },
  },

  consent: {
    title: 'Conserver le mot de passe pour les nuits ?',
    why: 'Chaque nuit, Yestermail prend un instantané de votre boîte. Pour cela, il doit s’y connecter en votre nom pendant que vous dormez.',
    sealed:
      'Votre mot de passe reste scellé sur ce serveur : seule la partie qui effectue les sauvegardes peut l’ouvrir, les pages web ne le peuvent pas.',
    use: 'La nuit, il ne sert qu’à lire : rien ne change dans votre boîte, pas même ce qui est marqué comme lu. Des messages ne sont remis avec lui que si une restauration a été demandée.',
    honest:
      'Les personnes qui gèrent ce serveur et ses sauvegardes pourraient l’ouvrir si elles le voulaient. Si vous ne leur faites pas confiance, n’acceptez pas.',
    change:
      'Si vous changez de mot de passe, les sauvegardes s’arrêtent jusqu’à ce que vous vous connectiez ici avec le nouveau.',
    busy: 'Démarrage…',
    agree: 'Accepter et effectuer la première sauvegarde',
    decline: 'Non, ne pas le conserver',
    declined: 'Rien n’a été conservé. Sans le mot de passe, Yestermail ne peut pas sauvegarder cette boîte.',
  },

  first: {
    title: 'La première sauvegarde est en cours',
    waiting: 'Elle commence dans un instant…',
    counting: 'Lecture des dossiers…',
    messages: (done, all) => `${done} messages sur ${all}`,
    size: size => `${size} copiés`,
    folder: (name, done, all) => `Lecture de ${name}, dossier ${done} sur ${all}`,
    leave:
      'Vous pouvez fermer cette page : la sauvegarde se poursuit sans elle. La boîte s’ouvrira ici dès qu’elle sera terminée.',
    failed: 'La première sauvegarde n’a pas abouti',
    next: 'Yestermail réessaie de lui-même.',
    progress: 'Progression de la première sauvegarde',
  },
} satisfies typeof enDoor
