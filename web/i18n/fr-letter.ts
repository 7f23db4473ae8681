import type { enLetter } from './en-letter.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')

/** Un message au-delà de son texte : ce qu’on peut en faire, ce qui y est joint, ce qui est étrange. */
export const frLetter = {
  letter: {
    more: 'Plus pour ce message',
    print: 'Imprimer',
    notPrinted: 'Ce message n’a pas pu être imprimé. Réessayez.',
    viewSource: 'Afficher la source',
    source: 'Source du message',
    sourceText: size => `Exactement tel qu’il a été reçu, ${size}`,
    sourceCut: size => `Seuls les premiers ${size} sont affichés. Le téléchargement contient tout.`,
    dark: 'Papier sombre',
    charset: 'Jeu de caractères',
    asItSays: 'Comme l’indique le message',
    guessed: 'Certaines lettres de ce texte peuvent être fausses. Choisissez le jeu de caractères :',
    copyAddress: 'Copier l’adresse',
    copy: address => `Copier ${address}`,
    copied: address => `${address} a été copié.`,
    notCopied: 'Le navigateur n’a pas permis la copie.',
    openFile: name => `Regarder ${name}`,
    allFiles: 'Tout télécharger',
    allFilesHint: n =>
      choose(n, {
        one: `Télécharger ${n} pièce jointe en ZIP`,
        other: `Télécharger ${n} pièces jointes en ZIP`,
      }),
    noPicture: 'Ce fichier ne peut pas être affiché comme image. Il peut être téléchargé.',
    noText: 'Le texte n’a pas pu être chargé',
    textOf: 'Texte de la pièce jointe',
    inWinmail: 'Fichiers dans winmail.dat, tels qu’Outlook les a emballés :',
    winmail:
      'winmail.dat est la façon dont Outlook emballe les pièces jointes pour d’autres Outlook. Yestermail le conserve tel quel et ne l’ouvre pas ; une fois téléchargé, il s’ouvre avec Outlook ou un programme comme tnef.',
    packed: (name, size) => `Fichier dans le texte (uuencode) : ${name}, ${size}`,
    twoFrom: 'Ce message nomme plusieurs expéditeurs. Le premier est affiché ; la source les contient tous.',
    noEnd:
      'La fin de ce message manque. Il a sans doute été coupé en chemin ; ce qui est arrivé est affiché.',
    noBlankLine:
      'L’en-tête de ce message est endommagé : l’endroit où il finit et où commence le texte est une supposition.',
    sealed:
      'Ce message est chiffré. Il ne peut être lu que dans un programme qui possède votre clé : téléchargez-le.',
    to: 'À',
    cc: 'Cc',
    bcc: 'Cci',
    from: 'De',
    replyTo: 'Répondre à',
    fewer: 'Afficher moins',
    download: 'Télécharger',
    downloadHint: 'Télécharger ce message en fichier EML, exactement tel qu’il a été reçu',
    headers: 'Tous les en-têtes',
    asText: 'Texte brut',
    asHtml: 'HTML',
    view: 'Afficher le message en',
    received: when => `Reçu : ${when}`,
    sent: when => `Envoyé : ${when}`,
    attachments: n => choose(n, { one: `${n} pièce jointe`, other: `${n} pièces jointes` }),
    inText: n => choose(n, { one: `${n} image dans le texte`, other: `${n} images dans le texte` }),
    downloadFile: (name, size) => `Télécharger ${name}, ${size}`,
    unnamed: 'sans nom',
    attachedMessage: 'message joint',
    quoted: n =>
      choose(n, { one: `${number.format(n)} ligne citée`, other: `${number.format(n)} lignes citées` }),
    quotedText: 'Texte cité',
    htmlTitle: subject => `Message : ${subject}`,
    cut: 'Seul le début de ce texte est affiché. Téléchargez le message pour le lire en entier.',
    shownInPart:
      'Ce message est construit d’une façon inhabituelle et n’est affiché qu’en partie. Le téléchargement le contient en entier.',
    unreadable:
      'Ce message ne peut pas être décomposé pour l’affichage. Le téléchargement le contient exactement tel qu’il a été reçu.',
    damaged:
      'Ce message est endommagé dans cette sauvegarde : ce qui est conservé n’est pas ce qui a été reçu, il n’est donc pas affiché. Regardez un autre jour, ou prévenez la personne qui gère ce service.',
    empty: 'Ce message ne contient pas de texte.',
    htmlFailed: 'Le HTML de ce message n’a pas pu être affiché.',
    missingText:
      'Il est peut-être arrivé plus tard, ou a été déplacé dans un autre dossier ou supprimé avant cette sauvegarde.',
    foundNowhere: 'Il n’est dans aucune des sauvegardes encore conservées.',
  },
} satisfies typeof enLetter
