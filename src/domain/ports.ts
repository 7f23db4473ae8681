import type { Account, AccountState } from './account.ts'
import type { NotByHand } from './by-hand.ts'
import type { CopyColumns, InColumns } from './copy-columns.ts'
import type { Proof } from './damage.ts'
import type { EmailSearch, EmailsFound } from './email-query.ts'
import type { ExportTasks } from './export.ts'
import type {
  ChangingCopies,
  PointFolder,
  Receipt,
  StateChanges,
  StateCopy,
  StateHeader,
  StoredMessage,
} from './folder-state.ts'
import type { EmailRow, FolderId, Part, Sha256 } from './message.ts'
import type { Pin } from './pin.ts'
import type { Plan } from './plan.ts'
import type { AccountId, FolderInPoint, Point, Problem, Progress, Run, Trigger } from './point.ts'
import type { Preferences } from './preferences.ts'
import type { RestoreReader } from './restore-reader.ts'
import type { HtmlOptions, SafeHtml } from './safe-html.ts'
import type { TimeReader } from './time-reader.ts'
import type { Vanished } from './vanished.ts'
import type { Entry, WayIn } from './way-in.ts'

export type { FolderStatus, LiveFolder, LiveMailbox, OpenFolder } from './live-mailbox.ts'

/**
 * The types of the outside, for flows and for the rooms that are handed an edge they must not know. Every function returns
 * a promise, every id is opaque, every write is whole: a second implementation (S3, PostgreSQL) must be able to stand in.
 */

/** One day of one person, read only: what jmap/ and http/ are handed. It cannot reach another account. */
export interface PointReader {
  readonly point: Point
  folders(): Promise<FolderInPoint[]>
  /** ids of a folder (or of all folders) newest first unless `ascending`; `position` and `limit` cut a window of it */
  list(query: EmailList): Promise<EmailWindow>
  /** the emails of that list, or its first `limit`, with only what hiding \Deleted copies and collapsing threads need: no row is parsed for it */
  skim(query: Pick<EmailList, 'folder' | 'ascending'> & { limit?: number }): Promise<EmailSkim>
  /** rank of one email in that list, or null when it is not in it */
  rank(id: string, query: Pick<EmailList, 'folder' | 'ascending'>): Promise<number | null>
  /** emails by a filter, in any order. Throws for header conditions that the index cannot answer (KEPT_HEADERS) */
  search(query: EmailSearch): Promise<EmailsFound>
  /** the rows of those ids that this point holds; unknown ids are simply not in the answer */
  emails(ids: readonly string[]): Promise<Map<string, EmailRow>>
  /** ids of each thread's emails in this point, by receivedAt; unknown ids are not in the answer */
  threads(ids: readonly string[]): Promise<Map<string, string[]>>
  /** does this point hold a message with these bytes, and how is it built; null otherwise */
  blob(sha: Sha256): Promise<{ structure: Part; size: number; receivedAt: number } | null>
  /** exact octets [start, end) of a message this point holds. Throws Refusal 'damaged' when they are not what was received */
  bytes(sha: Sha256, receivedAt: number, start: number, end: number): Promise<Uint8Array>
  /** is it known that this message's bytes are damaged or lost */
  isDamaged(sha: Sha256): Promise<boolean>
}

export interface EmailList {
  folder: FolderId | null
  ascending: boolean
  position: number
  /** at most; null = all */
  limit: number | null
}

/** Three arrays side by side, in the order asked for. */
export interface EmailSkim {
  ids: string[]
  /** thread id of each */
  threads: string[]
  /** does the copy carry \Deleted */
  deleted: boolean[]
}

export interface EmailWindow {
  ids: string[]
  /** emails in the whole list */
  total: number
}

/** All days of one person: what the JMAP control account and the page's day strip show. */
export interface AccountReader extends TimeReader {
  readonly account: AccountId
  readonly address: string
  /** IANA zone of the account */
  readonly zone: string
  /** sealed points not yet dropped, newest first */
  points(): Promise<Point[]>
  /** newest runs first, at most `limit`; failed and running ones are how a day without a point is explained */
  runs(limit: number): Promise<Run[]>
  /** what holds points beyond their time, now */
  pins(): Promise<Pin[]>
  plan(): Promise<KeptPlan>
  /** null when there is no such point of THIS account */
  open(number: number): Promise<PointReader | null>
  /** what proves that point; null when there is no such point of this account */
  proof(number: number): Promise<Proof | null>
  /** what the owner chose, unchecked (domain/preferences.ts); null where nothing was chosen */
  preferences(): Promise<unknown>
  setPreferences(preferences: Preferences): Promise<void>
  /** the owner wants a point now */
  backUpNow(): Promise<AskedByHand>
  /** of each email the newest point that holds it */
  newestPoints(ids: readonly string[]): Promise<Map<string, number>>
  readonly restores: RestoreReader
}

