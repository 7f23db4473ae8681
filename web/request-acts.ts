import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { timeLeft } from './clock.ts'
import { DownloadAgain } from './download-again.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { change, isUnsent, type Request } from './restore-requests.ts'
import { me } from './session.ts'
import { words } from './words.ts'

type Wanted = 'withdrawn' | 'cancelled' | 'undone'

interface ActsProps {
  one: Request
  /** an instant in words */
  when: (utc: string) => string
  now: number
}

/** What can be done with a request as it stands. */
export function RequestActs({ one, when, now }: ActsProps) {
  const isBusy = useSignal(false)
  const isSure = useSignal(false)
  const failed = useSignal(false)
  const isStale = useSignal(false)
  const { requests, restore } = words
  // what an undo removes is in the live mailbox: a link to the backups is not enough
  const hasPassword = me.value?.how === 'password'
  const run = (state: Wanted) => async () => {
    isBusy.value = true
    const refused = await change(one.id, state).catch(() => 'fault')
    isStale.value = refused === 'signInAgain'
    failed.value = refused !== null && !isStale.value
    isBusy.value = false
    isSure.value = false
    // the button is gone or goes: who has no mouse goes on from the request
    if (refused === null) document.getElementById(`request-${one.id}`)?.focus()
  }
  const button = (text: string, act: () => void) =>
    html`<button type="button" class="button" disabled=${isBusy.value || one.asked !== null} onClick=${act}>${text}</button>`
  if (isStale.value) return html`<${DownloadAgain} done=${run('undone')} why=${restore.again} />`
  const ask = () => {
    isSure.value = true
  }
  const leave = () => {
    isSure.value = false
  }
  if (me.value?.how === 'offline')
    return hasActs(one, now) ? html`<p class="fine">${words.wayIn.needsServer}</p>` : null
  return html`<div class="request-acts">
    ${one.state === 'waiting' && button(requests.withdraw, run('withdrawn'))}
    ${isUnsent(one) && button(requests.forget, run('withdrawn'))}
    ${(one.state === 'running' || one.state === 'confirmed') && button(requests.cancel, run('cancelled'))}
    ${isUndoable(one, now) && !hasPassword && html`<p class="fine">${words.wayIn.passwordNeeded}</p>`}
    ${isUndoable(one, now) && hasPassword && isSure.value && html`<${Sure} text=${requests.undoText(when(one.undoUntil ?? ''))} isBusy=${isBusy.value} undo=${run('undone')} leave=${leave} />`}
    ${isUndoable(one, now) && hasPassword && !isSure.value && html`${button(requests.undo, ask)}<span class="fine">${requests.until(when(one.undoUntil ?? ''), timeLeft(Date.parse(one.undoUntil ?? ''), now))}</span>`}
    ${noUndoText(one, now) !== null && html`<p class="fine">${noUndoText(one, now)}</p>`}
    ${failed.value && html`<p class="bar-note warn" role="alert">${icon('warning')}<span>${requests.notDone}</span></p>`}
  </div>`
}

interface SureProps {
  text: string
  isBusy: boolean
  undo: () => void
  leave: () => void
}

function Sure({ text, isBusy, undo, leave }: SureProps) {
  const yes = useRef<HTMLButtonElement>(null)
  useEffect(() => yes.current?.focus(), [])
  const { requests } = words
  return html`<p>${text}</p>
    <button ref=${yes} type="button" class="button main" disabled=${isBusy} onClick=${undo}>${requests.undoSure}</button>
    <button type="button" class="button" disabled=${isBusy} onClick=${leave}>${requests.keep}</button>`
}

function hasActs(one: Request, now: number): boolean {
  return ['waiting', 'running', 'confirmed'].includes(one.state) || isUnsent(one) || isUndoable(one, now)
}

function hasAdded({ state, result }: Request): boolean {
  return ['done', 'partial', 'cancelled'].includes(state) && (result?.added ?? 0) > 0
}

function isUndoable(one: Request, now: number): boolean {
  return hasAdded(one) && one.undoUntil !== null && Date.parse(one.undoUntil) > now
}

// Said where somebody might look for it.
function noUndoText(one: Request, now: number): string | null {
  const { requests, restore } = words
  if (!hasAdded(one) || isUndoable(one, now)) return null
  if (one.undoUntil !== null) return requests.undoOver
  return one.plan?.canUndo === false ? restore.noUndo : restore.neverUndo
}
