import { signal } from '@preact/signals'
import { html } from './html.ts'

const sentence = signal('')

/** Tells a screen reader what has changed, politely. */
export function say(text: string): void {
  sentence.value = text
}

/** The one live region of the page. */
export function Said() {
  return html`<div class="unseen" role="status" aria-live="polite">${sentence}</div>`
}
