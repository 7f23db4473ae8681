import type { EmailFilter } from '../domain/email-query.ts'
import { emailId, parseEmailId } from '../domain/ids.ts'
import type { Address } from '../domain/message.ts'
import type { DaysFound, DaysSearch } from '../domain/time-reader.ts'
import type { DaysView } from './days-view.ts'
import { planOf } from './email-plan.ts'
import { emailWhere } from './email-where.ts'
import { folderNumber } from './index-schema.ts'
import { CHUNK, type Missing, missingList, standsIn, type Within } from './missing-list.ts'
import type { Db } from './open.ts'
import { type Content, foldersOf, homesOf, newestPoint, type Stand, type whereabouts } from './whereabouts.ts'

/** Messages counted beyond those asked for; where there are more the answer says "at least". */
const COUNTED = 1_000

/** What was found last, by what was looked for: pages of a list are asked for one after another. */
export interface Remembered {
  view: DaysView
  candidates: number[] | null
  lists: Map<string, { entries: Entry[]; isAtLeast: boolean }>
}

/** A message of a list: its key, and for what is missing all that its row is made of. */
type Entry = Missing | { key: number }

const MOST_LISTS = 8
const MOST_ENTRIES = 300_000

/** Lists over all points: one entry a message. */
export function daysSearcher(db: Db, where: ReturnType<typeof whereabouts>) {
  const missing = missingList(db, where)
  const matching = matcher(db)
  const keyOf = db
    .prepare<object, number>(
      'SELECT min(s.id) FROM message m CROSS JOIN message s ON s.sha = m.sha WHERE m.id = :message',
    )
    .pluck()
  const copy = db
    .prepare<object, number>(
      'SELECT message FROM copy INDEXED BY copy_by_uid WHERE folder = :folder AND uid = :uid AND uid_validity = :uidValidity ORDER BY a DESC LIMIT 1',
    )
    .pluck()
  const words = sortWords(db)

  const listed = (kept: Remembered, search: DaysSearch, most: number) => {
    const { filter, missing: states, inPoint, inMailbox, sort } = search
    const name = JSON.stringify([filter, states, inPoint, inMailbox, sort])
    const known = kept.lists.get(name)
    if (known && (!known.isAtLeast || known.entries.length >= most)) return known
    const made = states === null ? found(kept.view, search, most) : lost(kept, search)
    remember(kept, name, made)
    return made
  }
  const lost = (kept: Remembered, search: DaysSearch) => {
    const { view } = kept
    kept.candidates ??= missing.candidates(view)
    const all = isWhole(search) ? kept.candidates : matching.among(kept.candidates, search)
    const entries = missing
      .look(view, all, withinOf(search))
      .filter(one => search.missing?.includes(one.state))
    return { entries: ordered(entries, search.sort, words), isAtLeast: false }
  }
  // Newest first is found as it is read; any other order wants all.
  const found = (view: DaysView, search: DaysSearch, most: number) => {
    const { property, isAscending } = search.sort
    const streams = property === 'receivedAt'
    const keys = new Set<number>()
    const seen = new Set<number>()
    let isAtLeast = false
    for (const message of matching.all(search, isAscending && streams)) {
      if (seen.has(message)) continue
      seen.add(message)
      keys.add(keyOf.get({ message }) ?? message)
      isAtLeast = streams && keys.size > most
      if (isAtLeast) break
    }
    const entries = [...keys].map(key => ({ key }))
    if (streams) return { entries: isAtLeast ? entries.slice(0, most) : entries, isAtLeast }
    return { entries: ordered(shown(view, search, [...keys]), search.sort, words), isAtLeast }
  }
  const shown = (view: DaysView, search: DaysSearch, keys: readonly number[]): Missing[] => {
    const looks: Missing[] = []
    for (let i = 0; i < keys.length; i += CHUNK)
      for (const content of where.contents(keys.slice(i, i + CHUNK)))
        looks.push(...lookOf(view, content, withinOf(search)))
    return looks
  }

  return {
    search(kept: Remembered, search: DaysSearch): DaysFound {
      const { view } = kept
      const { anchor, limit } = search
      const { entries, isAtLeast } = listed(kept, search, anchor ? COUNTED * 100 : wantedOf(search))
      let position: number | null = search.position < 0 ? entries.length + search.position : search.position
      if (anchor !== null) {
        const key = parseEmailId(anchor)
        const message = key && copy.get({ ...key, folder: folderNumber(key.folder) })
        const at = message ? keyOf.get({ message }) : undefined
        const rank = at === undefined ? -1 : entries.findIndex(one => one.key === at)
        position = rank < 0 ? null : rank + search.anchorOffset
      }
      const total = entries.length
      if (position === null) return { position, ids: [], total, isAtLeast }
      position = Math.max(0, position)
      const page = entries.slice(position, limit === null ? undefined : position + limit)
      const looks = page.every(isMissing)
        ? page
        : inOrder(
            page,
            shown(
              view,
              search,
              page.map(({ key }) => key),
            ),
          )
      const ids = looks.map(one => emailId(`f${one.folder}`, one.uidValidity, one.uid))
      return { position, ids, total, isAtLeast }
    },
  }
}

