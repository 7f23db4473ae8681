import { html } from './html.ts'
import { splitLinks, splitQuotes } from './split-text.ts'
import { words } from './words.ts'

/** Quotes longer than this are folded. */
const shortQuote = 3

/** A plain text as text nodes; its addresses are links, long quotes fold. The language is not ours to name. */
export function PlainText({ text, isCut }: { text: string; isCut: boolean }) {
  return html`<div class="plain" lang="" dir="auto">
    ${splitQuotes(text).map(block => {
      if (!block.quoted) return html`<div class="plain-own">${pieces(block.text)}</div>`
      if (block.lines <= shortQuote) return html`<div class="quote">${pieces(block.text)}</div>`
      return html`<details class="quote-fold"><summary>${words.message.quoted(block.lines)}</summary>
        <div class="quote">${pieces(block.text)}</div></details>`
    })}
  </div>
  ${isCut && html`<p class="bar-note warn">${words.message.cut}</p>`}`
}

function pieces(text: string) {
  return splitLinks(text).map(({ text, href }) =>
    href === null
      ? text
      : html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`,
  )
}
