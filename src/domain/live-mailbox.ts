import type { Gap } from './folder-state.ts'

/** The live mailbox, read only (imap/read-mailbox.ts). One connection, one thing at a time. */
export interface LiveMailbox {
  /** every folder the server lists, subscribed or not, with its STATUS */
  folders(): Promise<LiveFolder[]>
  /**
   * EXAMINE; the folder stays open until the next call. With `since` a server that has QRESYNC (RFC 7162) tells what
   * changed from then on.
   */
  examine(folder: LiveFolder, since?: Since): Promise<OpenFolder>
  /** the server is Gmail: its folders are labels of one pool of mail */
  gmail(): boolean
  /** every folder has an id that outlives a renaming (RFC 8474 MAILBOXID) */
  hasFolderIds(): boolean
  /** is the connection up */
  usable(): boolean
  /** octets the server sent on this connection so far */
  received(): number
  /** closes at once: whatever still waits for an answer fails */
  cut(): void
  /** was this failure the server's wish that we wait, and for how many milliseconds; null when it was something else */
  asksToWait(error: unknown): { milliseconds: number; words: string } | null
  /** IMAP commands sent so far */
  commands(): number
  close(): Promise<void>
}

/** A folder as it was known: its UIDVALIDITY and HIGHESTMODSEQ (decimal). */
export interface Since {
  uidValidity: number
  highestModseq: string
}

export interface LiveFolder {
  /** decoded, NFC */
  path: string
  /** as listed; the folder's identity on the server */
  raw: string
  /** decoded, not normalised: what EXAMINE is given */
  exact: string
  delimiter: string | null
  specialUse: string | null
  subscribed: boolean
  /** whose it is (RFC 2342): the account's own, another user's, or everybody's; left out: the account's own */
  namespace?: 'personal' | 'other' | 'shared'
  /** false for \Noselect and \NonExistent */
  selectable: boolean
  /** its name does not survive decode-encode, so another folder could be opened in its place: it must be left alone */
  unsafeName: boolean
  /** null when the server refused STATUS */
  status: FolderStatus | null
}

export interface FolderStatus {
  messages: number
  uidNext: number
  uidValidity: number
  /** decimal; null without CONDSTORE */
  highestModseq: string | null
}

export interface OpenFolder extends FolderStatus {
  /** MAILBOXID (RFC 8474); null where the server has none */
  serverId: string | null
  /** messages of this server have ids of their own (RFC 8474 EMAILID, Gmail's X-GM-MSGID) */
  hasEmailIds: boolean
  /** what changed since the state `examine` was given; null where the server did not tell: then it must be looked at */
  changes: FolderChanges | null
  /** uid and flags of every message, or of those changed since a HIGHESTMODSEQ (CONDSTORE) */
  flags(since?: string): AsyncIterable<{ uid: number; flags: string[] }>
  /** what tells messages apart without their bytes; with `fields` these fields of their headers too */
  marks(uids: readonly number[] | 'all', fields?: readonly string[]): AsyncIterable<MessageMarks>
  /**
   * Messages with their bytes, in the order the server sends them; 'all' is one FETCH 1:*. The bytes are good until the
   * next message is asked for. `bytes` is null for one that is longer than `longest` octets: ask `stream` for it,
   * after the loop (a command inside a FETCH loop would wait for ever).
   */
  fetch(uids: readonly number[] | 'all', longest: number): AsyncIterable<LiveMessage>
  /** the octets of one long message, in pieces; a fault when the server stops before more than `longerThan` came */
  stream(uid: number, longerThan: number): AsyncIterable<Uint8Array>
  /** UID SEARCH ALL */
  uids(): Promise<number[]>
  /**
   * `usable`: the connection is up and this folder still the open one, with the same UIDVALIDITY. `exists` as the server
   * counts now. `ended`: `fetch` ended early because time or octets of the run are used up, what is missing is left for
   * a later night. `lost`: messages that are not asked for any more in this run, and why (see guard-mailbox.ts).
   */
  check(): { usable: boolean; exists: number; ended?: boolean; lost?: ReadonlyMap<number, Gap['reason']> }
}

/** UIDs from the first to the last, both included. */
export type UidRange = readonly [from: number, to: number]

export interface FolderChanges {
  /** not there any more, rising and apart; may name UIDs that never were known */
  vanished: readonly UidRange[]
  /** flags of messages that are new or changed, by UID */
  flags: ReadonlyMap<number, string[]>
}

export interface MessageMarks {
  uid: number
  flags: string[]
  /** INTERNALDATE, seconds since 1970 */
  date: number
  /** RFC822.SIZE: what the server says, which need not be true; null where it says nothing */
  said: number | null
  /** null where the server has none */
  emailId: string | null
  /** the header fields that were asked for, as written; empty where it has none of them, left out where none was asked for */
  header?: Uint8Array
}

export interface LiveMessage extends MessageMarks {
  bytes: Uint8Array | null
}
