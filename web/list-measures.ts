import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { ListSource } from './list-source.ts'
import { place } from './place.ts'

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
      if (row === 0 || view === 0 || (row === known.row && view === known.view)) return
      size.value = { row, view }
      // rows of another height: what was on top stays there
      if (row === known.row || !box.current) return
      const top = Math.round(scroll.peek() / known.row) * row
      requestAnimationFrame(() => box.current?.scrollTo(0, top))
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
  source: ListSource
  active: Cell<number>
  show: (index: number) => void
}): void {
  const { email } = place.value
  const { source, active, show } = it
  useEffect(() => {
    if (email === null) return
    let current = true
    source.rank(email).then(
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
    // a message opened from the list is in view already, so only another day, folder or order asks
  }, [source.key])
}
