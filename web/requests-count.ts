import { useEffect } from 'preact/hooks'
import { openDialog } from './dialog.ts'
import { follow } from './follow.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { count } from './numbers.ts'
import { isMoving, isOpen, loadRequests, requests } from './restore-requests.ts'
import { words } from './words.ts'

/** Milliseconds between two looks where the server cannot tell of changes: while something goes on, and while something waits. */
const soon = 1000
const seldom = 30_000

/** In the top bar: how many requests are open, as long as there are any. */
export function OpenRequests() {
  useRequests()
  const open = (requests.value ?? []).filter(isOpen).length
  if (open === 0) return null
  return html`<button type="button" class="quiet requests-count" aria-label=${words.requests.open(open)} title=${words.requests.open(open)}
    onClick=${() => openDialog('requests')}>${icon('past')}${count(open)}</button>`
}

/** Keeps `requests` as they are while anything of them can change by itself. */
function useRequests(): void {
  const all = requests.value
  const every = all?.some(isMoving) ? soon : all?.some(isOpen) ? seldom : null
  const isFirst = all === null
  useEffect(() => {
    if (!isFirst) return
    const look = () => loadRequests().catch(() => undefined)
    look()
    const timer = setInterval(look, seldom)
    return () => clearInterval(timer)
  }, [isFirst])
  useEffect(() => {
    if (every === null) return
    return follow('RestoreRequest', () => loadRequests().catch(() => undefined), every)
  }, [every])
}
