import { type EmailFilter, KEPT_HEADERS } from '../domain/email-query.ts'
import { parsePointId, pointId } from '../domain/ids.ts'
import { DAYS_ORDERS, type DaysOrder, type DaysSearch, type PresenceState } from '../domain/time-reader.ts'
import { isId, readArguments } from './arguments.ts'
import { controlAccount } from './call.ts'
import { allDays, daysState } from './days.ts'
import { readEmailFilter } from './email-filter.ts'
import { methodError } from './errors.ts'
import { readCondition, readSort } from './filter.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { readWindow } from './window.ts'

const STATES: readonly PresenceState[] = ['gone', 'trash', 'junk', 'moved']

/**
 * EmailSearch/query (RFC 8620 5.5): over all days, one row a message, by the email id of the copy it is shown by. The
 * filter is that of Email/query and three conditions more, which must be true of the whole: `missing`, `inPoint` and
 * `inMailbox`.
 */
export const emailSearchQuery: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const wanted = readSearchFilter(given.any('filter'))
  const sort = readOrder(given.any('sort'))
  const { position, anchor, anchorOffset, limit, calculateTotal } = readWindow(given)
  given.done()
  await controlAccount(asked, accountId)
  if (wanted.inPoint !== null && !asked.points.some(({ number }) => number === wanted.inPoint))
    throw methodError('unsupportedFilter', `There is no restore point "${pointId(wanted.inPoint)}".`)
  if (sort.property === 'goneSince' && wanted.missing === null)
    throw methodError('unsupportedSort', 'Only what is missing can be sorted by "goneSince".')
  const days = await allDays(asked)
  const found = await days.search({ ...wanted, sort, position, anchor, anchorOffset, limit })
  if (found.position === null) throw methodError('anchorNotFound', `"${anchor}" is not among the results.`)
  return {
    accountId,
    queryState: daysState(asked, await days.basis()),
    canCalculateChanges: false,
    position: found.position,
    ids: found.ids,
    ...(calculateTotal ? { total: found.total, totalIsAtLeast: found.isAtLeast } : {}),
  }
}

/** The filter of EmailSearch/query, apart what is of the whole. Throws `invalidArguments` and `unsupportedFilter`. */
export function readSearchFilter(
  value: Json,
): Pick<DaysSearch, 'filter' | 'missing' | 'inPoint' | 'inMailbox'> {
  const ours: JsonObject[] = []
  const rest = withoutOurs(value, ours)
  const given = Object.assign({}, ...ours.map(one => readCondition(one, OURS))) as JsonObject
  if (ours.reduce((sum, one) => sum + Object.keys(one).length, 0) > Object.keys(given).length)
    throw methodError('unsupportedFilter', 'A condition of the whole list can be given once only.')
  const { missing, inPoint, inMailbox } = given
  const filter = readEmailFilter(rest, true)
  const field = filter && unkeptHeader(filter)
  if (field) throw methodError('unsupportedFilter', `All days cannot be searched by the field "${field}".`)
  return {
    filter,
    missing: (missing as PresenceState[] | undefined) ?? null,
    inPoint: inPoint === undefined ? null : (parsePointId(String(inPoint)) ?? 0),
    inMailbox: inMailbox === undefined ? null : String(inMailbox),
  }
}

const OURS = {
  missing: {
    is: (value: Json) =>
      Array.isArray(value) && value.length > 0 && value.every(one => STATES.some(state => state === one)),
    wanted: 'a list of "gone", "trash", "junk" and "moved"',
  },
  inPoint: {
    is: (value: Json) => typeof value === 'string' && parsePointId(value) !== null,
    wanted: 'the id of a restore point',
  },
  inMailbox: {
    is: (value: Json) => isId(value) && /^f[1-9][0-9]{0,8}$/.test(value),
    wanted: 'the id of a folder',
  },
}

// Out of the one condition, or out of those that an AND demands.
function withoutOurs(value: Json, ours: JsonObject[]): Json {
  if (!isJsonObject(value)) return value
  if (value.operator === 'AND' && Array.isArray(value.conditions))
    return { ...value, conditions: value.conditions.map(inner => withoutOurs(inner, ours)) }
  if (Object.hasOwn(value, 'operator')) return value
  const names = Object.keys(OURS).filter(name => Object.hasOwn(value, name))
  ours.push(Object.fromEntries(names.map(name => [name, value[name] as Json])))
  const rest = Object.entries(value).filter(([name]) => !names.includes(name))
  return rest.length || !names.length ? Object.fromEntries(rest) : {}
}

// Of other fields the index knows nothing, and all messages of all days are too many to be read.
function unkeptHeader(filter: EmailFilter): string | null {
  if (filter.operator === null) {
    const name = filter.condition.header?.name
    return name === undefined || KEPT_HEADERS.has(name.toLowerCase()) ? null : name
  }
  return filter.conditions.reduce<string | null>((found, one) => found ?? unkeptHeader(one), null)
}

function readOrder(value: Json): DaysSearch['sort'] {
  const [first, second] = readSort(value)
  if (!first) return { property: 'receivedAt', isAscending: false }
  const property = DAYS_ORDERS.find(one => one === first.property)
  if (!property || second || Object.keys(first.more).length > 0 || first.collation !== null)
    throw methodError('unsupportedSort', `This can be sorted by one of ${DAYS_ORDERS.join(', ')}.`)
  return { property: property satisfies DaysOrder, isAscending: first.isAscending }
}
