import type { Gap, StateCopy, StoredMessage } from '../domain/folder-state.ts'
import type { LiveMessage, MessageMarks, OpenFolder } from '../domain/live-mailbox.ts'
import type { IndexWriter, RunStore, StoredCopy } from '../domain/ports.ts'
import { isRefusal } from '../domain/refusal.ts'
import { isDisk } from '../limits/disk-failure.ts'
import type { EmailIds } from './email-ids.ts'
import type { FolderCopies } from './folder-copies.ts'

/** Messages longer than this are not taken into memory but streamed. */
const longest = 16 << 20
/** Messages whose ids are held against the known ones at a time. */
const portion = 5000

export interface ReadingWorld {
  store: RunStore
  index: IndexWriter
  /** the messages the account has by the server's own ids, where it gives any */
  mails: EmailIds
  /** throws when the run must end */
  goOn(): void
  /** a copy is stored under its name, and known */
  remember(copy: StateCopy): void
  onMessage(bytes: number): void
}

export type FolderReading = ReturnType<typeof startReading>

/** Fetches messages of one folder into the store, the index and its `copies`. */
export function startReading(world: ReadingWorld, copies: FolderCopies) {
  const { store, index } = world
  const fresh = { messages: 0, bytes: 0 }
  const lies = { size: 0, twice: 0, unasked: 0, ids: 0 }
  const replaced: number[] = []
  const long: LiveMessage[] = []
  const pending = new Set<Promise<void>>()
  let asked = new Set<number>()
  /** those that are to be read again, and what was known of them */
  const again = new Map<number, StateCopy>()
  let byIds = true
  let arrived = new Set<number>()
  let batch: StoredMessage[] = []
  let failure: unknown

  const note = (message: MessageMarks, stored: StoredCopy): StateCopy => {
    const { sha, date, size, base, isNew } = stored
    const { uid, flags, said, emailId } = message
    if (said !== null && said !== size) lies.size++
    const copy: StateCopy = { uid, sha, date, size, flags }
    if (said !== null && said !== size) copy.said = said
    if (emailId !== null) copy.emailId = emailId
    if (base !== sha) copy.file = base
    const before = again.get(uid)
    again.delete(uid)
    if (before && before.sha !== sha) {
      replaced.push(uid)
      if (emailId !== null && before.emailId === emailId) lies.ids++
    }
    const isKnown = before?.sha === sha && before.date === date && before.said === copy.said
    if (!isKnown || !copies.has(uid)) copies.put(copy)
    else copies.setFlags(uid, flags)
    if (before?.sha === sha) return copy
    fresh.messages++
    if (isNew) fresh.bytes += size
    world.onMessage(size)
    return copy
  }
  // Only what has its name: others go by that.
  const keep = (copy: StateCopy, { sha, date, size, file }: StoredCopy) => {
    world.remember(copy)
    world.mails.add(copy)
    batch.push({ sha, date, size, file })
  }
  const feed = async (least: number) => {
    if (batch.length < least) return
    const full = batch
    batch = []
    await index.add(full)
  }
  const take = async (message: LiveMessage) => {
    world.goOn()
    const { uid, bytes, date } = message
    if (!asked.has(uid)) return void lies.unasked++
    if (arrived.has(uid)) return void lies.twice++
    arrived.add(uid)
    if (!bytes) return void long.push(message)
    await store.ready()
    const { stored, written } = store.put(bytes, date)
    const copy = note(message, stored)
    const one = written
      .then(
        () => keep(copy, stored),
        () => {}, // the store keeps the failure and throws it at flush
      )
      .catch(error => {
        failure ??= error
      })
    pending.add(one)
    one.then(() => pending.delete(one))
    await feed(200)
  }
  const takeLong = async (open: OpenFolder) => {
    for (const message of long.splice(0)) {
      if (open.check().ended) return
      world.goOn()
      try {
        const stored = await store.putStream(open.stream(message.uid, longest), message.date)
        keep(note(message, stored), stored)
      } catch (error) {
        // One message that does not come costs itself: it is missing, and named so, unless the connection is gone.
        if (!open.check().usable || isDisk(error) || isRefusal(error)) throw error
      }
    }
  }
  const fetchSome = async (open: OpenFolder, uids: readonly number[]): Promise<void> => {
    if (!uids.length || open.check().ended) return
    asked = new Set(uids)
    arrived = new Set()
    try {
      for await (const message of open.fetch(uids, longest)) await take(message)
    } catch (error) {
      // Another try of this folder need not fetch them again.
      await Promise.all(pending)
      throw error
    }
    await takeLong(open)
  }
  // A message that was moved or copied here has the id it had there: its bytes are on disk.
  const takeKnown = async (open: OpenFolder, uids: readonly number[]): Promise<number[]> => {
    if (!byIds || !(await world.mails.count())) return [...uids]
    const due = new Set(uids)
    const seen = new Set<number>()
    const had = new Set<number>()
    for await (const marks of open.marks(uids)) {
      world.goOn()
      if (!due.has(marks.uid)) lies.unasked++
      else if (seen.has(marks.uid)) lies.twice++
      if (!due.has(marks.uid) || seen.has(marks.uid)) continue
      seen.add(marks.uid)
      const known = marks.emailId === null ? null : world.mails.find(marks.emailId)
      if (known?.date !== marks.date || marks.said === null) continue
      if (known.size !== marks.said && known.said !== marks.said) continue
      const stored = await store.again(known)
      if (!stored) continue
      keep(note(marks, stored), stored)
      had.add(marks.uid)
    }
    await feed(200)
    return uids.filter(uid => !had.has(uid))
  }

  return {
    fresh,
    lies,
    /** UIDs that were read again and whose bytes are others than before */
    replaced: replaced as readonly number[],
    /** Fetches these messages, until the run's time or octets are used up. */
    async fetch(open: OpenFolder, uids: readonly number[]): Promise<void> {
      if (!open.hasEmailIds) return fetchSome(open, uids)
      for (let end = uids.length; end > 0 && !open.check().ended; end -= portion)
        await fetchSome(open, await takeKnown(open, uids.slice(Math.max(0, end - portion), end)))
      // What the next folder has of these is known by its id only then.
      await Promise.all(pending)
    },
    /** From here on every message is fetched, whatever id it has. */
    readAnew(): void {
      byIds = false
    },
    /** Fetches messages that are known once more, to see whether they are the same; returns those that did not come. */
    async fetchAgain(open: OpenFolder, uids: readonly number[]): Promise<number[]> {
      for (const copy of uids.map(copies.get)) if (copy) again.set(copy.uid, copy)
      await fetchSome(open, uids)
      return uids.filter(uid => again.has(uid))
    },
    /** What an earlier try of this run, or a run that was cut off, has stored: the index may not know it. */
    async takeAgain(remembered: readonly StateCopy[]): Promise<void> {
      for (const copy of remembered) {
        if (!copies.has(copy.uid)) continue
        const { sha, date, size } = copy
        batch.push({ sha, date, size, file: store.file(copy) })
        world.mails.add(copy)
        fresh.messages++
        fresh.bytes += size
        await feed(200)
      }
    },
    /**
     * Which of these did not come, and why. They are asked for once more, together and then each alone; a client library
     * may skip a line it cannot parse without a word.
     */
    async missing(open: OpenFolder, uids: readonly number[]): Promise<Missing> {
      const absent = () => uids.filter(uid => !copies.has(uid))
      const lost = () => open.check().lost ?? new Map<number, Gap['reason']>()
      const due = () => absent().filter(uid => !lost().has(uid))
      await fetchSome(open, due())
      for (const uid of due().slice(0, 100)) await fetchSome(open, [uid])
      const still = absent()
      const { ended, usable } = open.check()
      const gapOf = (uid: number): Gap => ({ uid, reason: lost().get(uid) ?? 'not-sent' })
      if (ended) {
        // Nothing more is asked of the server then: it may have told us to wait.
        const gaps = still.filter(uid => lost().has(uid)).map(gapOf)
        return { gaps, gone: [], unread: still.length - gaps.length }
      }
      if (!usable) throw new Error('the connection was lost')
      if (!still.length) return { gaps: [], gone: [], unread: 0 }
      const there = new Set(await open.uids())
      const gaps = still.filter(uid => there.has(uid)).map(gapOf)
      return { gaps, gone: still.filter(uid => !there.has(uid)), unread: 0 }
    },
    /** All have their names, and the index was told of them. Before the state is sealed; the next folder need not wait for it. */
    async written(): Promise<void> {
      await Promise.all(pending)
      if (failure) throw failure
      await feed(1)
    },
  }
}

export interface Missing {
  /** there, and could not be had */
  gaps: Gap[]
  /** expunged between the list and the fetch */
  gone: number[]
  /** left for a later night */
  unread: number
}
