import { html } from './html.ts'
import { later } from './later.ts'
import { asciiHostOf } from './real-host.ts'
import { splitPacked } from './split-packed.ts'
import { splitLinks, splitLong, splitQuotes } from './split-text.ts'
import { words } from './words.ts'

const PackedFile = later(() => import('./packed-file.ts').then(it => it.PackedFile))

/** Quotes longer than this are folded. */
const shortQuote = 3
/** Web addresses after so many stay text. */
const mostLinks = 2000

/** A plain text as text nodes; its addresses are links, long quotes fold. The language is not ours to name. */
export function PlainText({ text, isCut }: { text: string; isCut: boolean }) {
  const left = { links: mostLinks }
  return html`<div class="plain" lang="" dir="auto">
    ${splitPacked(text).map(piece => ('text' in piece ? blocks(piece.text, left) : html`<${PackedFile} ...${piece} />`))}
  </div>
  ${isCut && html`<p class="bar-note warn">${words.letter.cut}</p>`}`
}

function blocks(text: string, left: { links: number }) {
  return splitQuotes(text).map(block => {
    if (!block.quoted) return pieces(block.text, 'plain-own', left)
    if (block.lines <= shortQuote) return pieces(block.text, 'quote', left)
    return html`<details class="quote-fold"><summary>${words.letter.quoted(block.lines)}</summary>
        ${pieces(block.text, 'quote', left)}</details>`
  })
}

/** A foreign text whose web addresses are links, at most so many. */
export function linkedText(text: string, most: number) {
  return linked(text, { links: most })
}

// Of a long text the browser lays out only what is near the window.
function pieces(text: string, kind: string, left: { links: number }) {
  const parts = splitLong(text)
  return parts.map(
    part => html`<div class=${parts.length > 1 ? `${kind} long` : kind}>${linked(part, left)}</div>`,
  )
}

function linked(text: string, left: { links: number }) {
  return splitLinks(text, left.links).map(({ text, href }) => {
    if (href === null) return text
    left.links--
    // what is written in other letters may look like a known host: its plain form stands beside it
    const plain = asciiHostOf(text)
    return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>${
      plain !== null && html` <span class="real-host">[${plain}]</span>`
    }`
  })
}
