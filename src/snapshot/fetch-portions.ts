import type { FolderTries } from './guard-folder.ts'

/** What is still to be asked for of a folder, in portions of a size that suits the server. */
export interface Portions {
  isEmpty(): boolean
  /** the next one, by rising UID; null when all were asked for */
  next(): readonly number[] | 'all' | null
  /** these of the last one are asked for later */
  putBack(uids: readonly number[]): void
  /** the last one came to its end after so many milliseconds */
  worked(took: number): void
}

const largest = 5000
/** In a larger folder the newest mail comes first: it may take nights until the last of it is in. */
const giant = 20_000

/** The portions of `wanted`, without the messages that were given up; those that failed before come first, each alone. */
export function portionsOf(wanted: readonly number[] | 'all', tries: FolderTries): Portions {
  const due = wanted === 'all' ? [] : wanted.filter(uid => !tries.lost.has(uid))
  const alone = due.filter(uid => tries.failures.has(uid))
  const newestFirst = due.length > giant
  // Taken from the end.
  const rest = due.filter(uid => !tries.failures.has(uid)).sort((a, b) => (newestFirst ? a - b : b - a))
  let whole = wanted === 'all'
  let last: readonly number[] | 'all' = []
  return {
    isEmpty: () => !whole && !alone.length && !rest.length,
    next() {
      if (whole) {
        whole = false
        last = 'all'
        return last
      }
      const suspect = alone.pop()
      last = suspect === undefined ? rest.splice(-tries.portion).sort((a, b) => a - b) : [suspect]
      return last.length ? last : null
    },
    putBack(uids) {
      for (const uid of newestFirst ? uids : [...uids].reverse()) {
        if (tries.lost.has(uid)) continue
        if (tries.failures.has(uid)) alone.push(uid)
        else rest.push(uid)
      }
    },
    worked(took) {
      // A portion of some seconds: long enough that asking costs nothing, short enough that limits are kept.
      if (took < 5000 && last.length > 1) tries.portion = Math.min(largest, tries.portion * 2)
      if (took > 30_000) tries.portion = Math.max(1, tries.portion >> 1)
    },
  }
}
