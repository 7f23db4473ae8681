import type { InColumns } from './copy-columns.ts'
import type { FolderId, Sha256 } from './message.ts'
import type { FolderOutcome, Point, Problem } from './point.ts'

/**
 * A folder state is the sealed content of one folder as it was read. Its manifest (formats/manifest.ts) is one header
 * line and one line a copy; with the messages it is all that `reindex` needs.
 */
export interface StateHeader {
  v: 1
  folder: FolderId
  /** number of this state in its folder, 1, 2, 3…: copies in the index carry intervals of it */
  n: number
  /** decoded, NFC */
  path: string
  /** exactly as the server listed it (modified UTF-7 or UTF-8), one character an octet */
  raw: string
  delimiter: string | null
  /** `\Sent` and so on, as listed; null where the server names none */
  specialUse: string | null
  subscribed: boolean
  uidValidity: number
  uidNext: number
  /** decimal; null where the server has no CONDSTORE */
  highestModseq: string | null
  /** milliseconds since 1970 */
  readAt: number
  messages: number
  bytes: number
  /** messages that were there and could not be had */
  gaps: Gap[]
  /** MAILBOXID (RFC 8474), by which a renamed folder is known again */
  serverId?: string
  /** when every message of it was last held against the server's sizes and dates; milliseconds since 1970 */
  comparedAt?: number
  /** messages that were left for a later night, because the time or the octets of this one were used up; 0 = none */
  unread: number
}

export interface Gap {
  uid: number
  reason:
    | 'refused' // the server answered NO or BAD for it
    | 'not-sent' // the server left it out of its answer, twice
    | 'cut' // it broke off before its announced length, twice
    | 'too-slow' // it did not come in the time one message may take
}

/** What a state changed of an older one of its folder, under the same UIDVALIDITY. */
export interface StateChanges {
  /** number of the older state */
  from: number
  header: Pick<StateHeader, 'uidValidity' | 'readAt' | 'messages' | 'bytes'>
  /** every UID that is new, gone, or other than it was */
  uids: number[]
  /** what stands under those that are there */
  copies: StateCopy[]
}

/** The copies of a folder while it is read (snapshot/folder-copies.ts). */
export interface ChangingCopies extends InColumns {
  get(uid: number): StateCopy | null
  /** the UIDs of which something is other than in the last state; null when they are too many to be worth naming */
  changed(): number[] | null
}

/** One copy: a message in a folder state. */
export interface StateCopy {
  uid: number
  sha: Sha256
  /** INTERNALDATE, seconds since 1970 */
  date: number
  size: number
  /** IMAP flags and keywords as the server wrote them, sorted, without \Recent */
  flags: string[]
  /** RFC822.SIZE as the server says, where it is not `size`: a lie that stays the same is no change */
  said?: number
  /** the server's own id of the message (RFC 8474 EMAILID, X-GM-MSGID) */
  emailId?: string
  /** basename below messages/ab/ where it is not the plain hash (same bytes with another INTERNALDATE, too many links) */
  file?: string
}

/** A message that lies on disk and waits for its row in the index. */
export interface StoredMessage {
  sha: Sha256
  /** INTERNALDATE, seconds since 1970 */
  date: number
  size: number
  /** absolute path of its bytes */
  file: string
}

/** One folder of a restore point as it is given to the index (and as the receipt keeps it). */
export interface PointFolder {
  folder: FolderId
  /** decoded path, NFC; the last part is its name */
  path: string
  delimiter: string | null
  specialUse: string | null
  subscribed: boolean
  outcome: FolderOutcome
  /** the sealed state this point shows; null for a \Noselect parent and for a folder that was not read */
  state: number | null
}

/** One folder in a receipt: what the point shows, and the newest sealed state there is (a later run starts from it). */
export interface ReceiptFolder extends PointFolder {
  /** as the server listed it: the folder keeps its id by this name */
  raw: string
  newest: StateHeader | null
  problem: Problem | null
  /** messages the server counted in it during the run; null where it was not asked or gave no count */
  counted: number | null
  /** SHA-256 of the manifest of `newest`; null where there is none */
  manifest: Sha256 | null
}

/** The receipt beside a day: enough to put the point back into a lost ledger and a lost index. */
export interface Receipt {
  v: 1
  address: string
  point: Point
  folders: ReceiptFolder[]
  /** decoded paths of folders that the plan leaves out (junk, folders of others, Gmail's doubles): they are not gone */
  leftOut?: string[]
  /** the sealed day before it and the SHA-256 of that day's receipt: a day that was taken out or changed is seen */
  previous: { dir: string; receipt: Sha256 } | null
}