/** What became of the owner's wish: a run, one that waits or goes on already, or none. 'no-worker': nobody has taken it up. */
export type AskedByHand =
  | { state: 'asked' | 'joined'; run: Run }
  | { state: 'refused'; why: NotByHand | 'no-worker' }

/** An account's plan, and when its next night begins: milliseconds since 1970, null where no backup is taken by itself. */
export interface KeptPlan {
  plan: Plan
  next: number | null
}

/** The only way into the index that writes (sqlite/write-index.ts, run by indexing-thread.ts). */
export interface IndexWriter {
  /** Rows and full text of messages that lie on disk; those already there are passed over. Resolves when they may be forgotten: the caller waits, so memory stays bounded. */
  add(messages: StoredMessage[]): Promise<void>
  /**
   * The copies of one sealed state, before its point is: then `seal` need not wait for them. Its messages were added before.
   * Where the newest state there is the one that `changes` is about, the manifest need not be read.
   */
  state(state: { folder: FolderId; n: number }, manifest: string, changes?: StateChanges): Promise<void>
  /**
   * One transaction: the copies of every state that is not in the index yet, the folders and the point.
   * `manifests` holds the path of the manifest of each state not yet in the index, by "f3/17".
   */
  seal(
    point: Pick<Point, 'number' | 'takenAt'>,
    folders: PointFolder[],
    manifests: ReadonlyMap<string, string>,
  ): Promise<void>
  /** Which of these states the index does not have. */
  lacking(states: readonly { folder: FolderId; n: number }[]): Promise<{ folder: FolderId; n: number }[]>
  /** How much mail left the mailbox between two of its points; both must be in the index. */
  vanished(before: number, after: number): Promise<Vanished>
  /** Forget a point, then the states, copies and messages that no point names any more. */
  drop(point: number): Promise<void>
  close(): Promise<void>
}

/**
 * What reader threads do for the web: every parse of mail and every long read, with limits on time and memory. A task
 * whose `gone` fires is given up: nobody waits for its answer any more.
 */
export interface Reading extends ExportTasks {
  /** The raw body of a JMAP request → the status and JSON text of its answer (RFC 8620 3.3-3.6). `entry`: how the person came in; with the password, long ago, where it is not said. */
  jmap(
    account: AccountId,
    request: Uint8Array,
    gone?: AbortSignal,
    entry?: Entry,
  ): Promise<{ status: number; type: string; body: string }>
  /** The JMAP Session object (RFC 8620 2) as JSON text; with `only`, reduced to that point; null when there is no such point. */
  session(
    account: AccountId,
    asked: { base: string; only: number | null; how?: WayIn },
    gone?: AbortSignal,
  ): Promise<string | null>
  /** Where the octets of a blob of that point lie; null when the point does not hold it. */
  blob(account: AccountId, point: number, blobId: string, gone?: AbortSignal): Promise<BlobPlace | null>
  /** A text/html part as a document that can do no harm; null when there is none. `part` may lead into attached messages ("2_1"). */
  html(
    account: AccountId,
    point: number,
    email: string,
    part: string,
    options: HtmlOptions,
    gone?: AbortSignal,
  ): Promise<SafeHtml | null>
  close(): Promise<void>
}

export interface BlobPlace {
  /** absolute path of the message that holds it */
  file: string
  start: number
  end: number
  /** content-transfer-encoding still to be undone; null for a whole message */
  encoding: string | null
  type: string
  charset: string | null
  name: string | null
  /** octets after decoding */
  size: number
  /** encoded messages that hold it, the outer first: `start` and `end` are those of the next one's, or of the blob's, decoded octets */
  holders?: readonly { start: number; end: number; encoding: string }[]
}

/** An account's files as they lie sealed (maildir/open-run.ts). */
export interface AccountFiles {
  /** names of the sealed days, rising */
  days(): Promise<string[]>
  /** of every sealed day; one that cannot be read is left out and `onDamage` told, without which it is a fault */
  receipts(onDamage?: (error: unknown) => void): Promise<Receipt[]>
  /** the copies of a sealed state, by rising UID; or some thousand of them at a time */
  copies(state: Pick<StateHeader, 'folder' | 'n'>): AsyncIterable<StateCopy>
  copyColumns(state: Pick<StateHeader, 'folder' | 'n'>): AsyncIterable<CopyColumns>
  /** absolute path of a copy's bytes */
  file(copy: StateCopy): string
  manifest(folder: FolderId, state: number): string
}

