import { useSignal } from '@preact/signals'
import type { AccessLink, AdminAccount, AdminDomains } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { ask, asTrouble } from '../server.ts'
import { useGet } from './load.ts'
import { Ask, act, troubleWords, typed } from './parts.ts'
import { moment, words } from './words.ts'

type Question = 'plan' | 'remove' | 'access'

interface About {
  one: AdminAccount
  close: () => void
  again: () => void
}

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
  const item = (text: string, onClick: () => void) =>
    html`<li><button type="button" class="menu-item" onClick=${onClick}>${text}</button></li>`
  return html`<details class="admin-menu"><summary class="quiet" aria-label=${`${accounts.columns.acts}: ${one.address}`}>${accounts.columns.acts}</summary>
    <ul>
      ${item(accounts.backup, () => send('backup'))}
      ${one.pausedAt === null ? item(accounts.pause, () => send('pause')) : item(accounts.resume, () => send('resume'))}
      ${one.state !== 'active' && item(accounts.release, () => send('release'))}
      ${item(accounts.plan, () => open('plan'))}
      ${item(accounts.access, () => open('access'))}
      ${item(accounts.remove, () => open('remove'))}
    </ul></details>
    ${question.value === 'plan' && html`<${Plan} one=${one} close=${close} again=${again} />`}
    ${question.value === 'remove' && html`<${Remove} one=${one} close=${close} again=${again} />`}
    ${question.value === 'access' && html`<${Access} one=${one} close=${close} again=${again} />`}`
}

function Plan({ one, close, again }: About) {
  const got = useGet<AdminDomains>('/api/admin/domains')
  const plan = useSignal(one.plan ?? '')
  const send = (event: Event) => {
    event.preventDefault()
    close()
    act(() => ask(urlOf(one, 'plan'), { plan: plan.value || null }), again)
  }
  return html`<${Ask} title=${words.accounts.plan} close=${close}><form onSubmit=${send}>
    <label class="field"><span><bdi>${one.address}</bdi></span><select value=${plan.value} onChange=${(
      e: Event,
    ) => {
      plan.value = typed(e)
    }}><option value="">${words.accounts.usual}</option>${(got.value?.plans ?? []).map(name => html`<option value=${name}>${name}</option>`)}</select></label>
    <${Buttons} go=${words.accounts.plan.replace('…', '')} close=${close} /></form><//>`
}

function Remove({ one, close, again }: About) {
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
  return html`<${Ask} title=${words.accounts.remove} close=${close}><form onSubmit=${send}>
    <p>${words.accounts.removeText(one.address)}</p>
    <div class="form-problem" role="alert">${problem.value && html`<p>${problem.value}</p>`}</div>
    <label class="field"><span>${words.requests.address}</span><input type="text" required autocomplete="off" value=${address.value} onInput=${(
      e: Event,
    ) => {
      address.value = typed(e)
    }} /></label>
    <${Code} code=${code} />
    <${Buttons} go=${words.accounts.remove.replace('…', '')} close=${close} /></form><//>`
}

function Access({ one, close }: About) {
  const code = useSignal('')
  const problem = useSignal('')
  const link = useSignal<AccessLink | null>(null)
  const send = (event: Event) => {
    event.preventDefault()
    ask<AccessLink>(urlOf(one, 'access'), { code: code.value.replace(/\s/g, '') }).then(
      answer => {
        link.value = answer
      },
      error => {
        problem.value = troubleWords(asTrouble(error))
      },
    )
  }
  return html`<${Ask} title=${words.accounts.access} close=${close}>
    <p><bdi>${one.address}</bdi></p>
    ${
      link.value
        ? html`<p>${words.accounts.link} (${words.accounts.until(moment(link.value.until))})</p><p><code class="admin-secret">${link.value.url}</code></p>
          <button type="button" class="button" onClick=${close}>${words.cancel}</button>`
        : html`<form onSubmit=${send}><p>${words.accounts.accessText}</p>
          <div class="form-problem" role="alert">${problem.value && html`<p>${problem.value}</p>`}</div>
          <${Code} code=${code} /><${Buttons} go=${words.accounts.access.replace('…', '')} close=${close} /></form>`
    }<//>`
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

function urlOf(one: AdminAccount, what: string): string {
  return `/api/admin/accounts/${encodeURIComponent(one.id)}/${what}`
}
