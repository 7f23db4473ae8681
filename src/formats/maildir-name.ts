import type { CopyColumns } from '../domain/copy-columns.ts'
import type { StateCopy } from '../domain/folder-state.ts'
import { putNumber, putText } from './octets.ts'

interface NamedCopy extends Pick<StateCopy, 'uid' | 'date' | 'size'> {
  flags: readonly string[]
}

const letters: readonly [letter: string, flag: string][] = [
  ['D', '\\draft'],
  ['F', '\\flagged'],
  ['R', '\\answered'],
  ['S', '\\seen'],
  ['T', '\\deleted'],
]

/**
 * File name of a copy in a Maildir: INTERNALDATE, UID, S= with the exact size (Dovecot insists on it) and the flags in
 * ASCII order. Keywords have no letters that readers agree on; the manifest keeps them. Nothing longer: 100,000 names a folder.
 */
export function maildirName(copy: NamedCopy): string {
  return `${Math.max(0, copy.date)}.${copy.uid}.yestermail,S=${copy.size}:2,${flagLetters(copy.flags)}`
}

const UID = Buffer.from('.')
const SIZE = Buffer.from('.yestermail,S=')
const FLAGS = Buffer.from(':2,')

/** The same of a row, written into `out`, the flags as `letters`; returns where it ends. */
export function putMaildirName(
  out: Buffer,
  at: number,
  { dates, uids, sizes }: CopyColumns,
  row: number,
  letters: Uint8Array,
): number {
  const uid = putNumber(out, at, Math.max(0, dates[row] as number))
  const size = putNumber(out, putText(out, uid, UID), uids[row] as number)
  const flags = putNumber(out, putText(out, size, SIZE), sizes[row] as number)
  return putText(out, putText(out, flags, FLAGS), letters)
}

// A folder's copies share few lists of flags: each is read once.
const known = new WeakMap<readonly string[], string>()

/** The letters of a Maildir for system flags, in ASCII order. */
export function flagLetters(flags: readonly string[]): string {
  const before = known.get(flags)
  if (before !== undefined) return before
  const has = new Set(flags.map(flag => flag.toLowerCase()))
  const found = letters
    .filter(([, flag]) => has.has(flag))
    .map(([letter]) => letter)
    .join('')
  known.set(flags, found)
  return found
}
