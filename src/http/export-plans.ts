import { Refusal } from '../domain/refusal.ts'
import { busy } from './answering.ts'

export interface PlanLimits {
  /** octets of one plan: some 250 a message */
  one?: number
  /** octets of the plans that are made, used and kept, of all accounts together */
  all?: number
  /** octets of the plans that are kept though nobody takes them; the newest is kept in any case */
  idle?: number
}

export interface PlanRoom {
  /** So many octets more are wanted. Refusals: 'too-large', 'busy'. */
  take(octets: number): void
  /** What was taken and not kept is given back. */
  end(): void
}

const MB = 1 << 20

/** Plans of downloads, so that one begins at once and goes on at once, in bounded memory whoever asks for what. */
export function openPlans<T>({ one = 256 * MB, all = 512 * MB, idle = 64 * MB }: PlanLimits = {}) {
  const kept = new Map<string, { it: T; octets: number; uses: number }>()
  let held = 0
  // What was used last stands last. What is being taken stays: leaving it out of the count would not free its memory.
  const shrinkTo = (most: number, newest?: string) => {
    for (const [key, { octets, uses }] of kept) {
      if (held <= most) return
      if (uses > 0 || key === newest) continue
      kept.delete(key)
      held -= octets
    }
  }
  return {
    room(): PlanRoom & { keep(key: string, it: T): void } {
      let mine = 0
      const end = () => {
        held -= mine
        mine = 0
      }
      return {
        end,
        take(octets) {
          if (mine + octets > one)
            throw new Refusal('too-large', 'That is too much for one download: choose fewer days or folders.')
          if (held + octets > all) shrinkTo(all - octets)
          if (held + octets > all) throw busy()
          mine += octets
          held += octets
        },
        /** The octets taken are now those of this plan. When the same was made twice, the first stays. */
        keep(key, it) {
          if (kept.has(key)) return end()
          kept.set(key, { it, octets: mine, uses: 0 })
          mine = 0
          shrinkTo(idle, key)
        },
      }
    },
    /** The plan and what is to be called when it is not used any more. */
    use(key: string): { it: T; done: () => void } | null {
      const found = kept.get(key)
      if (!found) return null
      kept.delete(key)
      kept.set(key, found)
      found.uses++
      let isOver = false
      const done = () => {
        if (isOver) return
        isOver = true
        found.uses--
        shrinkTo(idle, [...kept.keys()].at(-1))
      }
      return { it: found.it, done }
    },
  }
}
