import { useSignal } from '@preact/signals'
import { clock } from './dates.ts'
import { closeDialog, Dialog, dialog, openDialog } from './dialog.ts'
import { DownloadAgain } from './download-again.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { me, signOut } from './session.ts'
import { words } from './words.ts'

/** For who did not come in with the mail password: what can be done all the same, and for how long. */
export function WayIn() {
  const who = me.value
  if (!who || who.how === 'password') return null
  return html`<p class="bar-note warn" role="note" style=${{ margin: '0 0.75rem 0.4375rem', padding: '0.25rem 0.5rem' }}>
    ${icon('lock')}<span>${words.wayIn[who.how](clock(who.sessionEnds, who.zone))}
      ${' '}<button type="button" class="linklike" onClick=${who.how === 'offline' ? again : signOut}>${words.session.signInAgain}</button></span></p>
    ${dialog.value === 'sign-in' && html`<${Again} />`}`
}

/** In place of what needs the mail server, for who signed in without it. */
export function NeedsServer() {
  return html`<p class="bar-note warn" role="note" style=${{ margin: '0 0 1rem' }}>${icon('lock')}<span>${words.wayIn.needsServer}
    ${' '}<button type="button" class="linklike" onClick=${again}>${words.session.signInAgain}</button></span></p>`
}

function again(): void {
  openDialog('sign-in')
}

/** Everything below stays as it is: with the same password the mail server is asked once more. */
function Again() {
  const isSilent = useSignal(false)
  const done = () => {
    isSilent.value = me.peek()?.how === 'offline'
    if (!isSilent.value) closeDialog()
  }
  return html`<${Dialog} title=${words.session.signInAgain} kind="small">
    <${DownloadAgain} done=${done} why=${words.wayIn.againWhy} />
    <div role="status">${isSilent.value && html`<p class="bar-note warn" style=${{ margin: '1rem 0 0' }}>${icon('warning')}<span>${words.wayIn.stillSilent}</span></p>`}</div>
  <//>`
}
