import type { FirstTexts } from './en.ts'
import { frListing } from './fr-listing.ts'
import { frMissing } from './fr-missing.ts'
import { frPage } from './fr-page.ts'
import { frProblem } from './fr-problem.ts'
import { frSearch } from './fr-search.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')
const messages = (n: number) =>
  choose(n, {
    one: `${number.format(n)} message`,
    many: `${number.format(n)} de messages`,
    other: `${number.format(n)} messages`,
  })

/**
 * Français, vouvoiement. Glossaire : sauvegarde (point de restauration), restauration, demande de restauration, boîte de
 * réception, corbeille, indésirables ; boîte (mailbox), dossier (folder), reçu (receipt), sceller (to seal).
 */
export const fr = {
  language: 'fr',
  name: 'Yestermail',
  tagline: 'Voyez votre boîte telle qu’elle était. Rien ici ne modifie votre courrier.',
  readOnly: 'Lecture seule',
  readOnlyHint:
    'Rien de ce que vous faites ici ne modifie votre courrier, ni dans la sauvegarde ni sur le serveur.',
  close: 'Fermer',
  cancel: 'Annuler',
  again: 'Réessayer',
  loading: 'Chargement…',
  colon: '\u00a0: ',
  skip: {
    days: 'Aller aux jours',
    folders: 'Aller aux dossiers',
    list: 'Aller aux messages',
    message: 'Aller au message',
  },

  ...frPage,
  ...frSearch,
  ...frMissing,
  ...frListing,

  days: {
    title: 'Sauvegardes',
    older: 'Sauvegarde précédente',
    newer: 'Sauvegarde suivante',
    noOlder: 'C’est la sauvegarde la plus ancienne',
    noNewer: 'C’est la dernière sauvegarde',
    latest: 'dernière',
    nth: n => (n === 1 ? '1re' : `${n}e`),
    partial: 'partielle',
    failed: 'pas de sauvegarde',
    running: 'maintenant',
    calendar: 'Calendrier',
    openCalendar: 'Tous les jours, dans un calendrier',
    several: n => choose(n, { one: 'une sauvegarde', other: `${n} sauvegardes` }),
    none: 'Pas de sauvegarde',
    chooseDay: 'Choisir un jour',
    list: 'Toutes les sauvegardes, la plus récente en premier',
    previousMonth: 'Mois précédent',
    nextMonth: 'Mois suivant',
    onDay: day => `Sauvegardes du ${day}`,
    empty: 'Il n’y a pas encore de sauvegarde',
    emptyText:
      'La première aura lieu cette nuit. Dès demain, vous pourrez voir votre boîte telle qu’elle était.',
    limit:
      'Une sauvegarde montre la boîte à un instant précis. Les messages reçus puis supprimés entre deux sauvegardes ne sont dans aucune des deux.',
  },

  banner: {
    asItWas: 'Votre boîte le',
    at: time => `à ${time}`,
    kept: day => `Conservée jusqu’au ${day}`,
    size: (messages, bytes) => `${messages}, ${bytes}`,
    newest: 'Dernière sauvegarde',
    old: days =>
      choose(days, {
        one: 'Dernière sauvegarde, vieille d’un jour',
        other: `Dernière sauvegarde, vieille de ${number.format(days)} jours`,
      }),
    ago: words => `Sauvegarde : ${words}`,
    details: 'Détails',
    partial: 'Tout n’a pas pu être lu',
    zone: null,
  },

  problem: frProblem,

  folders: {
    title: 'Dossiers',
    search: 'Trouver un dossier',
    none: 'Aucun dossier ne contient ce texte dans son nom.',
    open: name => `Afficher les dossiers de ${name}`,
    shut: name => `Masquer les dossiers de ${name}`,
    unread: n => choose(n, { one: `${number.format(n)} non lu`, other: `${number.format(n)} non lus` }),
    unreadOf: (unread, total) =>
      `${choose(unread, { one: `${number.format(unread)} non lu`, other: `${number.format(unread)} non lus` })} sur ${messages(total)}`,
    ofTotal: total => `sur ${total}`,
    messages: n =>
      n === 1
        ? 'un message'
        : choose(n, {
            one: `${number.format(n)} message`,
            many: `${number.format(n)} de messages`,
            other: `${number.format(n)} messages`,
          }),
    notRead: 'N’a pas pu être lu',
    partly: 'Lu en partie',
    role: {
      inbox: 'Boîte de réception',
      drafts: 'Brouillons',
      sent: 'Envoyés',
      junk: 'Indésirables',
      trash: 'Corbeille',
      archive: 'Archives',
      flagged: 'Suivis',
      all: 'Tous les messages',
    },
    manage: 'Gérer les dossiers',
    hiddenCount: n =>
      choose(n, { one: `${number.format(n)} dossier masqué`, other: `${number.format(n)} dossiers masqués` }),
    gone: 'Ce dossier n’est pas dans cette sauvegarde',
    goneText: 'Il a pu être créé plus tard, ou renommé ou supprimé avant cette sauvegarde.',
    toInbox: 'Ouvrir la boîte de réception',
  },

  list: {
    title: folder => `Messages dans ${folder}`,
    count: messages,
    empty: 'Aucun message dans ce dossier',
    emptyText:
      'Il était vide au moment de la sauvegarde. Les messages reçus puis supprimés entre deux sauvegardes n’y figurent pas.',
    emptyNotRead: 'Ce dossier n’a pas pu être lu cette nuit-là',
    emptyNotReadText: 'On ne sait pas ce qu’il contenait. Regardez le jour d’avant ou d’après.',
    unread: 'Non lu',
    flagged: 'Suivi',
    deleted: 'Marqué pour suppression',
    attachment: 'Avec pièces jointes',
    noSubject: '(sans objet)',
    noSender: '(sans expéditeur)',
    to: name => `À : ${name}`,
    failed: 'Les messages n’ont pas pu être chargés',
    today: 'aujourd’hui',
  },

  message: {
    pane: 'Message',
    choose: 'Choisissez un message pour le lire',
    chooseText: days => `Ou passez à un autre jour avec ${days}.`,
    more: n => `et ${number.format(n)} de plus`,
    back: 'Retour à la liste',
    failed: 'Le message n’a pas pu être chargé',
    missing: 'Ce message n’est pas dans cette sauvegarde',
  },

  attached: {
    wayOut: 'Retour au message',
    attachedTo: 'Joint à',
    notAMessage: 'Cette pièce jointe n’est pas un message',
    notAMessageText:
      'Elle se présente comme telle, mais ne peut pas être décomposée ainsi. Elle peut toujours être téléchargée.',
  },

  menu: {
    account: 'Votre compte',
    theme: 'Apparence',
    system: 'Système',
    light: 'Clair',
    dark: 'Sombre',
    keys: 'Raccourcis d’une seule touche',
    backups: 'Mes sauvegardes',
    requests: 'Mes demandes de restauration',
    backUpNow: 'Sauvegarder maintenant',
    settings: 'Réglages',
    letters: 'Notifications par e-mail',
    compare: 'Ce qui a changé',
    help: 'Clavier et aide',
    signOut: 'Se déconnecter',
    folders: 'Dossiers',
  },

  trouble: {
    title: 'Cela n’a pas fonctionné',
    offline: 'Yestermail est injoignable. Vérifiez la connexion et réessayez.',
    damaged: 'Ce message est endommagé dans cette sauvegarde, il n’est donc pas affiché.',
    rebuilding:
      'Les sauvegardes de ce compte sont en cours de remise en ordre. Cela prend quelques minutes ; la page réessaie d’elle-même.',
    accountNotFound: 'Cette sauvegarde n’est plus conservée.',
    expiredTitle: 'Cette sauvegarde n’existe plus',
    expired:
      'Les sauvegardes sont conservées un temps limité, et celle-ci a disparu. Ouvrez-en une qui l’est encore.',
    openLatest: 'Ouvrir la dernière sauvegarde',
    lostTitle: 'Il n’y a rien ici',
    lost: 'Aucune sauvegarde, aucun dossier ni message n’a cette adresse. Il en manque peut-être une partie.',
    home: 'Aller à la boîte',
    fault: sentence => sentence,
  },

  said: {
    day: (day, folder, messages) => `${day}. ${folder}, ${messages}.`,
    shortcutsOn: 'Les raccourcis d’une seule touche sont activés.',
    shortcutsOff: 'Les raccourcis d’une seule touche sont désactivés.',
  },

  session: {
    ends: 'Vous allez être déconnecté, car il ne se passe rien depuis un moment.',
    endsAnyway: 'Vous devrez vous reconnecter dans un instant. Vous reviendrez à cet endroit.',
    stay: 'Rester connecté',
    nightsStopped:
      'Les sauvegardes nocturnes se sont arrêtées : le mot de passe conservé n’est plus valable.',
    signInAgain: 'Se reconnecter',
  },

  titleOf: {
    day: (day, folder, address) => `${day} · ${folder} · ${address} – Yestermail`,
    message: (subject, day, address) => `${subject} · ${day} · ${address} – Yestermail`,
    signIn: 'Connexion – Yestermail',
    lost: 'Il n’y a rien ici – Yestermail',
  },
} satisfies FirstTexts