/** What one run may do to them, under the account's lease. A message or state is durable when the call that says so resolves. */
export interface RunStore extends AccountFiles {
  /** newest sealed state of every folder ever seen, by the raw name */
  newest(): Promise<Map<string, StateHeader>>
  /** the id a folder had in the last point or has on disk, by its raw name; else one no folder of the account ever had */
  folderId(raw: string): Promise<FolderId>
  /** an id no folder of the account ever had, for this raw name from now on: it is another folder than the one of that name */
  newFolderId(raw: string): Promise<FolderId>
  /** wait for it before each `put`; now and then it makes what `remember` was told durable */
  ready(): Promise<void>
  /** a copy that was read and stored, in a state not yet sealed: a run that is cut off need not fetch it again */
  remember(folder: FolderId, uidValidity: number, copy: StateCopy): void
  /** the copies remembered of a folder since its last state was sealed, whose bytes are there, by UID; none under another UIDVALIDITY */
  remembered(folder: FolderId, uidValidity: number): Promise<Map<number, StateCopy>>
  /** where it lies is known at once; `written` resolves when it has that name (do not wait for each), or rejects */
  put(bytes: Uint8Array, date: number): { stored: StoredCopy; written: Promise<void> }
  /** a message that lies on disk with this date and size, to be linked once more; null when it does not */
  again(message: Pick<StoredMessage, 'sha' | 'date' | 'size'>): Promise<StoredCopy | null>
  putStream(pieces: AsyncIterable<Uint8Array>, date: number): Promise<StoredCopy>
  /** everything put so far is durable */
  flush(): Promise<void>
  /** number for the next state of a folder */
  nextState(folder: FolderId): number
  /**
   * Begins a state that is sealed with these very copies later, while the folder is read. What is returned is to be told of
   * all that the last state held, and throws nothing.
   */
  beginState(
    state: Pick<StateHeader, 'folder' | 'n' | 'raw'>,
    copies: ChangingCopies,
  ): (held: CopyColumns) => void
  /** the copies are gone through more than once */
  sealState(header: StateHeader, copies: InColumns): Promise<void>
  /** the day appears, whole, under this name; the point's `dir` is chosen here ("2026-11-21", "…T1432", "…T1432-2") */
  sealDay(receipt: Receipt, clock: string): Promise<Receipt>
  /** the day is gone; its states and messages stay until `sweep` */
  removeDay(dir: string): Promise<void>
  /** removes states that no day shows (the newest of each folder stays) and messages that no state links, older than `before`; `goOn` throws when the lease is lost */
  sweep(before: number, goOn: () => void): Promise<{ states: number; messages: number; bytes: number }>
  close(): Promise<void>
}

export interface StoredCopy extends StoredMessage {
  /** basename below messages/ab/ */
  base: string
  isNew: boolean
}

/** The right to work on an account (sqlite/ledger.ts). */
export interface Leases {
  holder(id: AccountId): Promise<string | null>
  claim(id: AccountId, owner: string, now: number, until: number, dead: string | null): Promise<number | null>
  renew(id: AccountId, epoch: number, until: number): Promise<boolean>
  release(id: AccountId, epoch: number): Promise<void>
}

/** What a run asks of the ledger (sqlite/ledger.ts). */
export interface BackUpLedger extends Leases {
  account(id: AccountId): Promise<Account | null>
  credential(id: AccountId): Promise<string | null>
  points(account: AccountId): Promise<Point[]>
  /** names of the days that have a row, dropped ones too */
  dirs(account: AccountId): Promise<Set<string>>
  /** has a point of any account this number, or is it reserved for one */
  isPoint(number: number): Promise<boolean>
  /** runs that a dead worker left behind are failed first: the caller holds the lease */
  beginRun(run: { account: AccountId; trigger: Trigger; at: number; localDay: string }): Promise<number>
  /** a number that no point has or had */
  reservePoint(point: { account: AccountId; trigger: Trigger; at: number; localDay: string }): Promise<number>
  /** numbers up to this one are never given again */
  raiseNumbers(to: number): Promise<void>
  progress(run: number, progress: Progress): Promise<void>
  failRun(run: number, now: number, problem: Problem): Promise<void>
  /** false, and nothing written, when the lease was lost or the number is another point's */
  sealPoint(point: Point, run: number | null, epoch: number, now: number): Promise<boolean>
  setState(id: AccountId, state: AccountState): Promise<void>
  /** how many times in a row the mail server has refused to let it in */
  refusals(id: AccountId): Promise<number>
  /** ids of the accounts the newest list of their domain does not name any more */
  noLongerListed(domain: string): Promise<Set<AccountId>>
  setBuild(id: AccountId, build: string): Promise<void>
  keepUntil(number: number, until: number): Promise<void>
  dropPoint(number: number, now: number): Promise<boolean>
  dropped(account: AccountId, before: number): Promise<{ number: number; dir: string; droppedAt: number }[]>
  forgetPoint(number: number): Promise<void>
}
