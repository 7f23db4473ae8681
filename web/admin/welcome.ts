import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Welcome as Told, Welcomed } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { icon, sign } from '../icons.ts'
import { ask, asTrouble, type Trouble } from '../server.ts'
import { entered } from './me.ts'
import { troubleWords, typed } from './parts.ts'
import { go } from './place.ts'
import { qrCode } from './qr-code.ts'
import { words } from './words.ts'

/** What a one-time link opens: a password is chosen, an app for codes is added. Its token never leaves the address's fragment but to our server. */
export function Welcome() {
  const token = useSignal(location.hash.slice(1)).value
  const told = useSignal<Told | null>(null)
  const done = useSignal<Welcomed | null>(null)
  const over = useSignal<Trouble | null>(null)
  useEffect(() => {
    // not to be found in the history of a shared browser
    history.replaceState(null, '', location.pathname)
    ask<Told>('/api/admin/welcome', { token }).then(
      answer => {
        told.value = answer
      },
      error => {
        over.value = asTrouble(error)
      },
    )
  }, [])
  return html`<div class="door"><main class="door-card">
    <header class="door-head">${sign()}<p class="door-name">${words.name}</p></header>
    ${
      done.value
        ? html`<${Recovery} done=${done.value} />`
        : told.value
          ? html`<${Choose} told=${told.value} token=${token} done=${done} />`
          : over.value
            ? html`<h1>${words.welcome.over}</h1><p>${over.value.code === 'link-over' ? words.welcome.overText : troubleWords(over.value)}</p>`
            : html`<p role="status">${words.loading}</p>`
    }
  </main></div>`
}

function Choose({ told, token, done }: { told: Told; token: string; done: { value: Welcomed | null } }) {
  const password = useSignal('')
  const code = useSignal('')
  const problem = useSignal('')
  const send = (event: Event) => {
    event.preventDefault()
    const given = { token, password: password.value, code: code.value.replace(/\s/g, '') }
    ask<Welcomed>('/api/admin/welcome/code', given).then(
      answer => {
        done.value = answer
      },
      error => {
        problem.value = troubleWords(asTrouble(error))
      },
    )
  }
  return html`<h1>${words.welcome.title(told.name)}</h1>
    <p class="fine admin-lead">${words.welcome.intro}</p>
    <div class="form-problem" role="alert">${problem.value && html`<p>${icon('warning')}<span>${problem.value}</span></p>`}</div>
    <form onSubmit=${send}>
      <input type="text" autocomplete="username" value=${told.name} readonly hidden />
      <label class="field"><span>${words.welcome.newPassword}</span>
        <input type="password" autocomplete="new-password" minlength="12" required value=${password.value}
          onInput=${(e: Event) => {
            password.value = typed(e)
          }} />
        <p class="hint">${words.welcome.passwordHint}</p></label>
      <div class="field"><p>${words.welcome.scan}</p><${Picture} uri=${told.uri} />
        <p>${words.welcome.secret}</p>
        <p><code class="admin-secret">${told.secret.replace(/(.{4})/g, '$1 ').trim()}</code></p>
        <p><a class="linklike" href=${told.uri}>${words.welcome.open}</a></p></div>
      <label class="field"><span>${words.welcome.code}</span>
        <input type="text" inputmode="numeric" autocomplete="one-time-code" required value=${code.value}
          onInput=${(e: Event) => {
            code.value = typed(e)
          }} /></label>
      <button type="submit" class="button main wide">${words.welcome.go}</button>
    </form>`
}

// Dark on white in every theme: apps do not read the reverse.
function Picture({ uri }: { uri: string }) {
  const rows = useMemo(() => qrCode(uri), [uri])
  if (!rows) return null
  const size = rows.length + 8
  const path = rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : '')))
    .join('')
  return html`<svg class="admin-qr" viewBox=${`0 0 ${size} ${size}`} role="img" aria-label=${words.welcome.picture} shape-rendering="crispEdges">
    <rect width=${size} height=${size} fill="#fff" /><path d=${path} fill="#000" /></svg>`
}

function Recovery({ done }: { done: Welcomed }) {
  const enter = () => {
    entered(done.me)
    go({ view: 'requests', id: null })
  }
  return html`<h1>${words.welcome.recovery}</h1>
    <p>${words.welcome.recoveryText}</p>
    <ul class="admin-codes">${done.recovery.map(code => html`<li><code>${code}</code></li>`)}</ul>
    <button type="button" class="button main wide" onClick=${enter}>${words.welcome.go2}</button>`
}
