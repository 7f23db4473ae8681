import type { Problem } from '../domain/point.ts'
import type { LiveMailbox } from '../domain/ports.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { Budget } from './budget.ts'

export interface LimitSettings {
  /** a run takes at most so long, then what was read is sealed and the next night goes on; milliseconds */
  runLength: number
  /** the server may be silent so long; milliseconds */
  silence: number
  /** octets a second below which a server counts as silent, however little it drips */
  leastRate: number
  /** how long a run waits in all when the server asks for it, before it leaves the rest; milliseconds */
  longestWait: number
  /** milliseconds before each new connection in place of a broken one, the last for all further ones */
  pauses: readonly number[]
  /** so often the connection may break in a folder without a single message coming in between */
  mostBreaks: number
  /** a run may lose so long to connections that brought nothing; then a folder has few tries, and after twice as long none is left; milliseconds */
  longestBroken: number
}

const hour = 3_600_000
export const usualLimits: LimitSettings = {
  runLength: 6 * hour,
  silence: 120_000,
  leastRate: 1000,
  longestWait: 5 * 60_000,
  pauses: [0, 1000, 5000, 20_000],
  mostBreaks: 12,
  longestBroken: 10 * 60_000,
}

export interface LimitsWorld {
  settings: LimitSettings
  budget: Budget
  now(): number
  /** throws Refusal 'disk-…' when the disk is short */
  checkDisk(): Promise<void>
  pause(milliseconds: number): Promise<void>
  /** throws when the run must end at once */
  goOn(): void
}

/** As many as a single message needs to be found out, and one more. */
const FEW_BREAKS = 3
/** Octets a millisecond at which no time is lost: a large message that breaks off costs itself. */
const BUSY = 50

/** What one run may use up: time, octets, the server's patience, the disk. */
export type RunLimits = ReturnType<typeof openRunLimits>

/** The limits of a run that begins now. */
export function openRunLimits({ settings, budget, now, checkDisk, pause, goOn }: LimitsWorld) {
  const end = now() + settings.runLength
  const heeded = new WeakMap<object, 'waited' | 'ended'>()
  let waited = 0
  let lost = 0
  let stopped: Problem | null = null
  const leaveRest = (problem: Problem) => {
    stopped ??= problem
  }
  return {
    settings,
    budget,
    now,
    /** why the run reads no further; null while it may */
    stopped: (): Problem | null => stopped,
    /** Is nothing more to be read? Once it is so it stays so. */
    enough(): boolean {
      if (now() >= end) leaveRest({ code: 'not-finished' })
      if (budget.left() <= 0) this.spent()
      return stopped !== null
    },
    /** Not even one more message fits into the octets of the day. */
    spent: () => leaveRest({ code: 'budget-spent', until: budget.renewedAt() }),
    /** why the run must end at once; null while it need not */
    stop(): unknown {
      try {
        goOn()
        return null
      } catch (error) {
        return error
      }
    },
    /** past the end and the time in which a command under way should have come to its own */
    overdue: () => now() >= end + Math.min(10 * 60_000, settings.runLength),
    /** Before each portion of messages: is there room, may the run go on? Throws when not. */
    async beforeMore(): Promise<void> {
      goOn()
      await budget.save()
      await checkDisk()
    },
    /**
     * Did the server ask us to wait by this failure? 'waited' when that was done: try again. 'ended' when it would take
     * too long: nothing more is read in this run. null: it was something else.
     */
    async heed(
      mailbox: Pick<LiveMailbox, 'asksToWait'> | null,
      error: unknown,
    ): Promise<'waited' | 'ended' | null> {
      const known = typeof error === 'object' && error !== null ? heeded.get(error) : undefined
      if (known) return known
      const wish = wishOf(error) ?? mailbox?.asksToWait(error)
      if (!wish) return null
      const outcome = waited + wish.milliseconds > settings.longestWait ? 'ended' : 'waited'
      if (typeof error === 'object' && error !== null) heeded.set(error, outcome)
      if (outcome === 'ended')
        leaveRest({ code: 'throttled', until: now() + wish.milliseconds, detail: wish.words })
      else {
        waited += wish.milliseconds
        await pause(wish.milliseconds)
        goOn()
      }
      return outcome
    },
    /**
     * A connection broke and brought no message in so many milliseconds, though so many octets: how often that may happen
     * in a folder from now on. A server that breaks in many folders would else have the run wait for each. 0: nothing more
     * is read in this run.
     */
    mostBreaks(milliseconds: number, octets: number): number {
      lost += Math.max(0, milliseconds - octets / BUSY)
      if (lost <= settings.longestBroken) return settings.mostBreaks
      if (lost <= 2 * settings.longestBroken) return Math.min(settings.mostBreaks, FEW_BREAKS)
      const minutes = Math.round(lost / 60_000)
      const detail = `The mail server broke the connection again and again, for ${minutes} minutes in all.`
      leaveRest({ code: 'server-unreachable', until: now() + hour, detail })
      return 0
    },
    /** Waits before a new connection; `broken`: how many in a row brought nothing. */
    async beforeConnecting(broken: number): Promise<void> {
      const { pauses } = settings
      await pause(pauses[Math.min(broken, pauses.length - 1)] ?? 0)
      goOn()
    },
  }
}

// A sign-in that was put off (imap/connect.ts).
function wishOf(error: unknown): { milliseconds: number; words: string } | null {
  if (!isRefusal(error) || error.code !== 'throttled') return null
  return { milliseconds: Number(error.params.milliseconds), words: error.message }
}
