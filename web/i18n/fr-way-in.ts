import type { enWayIn } from './en-way-in.ts'

/** Ce qu’on peut faire selon la manière d’entrer. */
export const frWayIn = {
  wayIn: {
    access: until =>
      `Vous êtes entré par le lien d’un administrateur : jusqu’à ${until}, vous pouvez lire, télécharger et demander une restauration à un administrateur.`,
    offline: until =>
      `Le serveur de messagerie n’a pas répondu : vous êtes entré sans lui. Jusqu’à ${until}, vous pouvez lire et télécharger ; pour tout le reste, reconnectez-vous quand il répondra.`,
    passwordNeeded:
      'Il faut le mot de passe de votre boîte. Connectez-vous avec lui, ou demandez à votre administrateur.',
    needsServer:
      'Vous êtes entré sans le serveur de messagerie : tant que vous ne vous reconnectez pas, vous pouvez seulement lire et télécharger.',
    againWhy: 'Saisissez votre mot de passe : le serveur de messagerie dira s’il est juste.',
    stillSilent:
      'Le serveur de messagerie ne répond toujours pas. Vous pouvez continuer à lire et à télécharger, et réessayer plus tard.',
  },
} satisfies typeof enWayIn
