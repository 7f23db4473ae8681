import { signal } from '@preact/signals'
import type { ComponentChildren, VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { html } from '../html.ts'
import { icon } from '../icons.ts'
import { asTrouble, type Trouble } from '../server.ts'
import { visible } from '../visible-text.ts'
import type { Got } from './load.ts'
import { words } from './words.ts'

/** What was done last, for everybody to see and hear. */
export const said = signal('')

/** Tells the server to do something; what came of it is said, and `after` done when it was taken. */
export async function act(doing: () => Promise<unknown>, after: () => void = () => {}): Promise<void> {
  await doing().then(
    () => {
      said.value = words.done
      after()
    },
    error => {
      said.value = troubleWords(asTrouble(error))
    },
  )
}

export function troubleWords({ code, message, params }: Trouble): string {
  if (code === 'offline') return words.offline
  if (code === 'wrong-code') return words.welcome.wrongCode
  if (code === 'wrong-password') return words.own.wrong
  if (code === 'weak-password') return words.welcome.weak
  if (code === 'sign-in-refused') return words.door.wrong
  if (code === 'bad-address' && params.address !== undefined)
    return words.accounts.badAddress(visible(String(params.address)))
  if (code === 'too-many-tries') return words.door.slow(Number(params?.seconds ?? 0))
  return words.fault(message)
}

/** A view: its heading, and what it shows when the server has answered. */
export function View<T>(props: {
  title: string
  got: Got<T>
  show: (value: T) => VNode
  beside?: ComponentChildren
}) {
  const { title, got, show, beside } = props
  return html`<section class="admin-view" aria-labelledby="view-title">
    <header class="admin-head"><h1 id="view-title" tabindex="-1">${title}</h1>${beside}</header>
    ${got.value ? show(got.value) : got.trouble ? html`<${NotHere} got=${got} />` : html`<p class="fine" role="status">${words.loading}</p>`}
  </section>`
}

function NotHere({ got }: { got: Got<unknown> }) {
  return html`<div class="notice bad" role="alert"><p>${icon('warning')} <strong>${words.failed}.</strong> ${got.trouble && troubleWords(got.trouble)}</p>
    <button type="button" class="button" onClick=${got.again}>${words.again}</button></div>`
}

/** A row of links that choose what a list shows. */
export function Choices<C extends string>(props: {
  all: readonly (readonly [name: C, text: string])[]
  chosen: C
  choose: (name: C) => void
}) {
  return html`<div class="admin-choices" role="group">${props.all.map(
    ([name, text]) =>
      html`<button type="button" class="quiet" aria-pressed=${props.chosen === name} onClick=${() => props.choose(name)}>${text}</button>`,
  )}</div>`
}

/** A small window over the panel: native, so Escape, focus and what lies behind are the browser's work. */
export function Ask(props: { title: string; children: ComponentChildren; close: () => void }) {
  const element = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const before = document.activeElement
    const dialog = element.current
    dialog?.showModal()
    return () => {
      // As long as it is open nothing behind it takes the focus.
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return html`<dialog ref=${element} class="dialog admin-ask" aria-labelledby="ask-title" onClose=${props.close}>
    <div class="dialog-inside"><header class="dialog-head"><h2 id="ask-title">${props.title}</h2></header>
    <div class="dialog-body">${props.children}</div></div></dialog>`
}

/** What may be wider than the window: it is scrolled by itself, by keys too. */
export function Wide({ name, children }: { name: string; children: ComponentChildren }) {
  return html`<div class="admin-scroll" role="region" tabindex="0" aria-label=${name}>${children}</div>`
}

/** The text of the field that an event is about. */
export function typed(event: Event): string {
  return (event.currentTarget as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value
}
