import { html } from './html.ts'
import { splitLong } from './split-text.ts'

/** A text as it is, in the letters of a typewriter; of a long one the browser lays out only what is near the window. */
export function LongText({ text, label }: { text: string; label: string }) {
  const pieces = splitLong(text.replace(/\r\n?/g, '\n'))
  return html`<div class="long-text" role="region" tabindex="0" aria-label=${label} lang="" dir="auto">
    ${pieces.map(piece => html`<div class=${pieces.length > 1 ? 'long' : ''}>${shownControls(piece)}</div>`)}</div>`
}

/** Controls and what turns text round are shown as signs: a source must not read otherwise than it is. */
function shownControls(text: string): string {
  return (
    text
      .replace(
        /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g,
        mark => `[U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
      )
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, one =>
        String.fromCharCode(0x2400 + one.charCodeAt(0)),
      )
  )
}
