import type { UidRange } from './live-mailbox.ts'

/** Is a UID in one of these ranges, which are rising and apart? */
export function isInRanges(ranges: readonly UidRange[], uid: number): boolean {
  let low = 0
  for (let high = ranges.length; low < high; ) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.[1] ?? 0) < uid) low = middle + 1
    else high = middle
  }
  return uid >= (ranges[low]?.[0] ?? Number.POSITIVE_INFINITY)
}
