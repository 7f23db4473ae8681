import type { StateHeader } from '../domain/folder-state.ts'
import type { FolderStatus, OpenFolder } from '../domain/live-mailbox.ts'
import type { FoundChanges } from './folder-changes.ts'
import type { FolderCopies } from './folder-copies.ts'
import type { FolderReading } from './folder-reading.ts'

const day = 86_400_000

/**
 * Is it time to hold every message of a folder against its size and date? About every seventh day, spread by folder;
 * and at once when UIDNEXT went back, which RFC 3501 2.3.1.1 forbids.
 */
export function isCompareDue(before: StateHeader, now: FolderStatus | null, at: number): boolean {
  if (now && now.uidValidity !== before.uidValidity) return false
  if (now && now.uidNext > 0 && now.uidNext < before.uidNext) return true
  return (
    at - (before.comparedAt ?? 0) >= (5 + (hash(`${before.raw} ${before.uidValidity}`) % 5)) * day - day / 4
  )
}

/**
 * Reads again what may stand under known UIDs without being what it was. Other bytes take the place of the copy; the
 * days before keep theirs. Suspicious ones that do not come are known no more, and wanted. Where others stand under many
 * UIDs, or an id stands for other bytes than before (RFC 8474 5.1), the folder is read anew as if UIDVALIDITY had changed,
 * and by no ids. Returns which UIDs had become others, 'all' for the latter.
 */
export async function rereadSuspicious(
  open: OpenFolder,
  found: FoundChanges,
  copies: FolderCopies,
  reading: FolderReading,
): Promise<readonly number[] | 'all'> {
  const { suspicious, sample } = found
  if (!suspicious.length && !sample.length) return []
  const many = suspicious.length > Math.max(20, copies.count() / 10)
  if (!many) {
    const absent = new Set(await reading.fetchAgain(open, [...suspicious, ...sample]))
    // What stands there is not what is known, and cannot be told: asked for as if it were new, and a gap if it does not come.
    const unproven = suspicious.filter(uid => absent.has(uid) && copies.remove(uid))
    found.wanted = [...found.wanted, ...unproven].sort((a, b) => a - b)
    const others = reading.replaced.filter(uid => sample.includes(uid)).length
    // Sizes and dates that tell nothing: half of what was tried has other bytes.
    if (!reading.lies.ids && others < Math.max(2, sample.length / 2)) return reading.replaced
  }
  found.wanted = [...found.wanted, ...copies.uids()].sort((a, b) => a - b)
  copies.keepOnly([])
  reading.readAnew()
  return 'all'
}

function hash(text: string): number {
  let h = 0
  for (const char of text) h = (h * 31 + char.charCodeAt(0)) >>> 0
  return h
}
