import { useSignal } from '@preact/signals'
import type { AdminRequest } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { ask } from '../server.ts'
import { Ask, act, typed } from './parts.ts'
import { words } from './words.ts'

type Act = 'confirm' | 'reject' | 'cancel' | 'undo'

/** What an admin may do with a request now; each is asked once more in a window of its own. */
export function Decision({ one, again }: { one: AdminRequest; again: () => void }) {
  const doing = useSignal<Act | null>(null)
  const reason = useSignal('')
  const now = Date.now()
  const may: Act[] = [
    ...(one.state === 'waiting' && (one.decideUntil ?? 0) > now ? (['confirm', 'reject'] as const) : []),
    ...(one.state === 'running' || one.state === 'confirmed' ? (['cancel'] as const) : []),
    ...((one.state === 'done' || one.state === 'partial' || one.state === 'cancelled') &&
    (one.undoUntil ?? 0) > now
      ? (['undo'] as const)
      : []),
  ]
  if (may.length === 0) return null
  const { requests } = words
  const named = {
    confirm: requests.confirm,
    reject: requests.reject,
    cancel: requests.stop,
    undo: requests.undo,
  }
  const close = () => {
    doing.value = null
  }
  const send = (what: Act) => {
    close()
    const body = what === 'reject' ? { reason: reason.value.trim() } : {}
    act(() => ask(`/api/admin/requests/${encodeURIComponent(one.id)}/${what}`, body), again)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    if (doing.value) send(doing.value)
  }
  return html`<p class="admin-acts">${may.map(
    what => html`<button type="button" class=${`button ${what === 'confirm' ? 'main' : ''}`}
      aria-label=${`${named[what]} R${one.number}`} onClick=${() => {
        if (what === 'cancel') send(what)
        else doing.value = what
      }}>${named[what]}</button>`,
  )}</p>
  ${
    doing.value &&
    html`<${Ask} title=${doing.value === 'reject' ? requests.rejectTitle : named[doing.value]} close=${close}>
      <form onSubmit=${submit}>
        ${doing.value === 'confirm' && html`<p>${requests.sure(requests.emails(one.plan?.add ?? 0), one.address)}</p>`}
        ${doing.value === 'undo' && html`<p>${requests.undoSure}</p>`}
        ${
          doing.value === 'reject' &&
          html`<label class="field"><span>${requests.reason}</span><textarea rows="3" maxlength="1000" required value=${reason.value}
            onInput=${(e: Event) => {
              reason.value = typed(e)
            }}></textarea><p class="hint">${requests.rejectHint}</p></label>`
        }
        <p class="admin-acts"><button type="submit" class="button main">${doing.value === 'confirm' ? requests.start : named[doing.value]}</button>
          <button type="button" class="button" onClick=${close}>${words.cancel}</button></p>
      </form><//>`
  }`
}
