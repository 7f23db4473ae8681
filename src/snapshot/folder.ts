import type { InColumns } from '../domain/copy-columns.ts'
import type { StateChanges, StateCopy, StateHeader } from '../domain/folder-state.ts'
import type { FolderId } from '../domain/message.ts'
import type { FolderOutcome, Problem } from '../domain/point.ts'
import type { IndexWriter, LiveFolder, LiveMailbox, OpenFolder, RunStore } from '../domain/ports.ts'
import type { EmailIds } from './email-ids.ts'
import { findChanges } from './folder-changes.ts'
import { isCompareDue, rereadSuspicious } from './folder-compare.ts'
import { type FolderCopies, folderCopies } from './folder-copies.ts'
import type { KnownFolder } from './folder-identity.ts'
import { problemsOf } from './folder-problems.ts'
import { startReading } from './folder-reading.ts'

export interface FolderResult {
  outcome: FolderOutcome
  /** the state the point shows; sealed already, or being sealed */
  header: StateHeader
  /** messages the server counted */
  counted: number | null
  /** the weightiest of `problems` */
  problem: Problem | null
  problems: Problem[]
  newMessages: number
  newBytes: number
}

export interface FolderWorld {
  mailbox: LiveMailbox
  store: RunStore
  index: IndexWriter
  /** made once a run (email-ids.ts) */
  mails: EmailIds
  /** seals a state, or begins to (seal-behind.ts) */
  seal(
    header: StateHeader,
    copies: InColumns,
    written: () => Promise<void>,
    changes?: StateChanges,
  ): Promise<void>
  now(): number
  /** throws when the run must end */
  goOn(): void
}

/** A state is begun while its folder is read when the last one has so many copies at most, and so few are new or gone. */
const MOST_BEGUN = 20_000
const MOST_CHANGES = 900

/**
 * Reads one folder of the live mailbox into a sealed state, or keeps the last one when nothing changed. Throws when the
 * folder could not be read as a whole: then it is neither "still there" nor "gone" tonight. `onMessage` is told the octets
 * of each message that was fetched.
 */
export async function readFolder(
  world: FolderWorld,
  live: LiveFolder,
  { folder, before, moved }: KnownFolder,
  onMessage: (bytes: number) => void,
): Promise<FolderResult> {
  const due = before !== undefined && (moved || isCompareDue(before, live.status, world.now()))
  if (before && !due && isUnchanged(before, live)) return unchanged(live, before)
  // The manifest is read while the server looks for what changed.
  const [open, known] = await Promise.all([
    world.mailbox.examine(live, due ? undefined : sinceOf(before, live)),
    knownCopies(world.store, live, before, !due),
  ])
  if (live.status && open.uidValidity !== live.status.uidValidity)
    throw new Error('the folder was replaced during the run')
  // A new UIDVALIDITY makes every UID mean something else (RFC 3501 2.3.1.1): nothing is known then.
  const copies = before?.uidValidity === open.uidValidity ? known : folderCopies()
  const remembered = await rememberedCopies(world.store, folder, open, copies)
  const compare = before && (due || isCompareDue(before, open, world.now())) ? { salt: world.now() } : null
  const found = await findChanges(open, copies, before, compare)

  const remember = (copy: StateCopy) => world.store.remember(folder, open.uidValidity, copy)
  const reading = startReading({ ...world, remember, onMessage }, copies)
  await reading.takeAgain(remembered)
  const reused = await rereadSuspicious(open, found, copies, reading)
  await reading.fetch(open, found.wanted)
  const missing = await reading.missing(open, found.wanted)

  // What is compared or read for the first time is known to be as the server has it.
  const whole = compare ? !open.check().ended : before?.uidValidity !== open.uidValidity
  const header = headerOf(live, folder, open, copies, {
    n: world.store.nextState(folder),
    readAt: world.now(),
    gaps: missing.gaps,
    unread: missing.unread,
    comparedAt: whole ? world.now() : before?.comparedAt,
  })
  if (before && !copies.changes() && isSame(before, header)) {
    header.n = before.n
    await reading.written()
  } else
    await world.seal(header, copies, reading.written, compare ? undefined : changesOf(before, header, copies))
  const problems = problemsOf(live.path, { header, ...missing, lies: found.lies, reading, reused })
  return {
    outcome: header.gaps.length || header.unread ? 'partial' : 'read',
    header,
    counted: open.messages,
    problem: problems[0] ?? null,
    problems,
    newMessages: reading.fresh.messages,
    newBytes: reading.fresh.bytes,
  }
}

