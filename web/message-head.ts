import { useSignalEffect } from '@preact/signals'
import { useCallback, useEffect } from 'preact/hooks'
import { fullDate } from './dates.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { useAction } from './keys.ts'
import { changeLook, hasBoth, type Letter, lookAt } from './letter.ts'
import { downloadUrl, type Message } from './mail.ts'
import { Headers } from './message-headers.ts'
import { MessageMenu } from './message-menu.ts'
import { People, Person } from './message-people.ts'
import { size } from './numbers.ts'
import { intoMessage, openBackup } from './open.ts'
import { initials } from './people.ts'
import { place } from './place.ts'
import { narrow } from './preferences.ts'
import { printing } from './printing.ts'
import { me } from './session.ts'
import { safeFileName, visible } from './visible-text.ts'
import { words } from './words.ts'

/** Who, to whom, when and what about; and what can be done with it, which is to look and to download. */
export function MessageHead({ letter }: { letter: Letter }) {
  const { message, account } = letter
  const look = lookAt(letter)
  const subject = visible(message.subject?.trim() ?? '') || words.list.noSubject
  const name = `${safeFileName(message.subject, 'message')}.eml`
  const link = downloadUrl(account, message.blobId, name, 'message/rfc822')
  const [from] = message.from ?? []
  const disc = initials(from)
  useAction(
    'download',
    useCallback(() => document.getElementById('download')?.click(), []),
  )
  useAction(
    'print',
    useCallback(() => printing(letter), [letter]),
  )
  useSignalEffect(() => {
    if (!intoMessage.value || place.value.email !== letter.email) return
    intoMessage.value = false
    document.getElementById('message-title')?.focus({ preventScroll: true })
  })
  useEffect(() => {
    // on a phone the list is hidden behind it, and the focus would be lost with it; so it is with a message behind an attached one
    if (narrow.peek() || letter.depth > 0)
      document.getElementById('message-title')?.focus({ preventScroll: true })
  }, [])
  return html`<header class="letter-head">
    <div class="letter-bar">
      <span class="grow"></span>
      ${hasBoth(message) && html`<${HtmlOrText} letter=${letter} asText=${look.asText} />`}
      <button type="button" class="quiet square not-phone" title=${words.letter.print} aria-label=${words.letter.print}
        onClick=${() => printing(letter)}>${icon('print')}</button>
      <a id="download" class="button" href=${link} download=${name} title=${words.letter.downloadHint}>${icon('download')}${words.letter.download}<span class="fine not-phone">${size(message.size)}</span></a>
      <${MessageMenu} letter=${letter} />
    </div>
    <${narrow.value ? 'h1' : 'h2'} id="message-title" tabindex="-1" dir="auto">${subject}<//>
    <div class="letter-who">
      <span class="disc" data-hue=${disc.hue} aria-hidden="true">${disc.letters}</span>
      <div class="letter-people">
        <p class="letter-from">${from ? html`<${Person} one=${from} />` : words.list.noSender}
          ${(message.from?.length ?? 0) > 1 && html`<span class="fine"> ${words.message.more((message.from?.length ?? 1) - 1)}</span>`}</p>
        <${People} label=${words.letter.to} people=${message.to} />
        <${People} label=${words.letter.cc} people=${message.cc} />
        <${People} label=${words.letter.bcc} people=${message.bcc} />
        ${repliesElsewhere(message) && html`<${People} label=${words.letter.replyTo} people=${message.replyTo} />`}
      </div>
      <${When} message=${message} />
    </div>
    ${look.headers && html`<${Headers} letter=${letter} />`}
  </header>`
}

function HtmlOrText({ letter, asText }: { letter: Letter; asText: boolean }) {
  const button = (text: boolean, label: string) =>
    html`<button type="button" aria-pressed=${asText === text} onClick=${() => changeLook(letter, { asText: text })}>${label}</button>`
  return html`<div class="pair" role="group" aria-label=${words.letter.view}>
    ${button(false, words.letter.asHtml)}${button(true, words.letter.asText)}</div>`
}

/** Mail is not written after it came; a clock may be a day or two wrong. */
const clockError = 2 * 86_400_000

/** When it was written, or, where that is not said or cannot be, when it was received, and that it is that. */
function When({ message }: { message: Message }) {
  const received = Date.parse(message.receivedAt)
  const sent = message.sentAt === null ? Number.NaN : Date.parse(message.sentAt)
  const isSent = !Number.isNaN(sent) && !(sent > received + clockError)
  const shown = isSent ? sent : received
  if (Number.isNaN(shown)) return null
  const zone = openBackup.value?.zone ?? me.value?.zone ?? 'UTC'
  const title = Number.isNaN(received) ? undefined : words.letter.received(fullDate(received, zone))
  return html`<p class="letter-when"><time datetime=${new Date(shown).toISOString()}
    title=${title}>${isSent ? fullDate(sent, zone) : title}</time></p>`
}

/** An answer that would go to another address than the sender's is worth a line. */
function repliesElsewhere({ from, replyTo }: Message): boolean {
  const own = new Set((from ?? []).map(one => one.email.toLowerCase()))
  return (replyTo ?? []).some(one => !own.has(one.email.toLowerCase()))
}
