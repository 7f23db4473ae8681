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
  for (const found of text.matchAll(address)) {
    if (pieces.length >= 2 * most) break
    const link = trimmed(found[0])
    if (!isAddress(link)) continue
    if (found.index > done) pieces.push({ text: text.slice(done, found.index), href: null })
    pieces.push({ text: link, href: link })
    done = found.index + link.length
  }
  if (done < text.length) pieces.push({ text: text.slice(done), href: null })
  return pieces
}

/** Splits a text into quoted and own blocks; joined with line ends they are the text again. */
export function splitQuotes(text: string): Block[] {
  const blocks: Block[] = []
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const quoted = /^\s{0,3}>/.test(line)
    const last = blocks.at(-1)
    if (last && last.quoted === quoted) {
      last.text += `\n${line}`
      last.lines++
    } else blocks.push({ quoted, text: line, lines: 1 })
  }
  return blocks
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
