import { pointId } from '../domain/ids.ts'
import type { AccountReader, PointReader } from '../domain/ports.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import { readEmailFilter } from './email-filter.ts'
import { readSearchFilter } from './email-search.ts'
import type { Json } from './json.ts'

/** Ids that are looked up in one go. */
const AT_ONCE = 500

/** Emails by the filters of Email/query and EmailSearch/query, all of them, for a download. */
export function exportSearch(
  person: Pick<AccountReader, 'allDays'> & {
    newestPoints(ids: readonly string[]): Promise<Map<string, number>>
  },
) {
  return {
    async inPoint(point: Pick<PointReader, 'search'>, filter: object): Promise<string[]> {
      const read = understood(() => readEmailFilter(filter as Json, true))
      const wanted = { filter: read, sort: [], collapseThreads: false, hidesDeleted: false }
      return (await point.search({ ...wanted, position: 0, limit: null, countTo: null })).ids
    },
    async everywhere(filter: object): Promise<{ point: string; id: string }[]> {
      const read = understood(() => readSearchFilter(filter as Json))
      const days = await person.allDays()
      if (!days) return []
      const sort = { property: 'receivedAt', isAscending: false } as const
      const { ids } = await days.search({
        ...read,
        sort,
        ...{ position: 0, anchor: null, anchorOffset: 0, limit: null },
      })
      const found: { point: string; id: string }[] = []
      for (let at = 0; at < ids.length; at += AT_ONCE)
        for (const [id, point] of await person.newestPoints(ids.slice(at, at + AT_ONCE)))
          found.push({ point: pointId(point), id })
      return found
    },
  }
}

function understood<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!isRefusal(error)) throw error
    throw new Refusal('bad-request', error.message)
  }
}
