import { blame, type FolderTries } from './guard-folder.ts'

/** What is still to be asked for of a folder, in portions of a size that suits server and budget. */
export interface Portions {
  isEmpty(): boolean
  /** the next one, by rising UID; null when all were asked for. `budget`: octets that may still come */
  next(budget: number): readonly number[] | 'all' | null
  /** what is left of the last one */
  same(): readonly number[] | 'all' | null
  /** only these of the last one are still due */
  keepOnly(due: (uid: number) => boolean): void
  /** the last one came to its end */
  worked(): void
  /** the last one broke the connection: whatever order a server answers in, a message alone in its command is the one */
  blame(error: unknown): void
}

const largest = 5000
/** Octets of a message where none is known yet. */
const guessedSize = 50_000

/** The portions of `wanted`, without the messages that were given up; those that were due at a break come first, each alone. */
export function portionsOf(wanted: readonly number[] | 'all', tries: FolderTries): Portions {
  const due = wanted === 'all' ? [] : wanted.filter(uid => !tries.lost.has(uid))
  const alone = tries.breaks.size ? due.filter(uid => tries.breaks.has(uid)) : []
  const others = alone.length ? due.filter(uid => !tries.breaks.has(uid)) : due
  let place = 0
  let whole = wanted === 'all'
  let last: readonly number[] | 'all' = []
  let began = 0
  return {
    isEmpty: () => !whole && !alone.length && place >= others.length,
    next(budget) {
      began = performance.now()
      if (whole) {
        whole = false
        last = 'all'
        return last
      }
      const suspect = alone.pop()
      if (suspect !== undefined) last = [suspect]
      else {
        const size = tries.received ? tries.bytes / tries.received : guessedSize
        const affordable = Math.max(1, Math.floor(budget / Math.max(1, size)))
        last = others.slice(place, place + Math.min(tries.portion, affordable))
        place += last.length
      }
      return last.length ? last : null
    },
    same: () => (last.length ? last : null),
    keepOnly(isDue) {
      if (last !== 'all') last = last.filter(isDue)
    },
    worked() {
      // A portion of some seconds: long enough that asking costs nothing, short enough that limits are kept.
      const took = performance.now() - began
      if (took < 5000 && last.length > 1) tries.portion = Math.min(largest, tries.portion * 2)
      if (took > 30_000) tries.portion = Math.max(1, tries.portion >> 1)
    },
    blame(error) {
      tries.portion = Math.max(1, tries.portion >> 2)
      const first = last === 'all' ? undefined : last[0]
      if (first !== undefined) blame(tries, first, error)
    },
  }
}
