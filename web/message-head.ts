import { useSignal, useSignalEffect } from '@preact/signals'
import { useCallback, useEffect } from 'preact/hooks'
import type { Address } from '../src/domain/message.ts'
import { fullDate } from './dates.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { useAction } from './keys.ts'
import { loaded } from './loaded.ts'
import { downloadUrl, loadHeaders, type Message } from './mail.ts'
import { hasBoth } from './message-body.ts'
import { showHeaders, showText } from './message-pane.ts'
import { intoMessage, openBackup } from './open.ts'
import { initials, Person } from './people.ts'
import { place } from './place.ts'
import { narrow } from './preferences.ts'
import { me } from './session.ts'
import { safeFileName, visible } from './visible-text.ts'
import { size, words } from './words.ts'

/** Names shown before the rest is folded away. */
const fewPeople = 5

/** Who, to whom, when and what about; and what can be done with it, which is to look and to download. */
export function MessageHead({ message, account }: { message: Message; account: string }) {
  const subject = visible(message.subject?.trim() ?? '') || words.list.noSubject
  const link = downloadUrl(
    account,
    message.blobId,
    `${safeFileName(message.subject, 'message')}.eml`,
    'message/rfc822',
  )
  const [from] = message.from ?? []
  const disc = initials(from)
  useAction(
    'download',
    useCallback(() => document.getElementById('download')?.click(), []),
  )
  useSignalEffect(() => {
    if (!intoMessage.value || place.value.email !== message.id) return
    intoMessage.value = false
    document.getElementById('message-title')?.focus({ preventScroll: true })
  })
  useEffect(() => {
    // on a phone the list is hidden behind it, and the focus would be lost with it
    if (narrow.peek()) document.getElementById('message-title')?.focus({ preventScroll: true })
  }, [])
  return html`<header class="letter-head">
    <div class="letter-bar">
      <span class="grow"></span>
      ${
        hasBoth(message) &&
        html`<div class="pair" role="group" aria-label=${words.message.view}>
          <button type="button" aria-pressed=${!showText.value} onClick=${() => {
            showText.value = false
          }}>${words.message.asHtml}</button>
          <button type="button" aria-pressed=${showText.value} onClick=${() => {
            showText.value = true
          }}>${words.message.asText}</button>
        </div>`
      }
      <button type="button" class="quiet" aria-expanded=${showHeaders.value} onClick=${() => {
        showHeaders.value = !showHeaders.value
      }}>
        ${showHeaders.value ? words.message.hideHeaders : words.message.headers}</button>
      <a id="download" class="button" href=${link} download title=${words.message.downloadHint}>${icon('download')}${words.message.download}<span class="fine not-phone">${size(message.size)}</span></a>
    </div>
    <h2 id="message-title" tabindex="-1" dir="auto">${subject}</h2>
    <div class="letter-who">
      <span class="disc" data-hue=${disc.hue} aria-hidden="true">${disc.letters}</span>
      <div class="letter-people">
        <p class="letter-from">${from ? html`<${Person} one=${from} />` : words.list.noSender}
          ${(message.from?.length ?? 0) > 1 && html`<span class="fine"> ${words.message.more((message.from?.length ?? 1) - 1)}</span>`}</p>
        <${People} label=${words.message.to} people=${message.to} />
        <${People} label=${words.message.cc} people=${message.cc} />
        <${People} label=${words.message.bcc} people=${message.bcc} />
        ${repliesElsewhere(message) && html`<${People} label=${words.message.replyTo} people=${message.replyTo} />`}
      </div>
      <${When} message=${message} />
    </div>
    ${showHeaders.value && html`<${Headers} account=${account} email=${message.id} />`}
  </header>`
}

function When({ message }: { message: Message }) {
  const received = Date.parse(message.receivedAt)
  const sent = message.sentAt === null ? Number.NaN : Date.parse(message.sentAt)
  const shown = Number.isNaN(sent) ? received : sent
  const zone = openBackup.value?.zone ?? me.value?.zone ?? 'UTC'
  return html`<p class="letter-when"><time datetime=${new Date(shown).toISOString()}
    title=${words.message.received(fullDate(received, zone))}>${fullDate(shown, zone)}</time></p>`
}

function People({ label, people }: { label: string; people: Address[] | null }) {
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
        ${all.value ? words.message.fewer : words.message.more(people.length - fewPeople)}</button>`
    }
  </p>`
}

function Headers({ account, email }: { account: string; email: string }) {
  const answer = loaded(`headers ${account} ${email}`, () => loadHeaders(account, email)).value
  if (answer.state === 'loading') return html`<p class="fine">${words.loading}</p>`
  if (answer.state === 'failed') return html`<p class="fine">${words.message.failed}</p>`
  return html`<dl class="headers">${answer.value.map(
    ({ name, value }) =>
      html`<div><dt>${visible(name)}</dt><dd dir="auto">${visible(value.trim())}</dd></div>`,
  )}</dl>`
}

/** An answer that would go to another address than the sender's is worth a line. */
function repliesElsewhere({ from, replyTo }: Message): boolean {
  const own = new Set((from ?? []).map(one => one.email.toLowerCase()))
  return (replyTo ?? []).some(one => !own.has(one.email.toLowerCase()))
}
