import { byCodePoint, type Compare, collationKey } from '../domain/collation.ts'
import type { DaysOrder, DaysSearch } from '../domain/time-reader.ts'
import { baseSubject } from '../formats/base-subject.ts'
import type { Missing } from './missing-list.ts'
import type { Db } from './open.ts'
import { personOf } from './person-of.ts'

/** A message of a list: its key, and for what is missing all that its row is made of. */
export type Entry = Missing | { key: number }

type SortValue = { text: string; number: number; date: number }
export type SortValues = (entries: readonly Entry[], property: DaysOrder) => Map<number, SortValue>

/** What lists over all days are sorted by, by the keys of their messages. */
export function sortReader(db: Db): SortValues {
  const columns = { from: `m.envelope -> '$.from[0]'`, subject: `m.envelope ->> '$.subject'` }
  const read = (text: string) =>
    db
      .prepare<object, [number, number, number, string | null]>(
        `SELECT m.id, m.date, m.size, ${text} FROM json_each(:ids) j CROSS JOIN message m ON m.id = j.value`,
      )
      .raw()
  const statements = { from: read(columns.from), subject: read(columns.subject), other: read('NULL') }
  return (entries, property) => {
    const found = new Map<number, SortValue>()
    const ids = JSON.stringify(entries.map(one => one.key))
    const statement = statements[property === 'from' || property === 'subject' ? property : 'other']
    for (const [id, date, number, json] of statement.iterate({ ids }) as Iterable<
      [number, number, number, string | null]
    >)
      found.set(id, { date, number, text: textOf(property, json) })
    return found
  }
}

function textOf(property: DaysOrder, json: string | null): string {
  if (json === null) return ''
  return casemap(property === 'subject' ? baseSubject(json) : personOf(json))
}

// As a day is sorted, so that a list does not change its order when it goes from one day to all.
const casemap = collationKey('i;unicode-casemap') ?? ((text: string) => text)

// Where no letter is beyond the surrogates, texts compare by their units alike, and several times as fast.
function comparing(values: ReadonlyMap<number, SortValue>): Compare<string> {
  const isPlain = !values.values().some(({ text }) => /[\ud800-\uffff]/.test(text))
  return isPlain ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : byCodePoint
}

/** These entries in that order; what is equal stands by date, newest first. */
export function ordered<T extends Entry>(
  entries: T[],
  { property, isAscending }: DaysSearch['sort'],
  sortValues: SortValues,
): T[] {
  const side = isAscending ? 1 : -1
  const values = sortValues(entries, property)
  const known = (one: T) => values.get(one.key)
  const dateOf = (one: T) => ('since' in one ? one.date : (known(one)?.date ?? 0))
  const newer = (x: T, y: T) => dateOf(y) - dateOf(x) || y.key - x.key
  if (property === 'from' || property === 'subject') {
    const compare = comparing(values)
    return entries.sort((x, y) => side * compare(known(x)?.text ?? '', known(y)?.text ?? '') || newer(x, y))
  }
  const value = (one: T): number => {
    if (property === 'size') return known(one)?.number ?? 0
    if (property === 'goneSince' && 'since' in one) return one.since < 0 ? Number.MAX_SAFE_INTEGER : one.since
    return dateOf(one)
  }
  return entries.sort((x, y) => side * (value(x) - value(y)) || newer(x, y))
}
