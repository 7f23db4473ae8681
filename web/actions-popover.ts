import { useLayoutEffect, useRef } from 'preact/hooks'
import { type Action, actionsFor } from './actions.ts'
import { menu, type OpenMenu } from './actions-menu.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { narrow, singleKeys } from './preferences.ts'
import { messagesOf } from './selection.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Room between the menu and the edge of the window, in CSS pixels. */
const edge = 8

/** The one menu of actions: at the row that was right-clicked or pressed, or at the button that asked for it. */
export function ActionsMenu({ open }: { open: OpenMenu }) {
  const box = useRef<HTMLDivElement>(null)
  const { target, at, opener } = open
  // lifting the finger that pressed long must not choose what has come under it
  const touched = useRef(false)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    element.showPopover()
    if (!narrow.peek()) {
      const { width, height } = element.getBoundingClientRect()
      element.style.left = `${Math.max(edge, Math.min(at.x, innerWidth - width - edge))}px`
      // above the button where there is no room below
      const top = at.y + height + edge > innerHeight ? at.y - height - edge * 5 : at.y
      element.style.top = `${Math.max(edge, Math.min(top, innerHeight - height - edge))}px`
    }
    element.querySelector<HTMLElement>('[role="menuitem"]')?.focus({ preventScroll: true })
    return () => {
      if (opener instanceof HTMLElement && document.activeElement === document.body)
        opener.focus({ preventScroll: true })
    }
  }, [open])
  const close = () => {
    if (menu.peek() === open) menu.value = null
  }
  const choose = (event: MouseEvent & { pointerType?: string }, action: Action) => {
    if (event.pointerType === 'touch' && !touched.current) return
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true })
    close()
    action.run()
  }
  return html`<div ref=${box} class="menu actions" popover="auto" role="menu" aria-label=${titleOf(open)} onKeyDown=${moves}
      onPointerDown=${() => {
        touched.current = true
      }}
      onContextMenu=${(event: Event) => event.preventDefault()}
      onToggle=${(event: ToggleEvent) => {
        if (event.newState === 'closed') close()
      }}>
    <p class="menu-address" dir="auto">${titleOf(open)}</p>
    ${actionsFor(target).map(
      action =>
        html`${action.apart && html`<hr role="separator" />`}<button type="button" role="menuitem" tabindex="-1" class="menu-item" key=${action.name}
          onClick=${(event: MouseEvent) => choose(event, action)}>${icon(action.icon)}<span class="grow">${action.text}</span>${
            action.key &&
            (action.key.length > 1 || singleKeys.value) &&
            html`<kbd aria-hidden="true">${action.key}</kbd>`
          }</button>`,
    )}
  </div>`
}

function titleOf({ target }: OpenMenu): string {
  const [row, another] = target.rows
  if (!target.all && row && !another) return visible(row.subject?.trim() ?? '') || words.list.noSubject
  if (!target.all && row) return words.listing.selected(messagesOf(target.rows))
  return visible(target.source?.title ?? '')
}

/** Arrows, Home, End and first letters, as menus have them; Tab leaves. */
function moves(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement
  const items = [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')]
  const now = items.indexOf(document.activeElement as HTMLElement)
  const last = items.length - 1
  const to: Record<string, number> = {
    ArrowDown: now === last ? 0 : now + 1,
    ArrowUp: now <= 0 ? last : now - 1,
    Home: 0,
    End: last,
  }
  const next = to[event.key] ?? byLetter(items, now, event.key)
  if (event.key === 'Tab') menu.hidePopover()
  if (next === undefined) return
  event.preventDefault()
  items[next]?.focus()
}

function byLetter(items: HTMLElement[], now: number, key: string): number | undefined {
  if (key.length !== 1 || key === ' ') return undefined
  const begins = (i: number) =>
    items[i]?.textContent?.trim().toLocaleLowerCase().startsWith(key.toLocaleLowerCase())
  const order = items.map((_, i) => (now + 1 + i) % items.length)
  return order.find(begins)
}
