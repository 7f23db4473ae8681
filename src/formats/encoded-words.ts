import { decodeCharset } from './charset.ts'
import { decodeQ } from './transfer-encoding.ts'

/**
 * A header text with its encoded words (RFC 2047) decoded, as one clean line: no CR, LF, NUL or other control
 * survives decoding, white space between two words is dropped, a character cut between two words is joined again.
 * Words glued to text or inside quotes are decoded too, as all mail programs do. Directional controls stay: the page
 * isolates them. Linear in the length.
 */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return cleanLine(text)
  let out = ''
  let pos = 0
  /** octets of words of one charset that stand side by side and are decoded together */
  let held: { charset: string; bytes: Buffer[] } | null = null
  const flush = () => {
    if (held) out += decodeCharset(Buffer.concat(held.bytes), held.charset).text
    held = null
  }
  for (let at = text.indexOf('=?'); at >= 0; at = text.indexOf('=?', at)) {
    const word = readWord(text, at)
    if (word === 'none') break
    if (word === null) {
      at += 2
      continue
    }
    const between = text.slice(pos, at)
    if (!held || /\S/.test(between)) {
      flush()
      out += between
    }
    if (held && (held as { charset: string }).charset !== word.charset) flush()
    held ??= { charset: word.charset, bytes: [] }
    held.bytes.push(word.bytes)
    at = pos = word.end
  }
  flush()
  return cleanLine(out + text.slice(pos))
}

/** Controls become one space; NUL and the like vanish. What people see of a header is always one line. */
export function cleanLine(text: string): string {
  if (!CONTROLS.test(text)) return nfc(text.trim())
  return nfc(
    text
      .replace(/[\t\n\v\f\r\x85\u2028\u2029]+ */g, ' ')
      .replace(DROPPED, '')
      .trim(),
  )
}

/** Folding taken out (RFC 5322 2.2.3). */
export function unfold(raw: string): string {
  return raw.includes('\n') || raw.includes('\r')
    ? raw.replace(/[\r\n]+(?=[ \t])/g, '').replace(/[\r\n]+/g, ' ')
    : raw
}

interface Word {
  charset: string
  bytes: Buffer
  end: number
}

/** The word that begins at `at`; null when it is none; 'none' when no word can follow any more. */
function readWord(text: string, at: number): Word | null | 'none' {
  const q1 = text.indexOf('?', at + 2)
  if (q1 < 0) return 'none'
  const letter = text.charCodeAt(q1 + 1) | 32
  if (q1 - at > 80 || q1 === at + 2 || (letter !== 98 && letter !== 113) || text[q1 + 2] !== '?') return null
  const start = q1 + 3
  const end = text.indexOf('?=', start)
  if (end < 0) return 'none'
  // RFC 2231 5: a language may follow the charset
  const charset = text
    .slice(at + 2, q1)
    .replace(/\*.*$/s, '')
    .toLowerCase()
  const body = text.slice(start, end)
  return { charset, bytes: letter === 98 ? Buffer.from(body, 'base64') : decodeQ(body), end: end + 2 }
}

function nfc(text: string): string {
  return ASCII.test(text) ? text : text.normalize('NFC')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this is about
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this is about
const DROPPED = /[\x00-\x1f\x7f-\x9f]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
const ASCII = /^[\x00-\x7f]*$/
