import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { AdminAccount } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { icon } from '../icons.ts'
import { ask } from '../server.ts'
import { Access, Plan, Remove, urlOf } from './account-questions.ts'
import { act } from './parts.ts'
import { words } from './words.ts'

type Question = 'plan' | 'remove' | 'access'

/** What an admin may do with one account: a menu, and a window for what wants more than a click. */
export function AccountActs({ one, again }: { one: AdminAccount; again: () => void }) {
  const question = useSignal<Question | null>(null)
  const { accounts } = words
  const send = (what: string) => act(() => ask(urlOf(one, what), {}), again)
  const open = (what: Question) => {
    question.value = what
  }
  const close = () => {
    question.value = null
  }
  const menu = useRef<HTMLUListElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const item = (text: string, onClick: () => void) => {
    const choose = () => {
      menu.current?.hidePopover()
      onClick()
    }
    return html`<li><button type="button" class="menu-item" onClick=${choose}>${text}</button></li>`
  }
  return html`<button ref=${opener} type="button" class="button admin-menu" popovertarget=${`acts-${one.id}`}
      aria-label=${`${accounts.columns.acts}: ${one.address}`}>${accounts.columns.acts}${icon('down', 'small')}</button>
    <ul ref=${menu} id=${`acts-${one.id}`} class="menu" popover="auto" onToggle=${() => placeAt(menu.current, opener.current)}>
      ${item(accounts.backup, () => send('backup'))}
      ${one.pausedAt === null ? item(accounts.pause, () => send('pause')) : item(accounts.resume, () => send('resume'))}
      ${one.state !== 'active' && item(accounts.release, () => send('release'))}
      ${one.eraseAt !== null && one.erasingAt === null && item(accounts.keep, () => send('keep'))}
      ${item(accounts.plan, () => open('plan'))}
      ${item(accounts.access, () => open('access'))}
      ${item(accounts.remove, () => open('remove'))}
    </ul>
    ${question.value === 'plan' && html`<${Plan} one=${one} close=${close} again=${again} />`}
    ${question.value === 'remove' && html`<${Remove} one=${one} close=${close} again=${again} />`}
    ${question.value === 'access' && html`<${Access} one=${one} close=${close} again=${again} />`}`
}

// Beside its button, over the list; above where there is no room below.
function placeAt(menu: HTMLElement | null, opener: HTMLElement | null): void {
  if (!menu || !opener) return
  const { height, width } = menu.getBoundingClientRect()
  const at = opener.getBoundingClientRect()
  const top = at.bottom + height + EDGE > innerHeight ? at.top - height : at.bottom
  const left = Math.min(at.left, innerWidth - width - EDGE)
  menu.style.inset = `${Math.max(EDGE, top)}px auto auto ${Math.max(EDGE, left)}px`
}

/** Between a menu and the edge of the window, CSS pixels. */
const EDGE = 8
