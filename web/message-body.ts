import { useSignal } from '@preact/signals'
import { Attachments, filesOf } from './attachments.ts'
import { html } from './html.ts'
import { HtmlFrame } from './html-frame.ts'
import { icon } from './icons.ts'
import type { BodyPart, Message } from './mail.ts'
import { showText } from './message-pane.ts'
import { PlainText } from './plain-text.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** More parts than this are only in the download. */
const mostParts = 40

/** The body, as HTML in its own frame or as text nodes; before it, what is odd about it and what is attached. */
export function MessageBody({ message, account }: { message: Message; account: string }) {
  const remote = useSignal(false)
  const hidden = useSignal<Record<string, number>>({})
  const asText = showText.value || !message.htmlBody.some(isHtml)
  const parts = (asText ? message.textBody : message.htmlBody).slice(0, mostParts)
  const pictures = Object.values(hidden.value).reduce((sum, n) => sum + n, 0)
  const subject = visible(message.subject ?? '') || words.list.noSubject
  const isEmpty = !parts.some(part => isHtml(part) || message.bodyValues[part.partId ?? '']?.value.trim())
  const count = (part: string) => (n: number) => {
    if (hidden.value[part] !== n) hidden.value = { ...hidden.value, [part]: n }
  }
  if (message.damaged)
    return html`<p class="bar-note warn" role="note">${icon('warning')}<span>${words.message.damaged}</span></p>`
  return html`${notices(message)}
    <${Attachments} files=${filesOf(message)} account=${account} />
    ${
      !asText &&
      (pictures > 0 || remote.value) &&
      html`<${PictureBar} count=${pictures} shown=${remote.value} show=${() => {
        remote.value = true
      }} />`
    }
    <div class="letter-body">
      ${parts.map(part => {
        if (isHtml(part) && part.partId !== null)
          return html`<${HtmlFrame} key=${`${part.partId} ${remote.value}`} title=${words.message.htmlTitle(subject)}
            url=${`/render/${account}/${message.id}/${part.partId}${remote.value ? '?remote=1' : ''}`} counted=${count(part.partId)} />`
        const value = message.bodyValues[part.partId ?? '']
        return (
          value && html`<${PlainText} key=${part.partId} text=${value.value} isCut=${value.isTruncated} />`
        )
      })}
      ${isEmpty && html`<p class="fine">${words.message.empty}</p>`}
    </div>`
}

/** Can the reader choose between HTML and plain text? */
export function hasBoth(message: Message): boolean {
  return message.htmlBody.some(isHtml) && message.textBody.some(part => part.type === 'text/plain')
}

function PictureBar({ count, shown, show }: { count: number; shown: boolean; show: () => void }) {
  if (shown)
    return html`<p class="bar-note">${icon('picture')}<span>${words.message.picturesShown}</span></p>`
  return html`<div class="bar-note">${icon('picture')}
    <span><strong>${words.message.pictures(count)}</strong> ${words.message.picturesWhy(count)}</span>
    <button type="button" class="button" onClick=${show}>${words.message.showOnce}</button></div>`
}

function notices({ notices }: Message) {
  if (notices.length === 0) return null
  const text = notices.includes('unreadable') ? words.message.unreadable : words.message.shownInPart
  return html`<p class="bar-note warn" role="note">${icon('warning')}<span>${text}</span></p>`
}

function isHtml(part: BodyPart): boolean {
  return part.type === 'text/html'
}
