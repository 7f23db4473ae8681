import type { enProblem } from './en-problem.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')

/** Ce qui manque à une sauvegarde, ou pourquoi il n’y en a pas. */
export const frProblem = {
  'folder-not-read': folder => `Le dossier « ${folder} » n’a pas pu être lu cette nuit-là.`,
  'folder-partial': (folder, n) =>
    choose(n, {
      one: `Un message du dossier « ${folder} » n’a pas pu être obtenu.`,
      other: `${number.format(n)} messages du dossier « ${folder} » n’ont pas pu être obtenus.`,
    }),
  'folder-partial-some': folder => `Certains messages du dossier « ${folder} » n’ont pas pu être obtenus.`,
  'folder-name': folder =>
    `Le dossier « ${folder} » porte un nom que le serveur de messagerie n’a pas reconnu en retour.`,
  'message-gone': 'Des messages ont disparu de la boîte pendant la sauvegarde.',
  'message-refused': 'Le serveur de messagerie a refusé de livrer certains messages.',
  'message-refused-in': (folder, n) =>
    choose(n, {
      one: `Le serveur de messagerie a refusé de livrer un message du dossier « ${folder} ».`,
      other: `Le serveur de messagerie a refusé de livrer ${number.format(n)} messages du dossier « ${folder} ».`,
    }),
  'not-finished': (done, of) =>
    `Cette sauvegarde contient pour l’instant ${done} messages sur ${of}. Les nuits suivantes prendront la suite.`,
  'not-finished-folder': (folder, done, of) =>
    `Cette sauvegarde contient pour l’instant ${done} messages sur ${of} du dossier « ${folder} ». Les nuits suivantes prendront la suite.`,
  'not-finished-all':
    'Le temps a manqué pour tout lire cette nuit-là. Les nuits suivantes prendront la suite.',
  'done-by': day => `À ce rythme, tout y sera le ${day}.`,
  'budget-spent':
    'Votre fournisseur ne laisse lire qu’une certaine quantité par jour. Le reste suivra les jours prochains.',
  throttled: 'Le serveur de messagerie a demandé de ralentir. La sauvegarde reprendra plus tard.',
  'broken-off':
    'Le serveur de messagerie a coupé la connexion à plusieurs reprises. La sauvegarde reprendra plus tard.',
  'uids-reused': folder =>
    `Le serveur de messagerie avait renuméroté les messages du dossier « ${folder} », qui a donc été relu.`,
  'server-lied': folder =>
    `Le serveur de messagerie s’est contredit au sujet du dossier « ${folder} ». Ce qu’il a envoyé est conservé exactement tel quel.`,
  'key-missing':
    'Le mot de passe conservé pour les nuits ne peut pas être ouvert. C’est à la personne qui gère ce service d’y remédier.',
  interrupted: 'La sauvegarde a été interrompue avant d’être complète.',
  'not-let-in':
    'Le serveur de messagerie n’a pas laissé entrer la sauvegarde. La personne qui gère ce service peut dire pourquoi.',
  'login-refused':
    'Le serveur de messagerie n’a pas accepté le mot de passe. Reconnectez-vous ici pour que les sauvegardes puissent continuer.',
  'not-signed-in': 'Les nuits commencent dès que le titulaire s’est connecté ici une première fois.',
  'server-unreachable': 'Le serveur de messagerie n’a pas répondu, ou trop lentement.',
  disk: 'La place manquait pour écrire la sauvegarde. La personne qui gère ce service en est avertie dans le journal.',
  fault: 'Un incident s’est produit de notre côté pendant la sauvegarde.',
  unknown: 'La raison n’a pas été consignée.',
} satisfies typeof enProblem
