/** So many tries in so long a time, for one key. */
const MOST = 5
const WITHIN = 15 * 60_000
/** Keys that are counted at once; beyond, nobody new is let through: a count that is forgotten would be one that is free. */
const MOST_KEYS = 10_000

/** Five tries in a quarter of an hour for each key; `now` is a clock in milliseconds. */
export function fewTries({ now }: { now: () => number }, mostKeys = MOST_KEYS) {
  const tries = new Map<string, number[]>()
  return {
    /** Counts one, and says 0; or the seconds until there is another. */
    take(key: string): number {
      const at = now()
      // A clock that is set back keeps nobody out.
      const isLately = (time: number) => Math.abs(at - time) < WITHIN
      // Insertion order is order of the last try.
      for (const [one, times] of tries) {
        if (isLately(times.at(-1) ?? 0)) break
        tries.delete(one)
      }
      const lately = (tries.get(key) ?? []).filter(isLately)
      const isFull = lately.length === 0 && tries.size >= mostKeys
      const [oldest = at] = lately
      if (isFull || lately.length >= MOST) return Math.max(1, Math.ceil((oldest + WITHIN - at) / 1000))
      tries.delete(key)
      tries.set(key, [...lately, at])
      return 0
    },
    /** The last one was no guess. */
    giveBack(key: string): void {
      const times = (tries.get(key) ?? []).slice(0, -1)
      if (times.length) tries.set(key, times)
      else tries.delete(key)
    },
  }
}
