import { IDS_PER_SECOND } from './index-schema.ts'

/** A copy found by words. */
export type WordRow = [
  date: number,
  folder: number,
  uidValidity: number,
  uid: number,
  message: number,
  thread: string,
]

/**
 * Rows by falling message id put in the order of lists: by date, then folder, then UID. An id is at least its second
 * times IDS_PER_SECOND, more only where a second has more messages than ids; so what is later than the second of the id
 * that has just come is complete.
 */
export function* newestFirst(rows: Iterable<WordRow>): Generator<WordRow> {
  let waiting: WordRow[] = []
  let latest = Number.NEGATIVE_INFINITY
  for (const row of rows) {
    const reached = Math.floor(row[4] / IDS_PER_SECOND)
    if (latest > reached) {
      waiting.sort(byDate)
      const left = waiting.findIndex(([date]) => date <= reached)
      const complete = left < 0 ? waiting : waiting.slice(0, left)
      waiting = left < 0 ? [] : waiting.slice(left)
      yield* complete
      latest = waiting[0]?.[0] ?? Number.NEGATIVE_INFINITY
    }
    waiting.push(row)
    latest = Math.max(latest, row[0])
  }
  yield* waiting.sort(byDate)
}

function byDate(a: WordRow, b: WordRow): number {
  return b[0] - a[0] || b[1] - a[1] || b[3] - a[3]
}
