import type { PointReader } from '../domain/ports.ts'
import { type Asked, pointState } from './call.ts'

/** Ids kept over all lists, some 40 octets each. */
const MOST_IDS = 300_000
/** The lists used last. A point never changes, so neither do they; paging through one makes it once. */
const kept = new Map<string, string[]>()

/** A list of ids in a point, made when it is not kept; `which` says all that it depends on besides the point and the client. */
export async function keptIds(
  asked: Asked,
  point: PointReader,
  which: unknown,
  make: () => Promise<string[]>,
): Promise<string[]> {
  const { account, takenAt } = point.point
  const key = `${account}/${takenAt}/${pointState(asked, point)}/${JSON.stringify(which)}`
  const before = kept.get(key)
  kept.delete(key)
  const ids = before ?? (await make())
  kept.set(key, ids)
  let count = [...kept.values()].reduce((sum, list) => sum + list.length, 0)
  for (const [oldest, { length }] of kept) {
    if (count <= MOST_IDS) break
    kept.delete(oldest)
    count -= length
  }
  return ids
}
