import type { NamedCopy } from '../domain/copy-columns.ts'

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
export function maildirName(copy: Omit<NamedCopy, 'sha'>): string {
  return `${Math.max(0, copy.date)}.${copy.uid}.yestermail,S=${copy.size}:2,${flagLetters(copy.flags)}`
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
