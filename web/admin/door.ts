import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { AdminMe, AdminSignIn } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { icon, sign } from '../icons.ts'
import { ask, asTrouble, signedOut } from '../server.ts'
import { Looks } from './looks.ts'
import { entered, me } from './me.ts'
import { troubleWords, typed } from './parts.ts'
import { words } from './words.ts'

/** The panel's door: name, password and the code of an app. */
export function Door() {
  const given = useSignal<AdminSignIn>({ name: me.peek()?.name ?? '', password: '', code: '' })
  const busy = useSignal(false)
  const isOver = signedOut.peek() && Boolean(me.peek())
  const problem = useSignal(isOver ? words.door.ended : '')
  const set = (change: Partial<AdminSignIn>) => {
    given.value = { ...given.value, ...change }
  }
  const send = async (event: Event) => {
    event.preventDefault()
    if (busy.value) return
    busy.value = true
    const { name, password, code } = given.value
    const tried = { name: name.trim(), password, code: code.replace(/\s/g, '') }
    await ask<AdminMe>('/api/admin/sign-in', tried).then(
      who => who.signedIn && entered(who),
      error => {
        problem.value = troubleWords(asTrouble(error))
        set({ code: '' })
      },
    )
    busy.value = false
  }
  return html`<div class="door"><${isOver ? 'div' : 'main'} class="door-card">
    <header class="door-head">${sign()}<p class="door-name">${words.name}</p></header>
    <h1>${words.door.title}</h1>
    <div class="form-problem" role="alert">${problem.value && html`<p>${icon('warning')}<span>${problem.value}</span></p>`}</div>
    <form onSubmit=${send}>
      <label class="field"><span>${words.door.name}</span>
        <input type="text" autocomplete="username" autocapitalize="none" spellcheck=${false} required autofocus
          value=${given.value.name} onInput=${(e: Event) => set({ name: typed(e) })} /></label>
      <label class="field"><span>${words.door.password}</span>
        <input type="password" autocomplete="current-password" required
          value=${given.value.password} onInput=${(e: Event) => set({ password: typed(e) })} /></label>
      <label class="field"><span>${words.door.code}</span>
        <input type="text" inputmode="numeric" autocomplete="one-time-code" required
          value=${given.value.code} onInput=${(e: Event) => set({ code: typed(e) })} /></label>
      <button type="submit" class="button main wide" aria-disabled=${busy.value}>${busy.value ? words.door.busy : words.door.go}</button>
    </form>
    ${!isOver && html`<${Looks} />`}
  <//></div>`
}

/** The door on top of everything: what lies below stays as it is. */
export function DoorAgain() {
  const element = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return html`<dialog ref=${element} class="door-dialog" aria-label=${words.door.title}
    onCancel=${(event: Event) => event.preventDefault()}><${Door} /></dialog>`
}
