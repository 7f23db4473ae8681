import { enListing } from './en-listing.ts'
import { enMissing } from './en-missing.ts'
import type { MoreTexts } from './en-more.ts'
import { enPage } from './en-page.ts'
import { enProblem } from './en-problem.ts'
import { enSearch } from './en-search.ts'
import { ordinals, plurals } from './plural.ts'

const choose = plurals('en')
const ordinal = ordinals('en')
const number = new Intl.NumberFormat('en')

/**
 * The texts of what everybody sees at once; those of dialogs and rare views are in en-more.ts. Another language is an
 * object that `satisfies FirstTexts`: a missing or misspelt key does not compile. Glossary: backup (a restore point), day, folder, message, mailbox; "sealed" of a password kept for the nights.
 */
export const en = {
  language: 'en',
  name: 'Yestermail',
  tagline: 'See your mailbox as it was. Nothing here changes your mail.',
  readOnly: 'Read only',
  readOnlyHint: 'Nothing you do here changes your mail, neither in the backup nor on the mail server.',
  close: 'Close',
  cancel: 'Cancel',
  again: 'Try again',
  loading: 'Loading…',
  /** between what is named and what is said of it */
  colon: ': ',
  skip: {
    days: 'Go to the days',
    folders: 'Go to the folders',
    list: 'Go to the messages',
    message: 'Go to the message',
  },

  ...enPage,
  ...enSearch,
  ...enMissing,
  ...enListing,

  days: {
    title: 'Backups',
    older: 'Older backup',
    newer: 'Newer backup',
    noOlder: 'This is the oldest backup',
    noNewer: 'This is the latest backup',
    latest: 'latest',
    /** several backups within one minute: the second and later ones */
    nth: (n: number) => `${n}${{ one: 'st', two: 'nd', few: 'rd', other: 'th' }[ordinal(n)]}`,
    partial: 'partial',
    failed: 'no backup',
    running: 'now',
    calendar: 'Calendar',
    openCalendar: 'All days, in a calendar',
    several: (n: number) => choose(n, { one: 'one backup', other: `${n} backups` }),
    none: 'No backup',
    chooseDay: 'Choose a day',
    list: 'All backups, newest first',
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    onDay: (day: string) => `Backups of ${day}`,
    empty: 'There are no backups yet',
    emptyText: 'The first one is taken tonight. From tomorrow you can look at your mailbox as it was.',
    limit:
      'A backup shows the mailbox at one instant. Mail that arrived and was deleted between two backups is in neither.',
  },

  banner: {
    asItWas: 'Your mailbox on',
    at: (time: string) => `at ${time}`,
    kept: (day: string) => `Kept until ${day}`,
    size: (messages: string, bytes: string) => `${messages}, ${bytes}`,
    newest: 'Latest backup',
    old: (days: number) =>
      choose(days, {
        one: 'Latest backup, one day old',
        other: `Latest backup, ${number.format(days)} days old`,
      }),
    ago: (words: string) => `Backup from ${words}`,
    details: 'Details',
    partial: 'Not everything could be read',
    /** null: the browser names the zone, since cities are called otherwise in other languages */
    zone: ((city: string) => `${city} time`) as ((city: string) => string) | null,
  },

  problem: enProblem,

  folders: {
    title: 'Folders',
    search: 'Find a folder',
    none: 'No folder has this in its name.',
    open: (name: string) => `Show the folders in ${name}`,
    shut: (name: string) => `Hide the folders in ${name}`,
    unread: (n: number) => `${number.format(n)} unread`,
    unreadOf: (unread: number, total: number) =>
      `${number.format(unread)} unread of ${choose(total, { one: '1 message', other: `${number.format(total)} messages` })}`,
    ofTotal: (total: string) => `of ${total}`,
    messages: (n: number) => choose(n, { one: 'one message', other: `${number.format(n)} messages` }),
    notRead: 'Could not be read',
    partly: 'Read in part',
    role: {
      inbox: 'Inbox',
      drafts: 'Drafts',
      sent: 'Sent',
      junk: 'Junk',
      trash: 'Trash',
      archive: 'Archive',
      flagged: 'Flagged',
      all: 'All mail',
    },
    manage: 'Manage folders',
    hiddenCount: (n: number) =>
      choose(n, { one: '1 folder hidden', other: `${number.format(n)} folders hidden` }),
    gone: 'This folder is not in this backup',
    goneText: 'It may have been made later, renamed or deleted before this backup was taken.',
    toInbox: 'Open the inbox',
  },

  list: {
    title: (folder: string) => `Messages in ${folder}`,
    count: (n: number) => choose(n, { one: '1 message', other: `${number.format(n)} messages` }),
    empty: 'No messages in this folder',
    emptyText:
      'It was empty when the backup was taken. Mail that arrived and was deleted between two backups is not in them.',
    emptyNotRead: 'This folder could not be read that night',
    emptyNotReadText: 'What it held is not known. Look at the day before or after.',
    unread: 'Unread',
    flagged: 'Flagged',
    deleted: 'Marked for deletion',
    attachment: 'Has attachments',
    noSubject: '(no subject)',
    noSender: '(no sender)',
    to: (name: string) => `To: ${name}`,
    failed: 'The messages could not be loaded',
    today: 'today',
  },

  message: {
    pane: 'Message',
    choose: 'Choose a message to read it',
    chooseText: (days: string) => `Or step to another day with ${days}.`,
    more: (n: number) => `and ${number.format(n)} more`,
    back: 'Back to the list',
    failed: 'The message could not be loaded',
    missing: 'This message is not in this backup',
  },

  attached: {
    wayOut: 'Back to the message',
    attachedTo: 'Attached to',
    notAMessage: 'This attachment is not a message',
    notAMessageText: 'It calls itself one, and cannot be taken apart as one. It can still be downloaded.',
  },

  menu: {
    account: 'Your account',
    theme: 'Appearance',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    keys: 'Single-key shortcuts',
    backups: 'My backups',
    requests: 'My restore requests',
    backUpNow: 'Back up now',
    settings: 'Settings',
    letters: 'Notices by mail',
    compare: 'What changed',
    help: 'Keyboard and help',
    signOut: 'Sign out',
    folders: 'Folders',
  },

  trouble: {
    title: 'That did not work',
    offline: 'Yestermail cannot be reached. Check the connection and try again.',
    damaged: 'This message is damaged in this backup, so it is not shown.',
    rebuilding:
      'The backups of this account are being put in order. This takes a few minutes; the page looks again by itself.',
    accountNotFound: 'This backup is no longer kept.',
    expiredTitle: 'This backup is no longer here',
    expired: 'Backups are kept for a limited time, and this one has gone. Open one that is still kept.',
    openLatest: 'Open the latest backup',
    lostTitle: 'There is nothing here',
    lost: 'No backup, folder or message has this address. Perhaps a part of it is missing.',
    home: 'Go to the mailbox',
    fault: (sentence: string) => sentence,
  },

  said: {
    day: (day: string, folder: string, messages: string) => `${day}. ${folder}, ${messages}.`,
    shortcutsOn: 'Single-key shortcuts are on.',
    shortcutsOff: 'Single-key shortcuts are off.',
  },

  session: {
    ends: 'You are about to be signed out, because nothing happened for a while.',
    endsAnyway: 'You will have to sign in again in a moment. You come back to this place.',
    stay: 'Stay signed in',
    nightsStopped: 'The nightly backups have stopped: the password kept for them no longer works.',
    signInAgain: 'Sign in again',
  },

  titleOf: {
    day: (day: string, folder: string, address: string) => `${day} · ${folder} · ${address} – Yestermail`,
    message: (subject: string, day: string, address: string) =>
      `${subject} · ${day} · ${address} – Yestermail`,
    signIn: 'Sign in – Yestermail',
    lost: 'Nothing here – Yestermail',
  },
}

export type FirstTexts = typeof en
/** Every text of the page. */
export type Catalogue = FirstTexts & MoreTexts
