import { isDisk } from './disk-failure.ts'
import type { Gap, StateCopy, StateHeader, StoredMessage } from './domain/folder-state.ts'
import type { FolderId } from './domain/message.ts'
import type { FolderOutcome, Problem } from './domain/point.ts'
import type {
  IndexWriter,
  LiveFolder,
  LiveMailbox,
  LiveMessage,
  OpenFolder,
  RunStore,
} from './domain/ports.ts'

/** Messages longer than this are not taken into memory but streamed. */
const longest = 16 << 20

export interface FolderResult {
  outcome: FolderOutcome
  /** the state the point shows; sealed already */
  header: StateHeader
  problem: Problem | null
  newMessages: number
  newBytes: number
}

/**
 * Reads one folder of the live mailbox into a sealed state, or keeps the last one when nothing changed. Throws when the
 * folder could not be read as a whole: then it is neither "still there" nor "gone" tonight.
 */
export async function readFolder(
  world: { mailbox: LiveMailbox; store: RunStore; index: IndexWriter; now: () => number; goOn: () => void },
  live: LiveFolder,
  folder: FolderId,
  before: StateHeader | undefined,
  onMessage: (bytes: number) => void,
): Promise<FolderResult> {
  const { mailbox, store, index, now, goOn } = world
  if (before && isUnchanged(before, live))
    return { outcome: 'read', header: before, problem: null, newMessages: 0, newBytes: 0 }
  const open = await mailbox.examine(live)
  if (live.status && open.uidValidity !== live.status.uidValidity)
    throw new Error('the folder was replaced during the run')
  const remember = (copy: StateCopy) => store.remember(folder, open.uidValidity, copy)
  const reading = startReading(store, index, goOn, onMessage, remember)
  const known = await knownCopies(store, before, open)
  // What a run that was cut off had read already.
  const again = await store.remembered(folder, open.uidValidity)
  for (const uid of known.keys()) again.delete(uid)
  for (const [uid, copy] of again) known.set(uid, copy)
  const wanted = known.size ? await keepKnown(open, known, reading.copies, onMessage) : 'all'
  await reading.takeAgain([...again.values()])
  await fetchInto(reading, open, wanted)
  const { gone, gaps, unread } = await completeness(reading, open)
  await reading.finish()

  const copies = [...reading.copies.values()].sort((a, b) => a.uid - b.uid)
  const header = headerOf(live, folder, open, copies, { gaps, unread }, store.nextState(folder), now())
  const same =
    before &&
    before.uidValidity === open.uidValidity &&
    before.messages === copies.length &&
    isSame(known, reading.copies) &&
    !gaps.length &&
    before.unread === unread
  if (same) header.n = before.n
  else await store.sealState(header, copies)
  return {
    outcome: gaps.length || unread ? 'partial' : 'read',
    header,
    problem: problemOf(live, header, gone),
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

function startReading(
  store: RunStore,
  index: IndexWriter,
  goOn: () => void,
  onMessage: (bytes: number) => void,
  remember: (copy: StateCopy) => void,
) {
  const copies = new Map<number, StateCopy>()
  const fresh = { messages: 0, bytes: 0 }
  const long: LiveMessage[] = []
  let batch: StoredMessage[] = []
  const pending = new Set<Promise<void>>()
  const note = (message: LiveMessage, stored: Awaited<ReturnType<RunStore['put']>>) => {
    const { sha, date, size, base, isNew } = stored
    const { uid, flags } = message
    const copy = { uid, sha, date, size, flags, ...(base === sha ? {} : { file: base }) }
    copies.set(uid, copy)
    remember(copy)
    batch.push({ sha, date, size, file: stored.file })
    fresh.messages++
    if (isNew) fresh.bytes += size
    onMessage(size)
  }
  const feed = async (least: number) => {
    if (batch.length < least) return
    const full = batch
    batch = []
    await index.add(full)
  }
  return {
    copies,
    fresh,
    long,
    async take(message: LiveMessage): Promise<void> {
      goOn()
      if (!message.bytes) {
        long.push(message)
        return
      }
      await store.ready()
      const one = store.put(message.bytes, message.date).then(
        stored => note(message, stored),
        () => {}, // the store keeps the failure and throws it at flush
      )
      pending.add(one)
      one.then(() => pending.delete(one))
      await feed(200)
    },
    async takeLong(open: OpenFolder): Promise<void> {
      for (const message of long.splice(0)) {
        try {
          note(message, await store.putStream(open.stream(message.uid, longest), message.date))
        } catch (error) {
          // One message that does not come costs itself: it is missing, and named so, unless the connection is gone.
          if (!open.check().usable || isDisk(error)) throw error
        }
      }
    },
    /** Copies whose bytes an earlier try has stored: the index may not know them. */
    async takeAgain(remembered: readonly StateCopy[]): Promise<void> {
      for (const { uid, sha, date, size } of remembered) {
        const copy = copies.get(uid)
        if (!copy) continue
        batch.push({ sha, date, size, file: store.file(copy) })
        fresh.messages++
        fresh.bytes += size
        await feed(200)
      }
    },
    settle: async () => {
      await Promise.all(pending)
    },
    async finish(): Promise<void> {
      await Promise.all(pending)
      await store.flush()
      await feed(1)
    },
  }
}

type Reading = ReturnType<typeof startReading>

// A new UIDVALIDITY makes every UID mean something else (RFC 3501 2.3.1.1): nothing is known then.
async function knownCopies(
  store: RunStore,
  before: StateHeader | undefined,
  open: OpenFolder,
): Promise<Map<number, StateCopy>> {
  const known = new Map<number, StateCopy>()
  if (before?.uidValidity !== open.uidValidity) return known
  try {
    for await (const copy of store.copies(before)) known.set(copy.uid, copy)
    return known
  } catch {
    // A damaged manifest is known nothing of: every message is fetched again, and the next state is whole.
    return new Map()
  }
}

async function keepKnown(
  open: OpenFolder,
  known: Map<number, StateCopy>,
  copies: Map<number, StateCopy>,
  onMessage: (bytes: number) => void,
): Promise<number[]> {
  const wanted: number[] = []
  for await (const { uid, flags } of open.flags()) {
    const copy = known.get(uid)
    if (!copy) wanted.push(uid)
    else {
      copies.set(uid, { ...copy, flags })
      onMessage(0)
    }
  }
  return wanted
}

async function fetchInto(
  reading: Reading,
  open: OpenFolder,
  wanted: readonly number[] | 'all',
): Promise<void> {
  if (wanted !== 'all' && !wanted.length) return
  for await (const message of open.fetch(wanted, longest)) await reading.take(message)
  await reading.settle()
  await reading.takeLong(open)
}

// The UIDs received must be all there are; a client library may skip a line it cannot parse without a word.
async function completeness(
  reading: Reading,
  open: OpenFolder,
): Promise<{ gone: number[]; gaps: Gap[]; unread: number }> {
  const { usable, exists, ended, lost } = open.check()
  // Nothing more is asked of the server then: it may have told us to wait.
  const left = open.messages - reading.copies.size - (lost?.size ?? 0)
  if (ended && left > 0) return { gone: [], gaps: gapsOf(lost ?? new Map()), unread: left }
  if (!usable) throw new Error('the connection was lost')
  // Equal counts prove it only if nothing came or went meanwhile: one message lost and one expunged look the same.
  if (exists === reading.copies.size && exists === open.messages) return { gone: [], gaps: [], unread: 0 }
  const missing = (await open.uids()).filter(uid => !reading.copies.has(uid))
  for (const uid of missing) await fetchInto(reading, open, [uid])
  const still = missing.filter(uid => !reading.copies.has(uid))
  if (!still.length) return { gone: [], gaps: [], unread: 0 }
  const there = new Set(await open.uids())
  const why = open.check().lost
  const gaps = new Map(still.filter(uid => there.has(uid)).map(uid => [uid, why?.get(uid) ?? 'not-sent']))
  return { gone: still.filter(uid => !there.has(uid)), gaps: gapsOf(gaps), unread: 0 }
}

function gapsOf(reasons: ReadonlyMap<number, Gap['reason']>): Gap[] {
  return [...reasons].map(([uid, reason]) => ({ uid, reason })).sort((a, b) => a.uid - b.uid)
}

function headerOf(
  live: LiveFolder,
  folder: FolderId,
  open: OpenFolder,
  copies: StateCopy[],
  { gaps, unread }: Pick<StateHeader, 'gaps' | 'unread'>,
  n: number,
  readAt: number,
): StateHeader {
  return {
    v: 1,
    folder,
    n,
    path: live.path,
    raw: live.raw,
    delimiter: live.delimiter,
    specialUse: live.specialUse,
    subscribed: live.subscribed,
    uidValidity: open.uidValidity,
    uidNext: open.uidNext,
    // As it was when the folder was opened: a change during the reading shows as a difference next time.
    // What was left unread never changed since then, so a later night must not ask for changes only.
    highestModseq: unread ? null : open.highestModseq,
    readAt,
    messages: copies.length,
    bytes: copies.reduce((sum, copy) => sum + copy.size, 0),
    gaps,
    unread,
  }
}

function isSame(known: Map<number, StateCopy>, copies: Map<number, StateCopy>): boolean {
  if (known.size !== copies.size) return false
  for (const [uid, copy] of copies) {
    const before = known.get(uid)
    if (!before || before.sha !== copy.sha || before.flags.join(' ') !== copy.flags.join(' ')) return false
  }
  return true
}

function problemOf(live: LiveFolder, header: StateHeader, gone: number[]): Problem | null {
  const { gaps, unread, messages } = header
  if (unread)
    return { code: 'not-finished', folder: live.path, done: messages, of: messages + gaps.length + unread }
  if (gaps.length) return { code: 'message-refused', folder: live.path, uids: gaps.map(gap => gap.uid) }
  if (gone.length) return { code: 'message-gone', folder: live.path, uids: gone }
  return null
}
