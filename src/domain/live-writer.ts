import type { LiveFolder, LiveMailbox, OpenFolder } from './live-mailbox.ts'

/** The live mailbox, open to add mail to it (imap/write-mailbox.ts): what a restore and its undo need, and nothing else. */
export interface LiveWriter {
  /** the same mailbox to look at, on a connection of its own */
  readonly mailbox: LiveMailbox
  /** UIDPLUS (RFC 4315): UIDs of what was added are told, and UID EXPUNGE is there */
  uidPlus(): boolean
  /** largest message the server takes (RFC 7889 APPENDLIMIT), octets; null where it says nothing */
  appendLimit(): number | null
  /** CREATE and SUBSCRIBE; null when it is there now, made or not, else what the server said */
  create(path: string): Promise<ServerNo | null>
  /**
   * Resolves when one more message may be sent: of some messages and octets the answers may be outstanding. It rejects
   * when the connection is lost.
   */
  room(): Promise<void>
  /**
   * APPEND with nothing selected; it is sent behind those before, without waiting for their answers where the server has
   * LITERAL+ (RFC 7888). Rejects when the connection is lost before the answer: then nobody knows.
   */
  append(folder: Pick<LiveFolder, 'exact'>, message: AddedMessage): Promise<Added | ServerNo>
  /** SELECT, to change flags of what was added or to take it away */
  openToChange(folder: LiveFolder): Promise<ChangeableFolder>
  /** octets of messages sent so far */
  sent(): number
  /** are both connections up */
  usable(): boolean
  /** what the server wished when it ended the connection or refused: that we wait, milliseconds; null: nothing */
  asksToWait(refused: ServerNo | unknown): { milliseconds: number; words: string } | null
  close(): Promise<void>
}

export interface AddedMessage {
  size: number
  /** the exact octets; what it throws before the first of them leaves the connection as it is */
  bytes: Iterable<Uint8Array>
  flags: readonly string[]
  /** INTERNALDATE, seconds since 1970 */
  date: number
}

/** UID and UIDVALIDITY as APPENDUID tells them; null without UIDPLUS. */
export interface Added {
  ok: true
  uid: number | null
  uidValidity: number | null
}

/** A tagged NO or BAD. */
export interface ServerNo {
  ok: false
  status: 'NO' | 'BAD'
  /** response code (RFC 5530, RFC 9051 7.1) in capitals: "TRYCREATE"; null: none */
  code: string | null
  /** one line, at most 200 characters, without the credential */
  words: string
}

export interface ChangeableFolder extends OpenFolder {
  /** does this keyword stay (RFC 3501 7.1 PERMANENTFLAGS; where the server says none, all do) */
  keeps(keyword: string): boolean
  /** UID STORE +FLAGS.SILENT; where the server has CONDSTORE, of those only that did not change since it was opened */
  addFlags(uids: readonly number[], flags: readonly string[]): Promise<void>
  /** UID EXPUNGE: those among `uids` that carry \Deleted. A fault without UIDPLUS: EXPUNGE alone would take others too */
  expunge(uids: readonly number[]): Promise<void>
}
