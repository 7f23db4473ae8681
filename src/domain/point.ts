import type { FolderId } from './message.ts'

/** Opaque id of an account: 16 lower-case letters and digits, begins with a letter; its folder below accounts/. */
export type AccountId = string

/** Something a restore point lacks, or a run met: named so that page and receipt can say it in a sentence. */
export interface Problem {
  code:
    | 'folder-not-read' // the folder could not be read tonight; the newest older state is not shown as tonight's
    | 'folder-partial' // some UIDs could not be had
    | 'folder-name' // a name that does not survive decode-encode; never opened by its look-alike
    | 'message-gone' // expunged between listing and fetch
    | 'message-refused' // the server answered NO or sent nothing for this UID
    | 'not-finished' // left for a later night: time or octets of this one were used up (done, of)
    | 'budget-spent' // the provider's octets of the day are used up (until)
    | 'throttled' // the server asked us to wait (until)
    | 'uids-reused' // the server gave other messages under known UIDs without a new UIDVALIDITY; the folder was read anew
    | 'server-lied' // counts, sizes or UIDs contradicted each other; the bytes as received are kept
    | 'interrupted'
    | 'login-refused'
    | 'not-signed-in' // its owner has not signed in yet: nobody was asked
    | 'key-missing' // the kept password cannot be opened: its key is not there
    | 'server-unreachable'
    | 'disk'
    | 'fault'
  /** decoded folder path, where the problem has one */
  folder?: string
  uids?: number[]
  /** of 'not-finished': messages that are in, and all there are */
  done?: number
  of?: number
  /** of 'budget-spent' and 'throttled': when it goes on; of 'not-finished': when it will be done by the pace so far. Milliseconds since 1970 */
  until?: number
  /** it befell all accounts of the mail domain, whose server refused or did not answer any; this one may not have been tried at all */
  held?: true
  /** of a held one that was tried: what was wrong turned out to be the server's trouble */
  tried?: true
  /** the server's or system's own words, for admin and receipt; never shown unescaped */
  detail?: string
}

/** One account at one instant, sealed. People read "backup". Times are milliseconds since 1970. */
export interface Point {
  /** the short number, #142; unique over all accounts */
  number: number
  account: AccountId
  takenAt: number
  /** "2026-11-21" in the account's zone, computed once when the run began */
  localDay: string
  /** IANA name */
  zone: string
  /** name of its folder below days/: "2026-11-21", "2026-11-21T1432", "2026-11-21T1432-2" */
  dir: string
  keptUntil: number
  status: 'complete' | 'partial'
  trigger: Trigger
  messages: number
  bytes: number
  newMessages: number
  newBytes: number
  durationMs: number
  problems: Problem[]
}

export type Trigger = 'first' | 'nightly' | 'manual'

/** One attempt to take a point. */
export interface Run {
  id: number
  account: AccountId
  trigger: Trigger
  startedAt: number
  finishedAt: number | null
  localDay: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  progress: Progress | null
  problem: Problem | null
  /** number of the point it made */
  point: number | null
}

export interface Progress {
  /** decoded path of the folder being read; null before the first and after the last */
  folder: string | null
  /** of that folder: what divides its path, and its JMAP role; a run that an older version began has neither */
  delimiter?: string | null
  role?: FolderInPoint['role']
  folders: number
  foldersDone: number
  /** messages and octets there are (by STATUS; octets only where known) and how many are done */
  messages: number
  messagesDone: number
  bytesDone: number
}

/** What a run found of one folder. A folder that was not read is neither "still there" nor "gone". */
export type FolderOutcome = 'read' | 'partial' | 'not-read'

/** One folder as a restore point shows it. */
export interface FolderInPoint {
  folder: FolderId
  /** decoded path, NFC, and its last part */
  path: string
  name: string
  /** id of the parent folder, or null; `\Noselect` parents are folders without messages */
  parent: FolderId | null
  /** JMAP role (RFC 8621 2): at most one folder of a point has each */
  role: 'inbox' | 'drafts' | 'sent' | 'junk' | 'trash' | 'archive' | 'flagged' | 'all' | null
  subscribed: boolean
  outcome: FolderOutcome
  /** number of the sealed state shown; null when there is none (not read, or \Noselect) */
  state: number | null
  total: number
  unread: number
  threads: number
  unreadThreads: number
  /** octets of all its messages */
  bytes: number
}
