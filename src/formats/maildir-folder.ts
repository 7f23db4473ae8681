import { createHash } from 'node:crypto'
import iconv from 'iconv-lite'

/**
 * Name of a folder in a Maildir++ tree: a dot, the parts joined by dots in modified UTF-7 (RFC 3501 5.1.3), dots and
 * slashes inside a part written as UTF-7 too. ASCII only, at most 200 octets: a longer or an awkward one is cut and
 * carries a hash of the name as listed (`raw`), which the manifest has. `taken` keeps two folders from one name.
 */
export function maildirFolder(
  path: string,
  delimiter: string | null,
  raw: string,
  taken: Set<string>,
): string {
  const parts = delimiter ? path.split(delimiter) : [path]
  const plain = `.${parts.map(part => encodedPart(part, SEPARATORS)).join('.')}`
  const awkward = parts.some(part => part === '') || plain.length > 200
  let name = awkward || taken.has(plain) ? cut(plain, raw) : plain
  for (let n = 2; taken.has(name); n++) name = `${cut(plain, raw)}-${n}`
  taken.add(name)
  return name
}

const SEPARATORS = /[./]/g

/** One part in modified UTF-7; the ASCII characters that `awkward` finds are written that way, too. */
export function encodedPart(part: string, awkward: RegExp): string {
  return iconv.encode(part, 'utf-7-imap').toString('latin1').replace(awkward, encodedAscii)
}

function encodedAscii(character: string): string {
  const base64 = Buffer.from([0, character.charCodeAt(0)])
    .toString('base64')
    .replace(/=+$/, '')
  return `&${base64.replaceAll('/', ',')}-`
}

/** The beginning of a name that is too long, for a person's eye: cut before a half "&…-" sequence; '.' when nothing is left. */
export function shortenedName(plain: string): string {
  return (
    plain
      .slice(0, 100)
      .replace(/&[^-]*$/, '')
      .replace(/\.+/g, '.')
      .replace(/\.$/, '') || '.'
  )
}

function cut(plain: string, raw: string): string {
  const hash = createHash('sha256').update(raw).digest('hex').slice(0, 16)
  const head = shortenedName(plain)
  return head === '.' ? `.${hash}` : `${head}-${hash}`
}
