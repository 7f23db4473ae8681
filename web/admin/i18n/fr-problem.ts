import { frProblem } from '../../i18n/fr-problem.ts'
import type { enAdminProblem } from './en-problem.ts'

/** Les problèmes des sauvegardes, tels que les lit un administrateur. */
export const frAdminProblem: typeof enAdminProblem = {
  ...frProblem,
  'login-refused': 'Le serveur de messagerie a refusé la connexion.',
  'budget-spent':
    'Le fournisseur ne laisse lire qu’une certaine quantité par jour. Le reste suivra les jours prochains.',
  'key-missing': 'Le mot de passe conservé pour les nuits ne peut pas être ouvert : sa clé est absente.',
  disk: 'La place manquait pour écrire la sauvegarde. Le journal du service en dit plus.',
  fault:
    'Un incident s’est produit dans Yestermail pendant la sauvegarde. Le journal du service en dit plus.',
  held: 'Le serveur de messagerie du domaine refuse tout le monde ou ne répond pas ; aucun de ses comptes n’est donc essayé.',
}
