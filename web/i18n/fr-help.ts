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
    page: 'une page vers le haut, vers le bas',
    search: 'rechercher',
    select: 'sélectionner le message, ou le retirer',
    range: 'sélectionner jusqu’au message suivant, précédent',
    selectAll: 'sélectionner tout ce qui est affiché',
    menu: 'ce qu’on peut faire du message',
    download: 'télécharger le message, ou la sélection',
    restore: 'demander une restauration',
    print: 'imprimer le message',
    textHtml: 'texte brut ou HTML',
    headers: 'tous les en-têtes',
    panes: 'partie suivante de la fenêtre',
    help: 'cette aide',
    off: 'Les touches seules sont désactivées.',
    about: 'À propos des sauvegardes',
    aboutText:
      'Chaque sauvegarde est votre boîte entière à un instant précis. Vous pouvez la lire et y télécharger ; rien ici ne peut répondre, supprimer ni marquer. Les messages reçus puis supprimés entre deux sauvegardes n’y figurent pas.',
  },
} satisfies typeof enHelp
