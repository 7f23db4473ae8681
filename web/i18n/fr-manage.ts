import type { enManage } from './en-manage.ts'

const number = new Intl.NumberFormat('fr')

export const frManage = {
  manage: {
    title: 'Dossiers de la liste',
    intro: 'Choisissez les dossiers que montre la liste sur le côté.',
    note: 'Les dossiers masqués restent sauvegardés ; on y cherche aussi, y compris le courrier manquant.',
    find: 'Trouver un dossier',
    none: 'Aucun dossier ne contient ce texte dans son nom.',
    hidden: 'masqué par vous',
    hideInside: 'Masquer aussi tout ce qu’il contient',
    showInside: 'Afficher aussi tout ce qu’il contient',
    showAll: 'Afficher tous les dossiers',
    count: (shown, all) => `${number.format(shown)} sur ${number.format(all)} affichés`,
  },
} satisfies typeof enManage
