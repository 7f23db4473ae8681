import type { LiveMailbox } from '../domain/ports.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RunLimits } from '../limits/run-limits.ts'
import { type FolderTries, guardFolder, newTries } from './guard-folder.ts'

/** Runs one thing that waits for the server; it fails, and the connection is cut, when the server is too slow. */
export type Guarded = <T>(act: () => Promise<T>) => Promise<T>

/**
 * A mailbox on which no call waits for ever: silence, a rate below the least, and the end of the run cut the connection.
 * What is received counts for the budget. Once the run has used up its time or octets no folder is opened any more
 * (Refusal 'enough'), and a folder that is being read ends early (see guard-folder.ts). `tries`: what was met in each
 * folder on earlier connections of the run, by its raw name.
 */
export function guardMailbox(
  mailbox: LiveMailbox,
  limits: RunLimits,
  tries: Map<string, FolderTries>,
): LiveMailbox {
  const watch = openWatch(mailbox, limits)
  return {
    ...mailbox,
    folders: () => watch.guarded(() => mailbox.folders()),
    async examine(folder, since) {
      if (limits.enough()) throw new Refusal('enough', 'The time or the octets of this run are used up.')
      await limits.beforeMore()
      const open = await watch.guarded(() => mailbox.examine(folder, since))
      const known = tries.get(folder.raw) ?? newTries()
      tries.set(folder.raw, known)
      return guardFolder(open, { mailbox, limits, guarded: watch.guarded, tries: known })
    },
    async close() {
      watch.end()
      const slow = setTimeout(() => mailbox.cut(), 10_000)
      try {
        await mailbox.close()
      } finally {
        clearTimeout(slow)
      }
    },
  }
}

function openWatch(mailbox: LiveMailbox, limits: RunLimits) {
  const { silence, leastRate } = limits.settings
  let waiting: { since: number; from: number; fail: (error: unknown) => void } | null = null
  let counted = 0
  const count = () => {
    const received = mailbox.received()
    if (received > counted) limits.budget.spend(received - counted)
    counted = received
  }
  const give = (error: unknown) => {
    const fail = waiting?.fail
    waiting = null
    mailbox.cut()
    fail?.(error)
  }
  // A fixed time would end large messages on slow lines; a mere pause between octets would let a dripping server hold us.
  const look = () => {
    count()
    if (!waiting) return
    // Who is told to stop does not wait for a silent server.
    const stop = limits.stop()
    if (stop) return give(stop)
    const allowed = silence + ((mailbox.received() - waiting.from) / leastRate) * 1000
    if (performance.now() - waiting.since < allowed && !limits.overdue()) return
    give(new Refusal('too-slow', 'The mail server sent nothing, or next to nothing, for too long.'))
  }
  const timer = setInterval(look, Math.min(1000, silence / 4))
  const guarded: Guarded = async act => {
    try {
      return await new Promise((resolve, reject) => {
        waiting = { since: performance.now(), from: mailbox.received(), fail: reject }
        act().then(resolve, reject)
      })
    } finally {
      waiting = null
      count()
    }
  }
  return { guarded, end: () => clearInterval(timer) }
}
