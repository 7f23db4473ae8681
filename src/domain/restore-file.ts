import type { ItemState, ItemWhy, RestoreItem } from './restore.ts'

/** The file of a request as it is made (sqlite/restore-file.ts): its items by rising `n`. */
export interface NewRestoreFile {
  add(items: readonly RestoreItem[]): void
  /** from now on it can be opened */
  seal(): Promise<void>
  /** nothing of it stays */
  discard(): void
}

/** What a request would do, message by message, and what became of each. Items are numbered from 1 on. */
export interface RestoreFile {
  /** by rising `n`, beyond `after` */
  items(wanted: ItemsWanted): RestoreItem[]
  /** the same for a list that is paged through */
  window(wanted: { states?: readonly ItemState[]; position: number; limit: number }): RestoreItem[]
  counts(): ItemCount[]
  /** what is left out of a change stays as it is */
  mark(changes: readonly ItemChange[]): void
  close(): void
}

export interface ItemsWanted {
  /** left out: all */
  states?: readonly ItemState[]
  after: number
  limit: number
}

export interface ItemCount {
  state: ItemState
  why: ItemWhy | null
  target: string
  count: number
  bytes: number
}

export type ItemChange = Pick<RestoreItem, 'n' | 'state'> &
  Partial<Pick<RestoreItem, 'why' | 'said' | 'uid' | 'uidValidity' | 'addedFlags'>>