// RFC 7162 3.1.1: any change of flags, arrival or expunge moves HIGHESTMODSEQ or the counts. Without CONDSTORE flags must be looked at.
function isUnchanged(before: StateHeader, { status }: LiveFolder): boolean {
  return (
    status !== null &&
    status.highestModseq !== null &&
    status.highestModseq === before.highestModseq &&
    status.uidValidity === before.uidValidity &&
    status.uidNext === before.uidNext &&
    status.messages === before.messages &&
    before.gaps.length === 0 &&
    before.unread === 0
  )
}

function unchanged(live: LiveFolder, before: StateHeader): FolderResult {
  const counted = live.status?.messages ?? null
  // It may have another name by now.
  const header = { ...before, ...namesOf(live) }
  return { outcome: 'read', header, counted, problem: null, problems: [], newMessages: 0, newBytes: 0 }
}

function namesOf({ path, raw, delimiter, specialUse, subscribed }: LiveFolder) {
  return { path, raw, delimiter, specialUse, subscribed }
}

function sinceOf(before: StateHeader | undefined, { status }: LiveFolder) {
  if (!before?.highestModseq || (status && status.uidValidity !== before.uidValidity)) return undefined
  return { uidValidity: before.uidValidity, highestModseq: before.highestModseq }
}

// What the last state held. Where the server's counts tell that there will be another, that is begun with it at once: its
// links take longer than everything else.
async function knownCopies(
  store: RunStore,
  live: LiveFolder,
  before: StateHeader | undefined,
  mayBegin: boolean,
): Promise<FolderCopies> {
  const known = folderCopies()
  if (!before) return known
  const { folder } = before
  const link =
    mayBegin && isWorthBeginning(before, live)
      ? store.beginState({ folder, n: store.nextState(folder), raw: live.raw }, known)
      : () => {}
  try {
    for await (const held of store.copyColumns(before)) {
      known.load(held)
      link(held)
    }
  } catch {
    // A damaged manifest is known nothing of: every message is fetched again, and the next state is whole.
    return folderCopies()
  }
  return known
}

// What a run that was cut off had read already.
async function rememberedCopies(
  store: RunStore,
  folder: FolderId,
  open: OpenFolder,
  copies: FolderCopies,
): Promise<StateCopy[]> {
  const fresh = [...(await store.remembered(folder, open.uidValidity)).values()].filter(
    ({ uid }) => !copies.has(uid),
  )
  for (const copy of fresh) copies.put(copy)
  return fresh
}

// Each that is new or gone moves UIDNEXT or the count; HIGHESTMODSEQ by itself says that flags changed (RFC 7162 3.1.1).
// With many changes, or in a large folder, it is not kept in mind what was linked. Not on a night on which everything is
// compared, either: any copy may turn out to be another.
function isWorthBeginning(before: StateHeader, { status }: LiveFolder): boolean {
  if (status === null || status.uidValidity !== before.uidValidity) return false
  const fresh = status.uidNext - before.uidNext
  const fewer = before.messages + fresh - status.messages
  const flagged =
    status.highestModseq !== null &&
    before.highestModseq !== null &&
    status.highestModseq !== before.highestModseq
  return (
    (fresh > 0 || fewer > 0 || flagged) &&
    fresh + fewer <= MOST_CHANGES &&
    before.messages > 0 &&
    before.messages <= MOST_BEGUN
  )
}

// Not on a night on which everything is compared: then the index is held against the whole state, too.
function changesOf(
  before: StateHeader | undefined,
  header: StateHeader,
  copies: FolderCopies,
): StateChanges | undefined {
  const uids = copies.changed()
  if (!uids || before?.uidValidity !== header.uidValidity) return undefined
  return { from: before.n, header, uids, copies: uids.flatMap(uid => copies.get(uid) ?? []) }
}

function headerOf(
  live: LiveFolder,
  folder: FolderId,
  open: OpenFolder,
  copies: FolderCopies,
  {
    comparedAt,
    ...rest
  }: Pick<StateHeader, 'n' | 'readAt' | 'gaps' | 'unread'> & { comparedAt: number | undefined },
): StateHeader {
  return {
    v: 1,
    folder,
    ...namesOf(live),
    uidValidity: open.uidValidity,
    uidNext: open.uidNext,
    // As it was when the folder was opened: a change during the reading shows as a difference next time.
    highestModseq: open.highestModseq,
    messages: copies.count(),
    bytes: copies.bytes(),
    ...(open.serverId === null ? {} : { serverId: open.serverId }),
    ...(comparedAt === undefined ? {} : { comparedAt }),
    ...rest,
  }
}

// The copies are the same: is what was missing missing still?
function isSame(before: StateHeader, header: StateHeader): boolean {
  return (
    before.uidValidity === header.uidValidity &&
    before.messages === header.messages &&
    before.unread === header.unread &&
    JSON.stringify(before.gaps) === JSON.stringify(header.gaps)
  )
}
