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
  const plain = `.${parts.map(encodePart).join('.')}`
  const awkward = parts.some(part => part === '') || plain.length > 200
  let name = awkward || taken.has(plain) ? cut(plain, raw) : plain
  for (let n = 2; taken.has(name); n++) name = `${cut(plain, raw)}-${n}`
  taken.add(name)
  return name
}

function encodePart(part: string): string {
  return iconv.encode(part, 'utf-7-imap').toString().replaceAll('.', '&AC4-').replaceAll('/', '&AC8-')
}

function cut(plain: string, raw: string): string {
  const hash = createHash('sha256').update(raw).digest('hex').slice(0, 16)
  // Cut before a half "&…-" sequence; what is left is only there for a person's eye.
  const head = plain
    .slice(0, 100)
    .replace(/&[^-]*$/, '')
    .replace(/\.+/g, '.')
    .replace(/\.$/, '')
  return `${head || '.'}${head ? '-' : ''}${hash}`
}
