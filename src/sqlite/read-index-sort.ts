import { byCodePoint, type Compare, collationKey } from '../domain/collation.ts'
import type { EmailOrder, EmailSearch, EmailsFound } from '../domain/email-query.ts'
import { emailId } from '../domain/ids.ts'
import { baseSubject } from '../formats/base-subject.ts'
import { emailWhere } from './email-where.ts'
import type { Db } from './open.ts'
import { personOf } from './person-of.ts'
import { IN_POINT, joined, type Searched } from './prepare-search.ts'

type Key = number | string
type Row = [
  date: number,
  folder: number,
  uidValidity: number,
  uid: number,
  thread: string,
  ...keys: unknown[],
]

interface Found {
  row: Row
  keys: Key[]
}

/** All that is found, in any order (RFC 8621 4.4.2): gathered and sorted. */
export function sortedSearch(db: Db, { plan, where, params }: Searched, query: EmailSearch): EmailsFound {
  const { sort, collapseThreads, position, limit } = query
  const orders = sort.map(order => orderOf(order, params))
  const words =
    plan.match === null ? '' : 'AND c.message IN (SELECT rowid FROM search WHERE search MATCH :match)'
  const thread = collapseThreads ? 'hex(c.thread)' : "''"
  const columns = ['c.date', 'c.folder', 'c.uid_validity', 'c.uid', thread, ...orders.map(order => order.sql)]
  const rows = db
    .prepare<object, Row>(
      `SELECT ${columns.join(', ')} ${IN_POINT} ${joined(`${columns} ${where}`)}
       WHERE p.point = :point AND ${where} ${words}`,
    )
    .raw()
    .iterate(plan.match === null ? params : { ...params, match: plan.match })
  const found: Found[] = []
  for (const row of rows) found.push({ row, keys: orders.map((order, i) => order.key(row[5 + i], row)) })
  found.sort(comparing(orders, found))
  const ids: string[] = []
  const threads = new Set<string>()
  for (const { row } of found) {
    if (collapseThreads && threads.size === threads.add(row[4]).size) continue
    ids.push(emailId(`f${row[1]}`, row[2], row[3]))
  }
  return {
    ids: ids.slice(position, limit === null ? undefined : position + limit),
    total: ids.length,
    isAtLeast: false,
  }
}

interface Order {
  sql: string
  key(value: unknown, row: Row): Key
  isAscending: boolean
  /** the whole place in a list, not the date alone */
  isPlace: boolean
}

function orderOf(order: EmailOrder, params: Record<string, unknown>): Order {
  const { property, isAscending, keyword, collation } = order
  const text = (collation && collationKey(collation)) || (value => value)
  const made = (sql: string, key: Order['key'], isPlace = false) => ({ sql, key, isAscending, isPlace })
  switch (property) {
    case 'receivedAt':
      return made('c.date', Number, true)
    case 'size':
      return made('c.size', Number)
    case 'sentAt':
      // Without a date of its own a message counts as sent when it came (RFC 5256 2.2).
      return made("json_extract(m.envelope, '$.sentAt')", (sentAt, row) => sentTime(sentAt) ?? row[0] * 1000)
    case 'subject':
      return made("json_extract(m.envelope, '$.subject')", subject =>
        text(baseSubject(String(subject ?? ''))),
      )
    case 'from':
    case 'to':
      return made(`json_extract(m.envelope, '$.${property}[0]')`, address => text(personOf(address)))
    default:
      return made(
        emailWhere({ operator: null, condition: { [property]: keyword ?? '' } }, 'point', params).sql,
        Number,
      )
  }
}

function sentTime(sentAt: unknown): number | null {
  const ms = typeof sentAt === 'string' ? Date.parse(sentAt) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}

function comparing(orders: readonly Order[], found: readonly Found[]): Compare<Found> {
  // Where no letter is beyond the surrogates, texts compare by their units alike, and several times as fast.
  const isPlain = !found.some(({ keys }) =>
    keys.some(key => typeof key === 'string' && /[\ud800-\uffff]/.test(key)),
  )
  const byKey = (a: Key, b: Key): number => {
    if (typeof a !== 'string' || typeof b !== 'string') return Number(a) - Number(b)
    if (!isPlain) return byCodePoint(a, b)
    return a < b ? -1 : a > b ? 1 : 0
  }
  return (a, b) => {
    for (const [i, { isAscending, isPlace }] of orders.entries()) {
      const difference = isPlace ? byPlace(a.row, b.row) : byKey(a.keys[i] ?? 0, b.keys[i] ?? 0)
      if (difference !== 0) return isAscending ? difference : -difference
    }
    return byPlace(b.row, a.row)
  }
}

function byPlace(a: Row, b: Row): number {
  return a[0] - b[0] || a[1] - b[1] || a[3] - b[3]
}
