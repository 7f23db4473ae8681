import { useSignal } from '@preact/signals'
import { Attachments, filesOf } from './attachments.ts'
import type { FrameNotes } from './frame-document.ts'
import { html } from './html.ts'
import { HtmlFrame } from './html-frame.ts'
import { icon } from './icons.ts'
import { later } from './later.ts'
import { changeLook, htmlUrl, isHtml, type Letter, lookAt, showsText } from './letter.ts'
import { Notices } from './message-notices.ts'
import { PlainText } from './plain-text.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** More parts than this are only in the download. */
const mostParts = 40

const CharsetChoice = later(() => import('./charset-choice.ts').then(it => it.CharsetChoice))
// It comes once the frame has said what it holds, which takes longer than the part does.
const PictureBar = later(
  () => import('./picture-bar.ts').then(it => it.PictureBar),
  () => html`<span hidden></span>`,
)

/** The body, as HTML in its own frame or as text nodes; before it, what is odd about it and what is attached. */
export function MessageBody({ letter }: { letter: Letter }) {
  const { message } = letter
  const look = lookAt(letter)
  const notes = useSignal<Record<string, FrameNotes>>({})
  const asText = showsText(letter)
  const all = asText ? message.textBody : message.htmlBody
  const parts = all.slice(0, mostParts)
  const pictures = Object.values(notes.value).reduce((sum, one) => sum + one.pictures, 0)
  const subject = visible(message.subject ?? '') || words.list.noSubject
  const values = parts.map(part => message.bodyValues[part.partId ?? ''])
  const isEmpty = !parts.some((part, i) => isHtml(part) || values[i]?.value.trim())
  const noted = (part: string) => (next: FrameNotes) => {
    notes.value = { ...notes.value, [part]: next }
  }
  if (message.damaged)
    return html`<p class="bar-note warn" role="note">${icon('warning')}<span>${words.letter.damaged}</span></p>`
  const isCut = !asText && Object.values(notes.value).some(one => one.cut)
  const isGuess = values.some(value => value?.isEncodingProblem)
  return html`<${Notices} message=${message} isCut=${isCut || all.length > mostParts} />
    ${(isGuess || look.charset !== null || look.charsets) && html`<${CharsetChoice} letter=${letter} isGuess=${isGuess} />`}
    <${Attachments} files=${filesOf(message)} letter=${letter} />
    ${
      !asText &&
      (pictures > 0 || look.remote) &&
      html`<${PictureBar} count=${pictures} shown=${look.remote} show=${() => changeLook(letter, { remote: true })} />`
    }
    <div class="letter-body">
      ${parts.map((part, i) => {
        if (isHtml(part) && part.partId !== null) {
          const url = htmlUrl(letter, part, look)
          return html`<${HtmlFrame} key=${frameKey(url)} title=${words.letter.htmlTitle(subject)} url=${url}
            dark=${look.dark} noted=${noted(part.partId)} />`
        }
        const value = values[i]
        return (
          value && html`<${PlainText} key=${part.partId} text=${value.value} isCut=${value.isTruncated} />`
        )
      })}
      ${isEmpty && html`<p class="fine">${words.letter.empty}</p>`}
    </div>`
}

// The same bytes on another day are not fetched again.
function frameKey(url: string): string {
  return url.replace(/^\/render\/p\d+\//, '')
}
