import { useCallback, useEffect, useRef } from 'preact/hooks'
import { useAction } from './keys.ts'
import type { Box, Cell } from './list-measures.ts'
import { intoMessage } from './open.ts'
import { place } from './place.ts'
import { narrow } from './preferences.ts'

/** Moving with the keyboard opens the message after this rest. */
const rest = 150

/** Keys in the list: arrows, page and end keys, j and k, Enter. */
export function useMoving(it: {
  total: number
  active: Cell<number>
  show: (index: number) => void
  /** false when that row is not here yet */
  open: (index: number) => boolean
  box: Box<HTMLElement>
  /** Shift was held: selects up to there instead of opening it */
  extend: (index: number) => void
}) {
  const { total, active, show, box } = it
  const open = useRef(it.open)
  open.current = it.open
  const extend = useRef(it.extend)
  extend.current = it.extend
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
    (index: number, isRange = false) => {
      const next = Math.max(0, Math.min(total - 1, index))
      begun.current = true
      if (isRange) extend.current(next)
      active.value = next
      show(next)
      focusRow(box, next)
      clearTimeout(timer.current)
      waiting.current = null
      if (!narrow.peek() && !isRange) timer.current = setTimeout(tryToOpen, rest, next)
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
    const height = box.current?.querySelector('.probe')?.clientHeight || 76
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / height) - 1)
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -total,
      End: total,
    }
    const by = steps[event.key]
    if (by !== undefined) to(active.peek() + by, event.shiftKey)
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
