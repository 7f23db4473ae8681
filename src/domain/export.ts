import type { Sha256 } from './message.ts'
import type { AccountId } from './point.ts'

/** Words about taking mail home. All plain data (structured-clone safe). */

/** One part of what is wanted: messages, a folder, a whole day, what a search finds in a day, or over all days. */
export type ExportWhat =
  | { accountId: string; ids: string[] }
  | { accountId: string; mailboxId: string }
  | { accountId: string }
  | { accountId: string; filter: object }
  | { filter: object }

export interface ExportWish {
  what: ExportWhat[]
  /** 'mbox' is mboxrd: lines that begin with From, after any number of >, get one more > */
  format: 'eml' | 'mbox' | 'maildir'
  container: 'zip' | 'tar' | 'none'
  /** 'windows': only names that its file systems can hold */
  names: 'unix' | 'windows'
}

/** A file of an export. */
export type ExportEntry = ExportedMessage | ExportedText | ExportedFolder

export interface ExportedMessage {
  kind: 'message'
  /** path in the archive, "/" between the parts; of an MBOX the name of the file that gets this message */
  name: string
  sha: Sha256
  /** name of its file below messages/ab/, where it is not the hash */
  file: string | null
  size: number
  crc32: number
  /** INTERNALDATE, seconds since 1970 */
  date: number
  /** the same as MS-DOS date and time where the account lives, as ZIP wants it */
  dos: number
  /** it is known that its bytes are lost: it is only named */
  isLost?: true
}

export interface ExportedText {
  kind: 'text'
  name: string
  text: string
}

export interface ExportedFolder {
  kind: 'folder'
  name: string
}

/** Entries of an export, packed: JSON of an array, as UTF-8. A page at a time is unpacked. */
export type ExportPage = Uint8Array

/** All that has to be known to write an export: the same plan makes the same octets. */
export interface ExportPlan {
  pages: ExportPage[]
  format: ExportWish['format']
  container: ExportWish['container']
  /** messages of it that are known to be lost */
  lost: number
  /** a list of SHA-256 checksums goes with it: its octets and CRC-32; of an MBOX they are not those of its list */
  manifest: { size: number; crc32: number } | null
  /** of the files that are no messages: when the newest point in it was taken, seconds since 1970, and as MS-DOS has it */
  date: number
  dos: number
}

/** Where the making of a plan stands: it is carried from page to page. */
export interface ExportState {
  /** messages so far */
  count: number
  /** Maildir: keywords of each folder, by its place; the letters a to z stand for them */
  keywords: Record<string, string[]>
  /** folders and MBOX files that were begun, the last being the one at hand */
  begun: string[]
}

/** What is to be read for a plan, in this order. */
export interface ExportSteps {
  address: string
  /** the account's IANA zone: names carry the time there */
  zone: string
  /** when the newest point of it was taken, seconds since 1970 */
  date: number
  /** folder id → its place among plain folders, and in a Maildir++ */
  plain: ReadonlyMap<string, string>
  maildir: ReadonlyMap<string, string>
  steps: ExportStep[]
  /** files lie in folders: whole days are wanted, or messages of several folders */
  inFolders: boolean
  /** whole days are among it */
  wholeDays: boolean
}

/** A folder of a point, or of it the emails of these ids. */
export interface ExportStep {
  point: number
  folder: string
  ids: string[] | null
}

/** A copy as an export wants it. */
export interface CopyToExport {
  /** folder id and UID */
  folder: string
  uid: number
  sha: Sha256
  /** name of its file below messages/ab/, where it is not the hash */
  file: string | null
  size: number
  crc32: number
  /** INTERNALDATE, seconds since 1970 */
  date: number
  /** IMAP flags and keywords as the server wrote them */
  flags: string[]
  subject: string | null
}

/** Copies of one folder, by rising UID. */
export interface CopiesWanted {
  folder: string
  /** UIDs beyond this one */
  after: number
  limit: number
}

/** A message's bytes; throws Lost before the first octet when they are not those that were received. */
export type ReadsMessage = (message: ExportedMessage) => Iterable<Uint8Array>

/** From which octet on a download is taken. */
export interface ExportTaking {
  from: number
  /** what cannot be read is left out and named; else it ends the download */
  mayLeaveOut: boolean
  /** is waited for before a piece goes out that lacks these messages, and before it ends for one */
  onLost(messages: ExportedMessage[]): Promise<void>
}

/** Short tasks of a reader thread of which the plan of an export is made. */
export interface ExportTasks {
  /** Refusal 'not-found' when a point or folder is not among the account's */
  exportSteps(account: AccountId, wish: ExportWish, gone?: AbortSignal): Promise<ExportSteps>
  /** the next copies of a step after that UID, and where to go on; null: that was all */
  exportCopies(
    account: AccountId,
    step: ExportStep,
    after: number,
    gone?: AbortSignal,
  ): Promise<{ copies: CopyToExport[]; after: number | null }>
  /** hashes of the account's messages whose bytes are known to be lost */
  exportLost(account: AccountId, gone?: AbortSignal): Promise<Sha256[]>
}

/** Writes the octets of exports, beside everything else. */
export interface Exporting {
  /** octets of the whole, null where that is known only at the end, and a mark that no other octets have */
  measure(plan: ExportPlan): Promise<{ length: number | null; mark: string }>
  /** The octets in pieces, each made when it is asked for, and whose memory is the taker's. Throws when what cannot be read may not be left out. */
  open(account: AccountId, plan: ExportPlan, taking: ExportTaking): AsyncGenerator<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}

/** A download that was granted, as it is kept until it is forgotten: nothing of the mail is in it. */
export interface ExportTicket {
  account: AccountId
  wish: ExportWish
  /** what its octets were when it was granted */
  mark: string
  /** hashes of messages found damaged while it was written */
  lost: Sha256[]
}