function wantedOf({ position, limit }: DaysSearch): number {
  return Math.max(COUNTED, limit === null || position < 0 ? Number.MAX_SAFE_INTEGER : position + limit + 1)
}

function isWhole({ filter, inPoint, inMailbox }: DaysSearch): boolean {
  return filter === null && inPoint === null && inMailbox === null
}

function withinOf({ inPoint, inMailbox }: DaysSearch): Within {
  return { point: inPoint, folder: inMailbox === null ? null : folderNumber(inMailbox) }
}

function isMissing(entry: Entry): entry is Missing {
  return 'folder' in entry
}

function inOrder(page: readonly Entry[], looks: readonly Missing[]): Missing[] {
  const byKey = new Map(looks.map(one => [one.key, one]))
  return page.flatMap(({ key }) => byKey.get(key) ?? [])
}

// The copy by which a message is shown: the newest that fits, its own folder rather than Trash or Junk.
function lookOf(view: DaysView, content: Content, { folder, point }: Within): Missing[] {
  const at = point === null ? -1 : view.points.findIndex(one => one.number === point)
  const fits = (stand: Stand) =>
    (folder === null || stand.folder === folder) && (point === null || standsIn(view, stand, at))
  const stands = content.stands.filter(fits)
  const homes = homesOf(view, foldersOf({ ...content, stands }))
  const dated = stands
    .filter(stand => homes.has(stand.folder))
    .map(stand => ({ stand, last: newestPoint(view, stand) }))
    .sort((x, y) => y.last - x.last || x.stand.folder - y.stand.folder || y.stand.uid - x.stand.uid)
  const [best] = dated
  if (!best) return []
  const { message, date, folder: stood, uid, uidValidity } = best.stand
  const { key, size } = content
  const look = { key, message, folder: stood, uid, uidValidity, date, size }
  return [{ ...look, state: 'there', last: best.last, since: -1 }]
}

function remember({ lists }: Remembered, name: string, made: { entries: Entry[]; isAtLeast: boolean }): void {
  lists.delete(name)
  lists.set(name, made)
  let entries = [...lists.values()].reduce((sum, one) => sum + one.entries.length, 0)
  for (const [oldest, one] of lists) {
    if (lists.size <= MOST_LISTS && entries <= MOST_ENTRIES) break
    if (one === made) break
    lists.delete(oldest)
    entries -= one.entries.length
  }
}

