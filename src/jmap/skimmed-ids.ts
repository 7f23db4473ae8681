import type { PointReader } from '../domain/ports.ts'
import type { Asked } from './call.ts'
import { keptIds } from './kept-ids.ts'

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
export function skimmedIds(
  asked: Asked,
  point: PointReader,
  list: SkimmedList,
  hidden: ReadonlySet<string>,
): Promise<string[]> {
  const { folder, ascending, collapseThreads } = list
  return keptIds(asked, point, list, async () => {
    const { ids, threads } = await point.skim({ folder, ascending })
    const seen = new Set<string>()
    return ids.filter((id, i) => {
      const thread = threads[i]
      if (hidden.has(id) || thread === undefined || (collapseThreads && seen.has(thread))) return false
      seen.add(thread)
      return true
    })
  })
}
