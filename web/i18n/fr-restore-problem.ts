import type { enRestoreProblem } from './en-restore-problem.ts'

/** Pourquoi une partie d’une restauration n’a pas pu se faire, par code. */
export const frRestoreProblem = {
  'no-worker': 'Le programme de sauvegarde ne tourne pas.',
  'server-unreachable': 'Le serveur de messagerie n’a pas répondu.',
  'sign-in-refused':
    'Le serveur de messagerie a refusé la connexion. Avez-vous changé de mot de passe ? Alors reconnectez-vous.',
  'budget-spent': 'Le serveur de messagerie n’accepte qu’une certaine quantité de courrier par jour.',
  'cannot-undo':
    'Le serveur de messagerie ne peut pas retirer exactement ces messages ; rien n’a donc été retiré.',
  'not-found': 'Ce que cette demande restaurerait n’est plus conservé.',
  'restore-limit': 'Assez de restaurations ont été faites. Réessayez plus tard.',
  'no-backup': 'Cette sauvegarde n’est plus conservée.',
  'nothing-to-restore': 'Il n’y a rien à ajouter.',
  'bad-folder-name': 'Le serveur de messagerie n’a pas de dossier de ce nom et ne peut le créer.',
  'plan-stale': 'La comparaison est trop ancienne. Demandez de nouveau.',
  'restore-off': 'Aucune restauration n’est proposée pour cette boîte.',
  other: 'Quelque chose s’est mal passé de notre côté.',
} satisfies typeof enRestoreProblem
