import { useCallback, useEffect, useRef } from 'preact/hooks'
import type { Cell } from './list-measures.ts'

/** A finger that rests so long on a row means the row, not to open it. */
const longPress = 500
/** Pixels a finger may tremble. */
const tremble = 10

interface Pointing {
  active: Cell<number>
  /** opens the row, as a plain click does */
  open: (index: number) => boolean
  toggle: (index: number) => void
  /** the same with Ctrl held: the open row is taken along */
  add: (index: number) => void
  extend: (index: number) => void
  /** the menu of the row, at this point of the window */
  menu: (index: number, at: { x: number; y: number }) => void
  /** does a tap select rather than open? */
  isSelecting: () => boolean
}

/**
 * The mouse and fingers on the rows, for all of them at once. A click opens; on the check box, with Ctrl or Cmd, it
 * selects; with Shift it selects a range. Right click and a long press bring the menu; a long press selects as well.
 */
export function usePointing(it: Pointing) {
  const does = useRef(it)
  does.current = it
  const press = useRef<{ timer: number; x: number; y: number } | null>(null)
  // Never yet: a click in the first second of the page is one as well.
  const pressed = useRef(Number.NEGATIVE_INFINITY)
  const held = useRef<{ index: number; at: { x: number; y: number } } | null>(null)
  const wasHeld = useRef(false)
  const release = useCallback(() => {
    clearTimeout(press.current?.timer)
    press.current = null
  }, [])
  useEffect(() => release, [release])
  const hold = useCallback(
    (index: number, at: { x: number; y: number }) => {
      release()
      pressed.current = performance.now()
      if (!does.current.isSelecting()) does.current.toggle(index)
      held.current = { index, at }
      wasHeld.current = true
    },
    [release],
  )
  // Only when the finger is up: the browser closes what opened under it.
  const lift = useCallback(() => {
    release()
    const one = held.current
    held.current = null
    if (!one) return
    pressed.current = performance.now()
    setTimeout(() => does.current.menu(one.index, one.at))
  }, [release])
  return {
    onPointerDown: (event: PointerEvent) => {
      release()
      wasHeld.current = false
      const index = rowAt(event.target)
      // a range must not mark the text between
      if (event.shiftKey && event.pointerType !== 'touch') event.preventDefault()
      if (index === null || event.pointerType !== 'touch' || !event.isPrimary) return
      const at = { x: event.clientX, y: event.clientY }
      press.current = { ...at, timer: setTimeout(hold, longPress, index, at) }
    },
    onPointerMove: (event: PointerEvent) => {
      const begun = press.current
      if (begun && Math.hypot(event.clientX - begun.x, event.clientY - begun.y) > tremble) release()
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    // Else a browser that takes the touch for a tap makes a click of it, which on a slow machine comes when the menu is open and closes it.
    onTouchEnd: (event: TouchEvent) => {
      if (wasHeld.current && event.cancelable) event.preventDefault()
    },
    onClick: (event: MouseEvent & { pointerType?: string }) => {
      const index = rowAt(event.target)
      if (index === null || event.button !== 0 || event.altKey) return
      event.preventDefault()
      // the click that ends a long press
      if (performance.now() - pressed.current < 700) return
      const { toggle, add, extend, open, active, isSelecting } = does.current
      const isTap = event.pointerType === 'touch'
      if (event.shiftKey) extend(index)
      else if (isCheck(event.target) || (isTap && isSelecting())) toggle(index)
      else if (event.ctrlKey || event.metaKey) add(index)
      else open(index)
      active.value = index
    },
    onContextMenu: (event: MouseEvent & { pointerType?: string }) => {
      const index = rowAt(event.target)
      if (index === null) return
      event.preventDefault()
      const at = { x: event.clientX, y: event.clientY }
      if (event.pointerType !== 'touch') does.current.menu(index, at)
      // phones that know long presses themselves tell them so, sooner or later than our clock
      else if (performance.now() - pressed.current > 700) hold(index, at)
    },
    onFocusIn: (event: FocusEvent) => {
      const index = rowAt(event.target)
      if (index === null) return
      does.current.active.value = index
      // the row is the one stop for the keyboard; its link and its box only take clicks
      const { target } = event
      const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null
      if (row && row !== target) row.focus({ preventScroll: true })
    },
  }
}

function rowAt(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('.row[aria-rowindex]') : null
  return row ? Number(row.getAttribute('aria-rowindex')) - 1 : null
}

function isCheck(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.row-check') !== null
}
