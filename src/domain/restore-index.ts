import type { RestoreItem } from './restore.ts'
import type { KnownDays } from './time-reader.ts'

/** What a plan asks of an account's index (sqlite/restore-index.ts). No call holds a transaction longer than its page. */
export interface RestoreIndex {
  /** what every "now" below goes by; false when the index has none of the points */
  compare(known: KnownDays): boolean
  /** a page of a folder's copies in a point, by rising UID beyond `after` */
  copies(point: number, folder: string, after: number, limit: number): WishedCopy[]
  /** those of these emails that the point holds */
  byIds(point: number, ids: readonly string[]): WishedCopy[]
  /** folders of a point that have a state: id and path; null when the index does not have the point */
  folders(point: number): { folder: string; path: string; role: string | null }[] | null
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
  size: number
}

/** Where a content stands now. Places are folder numbers; -1, -2, … are the live folders no point knows, in their order. */
export interface Standing {
  /** copies that a place surely has */
  places: Map<number, number>
  /** copies known by UIDVALIDITY and UID, by place: "7/12" */
  known: Map<number, Set<string>>
  /** places that may have it: their folder cannot be read, or what came there looks like it */
  unsure: Set<number>
}

export type CopyDetails = Pick<
  RestoreItem,
  'email' | 'sha' | 'file' | 'size' | 'date' | 'flags' | 'messageId'
>
