import type { StateHeader } from '../domain/folder-state.ts'
import type { MessageMarks, OpenFolder } from '../domain/live-mailbox.ts'
import type { FolderCopies } from './folder-copies.ts'

export interface FoundChanges {
  /** messages whose bytes are to be had, rising */
  wanted: number[]
  /** known ones whose size or date is another than it was: another message may stand under the UID. Read again */
  suspicious: number[]
  /** known ones that look the same, read again to see whether their bytes do */
  sample: number[]
  /** what the server said that cannot be, in words */
  lies: string[]
}

/**
 * What of an open folder differs from the copies that are known: those that are gone are removed from `copies`, flags
 * are set there, and what must be fetched is returned. By QRESYNC's word, else by CONDSTORE, else by looking at all
 * flags; what the server tells counts only when old − vanished + new is what it has. With `compare` every message is
 * held against its size and date. Throws when the connection is lost.
 */
export async function findChanges(
  open: OpenFolder,
  copies: FolderCopies,
  before: StateHeader | undefined,
  compare: { salt: number } | null,
): Promise<FoundChanges> {
  const found: FoundChanges = { wanted: [], suspicious: [], sample: [], lies: [] }
  if (!copies.count()) found.wanted = await allUids(open, found.lies)
  else if (compare) await compareAll(open, copies, found, compare.salt)
  else if (!(await bySequence(open, copies, before, found))) await byFlags(open, copies, found)
  return found
}

// The server's own list of changes. False when it has none, or when it does not add up.
async function bySequence(
  open: OpenFolder,
  copies: FolderCopies,
  before: StateHeader | undefined,
  found: FoundChanges,
): Promise<boolean> {
  const since = before?.uidValidity === open.uidValidity ? before.highestModseq : null
  if (!before || !since || (!open.changes && !open.highestModseq)) return false
  const fresh: number[] = []
  const arrived = new Set<number>()
  const take = (uid: number, flags: string[]) => {
    if (uid >= before.uidNext && uid < open.uidNext) arrived.add(uid)
    if (copies.has(uid)) copies.setFlags(uid, flags)
    else fresh.push(uid)
  }
  if (open.changes) {
    copies.removeRanges(open.changes.vanished)
    for (const [uid, flags] of open.changes.flags) take(uid, flags)
  } else for await (const { uid, flags } of open.flags(since)) take(uid, flags)
  found.wanted = rising(fresh)
  const sum = copies.count() + found.wanted.length
  if (sum === open.messages && (open.changes || isAllTold(before, open, arrived.size))) return true
  // Without QRESYNC nothing was said of those that are gone; and what an earlier night did not get is no change.
  const explained = !open.changes || before.unread > 0 || before.gaps.length > 0
  if (!explained) return false
  const there = rising(await open.uids())
  copies.keepOnly(there)
  found.wanted = there.filter(uid => !copies.has(uid))
  return there.length === open.messages || there.length === open.check().exists
}

// CONDSTORE tells of none that are gone. That the sum is right says so only when it tells of every new one: else one that
// is gone and one whose row was lost, or a gap, make up for each other.
function isAllTold(before: StateHeader, open: OpenFolder, arrived: number): boolean {
  if (before.unread || before.gaps.length || !before.uidNext) return false
  return arrived === open.uidNext - before.uidNext
}

async function byFlags(open: OpenFolder, copies: FolderCopies, found: FoundChanges): Promise<void> {
  const there: number[] = []
  for await (const { uid, flags } of open.flags()) {
    there.push(uid)
    copies.setFlags(uid, flags)
  }
  await settle(open, copies, there, found)
}

// Servers have given other messages under known UIDs without a new UIDVALIDITY. Sizes and dates tell, and what looks
// the same is tried by its bytes, a few each time.
async function compareAll(
  open: OpenFolder,
  copies: FolderCopies,
  found: FoundChanges,
  salt: number,
): Promise<void> {
  const there: number[] = []
  const sample: { uid: number; rank: number }[] = []
  for await (const marks of open.marks('all')) {
    const { uid, flags } = marks
    there.push(uid)
    const known = copies.marks(uid)
    if (!known) continue
    copies.setFlags(uid, flags)
    if (differs(known, marks)) found.suspicious.push(uid)
    else if (known.said <= 100_000) choose(sample, { uid, rank: mixed(uid, salt) })
  }
  await settle(open, copies, there, found)
  found.suspicious = found.suspicious.filter(copies.has)
  found.sample = sample.map(({ uid }) => uid).filter(copies.has)
}

function differs(known: { date: number; said: number }, marks: MessageMarks): boolean {
  return known.date !== marks.date || (marks.said !== null && known.said !== marks.said)
}

/** So many messages of a folder are read again at each full compare. */
const sampled = 8

function choose(sample: { uid: number; rank: number }[], one: { uid: number; rank: number }): void {
  if (sample.length === sampled && one.rank >= (sample.at(-1)?.rank ?? 0)) return
  sample.push(one)
  sample.sort((a, b) => a.rank - b.rank)
  sample.length = Math.min(sample.length, sampled)
}

function mixed(uid: number, salt: number): number {
  let h = Math.imul(uid ^ salt, 0x9e3779b1)
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  return (h ^ (h >>> 13)) >>> 0
}

// A row that a client library could not parse is missing from a walk without a word: the count tells, and SEARCH has the last.
async function settle(
  open: OpenFolder,
  copies: FolderCopies,
  seen: readonly number[],
  found: FoundChanges,
): Promise<void> {
  const there = rising(seen)
  const whole = there.length === open.messages ? there : await allUids(open, found.lies, there)
  copies.keepOnly(whole)
  found.wanted = whole.filter(uid => !copies.has(uid))
}

// UID SEARCH ALL; where it does not agree with EXISTS, what else the server shows counts too.
async function allUids(open: OpenFolder, lies: string[], seen: readonly number[] = []): Promise<number[]> {
  if (!open.messages && !open.check().exists) return []
  const there = rising(await open.uids())
  const right = () => [open.messages, open.check().exists].includes(there.length)
  if (right()) return there
  const more = [...there, ...seen]
  for await (const { uid } of open.flags()) more.push(uid)
  const all = rising(more)
  const { exists } = open.check()
  if (all.length !== exists) lies.push(`${exists} messages by EXISTS, ${all.length} by their UIDs`)
  return all
}

function rising(uids: readonly number[]): number[] {
  return [...new Set(uids)].filter(uid => uid > 0).sort((a, b) => a - b)
}
