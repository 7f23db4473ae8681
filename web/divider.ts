import { useRef } from 'preact/hooks'
import { html } from './html.ts'
import { layout, type PagePreferences, paneSizes, setPreference } from './preferences.ts'
import { words } from './words.ts'

type Pane = keyof PagePreferences['paneSizes']

/** In rem: the least, the usual and the most a pane takes; a click goes from one to the next. */
const sizes: Record<Pane, [least: number, usual: number, most: number]> = {
  folders: [11, 15.75, 26],
  list: [18, 25, 44],
}
/** A click trembles no more than this, in CSS pixels. */
const tremble = 3

/** Sizes of the panes as custom properties, for the element around them. */
export function paneStyle(): Record<string, string> {
  const { folders, list } = paneSizes.value
  return {
    ...(folders === null ? {} : { '--folders': `${folders}rem` }),
    ...(list === null ? {} : { '--list': `${list}rem` }),
  }
}

/**
 * The border between two panes, after the one it resizes: by dragging, by arrow keys, Home and End, and by a plain click,
 * which goes through three sizes (WCAG 2.5.7 asks for a way without dragging).
 */
export function Divider({ pane }: { pane: Pane }) {
  const own = useRef<HTMLDivElement>(null)
  const drag = useRef<{ from: number; size: number; moved: boolean } | null>(null)
  const isFlat = pane === 'list' && layout.value === 'below'
  const [least, usual, most] = sizes[pane]
  const now = paneSizes.value[pane] ?? usual
  const keep = (size: number) => {
    const rounded = Math.round(Math.max(least, Math.min(most, size)) * 4) / 4
    setPreference('paneSizes', { ...paneSizes.peek(), [pane]: rounded })
  }
  const measured = () => {
    const box = own.current?.previousElementSibling?.getBoundingClientRect()
    return box ? (isFlat ? box.height : box.width) / rem() : now
  }
  const along = (event: PointerEvent) =>
    isFlat ? event.clientY : document.dir === 'rtl' ? -event.clientX : event.clientX
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    own.current?.setPointerCapture(event.pointerId)
    drag.current = { from: along(event), size: measured(), moved: false }
  }
  const onPointerMove = (event: PointerEvent) => {
    const begun = drag.current
    if (!begun) return
    const by = along(event) - begun.from
    if (!begun.moved && Math.abs(by) < tremble) return
    begun.moved = true
    keep(begun.size + by / rem())
  }
  const onPointerUp = () => {
    const begun = drag.current
    drag.current = null
    if (begun && !begun.moved) keep([least, usual, most].find(size => size > measured() + 0.5) ?? least)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const [back, forth] = isFlat ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
    const step = document.dir === 'rtl' && !isFlat ? -1 : 1
    const to: Record<string, number> = {
      [back as string]: measured() - step,
      [forth as string]: measured() + step,
      Home: least,
      End: most,
      Enter: usual,
    }
    const size = to[event.key]
    if (size === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    keep(size)
  }
  const name = isFlat ? words.pane.listHeight : words.pane[pane]
  return html`<div ref=${own} class=${`divider ${pane}-divider`} role="separator" tabindex="0" aria-orientation=${isFlat ? 'horizontal' : 'vertical'}
    aria-label=${name} title=${`${name}. ${words.pane.hint}`} aria-valuemin=${least} aria-valuemax=${most} aria-valuenow=${Math.round(now)}
    onPointerDown=${onPointerDown} onPointerMove=${onPointerMove} onPointerUp=${onPointerUp}
    onPointerCancel=${() => {
      drag.current = null
    }} onKeyDown=${onKeyDown}></div>`
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}
