import type { PointReader } from '../domain/ports.ts'
import { type Asked, pointState } from './call.ts'

/** Ids kept over all lists, some 40 octets each. */
const MOST_IDS = 300_000
/** The lists used last. A point never changes, so neither do they; paging through a folder then skims it once. */
const kept = new Map<string, string[]>()

/** What is to be listed of a point, and how. */
export interface SkimmedList {
  folder: string | null
  ascending: boolean
  collapseThreads: boolean
}

/**
 * The whole list without the emails hidden from this client and, if wanted, with one email a thread: the first in
 * this order (RFC 8621 4.4.3); one that is hidden stands for nothing.
 */
export async function skimmedIds(
  asked: Asked,
  point: PointReader,
  list: SkimmedList,
  hidden: ReadonlySet<string>,
): Promise<string[]> {
  const { folder, ascending, collapseThreads } = list
  const which = [point.point.account, point.point.takenAt, pointState(asked, point)]
  const key = [...which, folder, ascending, collapseThreads].join('/')
  const before = kept.get(key)
  if (before) {
    kept.delete(key)
    kept.set(key, before)
    return before
  }
  const { ids, threads } = await point.skim({ folder, ascending })
  const seen = new Set<string>()
  const wanted = ids.filter((id, i) => {
    const thread = threads[i]
    if (hidden.has(id) || thread === undefined || (collapseThreads && seen.has(thread))) return false
    seen.add(thread)
    return true
  })
  keep(key, wanted)
  return wanted
}

function keep(key: string, ids: string[]): void {
  kept.set(key, ids)
  let count = [...kept.values()].reduce((sum, list) => sum + list.length, 0)
  for (const [oldest, { length }] of kept) {
    if (count <= MOST_IDS) break
    kept.delete(oldest)
    count -= length
  }
}
