import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useAction } from './keys.ts'
import { loadRank } from './mail.ts'
import { intoMessage } from './open.ts'
import { place } from './place.ts'
import { narrow } from './preferences.ts'

/** Moving with the keyboard opens the message after this rest. */
const rest = 150

export type Box<T> = { current: T | null }
export type Cell<T> = { value: T; peek(): T }

/** Heights as the browser made them: text spacing and font size are the reader's (WCAG 1.4.12). */
export function useMeasures(
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
export function useOpenMessage(it: {
  account: string
  folder: string
  active: Cell<number>
  show: (index: number) => void
}): void {
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
export function useMoving(it: {
  total: number
  active: Cell<number>
  show: (index: number) => void
  /** false when that row is not here yet */
  open: (index: number) => boolean
  box: Box<HTMLElement>
}) {
  const { total, active, show, box } = it
  const open = useRef(it.open)
  open.current = it.open
  const timer = useRef(0)
  const begun = useRef(false)
  const waiting = useRef<number | null>(null)
  const tryToOpen = useCallback((index: number) => {
    waiting.current = open.current(index) ? null : index
  }, [])
  useEffect(() => {
    if (waiting.current !== null) tryToOpen(waiting.current)
  })
  const to = useCallback(
    (index: number) => {
      const next = Math.max(0, Math.min(total - 1, index))
      begun.current = true
      active.value = next
      show(next)
      focusRow(box, next)
      clearTimeout(timer.current)
      waiting.current = null
      if (!narrow.peek()) timer.current = setTimeout(tryToOpen, rest, next)
    },
    [total, active, show, box, tryToOpen],
  )
  const enter = useCallback(() => {
    clearTimeout(timer.current)
    intoMessage.value = true
    tryToOpen(active.peek())
  }, [active, tryToOpen])
  // the first key in a list where nothing was opened yet opens the first row, it does not pass over it
  const step = useCallback((by: 1 | -1) => (begun.current || place.peek().email !== null ? by : 0), [])
  useAction(
    'next',
    useCallback(() => to(active.peek() + step(1)), [to, active, step]),
  )
  useAction(
    'previous',
    useCallback(() => to(active.peek() + step(-1)), [to, active, step]),
  )
  useAction(
    'toRow',
    useCallback(() => {
      show(active.peek())
      focusRow(box, active.peek())
    }, [active, show, box]),
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

/** A row far away is drawn only after the list has scrolled there. */
function focusRow(box: Box<HTMLElement>, index: number, tries = 3): void {
  requestAnimationFrame(() => {
    const row = box.current?.querySelector<HTMLElement>(`[aria-rowindex="${index + 1}"]`)
    if (row) row.focus({ preventScroll: true })
    else if (tries > 0) focusRow(box, index, tries - 1)
  })
}
