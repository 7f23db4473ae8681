import type { Db } from './open.ts'

/**
 * How many threads a folder has in state `n`, when it had `threads` in state `from` and only the copies under `uids` (as
 * JSON) are other: threads of other copies stay, and a message's thread never changes.
 */
export function threadsAfter(db: Db) {
  const inState = (state: string) => `c.a <= ${state} AND c.b > ${state}`
  const isIn = (state: string) =>
    `EXISTS(SELECT 1 FROM copy c INDEXED BY copy_by_thread
       WHERE c.thread = touched.thread AND c.folder = :folder AND ${inState(state)})`
  const change = db
    .prepare<object, number>(
      `WITH touched AS MATERIALIZED (
         SELECT DISTINCT c.thread FROM json_each(:uids) u
         CROSS JOIN copy c INDEXED BY copy_by_uid ON c.folder = :folder AND c.uid = u.value
         WHERE (${inState(':from')}) OR (${inState(':n')}))
       SELECT coalesce(sum(${isIn(':n')} - ${isIn(':from')}), 0) FROM touched`,
    )
    .pluck()
  return (state: { folder: number; from: number; n: number; uids: string; threads: number }): number =>
    state.threads + (change.get(state) ?? 0)
}
