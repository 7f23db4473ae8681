import type { enReceipt } from './en-receipt.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')

const are = (n: number) =>
  choose(n, { one: `${number.format(n)} est ici`, other: `${number.format(n)} sont ici` })

/** La preuve : ce que contient une sauvegarde, ce qui lui manque, et si elle est restée telle qu’elle fut scellée. */
export const frReceipt = {
  receipt: {
    title: 'Ce que contient cette sauvegarde',
    taken: 'Effectuée',
    keptUntil: 'Conservée jusqu’au',
    pinned: 'Conservée plus longtemps',
    pinnedFor: {
      alarm: day => `jusqu’au ${day}, car beaucoup de messages ont quitté la boîte la nuit suivante`,
      request: day => `jusqu’au ${day}, car une restauration a été demandée`,
      other: day => `jusqu’au ${day}`,
    },
    holds: 'Contient',
    arrived: 'Récupérés cette fois',
    number: 'Numéro',
    lacks: 'Manque',
    lacksNothing: 'Rien : tous les dossiers ont été lus en entier.',
    counted: (counted, stored) => `Le serveur de messagerie a compté ${counted} ; ${are(stored)}.`,
    countedOfRead: (counted, stored) =>
      `Dans les dossiers qui ont pu être lus, le serveur de messagerie a compté ${counted} ; ${are(stored)}.`,
    folders: 'Dossier par dossier',
    folder: 'Dossier',
    onServer: 'Sur le serveur',
    here: 'Ici',
    missing: 'Manquants',
    notRead: 'non lu',
    notCounted: 'non comptés',
    notKnown: 'inconnu',
    later: n => `${number.format(n)} encore à venir`,
    gap: {
      refused: 'le serveur de messagerie a refusé de le livrer',
      'not-sent': 'le serveur de messagerie l’a omis',
      cut: 'la connexion s’est interrompue au milieu, deux fois',
      'too-slow': 'il arrivait trop lentement',
    },
    uid: uid => `UID ${uid}`,
    moreGaps: n => `et ${number.format(n)} de plus`,
    proof: 'Preuve',
    checked: 'Relecture',
    checkedAt: day =>
      `Tous les messages conservés ont été relus et comparés pour la dernière fois le ${day}.`,
    neverChecked: 'Pas encore. Tous les messages conservés sont relus et comparés de temps à autre.',
    chain: 'Jour précédent',
    chainState: {
      first: 'C’est la première sauvegarde.',
      linked: day => `Liée à la sauvegarde du ${day}, qui est inchangée.`,
      begins: 'La sauvegarde précédente est arrivée au terme de sa durée.',
      broken: 'La sauvegarde précédente manque ou a été modifiée.',
    },
    seal: 'Sceau',
    sealText: 'Le SHA-256 du reçu de cette sauvegarde :',
    noReceipt: 'Le reçu de cette sauvegarde est perdu ou endommagé : on ne sait donc pas ce qui lui manque.',
    damaged: 'Endommagé',
    damages: n =>
      choose(n, {
        one: 'Un élément de cette sauvegarde n’est plus tel qu’il fut scellé.',
        other: `${number.format(n)} éléments de cette sauvegarde ne sont plus tels qu’ils furent scellés.`,
      }),
    damagedMessage: (folder, uid) => `Un message dans « ${folder} » (UID ${uid})`,
    damagedFolder: folder => `Le dossier « ${folder} »`,
    damagedDay: 'La sauvegarde elle-même',
    failed: 'Le reçu n’a pas pu être chargé',
  },

  letters: {
    title: 'Notifications par e-mail',
    intro: 'Yestermail peut écrire dans votre boîte lorsque quelque chose est anormal.',
    vanish: 'M’écrire quand beaucoup de messages ont disparu',
    vanishText:
      'Si, en une nuit, des messages quittent vos dossiers autrement que vers la corbeille ou les indésirables et retour, vous recevez un e-mail, et la dernière sauvegarde qui les contenait est conservée 30 jours de plus.',
    mails: 'À partir de combien de messages',
    percent: 'Ou de quel pourcentage de tout le courrier',
    percentText: 'Laissez vide pour ne compter que les messages.',
    save: 'Enregistrer',
    saved: 'Enregistré.',
    wrong:
      'Le nombre de messages doit être compris entre 1 et 1 000 000 ; le pourcentage entre 1 et 100, ou vide.',
    failed: 'Vos choix n’ont pas pu être chargés',
  },
} satisfies typeof enReceipt
