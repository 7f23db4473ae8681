import { useSignal } from '@preact/signals'
import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { html } from './html.ts'
import { useAction } from './keys.ts'
import { isAsked, loaded, ready } from './loaded.ts'
import { type ListPage, loadPage, loadRank, pageSize } from './mail.ts'
import { MessageRow } from './message-row.ts'
import { Failed } from './notice.ts'
import { inBackup } from './open.ts'
import { go, place } from './place.ts'
import { narrow } from './preferences.ts'
import { pagesOf, rowWindow, scrollTo } from './row-window.ts'
import { words } from './words.ts'

interface Props {
  account: string
  folder: string
  name: string
  total: number
  seenFrom: number
  outgoing: boolean
}

/** Fast scrolling asks for no page it only passes. */
const settle = 70
/** Moving with the keyboard opens the message after this rest. */
const rest = 150

/** The rows: only those in view are drawn and only their pages asked for, whatever the length of the folder. */
export function ListRows(props: Props) {
  const { account, folder, total } = props
  const box = useRef<HTMLDivElement>(null)
  const probe = useRef<HTMLDivElement>(null)
  const size = useSignal({ row: 76, view: 800 })
  const scroll = useSignal(0)
  const wanted = useSignal<number[]>([0])
  const active = useSignal(0)
  useMeasures(box, probe, size, scroll)

  const { row, view } = size.value
  const rows = rowWindow(total, row, scroll.value, view)
  const pages = pagesOf(rows, pageSize)
  useEffect(() => {
    const timer = setTimeout(() => {
      wanted.value = pages
    }, settle)
    return () => clearTimeout(timer)
  }, [pages.join(), account])

  const page = (n: number) =>
    loaded(`page ${account} ${folder} ${n}`, () => loadPage(account, folder, n)).value
  const answers = new Map(
    pages
      .filter(n => wanted.value.includes(n) || isAsked(`page ${account} ${folder} ${n}`))
      .map((n): [number, ReturnType<typeof page>] => [n, page(n)]),
  )
  const at = (index: number) =>
    ready<ListPage>(answers.get(Math.floor(index / pageSize)))?.rows[index % pageSize]

  const show = useCallback(
    (index: number) => {
      const element = box.current
      const { row, view } = size.peek()
      if (element && view > 0) element.scrollTop = scrollTo(total, row, element.scrollTop, view, index)
    },
    [total, size],
  )
  useOpenMessage({ ...props, active, show })

  const failed = [...answers.values()].find(answer => answer.state === 'failed')
  const move = useMoving({ total, active, show, open: index => openRow(at(index)?.id, folder), box })
  if (failed?.state === 'failed' && rows.first < pageSize)
    return html`<${Failed} title=${words.list.failed} trouble=${failed.trouble} again=${() => location.reload()} />`

  const indexes = Array.from({ length: rows.end - rows.first }, (_, i) => rows.first + i)
  const stop = active.value >= rows.first && active.value < rows.end ? active.value : rows.first
  return html`<div ref=${box} class="rows" role="grid" aria-label=${words.list.title(props.name)} aria-rowcount=${total} aria-readonly="true"
      onScroll=${() => {
        scroll.value = box.current?.scrollTop ?? 0
      }} onKeyDown=${move}>
    <div ref=${probe} class="row probe" aria-hidden="true"><div class="row-inside"><span class="row-who">X</span><span class="row-subject">X</span><span class="row-preview">X</span></div></div>
    <div role="presentation" class="rows-inside" style=${{ height: `${rows.height}px` }}>
      ${indexes.map(index => {
        const found = at(index)
        return html`<${MessageRow} key=${index} row=${found} index=${index} height=${row} top=${rows.top + (index - rows.first) * row}
          isOpen=${found !== undefined && found.id === place.value.email} isActive=${index === stop} outgoing=${props.outgoing}
          seenFrom=${props.seenFrom} to=${found ? inBackup(folder, found.id) : null} onFocus=${() => {
            active.value = index
          }} />`
      })}
    </div>
  </div>`
}

type Box<T> = { current: T | null }
type Cell<T> = { value: T; peek(): T }

/** Heights as the browser made them: text spacing and font size are the reader's (WCAG 1.4.12). */
function useMeasures(
  box: Box<HTMLElement>,
  probe: Box<HTMLElement>,
  size: Cell<{ row: number; view: number }>,
  scroll: Cell<number>,
): void {
  useLayoutEffect(() => {
    const measure = () => {
      const row = Math.ceil(probe.current?.getBoundingClientRect().height ?? 0)
      const view = box.current?.clientHeight ?? 0
      const known = size.peek()
      // behind a message on a phone the list has no height, and its scroll position may be lost
      if (view === 0) size.value = { ...known, view }
      else if (known.view === 0 && box.current) box.current.scrollTop = scroll.peek()
      if (row > 0 && view > 0 && (row !== known.row || view !== known.view)) size.value = { row, view }
    }
    const observer = new ResizeObserver(measure)
    if (box.current) observer.observe(box.current)
    if (probe.current) observer.observe(probe.current)
    measure()
    return () => observer.disconnect()
  }, [box, probe, size, scroll])
}

/** Finds the open message in the list, on whatever day, and brings it into view. */
function useOpenMessage(it: Props & { active: Cell<number>; show: (index: number) => void }): void {
  const { email } = place.value
  const { account, folder, active, show } = it
  useEffect(() => {
    if (email === null) return
    let current = true
    loadRank(account, folder, email).then(
      rank => {
        if (!current || rank === null) return
        active.value = rank
        show(rank)
      },
      () => undefined,
    )
    return () => {
      current = false
    }
    // a message opened from the list is in view already, so only another day or folder asks
  }, [account, folder])
}

/** Keys in the list: arrows, page and end keys, j and k, Enter. */
function useMoving(it: {
  total: number
  active: Cell<number>
  show: (index: number) => void
  open: (index: number) => void
  box: Box<HTMLElement>
}) {
  const { total, active, show, box } = it
  const open = useRef(it.open)
  open.current = it.open
  const timer = useRef(0)
  const to = useCallback(
    (index: number) => {
      const next = Math.max(0, Math.min(total - 1, index))
      active.value = next
      show(next)
      requestAnimationFrame(() =>
        box.current
          ?.querySelector<HTMLElement>(`[aria-rowindex="${next + 1}"]`)
          ?.focus({ preventScroll: true }),
      )
      clearTimeout(timer.current)
      if (!narrow.peek()) timer.current = setTimeout(() => open.current(next), rest)
    },
    [total, active, show, box],
  )
  const enter = useCallback(() => {
    clearTimeout(timer.current)
    open.current(active.peek())
    requestAnimationFrame(() => document.getElementById('message-title')?.focus())
  }, [active])
  useAction(
    'next',
    useCallback(() => to(active.peek() + 1), [to, active]),
  )
  useAction(
    'previous',
    useCallback(() => to(active.peek() - 1), [to, active]),
  )
  useAction('open', enter)
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / 76) - 1)
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -total,
      End: total,
    }
    const by = steps[event.key]
    if (by !== undefined) to(active.peek() + by)
    else if (event.key === 'Enter') enter()
    else return
    event.preventDefault()
  }
}

/** Opens a row; from message to message it is one step for Back, not a hundred. */
function openRow(id: string | undefined, folder: string): void {
  if (id === undefined || id === place.peek().email) return
  go(inBackup(folder, id), { replace: place.peek().email !== null })
}