// Rows of messages whose copies fit the filter, newest first.
function matcher(db: Db) {
  const conditions = ({ inPoint, inMailbox }: DaysSearch, filter: EmailFilter | null) => {
    const { sql, params } = emailWhere(filter)
    const parts = [sql]
    if (inMailbox !== null) parts.push('c.folder = :inMailbox')
    const point =
      'CROSS JOIN point_folder p ON p.point = :inPoint AND p.folder = c.folder AND c.a <= p.state AND c.b > p.state'
    const message = /\bm\./.test(sql) ? 'CROSS JOIN message m ON m.id = c.message' : ''
    return {
      joins: `CROSS JOIN flags f ON f.id = c.flags ${inPoint === null ? '' : point} ${message}`,
      sql: parts.join(' AND '),
      params: {
        ...params,
        ...(inPoint === null ? {} : { inPoint }),
        ...(inMailbox === null ? {} : { inMailbox: folderNumber(inMailbox) }),
      },
    }
  }
  return {
    *all(search: DaysSearch, isAscending: boolean): Iterable<number> {
      const plan = planOf(search.filter)
      if (!plan) return
      const { joins, sql, params } = conditions(search, plan.rest)
      const order = isAscending ? 'ASC' : 'DESC'
      const text =
        plan.match === null
          ? `SELECT c.message FROM copy c INDEXED BY copy_by_date ${joins} WHERE ${sql}
             ORDER BY c.date ${order}, c.folder ${order}, c.uid ${order}`
          : `SELECT s.rowid FROM search s WHERE s.search MATCH :match AND EXISTS(
               SELECT 1 FROM copy c INDEXED BY copy_by_message ${joins} WHERE c.message = s.rowid AND ${sql})
             ORDER BY s.rowid ${order}`
      const bound = plan.match === null ? params : { ...params, match: plan.match }
      yield* db.prepare<object, number>(text).pluck().iterate(bound)
    },
    /** of these rows and those with the same bytes */
    among(ids: readonly number[], search: DaysSearch): number[] {
      const { joins, sql, params } = conditions(search, search.filter)
      return db
        .prepare<object, number>(
          `SELECT DISTINCT c.message FROM json_each(:ids) j CROSS JOIN message o ON o.id = j.value
           CROSS JOIN message s ON s.sha = o.sha CROSS JOIN copy c INDEXED BY copy_by_message ON c.message = s.id
           ${joins} WHERE ${sql}`,
        )
        .pluck()
        .all({ ...params, ids: JSON.stringify(ids) })
    },
  }
}

type Words = (entries: readonly Missing[], property: 'from' | 'subject') => Map<number, string>

// What rows are sorted by where it is text.
function sortWords(db: Db): Words {
  const read = db
    .prepare<object, [number, string | null, string | null]>(
      `SELECT m.id, m.envelope ->> '$.subject', m.envelope -> '$.from[0]' FROM json_each(:ids) j
       CROSS JOIN message m ON m.id = j.value`,
    )
    .raw()
  return (entries, property) => {
    const found = new Map<number, string>()
    const ids = JSON.stringify(entries.map(one => one.message))
    for (const [id, subject, from] of read.iterate({ ids }) as Iterable<
      [number, string | null, string | null]
    >) {
      const address: Address | null = from === null ? null : JSON.parse(from)
      const text = property === 'subject' ? baseSubject(subject ?? '') : address?.name || address?.email || ''
      found.set(id, text.toLowerCase())
    }
    return found
  }
}

// RFC 5256 2.1 in short: what answers and what is passed on stands with what it is about.
function baseSubject(subject: string): string {
  return subject.replace(/^(\s*(re|fwd?|aw|wg|sv|vs|antw|tr|rv|r|i)\s*(\[\d+\])?\s*:\s*)+/i, '').trim()
}

function ordered(entries: Missing[], { property, isAscending }: DaysSearch['sort'], words: Words): Missing[] {
  const side = isAscending ? 1 : -1
  const newer = (x: Missing, y: Missing) => y.date - x.date || y.key - x.key
  if (property === 'from' || property === 'subject') {
    const text = words(entries, property)
    const { compare } = new Intl.Collator('en', { numeric: true })
    const by = (x: Missing) => text.get(x.message) ?? ''
    return entries.sort((x, y) => side * compare(by(x), by(y)) || newer(x, y))
  }
  const value = ({ date, size, since }: Missing) =>
    property === 'size'
      ? size
      : property === 'receivedAt'
        ? date
        : since < 0
          ? Number.MAX_SAFE_INTEGER
          : since
  return entries.sort((x, y) => side * (value(x) - value(y)) || newer(x, y))
}
