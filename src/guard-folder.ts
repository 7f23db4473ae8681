import type { Gap } from './domain/folder-state.ts'
import type { LiveMailbox, OpenFolder } from './domain/live-mailbox.ts'
import { isRefusal } from './domain/refusal.ts'
import { portionsOf } from './fetch-portions.ts'
import type { Guarded } from './guard-mailbox.ts'
import type { RunLimits } from './run-limits.ts'

/** What was met in one folder, over all connections of a run. */
export interface FolderTries {
  /** how often the connection broke while this message was due */
  breaks: Map<number, number>
  /** messages that are not asked for any more */
  lost: Map<number, Gap['reason']>
  /** messages asked for at once */
  portion: number
  /** messages received, and their octets */
  received: number
  bytes: number
}

export function newTries(): FolderTries {
  return { breaks: new Map(), lost: new Map(), portion: 500, received: 0, bytes: 0 }
}

interface FolderGuard {
  mailbox: LiveMailbox
  limits: RunLimits
  guarded: Guarded
  tries: FolderTries
}

/**
 * A folder whose messages are fetched in portions, so that time, octets and disk are looked at in between. One message
 * that breaks the connection is found by asking for it alone: the second time it is given up, named by `check().lost`,
 * and the others go on. When the run has used up what it may, or the server asks to wait longer than a run can, `fetch`
 * ends early and `check().ended` says so.
 */
export function guardFolder(open: OpenFolder, guard: FolderGuard): OpenFolder {
  const { limits, guarded, tries, mailbox } = guard
  let ended = false
  const uids = () => guarded(() => open.uids())
  return {
    ...open,
    flags: since => each(open.flags(since), guarded),
    marks: wanted => each(open.marks(wanted), guarded),
    uids,
    async *fetch(wanted, longest) {
      // Only a folder in which something went wrong has to be asked for message by message.
      const known = wanted === 'all' && (tries.breaks.size || limits.budget.left() < Number.POSITIVE_INFINITY)
      const portions = portionsOf(known ? await uids() : wanted, tries)
      for (let waited = false; ; ) {
        if (limits.enough()) {
          ended = waited || !portions.isEmpty()
          return
        }
        const portion = waited ? portions.same() : portions.next(limits.budget.left())
        if (!portion) return
        waited = false
        await limits.beforeMore()
        const got = new Set<number>()
        try {
          for await (const message of each(open.fetch(portion, longest), guarded)) {
            got.add(message.uid)
            tries.received++
            tries.bytes += message.bytes?.length ?? longest
            yield message
          }
          portions.worked()
        } catch (error) {
          const heeded = await limits.heed(mailbox, error)
          portions.keepOnly(uid => !got.has(uid))
          if (heeded === null && !mailbox.usable()) portions.blame(error)
          if (heeded === null || !mailbox.usable()) throw error
          waited = true
        }
      }
    },
    async *stream(uid, longerThan) {
      try {
        yield* each(open.stream(uid, longerThan), guarded)
      } catch (error) {
        const heeded = await limits.heed(mailbox, error)
        if (heeded === 'ended') ended = true
        if (heeded === null) blame(tries, uid, error)
        throw error
      }
    },
    check: () => ({ ...open.check(), ended, lost: tries.lost }),
  }
}

/** A message was due when something went wrong: the second time it is given up. */
export function blame(tries: FolderTries, uid: number, error: unknown): void {
  const breaks = (tries.breaks.get(uid) ?? 0) + 1
  tries.breaks.set(uid, breaks)
  if (breaks < 2) return
  tries.lost.set(uid, isRefusal(error) && error.code === 'too-slow' ? 'too-slow' : 'cut')
}

// Each step waits for the server at most as long as `guarded` lets it.
async function* each<T>(rows: AsyncIterable<T>, guarded: Guarded): AsyncGenerator<T> {
  const iterator = rows[Symbol.asyncIterator]()
  let done = false
  try {
    for (;;) {
      const step = await guarded(() => iterator.next())
      done = step.done === true
      if (step.done) return
      yield step.value
    }
  } catch (error) {
    done = true
    throw error
  } finally {
    if (!done) await iterator.return?.()
  }
}
