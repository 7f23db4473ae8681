import type { PointReader } from '../domain/ports.ts'
import type { Arguments } from './arguments.ts'
import type { Asked } from './call.ts'
import { type EmailScope, readEmailFilter } from './email-filter.ts'
import { methodError } from './errors.ts'
import { type Comparator, readSort } from './filter.ts'
import { hiddenEmails } from './hidden.ts'
import type { Json } from './json.ts'
import { collation } from './mailbox-order.ts'
import type { Method } from './methods.ts'
import { type PointQuery, queryChangesOfPoint, queryPoint } from './point-query.ts'
import { skimmedIds } from './skimmed-ids.ts'
import { idsInMemory, type OrderedIds } from './window.ts'

/** Up to here a walk takes no time worth saving. */
const FAR = 500

interface Query {
  scope: EmailScope
  ascending: boolean
  collapseThreads: boolean
}

/** Email/query (RFC 8621 4.4), newest first unless a sort says otherwise. */
export const emailQuery: Method = (asked, args) => queryPoint(EMAILS, asked, args)

/** Email/queryChanges (RFC 8621 4.5): nothing ever changes. */
export const emailQueryChanges: Method = (asked, args) => queryChangesOfPoint(EMAILS, asked, args)

const EMAILS: PointQuery<Query> = { read: readQuery, find }

function readQuery(given: Arguments): Query {
  return {
    scope: readEmailFilter(given.any('filter')),
    ascending: readOrder(given.any('sort')),
    collapseThreads: given.boolean('collapseThreads'),
  }
}

/** Is the oldest wanted first? A second comparator after the date has no say that the index could honour. */
function readOrder(value: Json): boolean {
  const sort: Comparator[] = readSort(value)
  const [first] = sort
  if (!first) return false
  const other = sort.find(({ property }) => property !== 'receivedAt')
  if (other) throw methodError('unsupportedSort', `This server cannot sort emails by "${other.property}".`)
  // A date has no use for a collation, but one that is not known is still not supported (RFC 8620 5.5).
  if (Object.keys(first.more).length > 0 || (first.collation !== null && !collation(first.collation))) {
    throw methodError('unsupportedSort', 'That comparator has a collation or a property unknown here.')
  }
  return first.isAscending
}

/** The cheapest list that is right: pieces straight from the index, or the whole list skimmed once. */
async function find(asked: Asked, point: PointReader, query: Query): Promise<OrderedIds> {
  const { scope, ascending, collapseThreads } = query
  if (scope === 'nothing') return idsInMemory([])
  const { folder } = scope
  const hidden = await hiddenEmails(asked, point)
  if (hidden.size === 0 && !collapseThreads) return idsInIndex(point, folder, ascending)
  return idsInMemory(await skimmedIds(asked, point, { folder, ascending, collapseThreads }, hidden))
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
