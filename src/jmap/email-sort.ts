import { collationKey } from '../domain/collation.ts'
import type { EmailOrder } from '../domain/email-query.ts'
import { methodError } from './errors.ts'
import { type Comparator, readSort } from './filter.ts'
import type { Json } from './json.ts'

/** RFC 8621 4.4.2, all of them; the Session says so (`emailQuerySortOptions`). */
export const EMAIL_SORTS: readonly EmailOrder['property'][] = [
  'receivedAt',
  'size',
  'from',
  'to',
  'subject',
  'sentAt',
  'hasKeyword',
  'allInThreadHaveKeyword',
  'someInThreadHaveKeyword',
]

const TEXTS: ReadonlySet<string> = new Set(['from', 'to', 'subject'])
const BY_KEYWORD: ReadonlySet<string> = new Set(EMAIL_SORTS.filter(property => property.endsWith('Keyword')))
const MOST_COMPARATORS = 10

/**
 * `sort` of Email/query. What stands after receivedAt has no say: no two emails are equal by it. Throws
 * `invalidArguments` or `unsupportedSort`.
 */
export function readEmailSort(value: Json): EmailOrder[] {
  const orders = readSort(value).map(readOrder)
  if (orders.length > MOST_COMPARATORS) {
    throw methodError('unsupportedSort', `This server sorts by at most ${MOST_COMPARATORS} comparators.`)
  }
  const date = orders.findIndex(({ property }) => property === 'receivedAt')
  return date < 0 ? orders : orders.slice(0, date + 1)
}

function readOrder({ property, isAscending, collation, more }: Comparator): EmailOrder {
  const known = EMAIL_SORTS.find(one => one === property)
  if (!known) throw methodError('unsupportedSort', `This server cannot sort emails by "${property}".`)
  // A date has no use for a collation, but one that is not known is still not supported (RFC 8620 5.5).
  if (collation !== null && !collationKey(collation)) {
    throw methodError('unsupportedSort', `There is no collation "${collation}" here.`)
  }
  const { keyword, ...others } = more
  const [other] = BY_KEYWORD.has(known) || keyword === undefined ? Object.keys(others) : ['keyword']
  if (other !== undefined)
    throw methodError('unsupportedSort', `A comparator of "${known}" has no "${other}".`)
  if (BY_KEYWORD.has(known) && typeof keyword !== 'string')
    throw methodError('invalidArguments', `A comparator of "${known}" needs a "keyword".`)
  return {
    property: known,
    isAscending,
    keyword: typeof keyword === 'string' ? keyword.toLowerCase() : null,
    collation: TEXTS.has(known) ? (collation ?? 'i;unicode-casemap') : null,
  }
}
