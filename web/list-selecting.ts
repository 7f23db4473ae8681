import { useCallback, useEffect, useRef } from 'preact/hooks'
import { rowsBetween, rowsHere } from './list-pages.ts'
import { refreshRows } from './list-query.ts'
import type { ListSource } from './list-source.ts'
import { isRowOf, type Row } from './mail.ts'
import { place } from './place.ts'
import { say } from './said.ts'
import { keepSelected, type Selection, selection, selectionIn, selectRows, toggleRow } from './selection.ts'
import { words } from './words.ts'

interface Anchor {
  key: string
  index: number
  /** what was selected before the range began */
  before: Selection
}

/** Selecting row by row and by ranges. A range goes from the row selected last; rows on the way that are not here yet are fetched. */
export function useSelecting(source: ListSource, at: (index: number) => Row | undefined, total: number) {
  const now = useRef({ source, at, total })
  now.current = { source, at, total }
  const anchor = useRef<Anchor | null>(null)
  const turn = useRef(0)
  useKeeping(source)
  const toggle = useCallback((index: number) => {
    const { source, at, total } = now.current
    const row = at(index)
    if (!row) return
    turn.current++
    // without it everything is no longer everything: what is here is what can be shown as selected
    if (selectionIn(source, selection.peek()).all)
      selectRows(
        source,
        rowsHere(source, total).filter(one => one.id !== row.id),
      )
    else toggleRow(source, row)
    anchor.current = { key: source.key, index, before: selectionIn(source, selection.peek()) }
    tell()
  }, [])
  /** With Ctrl: the first one takes the open message along, which a plain click has chosen. */
  const add = useCallback(
    (index: number) => {
      const { source, at, total } = now.current
      const { email } = place.peek()
      const { all, ids } = selectionIn(source, selection.peek())
      const open = email !== null && !all && ids.size === 0 && openRow(source, total, email)
      if (open && open.id !== at(index)?.id) selectRows(source, [open])
      toggle(index)
    },
    [toggle],
  )
  /** `from`: where a range begins that has no beginning yet */
  const extend = useCallback((index: number, from: number) => {
    const { source } = now.current
    if (anchor.current?.key !== source.key || selection.peek().ids.size === 0)
      anchor.current = { key: source.key, index: from, before: selectionIn(source, selection.peek()) }
    const { index: begin, before } = anchor.current
    const own = ++turn.current
    rowsBetween(source, begin, index).then(
      rows => {
        if (own !== turn.current) return
        selectRows(source, rows, before)
        tell()
      },
      () => undefined,
    )
  }, [])
  /** All rows that are here; the bar below then offers everything. */
  const here = useCallback(() => {
    const { source, total } = now.current
    turn.current++
    const rows = rowsHere(source, total)
    selectRows(source, rows)
    tell()
  }, [])
  return { toggle, add, extend, here }
}

function openRow(source: ListSource, total: number, email: string): Row | undefined {
  return rowsHere(source, total).find(one => isRowOf(one, email))
}

/** On another day what is selected stays selected, as far as that day has it. */
function useKeeping(source: ListSource): void {
  const before = useRef(source.key)
  useEffect(() => {
    if (before.current === source.key) return
    before.current = source.key
    const { rows } = selectionIn(source, selection.peek())
    const here = [...rows.values()].filter(row => row.accountId === undefined)
    const [account] = source.what.flatMap(one => ('accountId' in one ? [one.accountId] : []))
    if (here.length === 0 || account === undefined) return
    let current = true
    refreshRows(
      account,
      here.map(row => row.id),
      source.grouped ?? null,
    ).then(
      has => {
        if (current) keepSelected(row => (row.accountId !== undefined ? row : has.get(row.id)))
      },
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [source.key])
}

function tell(): void {
  const { ids } = selection.peek()
  say(ids.size === 0 ? words.listing.nothingSelected : words.listing.selected(ids.size))
}
