import { encodedPart, shortenedName } from './maildir-folder.ts'

export interface NamedFolder {
  /** opaque id, and the names from the top down to its own */
  id: string
  parts: readonly string[]
}

/**
 * Where each folder lies in an archive: safe parts joined by "/". Two names that some file system takes for one (case,
 * composed and decomposed letters, what was cut or cleaned) are told apart by the folder's id.
 */
export function folderPaths(folders: readonly NamedFolder[], names: Names): Map<string, string> {
  const taken = new Set<string>()
  const paths = new Map<string, string>()
  for (const { id, parts } of folders) {
    const plain = parts.map(part => notOurs(safePart(part, names, names === 'windows' ? 50 : 120)))
    // A folder in twenty others could have a path that no system takes.
    const path = plain.length > 8 ? [...plain.slice(0, 7), plain.at(-1)].join('/') : plain.join('/')
    let own = path
    // A folder may be called as another that was told apart.
    while (taken.has(folded(own))) own = `${own} (${id})`
    taken.add(folded(own))
    paths.set(id, own)
  }
  return paths
}

/** Name of a message's file: when it came, what it is about, and its number in this export, which makes it the only one. */
export function messageFileName(when: string, subject: string, number: number, names: Names): string {
  const clock = when.slice(0, 16).replace(':', '')
  return `${clock} ${safePart(subject, names, 80)} #${number}.eml`
}

/**
 * Directory of a folder in a Maildir++ (a dot, the parts joined by dots, modified UTF-7), '' for INBOX. On request
 * without the characters that Windows has no place for; two folders never get one, not by case either.
 */
export function maildirPaths(folders: readonly NamedFolder[], names: Names): Map<string, string> {
  const taken = new Set<string>()
  const paths = new Map<string, string>()
  for (const { id, parts } of folders) {
    if (parts.length === 1 && parts[0]?.toUpperCase() === 'INBOX') {
      paths.set(id, '')
      continue
    }
    const plain = `.${parts.map(part => modifiedUtf7(part, names)).join('.')}`
    const isOdd = plain.length > 200 || parts.some(part => part === '') || taken.has(plain.toLowerCase())
    let own = isOdd ? `${shortenedName(plain)}-${id}` : plain
    while (taken.has(own.toLowerCase())) own = `${own}-${id}`
    taken.add(own.toLowerCase())
    paths.set(id, own)
  }
  return paths
}

export type Names = 'unix' | 'windows'

/**
 * One part of a path that can be written anywhere and leads nowhere: no separator, no control or direction-changing
 * character, no "..", no name a system keeps for itself, at most `longest` octets (and so UTF-16 units).
 */
export function safePart(name: string, names: Names, longest: number): string {
  const cleaned = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, '')
    .replace(names === 'windows' ? /[/\\:*?"<>|]/g : /[/\\]/g, '_')
    .replace(/\s+/g, ' ')
    // "C:" is another disk to programs that unpack on Windows.
    .replace(/^ *([A-Za-z]):/, '$1_')
  const short = cut(cleaned, longest).replace(/^[. ]+|[. ]+$/g, '')
  // Windows opens the device whatever follows a dot.
  return /^(con|prn|aux|nul|con(in|out)\$|(com|lpt)[\d¹²³]) *(\.|$)/i.test(short) ? `_${short}` : short || '_'
}

// A folder must not be called as a file beside it is.
function notOurs(part: string): string {
  return /\.(eml|mbox|txt|sha256)$/i.test(part) ? `${part}_` : part
}

/** As the file systems do that take the most for one. */
function folded(path: string): string {
  return path.normalize('NFKC').toUpperCase().toLowerCase()
}

function cut(name: string, octets: number): string {
  if (Buffer.byteLength(name) <= octets) return name
  let left = octets
  let kept = ''
  for (const { segment } of CHARACTERS.segment(name.slice(0, octets))) {
    left -= Buffer.byteLength(segment)
    if (left < 0) break
    kept += segment
  }
  return kept
}

const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' })

// What separates (and, for Windows, what it has no place for) is encoded though it is ASCII.
function modifiedUtf7(part: string, names: Names): string {
  const awkward = names === 'windows' ? /[./\\:*?"<>|]/g : /[./]/g
  return encodedPart(part.toWellFormed().replace(/\p{Cc}/gu, '_'), awkward)
}
