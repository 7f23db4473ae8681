import { useCallback, useRef } from 'preact/hooks'
import { downloadRows, downloadSource } from './actions-download.ts'
import { openMenu } from './actions-menu.ts'
import { restoreRows, restoreSource } from './actions-restore.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { useAction } from './keys.ts'
import { rowsHere } from './list-pages.ts'
import type { ListSource } from './list-source.ts'
import { isRowOf, type ListPage, type Row } from './mail.ts'
import { place } from './place.ts'
import { clearSelection, selectAll, selectionIn } from './selection.ts'
import { words } from './words.ts'

/** A row of its own below the list, always there so that nothing moves: what is selected, and what can be done with it. */
export function ListFoot({ source, page }: { source: ListSource; page: ListPage | null }) {
  const button = useRef<HTMLButtonElement>(null)
  const { ids, rows, all } = selectionIn(source)
  const total = source.total ?? page?.total ?? null
  const isSome = all || ids.size > 0
  const text = all
    ? total === null || page?.atLeast
      ? words.listing.allSelectedUncounted
      : words.listing.allSelected(total)
    : words.listing.selected(ids.size)
  const open = () => {
    const here = isSome ? [...rows.values()] : openRow(source, total)
    openMenu({ rows: here, source, all, list: !isSome }, button.current)
  }
  return html`${isSome && html`<${Keys} source=${source} />`}<footer class="list-foot" aria-label=${words.action.menu}>
    ${
      isSome
        ? html`<p class="list-selected">${text}</p>
          ${!all && (total === null || ids.size < total || page?.atLeast) && html`<button type="button" class="linklike" onClick=${() => selectAll(source)}>${total === null || page?.atLeast ? words.listing.selectEverything : words.listing.selectAll(total)}</button>`}
          <button type="button" class="quiet square" aria-label=${words.listing.clear} title=${words.listing.clear} onClick=${clearSelection}>${icon('close', 'small')}</button>`
        : html`<p class="list-selected none">${words.listing.nothingSelected}</p>`
    }
    <button ref=${button} type="button" class=${isSome ? 'button main' : 'button'} aria-haspopup="menu" onClick=${open}>${words.action.menu}${icon('down', 'small')}</button>
  </footer>`
}

/** Where nothing is selected it is the open message that is meant. */
function openRow(source: ListSource, total: number | null): Row[] {
  const { email } = place.peek()
  const row = email !== null && rowsHere(source, total ?? 0).find(one => isRowOf(one, email))
  return row ? [row] : []
}

/** What keys do while something is selected. */
function Keys({ source }: { source: ListSource }) {
  const { rows, all } = selectionIn(source)
  useAction(
    'downloadSelected',
    useCallback(() => (all ? downloadSource(source) : downloadRows([...rows.values()])), [all, rows, source]),
  )
  useAction(
    'restoreSelected',
    useCallback(() => (all ? restoreSource(source) : restoreRows([...rows.values()])), [all, rows, source]),
  )
  useAction('clear', clearSelection)
  return null
}
