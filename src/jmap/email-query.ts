import type { EmailFilter, EmailOrder } from '../domain/email-query.ts'
import type { PointReader } from '../domain/ports.ts'
import type { Arguments } from './arguments.ts'
import { type Asked, knowsTime } from './call.ts'
import { readEmailFilter } from './email-filter.ts'
import { readEmailSort } from './email-sort.ts'
import { withHeadersRead } from './header-conditions.ts'
import { hiddenEmails } from './hidden.ts'
import type { Method } from './methods.ts'
import { type PointQuery, queryChangesOfPoint, queryPoint } from './point-query.ts'
import { searchedIds } from './searched-ids.ts'
import { skimmedIds } from './skimmed-ids.ts'
import { threadLeaders } from './thread-leaders.ts'
import { idsInMemory, type OrderedIds } from './window.ts'

/** Up to here a walk takes no time worth saving. */
const FAR = 500

interface Query {
  filter: EmailFilter | null
  sort: EmailOrder[]
  collapseThreads: boolean
}

/** Email/query (RFC 8621 4.4), newest first unless a sort says otherwise. */
export const emailQuery: Method = (asked, args) => queryPoint(EMAILS, asked, args)

/** Email/queryChanges (RFC 8621 4.5): nothing ever changes. */
export const emailQueryChanges: Method = (asked, args) => queryChangesOfPoint(EMAILS, asked, args)

const EMAILS: PointQuery<Query> = { read: readQuery, find }

function readQuery(given: Arguments, asked: Asked): Query {
  return {
    filter: readEmailFilter(given.any('filter'), knowsTime(asked)),
    sort: readEmailSort(given.any('sort')),
    collapseThreads: given.boolean('collapseThreads'),
  }
}

/** The cheapest list that is right: pieces straight from the index, the whole list skimmed once, or a search. */
async function find(asked: Asked, point: PointReader, query: Query): Promise<OrderedIds> {
  const { filter, sort, collapseThreads } = query
  const [first] = sort
  const folder = folderAlone(filter)
  if (folder === undefined || (first && first.property !== 'receivedAt')) {
    return searchedIds(asked, point, { ...query, filter: await withHeadersRead(asked, point, filter) })
  }
  const ascending = first?.isAscending ?? false
  const hidden = await hiddenEmails(asked, point)
  if (hidden.size === 0 && !collapseThreads) return idsInIndex(point, folder, ascending)
  if (hidden.size === 0 && folder !== null) return threadLeaders(asked, point, folder, ascending)
  return idsInMemory(await skimmedIds(asked, point, { folder, ascending, collapseThreads }, hidden))
}

/** The one folder that the filter asks for; null: none; undefined: it asks for something else. */
function folderAlone(filter: EmailFilter | null): string | null | undefined {
  if (filter === null) return null
  if (filter.operator !== null) return undefined
  const { inMailbox, ...others } = filter.condition
  if (Object.keys(others).length > 0) return undefined
  if (inMailbox === undefined) return null
  // The index is asked for ids of its own shape only.
  return /^f[1-9][0-9]{0,8}$/.test(inMailbox) ? inMailbox : undefined
}

/** The index finds a position by walking to it, so what lies beyond the middle is sought from the other end. */
function idsInIndex(point: PointReader, folder: string | null, ascending: boolean): OrderedIds {
  let total: number | null = null
  const list = async (position: number, limit: number | null, from = ascending) => {
    const window = await point.list({ folder, ascending: from, position, limit })
    total = window.total
    return window.ids
  }
  const count = async () => {
    if (total === null) await list(0, 0)
    return total ?? 0
  }
  return {
    total: count,
    rank: id => point.rank(id, { folder, ascending }),
    async slice(position, limit) {
      if (position < FAR) return list(position, limit)
      const end = Math.min(await count(), position + (limit ?? Number.POSITIVE_INFINITY))
      if (position >= end) return []
      const behind = (await count()) - end
      if (behind > position) return list(position, end - position)
      return (await list(behind, end - position, !ascending)).reverse()
    },
  }
}
