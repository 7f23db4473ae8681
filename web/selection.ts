import { computed, signal } from '@preact/signals'
import type { ListSource } from './list-source.ts'
import type { Row } from './mail.ts'

/** Which messages of a list are selected. */
export interface Selection {
  /** `view` of the list */
  key: string
  ids: ReadonlySet<string>
  /** their rows, as they were when they were selected */
  rows: ReadonlyMap<string, Row>
  /** everything the list has, loaded or not; `ids` then holds what is loaded */
  all: boolean
}

const nothing: Selection = { key: '', ids: new Set(), rows: new Map(), all: false }

export const selection = signal<Selection>(nothing)

/** Is anything selected? */
export const isSelecting = computed(() => selection.value.all || selection.value.ids.size > 0)

export function clearSelection(): void {
  if (selection.peek() !== nothing) selection.value = nothing
}

/** The selection of this list; another list has none. */
export function selectionIn(source: Pick<ListSource, 'view'>, now = selection.value): Selection {
  return now.key === source.view ? now : nothing
}

/** Selects a row or takes it out. */
export function toggleRow(source: ListSource, row: Row): void {
  const rows = new Map(selectionIn(source, selection.peek()).rows)
  if (!rows.delete(row.id)) rows.set(row.id, row)
  take(source, rows)
}

/** Selects these rows besides those of `before`. */
export function selectRows(source: ListSource, more: readonly Row[], before?: Selection): void {
  const rows = new Map(before && before.key === source.view ? before.rows : [])
  for (const row of more) rows.set(row.id, row)
  take(source, rows)
}

/** Selects everything the list has. */
export function selectAll(source: ListSource): void {
  selection.value = { ...selectionIn(source, selection.peek()), key: source.view, all: true }
}

/** Keeps what the open day still has, as it is on that day; `find` gives the row there. */
export function keepSelected(find: (row: Row) => Row | undefined): void {
  const now = selection.peek()
  const rows = new Map([...now.rows.values()].flatMap(row => find(row) ?? []).map(row => [row.id, row]))
  selection.value = rows.size === 0 && !now.all ? nothing : { ...now, ids: new Set(rows.keys()), rows }
}

/** Messages that these rows stand for. */
export function messagesOf(rows: Iterable<Row>): number {
  let sum = 0
  for (const row of rows) sum += row.selects?.length ?? 1
  return sum
}

function take(source: ListSource, rows: Map<string, Row>): void {
  selection.value =
    rows.size === 0 ? nothing : { key: source.view, ids: new Set(rows.keys()), rows, all: false }
}
