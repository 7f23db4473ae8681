import type { enWayIn } from './en-way-in.ts'

/** Ce qu’on peut faire selon la manière d’entrer. */
export const frWayIn = {
  wayIn: {
    access: until =>
      `Vous êtes entré par le lien d’un administrateur : jusqu’à ${until}, vous pouvez lire, télécharger et demander une restauration à un administrateur.`,
    passwordNeeded:
      'Il faut le mot de passe de votre boîte. Connectez-vous avec lui, ou demandez à votre administrateur.',
  },
} satisfies typeof enWayIn
