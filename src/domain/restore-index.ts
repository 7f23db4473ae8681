import type { FolderId, Sha256 } from './message.ts'
import type { FolderInPoint } from './point.ts'
import type { RestoreItem } from './restore.ts'
import type { KnownDays } from './time-reader.ts'

/** What a plan asks of an account's index (sqlite/restore-index.ts). No call holds a transaction longer than its page. */
export interface RestoreIndex {
  /** what every "now" below goes by; false when the index has none of the points */
  compare(known: KnownDays): boolean
  /** folders of a point; none when the index does not have it */
  folders(point: number): Pick<FolderInPoint, 'folder' | 'path' | 'name' | 'parent' | 'role' | 'state'>[]
  /** a page of a folder's copies in a point, by rising UID beyond `after` */
  copies(point: number, folder: FolderId, after: number, limit: number): WishedCopy[]
  /** those of these emails that the point holds */
  byIds(point: number, ids: readonly string[]): WishedCopy[]
  /** where contents stand now, by their keys */
  standing(keys: readonly number[]): Map<number, Standing>
  /** what the items of these copies say of their messages, in their order */
  details(copies: readonly WishedCopy[]): CopyDetails[]
  close(): void
}

/** A copy that is wished for, light: a plan holds all of them. */
export interface WishedCopy {
  point: number
  folder: number
  uid: number
  uidValidity: number
  /** row of its message, and the lowest of the rows with the same bytes, which names the content */
  message: number
  key: number
  flags: number
}

/** Where a content stands now. Places are folder numbers; -1, -2, … are the live folders no point knows, in their order. */
export interface Standing {
  sha: Sha256
  /** copies that the index knew, by place: "UIDVALIDITY/UID" */
  copies: Map<number, Set<string>>
  /** what came since that is it, or may be */
  arrived: {
    place: number
    uid: number | undefined
    isSure: boolean
    /** Message-ID, size and INTERNALDATE are the same */
    isExact: boolean
    size: number | null
  }[]
  /** places that had it and cannot be read now */
  unsure: Set<number>
}

export type CopyDetails = Pick<
  RestoreItem,
  'email' | 'sha' | 'file' | 'size' | 'date' | 'flags' | 'messageId'
>
