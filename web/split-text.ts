/** A piece of a plain text: words, or words that are a link. */
export interface Piece {
  text: string
  href: string | null
}

/** A run of lines, quoted or not. Quotes keep their marks; deeper quotes stay inside their block. */
export interface Block {
  quoted: boolean
  text: string
  lines: number
}

const address = /\bhttps?:\/\/[^\s<>"'`]{1,2000}/gi

/** Splits a text at web addresses; the pieces joined are the text again. No more than `most` links are made. */
export function splitLinks(text: string, most = 2000): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  let links = 0
  for (const found of text.matchAll(address)) {
    if (links >= most) break
    const link = trimmed(found[0])
    if (!isAddress(link)) continue
    if (found.index > done) pieces.push({ text: text.slice(done, found.index), href: null })
    pieces.push({ text: link, href: link })
    links++
    done = found.index + link.length
  }
  if (done < text.length) pieces.push({ text: text.slice(done), href: null })
  return pieces
}

/**
 * Splits a text into quoted and own blocks; joined with line ends they are the text again. After `most` blocks the rest
 * is one of its own, quoted or not.
 */
export function splitQuotes(text: string, most = 300): Block[] {
  const blocks: Block[] = []
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const isRest = blocks.length >= most
    const quoted = !isRest && /^\s{0,3}>/.test(line)
    const last = blocks.at(-1)
    if (last && (blocks.length > most || last.quoted === quoted)) {
      last.text += `\n${line}`
      last.lines++
    } else blocks.push({ quoted, text: line, lines: 1 })
  }
  return blocks
}

/**
 * Cuts a text for display into pieces that a browser lays out in milliseconds: what it needs for one paragraph grows
 * with the square of its length where directions mix or marks pile up. Cut at a line end (which is dropped), else at a
 * space, else anywhere. Marks piled higher than any script has them are left out.
 */
export function splitLong(text: string, longest = 4000): string[] {
  const rest = text.replace(/(\p{M}{20})\p{M}+/gu, '$1')
  const pieces: string[] = []
  let from = 0
  while (rest.length - from > longest) {
    const window = rest.slice(from, from + longest)
    const line = window.lastIndexOf('\n')
    const space = window.lastIndexOf(' ')
    const isPair = /[\ud800-\udbff]$/.test(window)
    const length = line > 0 ? line : space > longest / 2 ? space + 1 : isPair ? longest - 1 : longest
    pieces.push(rest.slice(from, from + length))
    from += length + (line > 0 ? 1 : 0)
  }
  return [...pieces, rest.slice(from)]
}

/** Punctuation that ends a sentence is not part of its last address; a closing bracket is only when it was opened. */
function trimmed(link: string): string {
  const ends = `.,;:!?${link.includes('(') ? '' : ')'}${link.includes('[') ? '' : ']'}`
  let end = link.length
  while (end > 0 && ends.includes(link[end - 1] ?? ' ')) end--
  return link.slice(0, end)
}

function isAddress(link: string): boolean {
  return URL.canParse(link) && /^https?:\/\/[^/]/i.test(link)
}
