import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { downloadRows } from './actions-download.ts'
import { openMenuFor } from './actions-menu.ts'
import { restoreRows } from './actions-restore.ts'
import { html } from './html.ts'
import { useAction } from './keys.ts'
import { useMeasures, useOpenMessage } from './list-measures.ts'
import { useMoving } from './list-moving.ts'
import { pageKey } from './list-pages.ts'
import { usePointing } from './list-pointing.ts'
import { useSelecting } from './list-selecting.ts'
import type { ListSource } from './list-source.ts'
import { isAsked, type Loaded, loaded, ready, reload } from './loaded.ts'
import { isRowOf, type ListPage, pageSize, type Row } from './mail.ts'
import { MessageRow } from './message-row.ts'
import { Failed } from './notice.ts'
import { go, place } from './place.ts'
import { pagesOf, rowWindow, scrollTo } from './row-window.ts'
import { isSelecting, selectionIn } from './selection.ts'
import { asTrouble, type Trouble } from './server.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Fast scrolling asks for no page it only passes. */
const settle = 70
/** Rows drawn while nobody knows yet how many there are. */
const guessed = 12

/** The rows: only those in view are drawn and only their pages asked for, whatever the length of the list. */
export function ListRows({ source, counted }: { source: ListSource; counted: (page: ListPage) => void }) {
  const box = useRef<HTMLDivElement>(null)
  const probe = useRef<HTMLDivElement>(null)
  const size = useSignal({ row: 76, view: 800 })
  const scroll = useSignal(0)
  const wanted = useSignal<number[]>([0])
  const active = useSignal(0)
  const last = useSignal({ view: '', total: guessed })
  useMeasures(box, probe, size, scroll)

  const total = source.total ?? (last.value.view === source.view ? last.value.total : guessed)
  const { row, view } = size.value
  const rows = rowWindow(total, row, scroll.value, view)
  const pages = pagesOf(rows, pageSize)
  useEffect(() => {
    const timer = setTimeout(() => {
      wanted.value = pages
    }, settle)
    return () => clearTimeout(timer)
  }, [pages.join(), source.key])
  const answers = useAnswers(source, pages, wanted.value)
  const answer = [...answers.values()].map(ready).find(Boolean)
  useLayoutEffect(() => {
    if (!answer) return
    last.value = { view: source.view, total: answer.total }
    counted(answer)
  }, [answer, source.view])
  const at = (index: number) => ready(answers.get(Math.floor(index / pageSize)))?.rows[index % pageSize]

  const show = useCallback(
    (index: number) => {
      const element = box.current
      const { row, view } = size.peek()
      if (element && view > 0) element.scrollTop = scrollTo(total, row, element.scrollTop, view, index)
    },
    [total, size],
  )
  useOpenMessage({ source, active, show })
  const { toggle, add, extend, here } = useSelecting(source, at, total)
  const open = (index: number) => openRow(source, at(index))
  const menu = (index: number, point: { x: number; y: number } | null) => {
    const found = at(index)
    if (found) openMenuFor(source, found, point ?? besideRow(box.current, index))
  }
  const extendTo = (index: number) => extend(index, active.peek())
  const move = useMoving({ total, active, show, open, box, extend: extendTo })
  const pointing = usePointing({
    ...{ active, open, toggle, add, menu, extend: extendTo },
    isSelecting: () => isSelecting.peek(),
  })
  useAction(
    'select',
    useCallback(() => toggle(active.peek()), [toggle, active]),
  )
  useRowKeys(() => at(active.peek()))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) menu(active.peek(), null)
    else if (event.key === ' ' && !event.ctrlKey && !event.altKey) toggle(active.peek())
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && !event.shiftKey) here()
    else return move(event)
    event.preventDefault()
  }
  // whoever waits in the list, after a search or at the door, goes on in its rows
  useEffect(() => {
    if (document.activeElement?.id === 'messages')
      box.current?.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus()
  }, [])
  const draw = useDrawing({ source, rows, row, at, active: active.value })

  if (total === 0) return source.empty
  const failed = [...answers].filter(([, answer]) => answer.state === 'failed').map(([n]) => n)
  const again = () => {
    for (const n of failed) reload(pageKey(source, n), () => source.load(n))
  }
  return html`<div ref=${box} class="rows" role="grid" aria-label=${words.list.title(visible(source.title))} aria-rowcount=${total}
      aria-readonly="true" aria-multiselectable="true" data-marked=${source.marked ? 'yes' : undefined} ...${pointing} onKeyDown=${onKeyDown}
      onScroll=${() => {
        const at = box.current?.scrollTop ?? 0
        // Whole rows are enough to know which to draw, but not where the scroll bar is stretched.
        scroll.value = rows.height < total * row ? at : at - (at % row)
      }}>
    <div ref=${probe} class="row probe" aria-hidden="true"><div class="row-inside"><span class="row-who">X</span><span class="row-subject">X</span>
      <span class="row-last">${source.marked && html`<span class="tag folder-tag">X</span>`}<span class="row-preview">X</span></span></div></div>
    <div role="presentation" class="rows-inside" style=${{ height: `${rows.height}px` }}>${draw}</div>
  </div>
  ${failed.length > 0 && html`<div class="list-failed"><${Failed} title=${words.list.failed} trouble=${troubleOf(answers)} again=${again} /></div>`}`
}

