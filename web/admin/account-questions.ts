import { useSignal } from '@preact/signals'
import type { AccessLink, AdminAccount, AdminDomains } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { ask, asTrouble } from '../server.ts'
import { AccessLinks } from './access-links.ts'
import { useGet } from './load.ts'
import { Ask, act, troubleWords, typed } from './parts.ts'
import { moment, words } from './words.ts'

/** A window about one account. */
interface About {
  one: AdminAccount
  close: () => void
  again: () => void
}

/** Which plan it has: one of its own, or that of its domain. */
export function Plan({ one, close, again }: About) {
  const got = useGet<AdminDomains>('/api/admin/domains')
  const plan = useSignal(one.plan ?? '')
  const send = (event: Event) => {
    event.preventDefault()
    close()
    act(() => ask(urlOf(one, 'plan'), { plan: plan.value || null }), again)
  }
  return html`<${Ask} title=${named(words.accounts.plan)} close=${close}><form onSubmit=${send}>
    <label class="field"><span><bdi>${one.address}</bdi></span><select value=${plan.value} onChange=${(
      e: Event,
    ) => {
      plan.value = typed(e)
    }}><option value="">${words.accounts.usual}</option>${(got.value?.plans ?? []).map(name => html`<option value=${name}>${name}</option>`)}</select></label>
    <${Buttons} go=${named(words.accounts.plan)} close=${close} /></form><//>`
}

/** What cannot be taken back: the address is typed again, with a code of the app. */
export function Remove({ one, close, again }: About) {
  const address = useSignal('')
  const code = useSignal('')
  const problem = useSignal('')
  const send = (event: Event) => {
    event.preventDefault()
    ask(urlOf(one, 'remove'), { address: address.value.trim(), code: code.value.replace(/\s/g, '') }).then(
      () => {
        close()
        again()
      },
      error => {
        problem.value = troubleWords(asTrouble(error))
      },
    )
  }
  return html`<${Ask} title=${named(words.accounts.remove)} close=${close}><form onSubmit=${send}>
    <p>${words.accounts.removeText(one.address)}</p>
    <div class="form-problem" role="alert">${problem.value && html`<p>${problem.value}</p>`}</div>
    <label class="field"><span>${words.requests.address}</span><input type="text" required autocomplete="off" value=${address.value} onInput=${(
      e: Event,
    ) => {
      address.value = typed(e)
    }} /></label>
    <${Code} code=${code} />
    <${Buttons} go=${named(words.accounts.remove)} close=${close} /></form><//>`
}

/** A link for an owner who cannot reach the mailbox; it is shown here once. */
export function Access({ one, close, again }: About) {
  const code = useSignal('')
  const problem = useSignal('')
  const link = useSignal<AccessLink | null>(null)
  const send = (event: Event) => {
    event.preventDefault()
    ask<AccessLink>(urlOf(one, 'access'), { code: code.value.replace(/\s/g, '') }).then(
      answer => {
        link.value = answer
        again()
      },
      error => {
        problem.value = troubleWords(asTrouble(error))
      },
    )
  }
  return html`<${Ask} title=${named(words.accounts.access)} close=${close}>
    <p><bdi>${one.address}</bdi></p>
    ${
      link.value
        ? html`<p role="status">${words.accounts.link(moment(link.value.until))}</p><p><code class="admin-secret">${link.value.url}</code></p>
          <p class="admin-acts"><${Copy} text=${link.value.url} /><button type="button" class="button" onClick=${close}>${words.close}</button></p>`
        : html`<form onSubmit=${send}><p>${words.accounts.accessText}</p>
          <div class="form-problem" role="alert">${problem.value && html`<p>${problem.value}</p>`}</div>
          <${Code} code=${code} /><${Buttons} go=${words.accounts.makeLink} close=${close} /></form>
          <${AccessLinks} links=${one.links} path=${urlOf(one, 'access-end')} again=${again} />`
    }<//>`
}

// Where a page may not write to the clipboard (no https), the link can still be selected by a click.
function Copy({ text }: { text: string }) {
  const isDone = useSignal(false)
  if (!navigator.clipboard) return null
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => {
        isDone.value = true
      },
      () => {},
    )
  return html`<button type="button" class="button main" onClick=${copy}>${isDone.value ? words.copied : words.copy}</button>`
}

// "Remove with all data…" opens a window that is called so, without the dots.
function named(text: string): string {
  return text.replace(/\s*…$/, '')
}

function Code({ code }: { code: { value: string } }) {
  return html`<label class="field"><span>${words.accounts.code}</span><input type="text" inputmode="numeric" autocomplete="one-time-code" required
    value=${code.value} onInput=${(e: Event) => {
      code.value = typed(e)
    }} /></label>`
}

function Buttons({ go, close }: { go: string; close: () => void }) {
  return html`<p class="admin-acts"><button type="submit" class="button main">${go}</button>
    <button type="button" class="button" onClick=${close}>${words.cancel}</button></p>`
}

/** Where an act on this account is asked for. */
export function urlOf(one: AdminAccount, what: string): string {
  return `/api/admin/accounts/${encodeURIComponent(one.id)}/${what}`
}
