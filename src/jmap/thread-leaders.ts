import type { PointReader } from '../domain/ports.ts'
import type { Asked } from './call.ts'
import { skimmedIds } from './skimmed-ids.ts'
import { idsInMemory, type OrderedIds } from './window.ts'

/** Threads up to here are found by reading the list from its head; beyond, the whole list is skimmed once and kept. */
const NEAR = 500

/** Emails read for each thread that is wanted: most threads are short. */
const EMAILS_PER_THREAD = 3

/**
 * The first email of each thread in a folder (RFC 8621 4.4.3), for a client from whom nothing is hidden. The head of the
 * list, which is what people see of a day, costs no walk over all of a large folder; its length stands in the index.
 */
export function threadLeaders(
  asked: Asked,
  point: PointReader,
  folder: string,
  ascending: boolean,
): OrderedIds {
  const whole = async () =>
    idsInMemory(
      await skimmedIds(asked, point, { folder, ascending, collapseThreads: true }, new Set<string>()),
    )
  return {
    async total() {
      const found = (await point.folders()).find(one => one.folder === folder)
      return found?.threads ?? 0
    },
    rank: async id => (await whole()).rank(id),
    async slice(position, limit) {
      if (limit === null || position + limit > NEAR) return (await whole()).slice(position, limit)
      return (await head(point, folder, ascending, position + limit)).slice(position)
    },
  }
}

async function head(
  point: PointReader,
  folder: string,
  ascending: boolean,
  wanted: number,
): Promise<string[]> {
  for (let limit = wanted * EMAILS_PER_THREAD; ; limit *= 4) {
    const { ids, threads } = await point.skim({ folder, ascending, limit })
    const seen = new Set<string>()
    const leaders: string[] = []
    for (const [i, id] of ids.entries()) {
      const thread = threads[i] ?? ''
      if (seen.has(thread)) continue
      seen.add(thread)
      if (leaders.push(id) === wanted) return leaders
    }
    if (ids.length < limit) return leaders
  }
}
