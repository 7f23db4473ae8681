import type { Place } from './found-places.ts'

/** Characters that stand before the first place where a text is cut. */
const BEFORE = 40
const ELLIPSIS = '…'

/**
 * A piece of a text with the places in it in <mark>, as HTML of at most `most` octets: from a little before the first
 * place on, or from the beginning with `fromStart`. White space is folded.
 */
export function markedSnippet(
  text: string,
  places: readonly Place[],
  { most, fromStart = false }: { most: number; fromStart?: boolean },
): string {
  const start = fromStart ? 0 : beginning(text, places[0]?.[0] ?? 0)
  let html = start > 0 ? ELLIPSIS : ''
  let room = most - octets(html) - octets(ELLIPSIS)
  for (const piece of pieces(text, places, start)) {
    // Folded where it begins and where the piece before ended in a blank.
    const written = /(^|[\s…])$/.test(html) ? piece.replace(/^\s+/, '') : piece
    room -= octets(written)
    if (room < 0) return `${html.trimEnd()}${ELLIPSIS}`
    html += written
  }
  return html.trimEnd()
}

/** Escaped characters, and marked places whole: what an HTML text must not be cut within. */
function* pieces(text: string, places: readonly Place[], from: number): Generator<string> {
  let at = from
  for (const [start, end] of places) {
    if (start < at) continue
    yield* characters(text.slice(at, start))
    yield `<mark>${escaped(text.slice(start, Math.min(end, start + LONGEST_MARK)))}</mark>`
    at = Math.min(end, start + LONGEST_MARK)
  }
  yield* characters(text.slice(at, at + MOST_AFTER))
}

function* characters(text: string): Generator<string> {
  for (const character of text) yield /\s/.test(character) ? ' ' : escaped(character)
}

/** At a word, where there is one. */
function beginning(text: string, place: number): number {
  if (place <= BEFORE) return 0
  const before = text.slice(place - BEFORE, place)
  const blank = before.search(/\s/)
  const at = blank < 0 ? place - BEFORE / 2 : place - BEFORE + blank + 1
  return /^[\udc00-\udfff]/.test(text.slice(at)) ? at + 1 : at
}

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function octets(text: string): number {
  return Buffer.byteLength(text)
}

/** Characters of one mark: it fits into a snippet, whatever was looked for. */
const LONGEST_MARK = 30
/** Characters that could still be shown behind the last place. */
const MOST_AFTER = 4000