/** As in the row's menu: a conversation is downloaded message by message and restored as a whole. */
function useRowKeys(current: () => Row | undefined): void {
  const now = useRef(current)
  now.current = current
  const withRow = (act: (rows: Row[]) => void, ids: (row: Row) => string[]) => () => {
    const row = now.current()
    if (row) act([{ ...row, selects: ids(row) }])
  }
  useAction(
    'downloadRow',
    useCallback(
      withRow(downloadRows, row => [row.id]),
      [],
    ),
  )
  useAction(
    'restoreRow',
    useCallback(
      withRow(restoreRows, row => row.threadIds ?? [row.id]),
      [],
    ),
  )
}

function useAnswers(source: ListSource, pages: number[], wanted: readonly number[]) {
  const page = (n: number) => loaded(pageKey(source, n), () => source.load(n)).value
  return new Map(
    pages
      .filter(n => !source.loading && (wanted.includes(n) || isAsked(pageKey(source, n))))
      .map((n): [number, Loaded<ListPage>] => [n, page(n)]),
  )
}

/** The rows in view. The same node again is passed over by Preact: scrolling draws only the rows that come. */
function useDrawing(it: {
  source: ListSource
  rows: ReturnType<typeof rowWindow>
  row: number
  at: (index: number) => Row | undefined
  active: number
}): VNode[] {
  const { source, rows, row, at, active } = it
  const drawn = useRef(new Map<string, VNode>())
  const before = drawn.current
  drawn.current = new Map()
  const { email } = place.value
  const { ids, all } = selectionIn(source)
  const stop = active >= rows.first && active < rows.end ? active : rows.first
  return Array.from({ length: rows.end - rows.first }, (_, i) => {
    const index = rows.first + i
    const found = at(index)
    const top = rows.top + i * row
    const isOpen = found !== undefined && email !== null && isRowOf(found, email)
    const isSelected = found !== undefined && (all || ids.has(found.id))
    const key = [source.key, index, found?.id, top, row, isOpen, isSelected, index === stop].join()
    const node =
      before.get(key) ??
      html`<${MessageRow} key=${index} row=${found} index=${index} height=${row} top=${top} isOpen=${isOpen} isSelected=${isSelected}
        isActive=${index === stop} outgoing=${source.outgoing} seenFrom=${source.seenFrom} to=${found ? source.place(found) : null} />`
    drawn.current.set(key, node)
    return node
  })
}

function troubleOf(answers: ReadonlyMap<number, Loaded<ListPage>>): Trouble {
  for (const answer of answers.values()) if (answer.state === 'failed') return answer.trouble
  return asTrouble(null)
}

/** Opens a row; from message to message it is one step for Back, not a hundred. */
function openRow(source: ListSource, row: Row | undefined): boolean {
  if (row === undefined) return false
  const { email } = place.peek()
  if (row.id !== email) go(source.place(row), { replace: email !== null })
  return true
}

function besideRow(box: HTMLElement | null, index: number): { x: number; y: number } {
  const row = box?.querySelector(`[aria-rowindex="${index + 1}"]`)?.getBoundingClientRect()
  return row ? { x: row.left + 48, y: row.bottom - 8 } : { x: 0, y: 0 }
}
