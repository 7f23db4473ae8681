import { useSignal } from '@preact/signals'
import type { Address } from '../src/domain/message.ts'
import { html } from './html.ts'
import { asciiHost } from './real-host.ts'
import { say } from './said.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Names shown before the rest is folded away. */
const fewPeople = 5

/** To whom, or in copy: a few, and the rest on demand. */
export function People({ label, people }: { label: string; people: Address[] | null }) {
  const all = useSignal(false)
  if (!people || people.length === 0) return null
  const shown = all.value ? people : people.slice(0, fewPeople)
  return html`<p class="letter-to"><span class="letter-label">${label}</span>${' '}
    ${shown.map((one, i) => html`<span class="one-person"><${Person} one=${one} />${i < shown.length - 1 ? ', ' : ''}</span>`)}
    ${
      people.length > fewPeople &&
      html` <button type="button" class="linklike" aria-expanded=${all.value} onClick=${() => {
        all.value = !all.value
      }}>
        ${all.value ? words.letter.fewer : words.message.more(people.length - fewPeople)}</button>`
    }
  </p>`
}

/**
 * Name and address side by side: a name alone can claim to be anybody. The address is copied by a click; one in foreign
 * letters, which may look like a known one, stands there in its plain form too.
 */
export function Person({ one }: { one: Address }) {
  const name = visible(one.name?.trim() ?? '')
  const email = visible(one.email)
  const plain = asciiHost(one.email.split('@').at(-1) ?? '')
  const address = html`<button type="button" class="copy-address" title=${words.letter.copyAddress} aria-label=${words.letter.copy(email)}
      onClick=${() => copy(one.email)}><bdi>${name && name !== email ? `<${email}>` : email}</bdi></button>${
        plain !== null && html` <span class="real-host">[${plain}]</span>`
      }`
  return name && name !== email
    ? html`<bdi class="person-name">${name}</bdi> <span class="person-address">${address}</span>`
    : html`<span class="address-only">${address}</span>`
}

function copy(text: string): void {
  navigator.clipboard.writeText(text).then(
    () => say(words.letter.copied(visible(text))),
    () => say(words.letter.notCopied),
  )
}
