import { deListing } from './de-listing.ts'
import { deMissing } from './de-missing.ts'
import { dePage } from './de-page.ts'
import { deProblem } from './de-problem.ts'
import { deSearch } from './de-search.ts'
import type { FirstTexts } from './en.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')
const messages = (n: number) => choose(n, { one: '1 Nachricht', other: `${number.format(n)} Nachrichten` })

/**
 * Deutsch, Sie. Glossar: Sicherung (Wiederherstellungspunkt), Wiederherstellung; Postfach (mailbox), Ordner, Nachricht,
 * Posteingang, Spam, Papierkorb, Mailserver, Quittung (receipt), versiegeln (to seal), aufheben (to keep).
 */
export const de = {
  language: 'de',
  name: 'Yestermail',
  tagline: 'Ihr Postfach, wie es war. Nichts hier ändert Ihre E-Mails.',
  readOnly: 'Nur Lesezugriff',
  readOnlyHint:
    'Nichts, was Sie hier tun, ändert Ihre E-Mails, weder in der Sicherung noch auf dem Mailserver.',
  close: 'Schließen',
  cancel: 'Abbrechen',
  again: 'Erneut versuchen',
  loading: 'Wird geladen …',
  colon: ': ',
  skip: {
    days: 'Zu den Tagen',
    folders: 'Zu den Ordnern',
    list: 'Zu den Nachrichten',
    message: 'Zur Nachricht',
  },

  ...dePage,
  ...deSearch,
  ...deMissing,
  ...deListing,

  days: {
    title: 'Sicherungen',
    older: 'Ältere Sicherung',
    newer: 'Neuere Sicherung',
    noOlder: 'Dies ist die älteste Sicherung',
    noNewer: 'Dies ist die neueste Sicherung',
    latest: 'neueste',
    nth: n => `${n}.`,
    partial: 'unvollständig',
    failed: 'keine Sicherung',
    running: 'jetzt',
    calendar: 'Kalender',
    openCalendar: 'Alle Tage, in einem Kalender',
    several: n => choose(n, { one: 'eine Sicherung', other: `${n} Sicherungen` }),
    none: 'Keine Sicherung',
    chooseDay: 'Tag wählen',
    list: 'Alle Sicherungen, neueste zuerst',
    previousMonth: 'Voriger Monat',
    nextMonth: 'Nächster Monat',
    onDay: day => `Sicherungen vom ${day}`,
    empty: 'Es gibt noch keine Sicherungen',
    emptyText: 'Die erste wird heute Nacht gemacht. Ab morgen können Sie Ihr Postfach ansehen, wie es war.',
    limit:
      'Eine Sicherung zeigt das Postfach in einem Augenblick. Nachrichten, die zwischen zwei Sicherungen eintrafen und gelöscht wurden, sind in keiner von beiden.',
  },

  banner: {
    asItWas: 'Ihr Postfach am',
    at: time => `um ${time} Uhr`,
    kept: day => `Aufbewahrt bis ${day}`,
    size: (messages, bytes) => `${messages}, ${bytes}`,
    newest: 'Neueste Sicherung',
    old: days =>
      choose(days, {
        one: 'Neueste Sicherung, einen Tag alt',
        other: `Neueste Sicherung, ${number.format(days)} Tage alt`,
      }),
    ago: words => `Sicherung von ${words}`,
    details: 'Einzelheiten',
    partial: 'Nicht alles war lesbar',
    zone: null,
  },

  problem: deProblem,

  folders: {
    title: 'Ordner',
    search: 'Ordner finden',
    none: 'Kein Ordner hat das in seinem Namen.',
    open: name => `Ordner in ${name} zeigen`,
    shut: name => `Ordner in ${name} verbergen`,
    unread: n => `${number.format(n)} ungelesen`,
    unreadOf: (unread, total) => `${number.format(unread)} ungelesen von ${messages(total)}`,
    ofTotal: total => `von ${total}`,
    messages: n => choose(n, { one: 'eine Nachricht', other: `${number.format(n)} Nachrichten` }),
    notRead: 'War nicht lesbar',
    partly: 'Teilweise gelesen',
    role: {
      inbox: 'Posteingang',
      drafts: 'Entwürfe',
      sent: 'Gesendet',
      junk: 'Spam',
      trash: 'Papierkorb',
      archive: 'Archiv',
      flagged: 'Markiert',
      all: 'Alle Nachrichten',
    },
    manage: 'Ordner verwalten',
    hiddenCount: n =>
      choose(n, { one: '1 Ordner ausgeblendet', other: `${number.format(n)} Ordner ausgeblendet` }),
    gone: 'Dieser Ordner ist nicht in dieser Sicherung',
    goneText: 'Er wurde vielleicht erst später angelegt oder vor dieser Sicherung umbenannt oder gelöscht.',
    toInbox: 'Posteingang öffnen',
  },

  list: {
    title: folder => `Nachrichten in ${folder}`,
    count: messages,
    empty: 'Keine Nachrichten in diesem Ordner',
    emptyText:
      'Er war leer, als gesichert wurde. Nachrichten, die zwischen zwei Sicherungen eintrafen und gelöscht wurden, sind nicht enthalten.',
    emptyNotRead: 'Dieser Ordner war in jener Nacht nicht lesbar',
    emptyNotReadText: 'Was er enthielt, ist nicht bekannt. Sehen Sie am Tag davor oder danach nach.',
    unread: 'Ungelesen',
    flagged: 'Markiert',
    deleted: 'Zum Löschen vorgemerkt',
    attachment: 'Mit Anhängen',
    noSubject: '(kein Betreff)',
    noSender: '(kein Absender)',
    to: name => `An: ${name}`,
    failed: 'Die Nachrichten konnten nicht geladen werden',
    today: 'heute',
  },

  message: {
    pane: 'Nachricht',
    choose: 'Wählen Sie eine Nachricht, um sie zu lesen',
    chooseText: days => `Oder gehen Sie mit ${days} zu einem anderen Tag.`,
    more: n => `und ${number.format(n)} weitere`,
    back: 'Zurück zur Liste',
    failed: 'Die Nachricht konnte nicht geladen werden',
    missing: 'Diese Nachricht ist nicht in dieser Sicherung',
  },

  attached: {
    wayOut: 'Zurück zur Nachricht',
    attachedTo: 'Angehängt an',
    notAMessage: 'Dieser Anhang ist keine Nachricht',
    notAMessageText:
      'Er nennt sich so, lässt sich aber nicht als Nachricht zerlegen. Herunterladen lässt er sich trotzdem.',
  },

  menu: {
    account: 'Ihr Konto',
    theme: 'Erscheinungsbild',
    system: 'System',
    light: 'Hell',
    dark: 'Dunkel',
    keys: 'Kürzel mit einer Taste',
    backups: 'Meine Sicherungen',
    requests: 'Meine Wiederherstellungen',
    backUpNow: 'Jetzt sichern',
    settings: 'Einstellungen',
    letters: 'Hinweise per Mail',
    compare: 'Was sich geändert hat',
    help: 'Tastatur und Hilfe',
    signOut: 'Abmelden',
    folders: 'Ordner',
  },

  trouble: {
    title: 'Das hat nicht geklappt',
    offline: 'Yestermail ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
    damaged: 'Diese Nachricht ist in dieser Sicherung beschädigt, daher wird sie nicht gezeigt.',
    rebuilding:
      'Die Sicherungen dieses Kontos werden gerade geordnet. Das dauert einige Minuten; die Seite versucht es von selbst wieder.',
    accountNotFound: 'Diese Sicherung wird nicht mehr aufbewahrt.',
    expiredTitle: 'Diese Sicherung ist nicht mehr da',
    expired:
      'Sicherungen werden eine begrenzte Zeit aufbewahrt, und diese ist nicht mehr da. Öffnen Sie eine, die noch aufbewahrt ist.',
    openLatest: 'Neueste Sicherung öffnen',
    lostTitle: 'Hier ist nichts',
    lost: 'Keine Sicherung, kein Ordner und keine Nachricht hat diese Adresse. Vielleicht fehlt ein Teil davon.',
    home: 'Zum Postfach',
    fault: sentence => sentence,
  },

  said: {
    day: (day, folder, messages) => `${day}. ${folder}, ${messages}.`,
    shortcutsOn: 'Kürzel mit einer Taste sind eingeschaltet.',
    shortcutsOff: 'Kürzel mit einer Taste sind abgeschaltet.',
  },

  session: {
    ends: 'Sie werden gleich abgemeldet, weil eine Weile nichts geschehen ist.',
    endsAnyway: 'Sie müssen sich gleich neu anmelden. Danach sind Sie wieder an dieser Stelle.',
    stay: 'Angemeldet bleiben',
    nightsStopped: 'Die nächtlichen Sicherungen ruhen: Das dafür hinterlegte Passwort gilt nicht mehr.',
    signInAgain: 'Neu anmelden',
  },

  titleOf: {
    day: (day, folder, address) => `${day} · ${folder} · ${address} – Yestermail`,
    message: (subject, day, address) => `${subject} · ${day} · ${address} – Yestermail`,
    signIn: 'Anmelden – Yestermail',
    lost: 'Hier ist nichts – Yestermail',
  },
} satisfies FirstTexts
