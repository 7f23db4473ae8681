import { lookAtSuspects, type SuspectWorld } from '../proof/suspects.ts'
import { verifySlice } from '../proof/verify-nightly.ts'
import { type IndexWatchWorld, indexWatch } from '../proof/watch-indexes.ts'

export interface TendWorld {
  sample: SuspectWorld
  indexes: IndexWatchWorld
  /** is the data folder there: what is not mounted is not lost */
  isThere(): boolean
  onFault(error: unknown): void
}

/** Milliseconds of looking at indexes in one go. */
const lookMs = 500
/** Milliseconds until it is asked again whether anything is to be read. */
const restMs = 1000

/**
 * What `work` does while nothing is due: looks after the indexes and after what readers met damaged, then reads a slice of what is stored again. Called as often
 * as one likes; one call does something at a time, the others resolve with it. Never rejects.
 */
export function openTending({
  sample,
  indexes,
  isThere,
  onFault,
}: TendWorld): (signal: AbortSignal) => Promise<void> {
  const { monotonic } = sample
  const watch = indexWatch(indexes)
  let nextAt = Number.NEGATIVE_INFINITY
  let current: Promise<void> | null = null
  const once = async (signal: AbortSignal) => {
    const began = monotonic()
    try {
      await watch(() => signal.aborted || monotonic() - began > lookMs)
      await lookAtSuspects(sample, () => signal.aborted)
      nextAt = monotonic() + ((signal.aborted ? null : await verifySlice(sample, signal)) ?? restMs)
    } catch (error) {
      onFault(error)
      nextAt = monotonic() + restMs
    }
  }
  return signal => {
    if (current) return current
    if (signal.aborted || monotonic() < nextAt || !isThere()) return Promise.resolve()
    current = once(signal).finally(() => {
      current = null
    })
    return current
  }
}
