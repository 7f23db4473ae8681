import type { FirstTexts } from './en.ts'
import { nbListing } from './nb-listing.ts'
import { nbMissing } from './nb-missing.ts'
import { nbPage } from './nb-page.ts'
import { nbProblem } from './nb-problem.ts'
import { nbSearch } from './nb-search.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')
const messages = (n: number) => choose(n, { one: '1 melding', other: `${number.format(n)} meldinger` })

/**
 * Bokmål, du. Ordliste: sikkerhetskopi (gjenopprettingspunkt), gjenoppretting; postkasse (mailbox), mappe, melding,
 * innboks, søppelpost, papirkurv, e-posttjener, kvittering (receipt), forsegle (to seal).
 */
export const nb = {
  language: 'nb',
  name: 'Yestermail',
  tagline: 'Se postkassen din slik den var. Ingenting her endrer e-posten din.',
  readOnly: 'Kun lesing',
  readOnlyHint:
    'Ingenting du gjør her, endrer e-posten din, verken i sikkerhetskopien eller på e-posttjeneren.',
  close: 'Lukk',
  cancel: 'Avbryt',
  again: 'Prøv igjen',
  loading: 'Henter …',
  colon: ': ',
  skip: {
    days: 'Gå til dagene',
    folders: 'Gå til mappene',
    list: 'Gå til meldingene',
    message: 'Gå til meldingen',
  },

  ...nbPage,
  ...nbSearch,
  ...nbMissing,
  ...nbListing,

  days: {
    title: 'Sikkerhetskopier',
    older: 'Eldre sikkerhetskopi',
    newer: 'Nyere sikkerhetskopi',
    noOlder: 'Dette er den eldste sikkerhetskopien',
    noNewer: 'Dette er den siste sikkerhetskopien',
    latest: 'siste',
    nth: n => `${n}.`,
    partial: 'delvis',
    failed: 'ingen kopi',
    running: 'nå',
    calendar: 'Kalender',
    openCalendar: 'Alle dager, i en kalender',
    several: n => choose(n, { one: 'én sikkerhetskopi', other: `${n} sikkerhetskopier` }),
    none: 'Ingen sikkerhetskopi',
    chooseDay: 'Velg en dag',
    list: 'Alle sikkerhetskopier, nyeste først',
    previousMonth: 'Forrige måned',
    nextMonth: 'Neste måned',
    onDay: day => `Sikkerhetskopier fra ${day}`,
    empty: 'Det finnes ingen sikkerhetskopier ennå',
    emptyText: 'Den første tas i natt. Fra i morgen kan du se postkassen din slik den var.',
    limit:
      'En sikkerhetskopi viser postkassen i ett øyeblikk. E-post som kom og ble slettet mellom to sikkerhetskopier, er ikke med i noen av dem.',
  },

  banner: {
    asItWas: 'Postkassen din',
    at: time => `kl. ${time}`,
    kept: day => `Beholdes til ${day}`,
    size: (messages, bytes) => `${messages}, ${bytes}`,
    newest: 'Siste sikkerhetskopi',
    old: days =>
      choose(days, {
        one: 'Siste sikkerhetskopi, én dag gammel',
        other: `Siste sikkerhetskopi, ${number.format(days)} dager gammel`,
      }),
    ago: words => `Sikkerhetskopi: ${words}`,
    details: 'Detaljer',
    partial: 'Ikke alt kunne leses',
    zone: null,
  },

  problem: nbProblem,

  folders: {
    title: 'Mapper',
    search: 'Finn en mappe',
    none: 'Ingen mappe har dette i navnet.',
    open: name => `Vis mappene i ${name}`,
    shut: name => `Skjul mappene i ${name}`,
    unread: n => choose(n, { one: `${number.format(n)} ulest`, other: `${number.format(n)} uleste` }),
    unreadOf: (unread, total) =>
      `${choose(unread, { one: `${number.format(unread)} ulest`, other: `${number.format(unread)} uleste` })} av ${messages(total)}`,
    ofTotal: total => `av ${total}`,
    messages: n => choose(n, { one: 'én melding', other: `${number.format(n)} meldinger` }),
    notRead: 'Kunne ikke leses',
    partly: 'Delvis lest',
    role: {
      inbox: 'Innboks',
      drafts: 'Kladder',
      sent: 'Sendt',
      junk: 'Søppelpost',
      trash: 'Papirkurv',
      archive: 'Arkiv',
      flagged: 'Flagget',
      all: 'All e-post',
    },
    manage: 'Behandle mapper',
    hiddenCount: n => choose(n, { one: '1 mappe skjult', other: `${number.format(n)} mapper skjult` }),
    gone: 'Denne mappen er ikke i denne sikkerhetskopien',
    goneText:
      'Den kan ha blitt laget senere, eller fått nytt navn eller blitt slettet før sikkerhetskopien ble tatt.',
    toInbox: 'Åpne innboksen',
  },

  list: {
    title: folder => `Meldinger i ${folder}`,
    count: messages,
    empty: 'Ingen meldinger i denne mappen',
    emptyText:
      'Den var tom da sikkerhetskopien ble tatt. E-post som kom og ble slettet mellom to sikkerhetskopier, er ikke med i dem.',
    emptyNotRead: 'Denne mappen kunne ikke leses den natten',
    emptyNotReadText: 'Hva den inneholdt, er ukjent. Se på dagen før eller etter.',
    unread: 'Ulest',
    flagged: 'Flagget',
    deleted: 'Merket for sletting',
    attachment: 'Har vedlegg',
    noSubject: '(uten emne)',
    noSender: '(uten avsender)',
    to: name => `Til: ${name}`,
    failed: 'Meldingene kunne ikke hentes',
    today: 'i dag',
  },

  message: {
    pane: 'Melding',
    choose: 'Velg en melding for å lese den',
    chooseText: days => `Eller gå til en annen dag med ${days}.`,
    more: n => `og ${number.format(n)} til`,
    back: 'Tilbake til listen',
    failed: 'Meldingen kunne ikke hentes',
    missing: 'Denne meldingen er ikke i denne sikkerhetskopien',
  },

  attached: {
    wayOut: 'Tilbake til meldingen',
    attachedTo: 'Vedlagt',
    notAMessage: 'Dette vedlegget er ikke en melding',
    notAMessageText: 'Det kaller seg det, men kan ikke tas fra hverandre som en. Det kan likevel lastes ned.',
  },

  menu: {
    account: 'Kontoen din',
    theme: 'Utseende',
    system: 'System',
    light: 'Lyst',
    dark: 'Mørkt',
    keys: 'Snarveier med én tast',
    backups: 'Mine sikkerhetskopier',
    requests: 'Mine gjenopprettinger',
    backUpNow: 'Ta sikkerhetskopi nå',
    settings: 'Innstillinger',
    letters: 'E-postvarsler',
    compare: 'Hva som er endret',
    help: 'Tastatur og hjelp',
    signOut: 'Logg ut',
    folders: 'Mapper',
  },

  trouble: {
    title: 'Det gikk ikke',
    offline: 'Yestermail kan ikke nås. Sjekk forbindelsen og prøv igjen.',
    damaged: 'Denne meldingen er skadet i denne sikkerhetskopien, så den vises ikke.',
    rebuilding:
      'Sikkerhetskopiene av denne kontoen blir satt i orden. Det tar noen minutter; siden prøver igjen av seg selv.',
    accountNotFound: 'Denne sikkerhetskopien beholdes ikke lenger.',
    expiredTitle: 'Denne sikkerhetskopien er ikke her lenger',
    expired: 'Sikkerhetskopier beholdes en begrenset tid, og denne er borte. Åpne en som fortsatt beholdes.',
    openLatest: 'Åpne den siste sikkerhetskopien',
    lostTitle: 'Her er det ingenting',
    lost: 'Ingen sikkerhetskopi, mappe eller melding har denne adressen. Kanskje mangler en del av den.',
    home: 'Gå til postkassen',
    fault: sentence => sentence,
  },

  said: {
    day: (day, folder, messages) => `${day}. ${folder}, ${messages}.`,
    shortcutsOn: 'Snarveier med én tast er slått på.',
    shortcutsOff: 'Snarveier med én tast er slått av.',
  },

  session: {
    ends: 'Du blir snart logget ut, fordi ingenting har skjedd på en stund.',
    endsAnyway: 'Du må logge inn igjen om et øyeblikk. Du kommer tilbake hit.',
    stay: 'Forbli innlogget',
    nightsStopped:
      'De nattlige sikkerhetskopiene har stoppet: Passordet som er lagret for dem, virker ikke lenger.',
    signInAgain: 'Logg inn igjen',
  },

  titleOf: {
    day: (day, folder, address) => `${day} · ${folder} · ${address} – Yestermail`,
    message: (subject, day, address) => `${subject} · ${day} · ${address} – Yestermail`,
    signIn: 'Logg inn – Yestermail',
    lost: 'Her er det ingenting – Yestermail',
  },
} satisfies FirstTexts
