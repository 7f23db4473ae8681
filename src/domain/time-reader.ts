import type { EmailFilter } from './email-query.ts'
import type { EmailRow, FolderId } from './message.ts'
import type { FolderInPoint, Point } from './point.ts'
import type { LiveCheck, PresenceNow } from './presence.ts'

/** What of a person's mail is not of one day: where it is now, and where it was. */
export interface TimeReader {
  /** what was asked of the live mailbox and what became of it */
  presenceNow(): Promise<PresenceNow>
  /** asks `work` to compare the live mailbox with the newest point; one check serves all who ask within five minutes */
  checkPresence(): Promise<void>
  /** null when there is no point */
  allDays(): Promise<AllDays | null>
}

/** All points of an account at once. Answers that speak of "now" go by `basis`. */
export interface AllDays {
  basis(): Promise<Basis>
  /** where the messages of these emails are now; unknown ids are not in the answer */
  presence(ids: readonly string[]): Promise<Map<string, Presence>>
  search(search: DaysSearch): Promise<DaysFound>
  /** the newest look of these emails, each in the newest point that holds it */
  rows(ids: readonly string[]): Promise<Map<string, DaysRow>>
  history(ids: readonly string[]): Promise<Map<string, History>>
  compare(from: number, to: number, wanted: CompareWish): Promise<Compared>
}

/** What is known of an account beside its index. */
export interface KnownDays {
  /** sealed points, newest first */
  points: readonly Point[]
  /** what the last good check found, when it is of the newest point */
  check: LiveCheck | null
  /** paths of folders that the newest point leaves out by plan */
  leftOut: readonly string[]
}

export interface Basis {
  basis: 'live' | 'backup'
  /** milliseconds since 1970 */
  comparedAt: number
  /** the newest point that left out no folder; the newest of all where there is none such */
  point: number
  /** folders of which nothing is known now */
  unknown: { folder: FolderId | null; path: string }[]
}

export type PresenceState = 'there' | 'moved' | 'trash' | 'junk' | 'gone' | 'unknown'

export interface Presence {
  state: PresenceState
  /** where it is now */
  places: Spot[]
  /** the newest point in which it stood outside Trash and Junk, or for one that was moved, where it does not stand any more */
  lastSeen: { point: number; folder: FolderId; path: string } | null
  /** the first point that lacks it there; null when it went after the last one, or is not gone */
  goneSince: number | null
}

export interface Spot {
  /** null for a folder that no point knows yet */
  folder: FolderId | null
  path: string
  role: FolderInPoint['role']
}

export interface DaysSearch {
  filter: EmailFilter | null
  /** only what is in one of these states now; null: all */
  missing: readonly PresenceState[] | null
  /** only what this point holds */
  inPoint: number | null
  /** only what stood in this folder */
  inMailbox: FolderId | null
  sort: { property: DaysOrder; isAscending: boolean }
  position: number
  /** at most; null = all that are counted */
  limit: number | null
  /** the place of this email in the list is wanted in place of `position` */
  anchor: string | null
  anchorOffset: number
}

export const DAYS_ORDERS = ['receivedAt', 'from', 'subject', 'size', 'goneSince'] as const
export type DaysOrder = (typeof DAYS_ORDERS)[number]

export interface DaysFound {
  /** null when the anchor is not in the list */
  position: number | null
  ids: string[]
  total: number
  isAtLeast: boolean
}

export type ListedEmail = Pick<
  EmailRow,
  'id' | 'blob' | 'thread' | 'keywords' | 'size' | 'receivedAt' | 'envelope' | 'preview' | 'hasAttachment'
>

export interface DaysRow {
  /** what a list shows of it */
  row: ListedEmail
  /** newest point that holds this email */
  point: number
  folder: Spot
  /** points that hold the message, wherever in it */
  days: { first: number; last: number; count: number }
  presence: Presence
}

export interface History {
  spans: HistorySpan[]
  /** the last point that holds it, when a later one does not; null while it is there */
  goneAfter: number | null
  /** points in which a folder it had stood in before or after could not be read */
  unread: { point: number; path: string }[]
}

export interface HistorySpan {
  from: number
  to: number
  folder: FolderId
  path: string
  role: FolderInPoint['role']
  email: string
  keywords: string[]
}

export type ChangeKind = 'added' | 'gone' | 'moved' | 'flags'

export interface CompareWish {
  folder: FolderId | null
  kinds: readonly ChangeKind[] | null
  position: number
  limit: number | null
}

export interface Compared {
  folders: ComparedFolder[]
  list: ComparedEmail[]
  total: number
}

export interface ComparedFolder extends Spot {
  folder: FolderId
  state: 'same' | 'changed' | 'new' | 'removed' | 'renamed' | 'unknown'
  added: number
  gone: number
  moved: number
  flags: number
}

export interface ComparedEmail {
  kind: ChangeKind
  email: string
  /** the point where it can be opened */
  point: number
  folder: FolderId
  path: string
  toFolder: FolderId | null
  toPath: string | null
  from: EmailRow['envelope']['from']
  subject: string | null
  /** milliseconds since 1970 */
  receivedAt: number
  before: string[] | null
  after: string[] | null
}
