import type { Gap } from '../domain/folder-state.ts'
import type { LiveMailbox, OpenFolder } from '../domain/live-mailbox.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { RunLimits } from '../limits/run-limits.ts'
import { portionsOf } from './fetch-portions.ts'
import type { Guarded } from './guard-mailbox.ts'
import { each } from './guarded-rows.ts'

/** What was met in one folder, over all connections of a run. */
export interface FolderTries {
  /** how often the connection broke, or the server said no, while this message was due */
  failures: Map<number, number>
  /** messages that are not asked for any more */
  lost: Map<number, Gap['reason']>
  /** messages asked for at once */
  portion: number
  /** messages received */
  received: number
}

export function newTries(): FolderTries {
  return { failures: new Map(), lost: new Map(), portion: 500, received: 0 }
}

interface FolderGuard {
  mailbox: LiveMailbox
  limits: RunLimits
  guarded: Guarded
  tries: FolderTries
}

/** A server that says no so often without a message in between refuses the folder. */
const mostRefused = 50

/**
 * A folder whose messages are fetched in portions, so that time, octets and disk are looked at in between. One message
 * that breaks the connection, or is refused, is found by asking for it alone: the second time it is given up, named by
 * `check().lost`, and the others go on. When the run has used up what it may, or the server asks to wait longer than a
 * run can, `fetch` ends early and `check().ended` says so.
 */
export function guardFolder(open: OpenFolder, guard: FolderGuard): OpenFolder {
  const { limits, guarded, tries, mailbox } = guard
  let ended = false
  const uids = () => guarded(() => open.uids())
  const marks: OpenFolder['marks'] = (wanted, fields) => each(open.marks(wanted, fields), guarded)
  return {
    ...open,
    flags: since => each(open.flags(since), guarded),
    marks,
    uids,
    async *fetch(wanted, longest) {
      const one = wanted === 'all' && (tries.failures.size > 0 || isCounted(limits))
      const portions = portionsOf(one ? await uids() : wanted, tries)
      for (let refused = 0; ; ) {
        // Once it is so it stays so, though another list be empty.
        if (limits.enough() && !portions.isEmpty()) ended = true
        const portion = ended ? null : portions.next()
        if (!portion) return
        await limits.beforeMore()
        const asked = portion === 'all' ? portion : await affordable(portion, { marks }, limits)
        if (portion !== 'all') portions.putBack(portion.slice(asked.length))
        if (!asked.length) {
          ended = true
          return limits.spent()
        }
        const began = performance.now()
        const got = new Set<number>()
        try {
          for await (const message of each(open.fetch(asked, longest), guarded)) {
            got.add(message.uid)
            tries.received++
            refused = 0
            yield message
          }
          portions.worked(performance.now() - began)
        } catch (error) {
          const heeded = await limits.heed(mailbox, error)
          const usable = mailbox.usable()
          // The end of the run, too, cuts a server that is slow: what came is kept.
          if (!heeded && limits.enough()) {
            ended = true
            return
          }
          const left = asked === 'all' ? (usable ? await uids() : []) : asked
          const due = left.filter(uid => !got.has(uid))
          if (!heeded) blame(tries, due[0], error, usable ? 'refused' : 'cut')
          if (!usable || (!heeded && ++refused > mostRefused)) throw error
          portions.putBack(due)
        }
      }
    },
    async *stream(uid, longerThan) {
      try {
        yield* each(open.stream(uid, longerThan), guarded)
      } catch (error) {
        const heeded = await limits.heed(mailbox, error)
        if (heeded === 'ended') ended = true
        if (!heeded) blame(tries, uid, error, 'cut')
        throw error
      }
    },
    check: () => ({ ...open.check(), ended, lost: tries.lost }),
  }
}

function isCounted({ budget }: RunLimits): boolean {
  return budget.left() < Number.POSITIVE_INFINITY
}

// As many from the first on as the octets of the day allow, by what the server says of their sizes. A message that is
// larger than a whole day's share is begun when the day is fresh: it would never come otherwise.
async function affordable(
  portion: readonly number[],
  { marks }: Pick<OpenFolder, 'marks'>,
  limits: RunLimits,
): Promise<readonly number[]> {
  if (!isCounted(limits)) return portion
  const sizes = new Map<number, number>()
  for await (const { uid, said } of marks(portion)) sizes.set(uid, said ?? guessedSize)
  let left = limits.budget.left()
  const beyond = portion.findIndex(uid => {
    left -= (sizes.get(uid) ?? 0) + overhead
    return left < 0
  })
  if (beyond === 0 && limits.budget.isFresh()) return portion.slice(0, 1)
  return beyond < 0 ? portion : portion.slice(0, beyond)
}

const guessedSize = 50_000
/** Octets of the answer around a message. */
const overhead = 200

// Whatever order a server answers in, a message that was alone in its command is the one.
function blame(tries: FolderTries, uid: number | undefined, error: unknown, reason: Gap['reason']): void {
  tries.portion = Math.max(1, tries.portion >> 2)
  if (uid === undefined) return
  const failures = (tries.failures.get(uid) ?? 0) + 1
  tries.failures.set(uid, failures)
  if (failures < 2) return
  tries.lost.set(uid, isRefusal(error) && error.code === 'too-slow' ? 'too-slow' : reason)
}
