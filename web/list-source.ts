import { computed } from '@preact/signals'
import type { VNode } from 'preact'
import type { ExportWhat } from '../src/http/wire.ts'
import { folderSource } from './folder-source.ts'
import { listOfView } from './list-of-view.ts'
import type { ListPage, Row } from './mail.ts'
import { openBackup, openFolder } from './open.ts'
import { type Place, place } from './place.ts'
import { threads } from './preferences.ts'

/** Where the rows of the list come from: a folder of a day, a search, what is missing. */
export interface ListSource {
  /** names its answers: another day, order or filter is another key */
  key: string
  /** the same list on whatever day and in whatever order; a selection is kept within it */
  view: string
  title: string
  /** rows; null: not known before the first page says so */
  total: number | null
  load(page: number): Promise<ListPage>
  /** where a message stands in the list, or null when it is not in it */
  rank(email: string): Promise<number | null>
  place(row: Row): Place
  /** drafts and sent mail are known by whom they went to */
  outgoing: boolean
  /** the instant of the backup, milliseconds since 1970: dates are told from there */
  seenFrom: number
  /** all of it, for "select all" and for the download of the list */
  what: ExportWhat[]
  /** messages in all of it, where a row may be several; null: not known */
  messages: number | null
  /** what is shown when there are no rows */
  empty: VNode
  /** the folder in which conversations are one row; without it every message is */
  grouped?: string | null
  /** rows say where the words stand: a line of its own */
  marked?: boolean
  /** shown under the title */
  head?: VNode
  /** nothing can be asked yet */
  loading?: boolean
  /** why there is no whole list; said in the head beside the number */
  note?: string | null
}

const view = computed(() => place.value.view)
const sort = computed(() => place.value.sort)
const show = computed(() => place.value.show)

/** The list that is open; undefined while it is not known, null when this backup has no such folder. */
export const openList = computed<ListSource | null | undefined>(() => {
  const backup = openBackup.value
  if (!backup) return undefined
  if (view.value !== null) return listOfView.value
  const node = openFolder.value
  if (!node) return node
  return folderSource({ backup, node, filter: show.value ?? 'all', sort: sort.value, grouped: threads.value })
})
