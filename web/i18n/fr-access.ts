import type { enAccess } from './en-access.ts'

/** See en-access.ts. */
export const frAccess: typeof enAccess = {
  title: 'Liens qui ouvrent ce compte',
  made: (by, at) => `Créé par ${by}, ${at}`,
  unused: until => `pas encore utilisé, valable jusqu’au ${until}`,
  used: at => `utilisé le ${at}`,
  withdraw: 'Révoquer le lien',
  withdrawn: 'Le lien est révoqué : il n’ouvre plus rien, et qui était entré par lui est dehors.',
  failed: 'Cela n’a pas pu être fait. Réessayez.',
  /** who did something, in the log */
  who: name => `qui avait le lien de l’administrateur ${name}`,
}
