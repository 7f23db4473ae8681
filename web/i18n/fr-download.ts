import type { enDownload } from './en-download.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')

/** Emporter son courrier. */
export const frDownload = {
  download: {
    title: 'Télécharger',
    form: 'Format',
    forms: {
      eml: {
        name: 'Messages séparés (EML)',
        text: 'Un fichier chacun, exactement tels que reçus. Tout logiciel de messagerie les ouvre.',
      },
      mbox: {
        name: 'MBOX (mboxrd)',
        text: 'Un seul long fichier, pour Thunderbird, Apple Mail, mutt et d’autres. Sans les marques de lecture ni de suivi.',
      },
      maildir: {
        name: 'Maildir',
        text: 'Avec dossiers, marques de lecture et de suivi : pour passer à un autre serveur de messagerie (Dovecot, Stalwart).',
      },
    },
    file: 'Fichier',
    containers: { zip: 'ZIP', tar: 'tar', none: 'Un seul fichier' },
    windows: 'Noms acceptés par Windows',
    windowsText: 'Sans les caractères comme : et ? qui n’y sont pas permis.',
    preparing: 'Examen du contenu…',
    holds: (messages, size) => `${messages}, ${size}`,
    about: 'Le fichier devient un peu plus grand : certaines lignes sont marquées d’un > comme MBOX l’exige.',
    lost: n =>
      choose(n, {
        one: 'Un message est endommagé dans cette sauvegarde. Il est laissé de côté ; errors.txt le nomme.',
        other: `${number.format(n)} messages sont endommagés dans cette sauvegarde. Ils sont laissés de côté ; errors.txt les nomme.`,
      }),
    lostEnds: n =>
      choose(n, {
        one: 'Un message est endommagé dans cette sauvegarde : un fichier unique s’arrêterait là. Choisissez ZIP ; errors.txt le nommera.',
        other: `${number.format(n)} messages sont endommagés dans cette sauvegarde : un fichier unique s’arrêterait au premier. Choisissez ZIP ; errors.txt les nommera.`,
      }),
    begin: size => `Télécharger (${size})`,
    waiting: 'Votre navigateur demande où l’enregistrer, ou commence.',
    progress: 'Téléchargement',
    far: (done, all) => `${done} sur ${all}`,
    done: 'Le téléchargement est terminé.',
    broken: far => `Le téléchargement s’est arrêté à ${far}.`,
    resumed:
      'S’il s’arrête, reprenez-le dans la liste des téléchargements de votre navigateur : pendant trois jours, il continue là où il en était.',
    notResumed:
      'S’il s’arrête, il doit recommencer depuis le début. Un ZIP de messages séparés continue là où il en était.',
    nothing: 'Il n’y a aucun message dans ce qui a été choisi.',
    notFound:
      'Cette sauvegarde ou ce dossier n’est plus conservé. Choisissez de nouveau ce qu’il faut télécharger.',
    busy: 'Trop de téléchargements sont en préparation. Réessayez dans un instant.',
    again:
      'Votre connexion date de plus d’une demi-heure. Pour emporter du courrier, saisissez encore une fois votre mot de passe.',
    password: 'Mot de passe',
    wrongPassword: 'Ce mot de passe est incorrect.',
    confirm: 'Continuer',
    backup: 'Télécharger',
    backupOf: name => `Télécharger la sauvegarde du ${name}`,
    backupTitle: day => `Tout le courrier du ${day}`,
  },
} satisfies typeof enDownload
