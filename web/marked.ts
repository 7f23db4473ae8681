import { html } from './html.ts'
import { visible } from './visible-text.ts'

/** A piece of a snippet: words, found or around what was found. */
export interface MarkedPiece {
  text: string
  found: boolean
}

const escaped: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

/** A search snippet (RFC 8621 5) as nodes: `<mark>` by splitting, so no HTML of a message is ever parsed. */
export function Marked({ text }: { text: string }) {
  return splitMarks(text).map(({ text, found }) =>
    found ? html`<mark>${visible(text)}</mark>` : visible(text),
  )
}

/** Splits at `<mark>` and `</mark>` and undoes the escaping of what lies between them; every other tag stays text. */
export function splitMarks(text: string): MarkedPiece[] {
  const pieces: MarkedPiece[] = []
  let found = false
  for (const part of text.split(/(<\/?mark>)/)) {
    if (part === '<mark>' || part === '</mark>') found = part === '<mark>'
    else if (part) pieces.push({ text: unescaped(part), found })
  }
  return pieces
}

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, one => escaped[one] ?? one)
}
