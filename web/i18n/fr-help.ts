import type { enHelp } from './en-help.ts'

export const frHelp = {
  help: {
    title: 'Clavier et aide',
    days: 'Jours',
    list: 'Messages',
    message: 'Message',
    olderNewer: 'sauvegarde précédente, suivante',
    calendar: 'calendrier de tous les jours',
    move: 'message suivant, précédent',
    ends: 'premier, dernier message',
    open: 'ouvrir le message',
    back: 'retour à la liste',
    download: 'télécharger le message',
    textHtml: 'texte brut ou HTML',
    headers: 'tous les en-têtes',
    panes: 'partie suivante de la fenêtre',
    help: 'cette aide',
    off: 'Les touches seules sont désactivées dans les réglages.',
    about: 'À propos des sauvegardes',
    aboutText:
      'Chaque sauvegarde est votre boîte entière à un instant précis. Vous pouvez la lire et y télécharger ; rien ici ne peut répondre, supprimer ni marquer. Les messages reçus puis supprimés entre deux sauvegardes n’y figurent pas.',
  },
} satisfies typeof enHelp
