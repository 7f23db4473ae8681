import { emailId, parseEmailId } from '../domain/ids.ts'
import type {
  Basis,
  Compared,
  CompareWish,
  DaysFound,
  DaysRow,
  DaysSearch,
  History,
  KnownDays,
  ListedEmail,
  Presence,
} from '../domain/time-reader.ts'
import { type Comparing, pointComparer } from './days-compare.ts'
import { historyOf } from './days-history.ts'
import { daysSearcher, type Remembered } from './days-search.ts'
import { type DaysView, daysView } from './days-view.ts'
import { unpackEnvelope } from './index-row.ts'
import { folderNumber } from './index-schema.ts'
import { standsIn } from './missing-list.ts'
import type { Db } from './open.ts'
import { type Content, newestPoint, presenceOf, spotOf, whereabouts } from './whereabouts.ts'

interface Copy {
  message: number
  folder: number
  uid: number
  a: number
  b: number
  flags: number
}

interface Look {
  blob: string
  thread: string
  keywords: string
  size: number
  date: number
  envelope: string
  preview: string
  hasAttachment: number
}

/** Everything that is asked of all points at once. The view, and what was found in it, is kept until another is asked for. */
export function daysReader(db: Db) {
  const where = whereabouts(db)
  const searcher = daysSearcher(db, where)
  const compare = pointComparer(db)
  // Not the structure of the message: it stands at the end of long rows, and no list shows it.
  const look = db.prepare<object, Look & { at: number }>(
    `SELECT j.key AS at, lower(hex(m.sha)) AS blob, 't' || lower(hex(m.thread)) AS thread, f.keywords, m.size, m.date,
       m.envelope, m.preview, m.has_attachment AS hasAttachment
     FROM json_each(:wanted) j CROSS JOIN message m ON m.id = j.value ->> 0 CROSS JOIN flags f ON f.id = j.value ->> 1`,
  )
  const newest = db.prepare<object, Copy & { at: number }>(
    `SELECT j.key AS at, c.message, c.folder, c.uid, c.a, c.b, c.flags
     FROM json_each(:wanted) j CROSS JOIN copy c INDEXED BY copy_by_uid ON c.folder = j.value ->> 0
       AND c.uid = j.value ->> 1 AND c.uid_validity = j.value ->> 2 ORDER BY c.a`,
  )
  const keywordsOf = db.prepare<object, string>('SELECT keywords FROM flags WHERE id = :flags').pluck()
  const place: Place = { db, kept: null }

  const copies = (ids: readonly string[]) => {
    const keys = ids.flatMap(id => {
      const key = parseEmailId(id)
      return key && emailId(key.folder, key.uidValidity, key.uid) === id ? [{ ...key, id }] : []
    })
    const places = keys.map(({ folder, uid, uidValidity }) => [folderNumber(folder), uid, uidValidity])
    const copyAt = new Map<number, Copy>()
    // of several states of one copy the newest comes last
    for (const { at, ...copy } of newest.iterate({ wanted: JSON.stringify(places) })) copyAt.set(at, copy)
    const found = new Map<string, Copy>()
    for (const [at, { id }] of keys.entries()) {
      const copy = copyAt.get(at)
      if (copy) found.set(id, copy)
    }
    const byMessage = new Map<number, Content>()
    const wanted = [...new Set([...found.values()].map(copy => copy.message))]
    for (const content of where.contents(wanted))
      for (const { message } of content.stands) byMessage.set(message, content)
    return [...found].flatMap(([id, copy]) => {
      const content = byMessage.get(copy.message)
      return content ? [{ id, copy, content }] : []
    })
  }
  const presence = (view: DaysView, { copy, content }: { copy: Copy; content: Content }): Presence =>
    presenceOf(view, content, where.now(view, content), new Set([copy.folder]))

  return {
    /** Is the view of that name at hand? */
    has(name: string): boolean {
      if (place.kept?.name !== name) return false
      usedLast(place)
      return true
    },
    /** Makes a view of what is known; false when the index has none of the points. */
    make(name: string, known: KnownDays): boolean {
      const view = daysView(db, known)
      place.kept = view && {
        name,
        view,
        candidates: null,
        looks: new Map(),
        lists: new Map(),
        compared: null,
      }
      usedLast(place)
      return view !== null
    },
    basis(): Basis {
      const { basis, comparedAt, point, unknown } = viewOf(place)
      return {
        basis,
        comparedAt,
        point,
        unknown: unknown.map(({ folder, path }) => ({ folder: folder === null ? null : `f${folder}`, path })),
      }
    },
    presence(ids: readonly string[]): Map<string, Presence> {
      const view = viewOf(place)
      return new Map(copies(ids).map(one => [one.id, presence(view, one)]))
    },
    search: (search: DaysSearch): DaysFound => searcher.search(keptOf(place), search),
    rows(ids: readonly string[]): Map<string, DaysRow> {
      const view = viewOf(place)
      const found = new Map<string, DaysRow>()
      const all = copies(ids)
      const wanted = JSON.stringify(all.map(({ copy }) => [copy.message, copy.flags]))
      for (const { at, ...row } of look.iterate({ wanted })) {
        const one = all[at]
        const point = one && view.points[newestPoint(view, one.copy)]?.number
        if (!one || point === undefined) continue
        const folder = spotOf(view, one.copy.folder)
        const listed = { id: one.id, ...toListed(row) }
        const days = daysOf(view, one.content)
        found.set(one.id, { row: listed, point, folder, days, presence: presence(view, one) })
      }
      return found
    },
    history(ids: readonly string[]): Map<string, History> {
      const view = viewOf(place)
      const keywords = (flags: number): string[] => JSON.parse(keywordsOf.get({ flags }) ?? '[]')
      return new Map(copies(ids).map(({ id, content }) => [id, historyOf(view, content, keywords)]))
    },
    compare: (from: number, to: number, wish: CompareWish): Compared =>
      compare(keptOf(place), from, to, wish),
  }
}

function toListed({ keywords, date, envelope, hasAttachment, ...row }: Look): Omit<ListedEmail, 'id'> {
  return {
    ...row,
    keywords: JSON.parse(keywords),
    receivedAt: date * 1000,
    envelope: unpackEnvelope(envelope),
    hasAttachment: hasAttachment === 1,
  }
}

/** What was remembered of an index that is closed. */
export function forgetDays(db: Db): void {
  const at = recent.findIndex(one => one.db === db)
  if (at >= 0) recent.splice(at, 1)
}

interface Place {
  db: Db
  kept: (Remembered & Comparing & { name: string }) | null
}

/** Rows of lists that a thread remembers of all accounts together: 100,000 take some 40 MB. A view counts as some, too. */
const MOST_REMEMBERED = 300_000
const VIEW = 500
const recent: Place[] = []

// Those of accounts that nobody asked for lately are forgotten, and made again when somebody does.
function usedLast(place: Place): void {
  const at = recent.indexOf(place)
  if (at >= 0) recent.splice(at, 1)
  recent.push(place)
  let rows = recent.reduce((sum, one) => sum + rowsOf(one), 0)
  while (rows > MOST_REMEMBERED && recent.length > 1) {
    const oldest = recent.shift()
    if (!oldest) break
    rows -= rowsOf(oldest)
    oldest.kept = null
  }
}

function rowsOf({ kept }: Place): number {
  if (!kept) return 0
  const lists = [...kept.looks.values(), ...[...kept.lists.values()].map(list => list.entries)]
  return VIEW + (kept.candidates?.length ?? 0) + lists.reduce((sum, list) => sum + list.length, 0)
}

function keptOf({ kept }: Place): Remembered & Comparing {
  if (!kept) throw new Error('no view was made')
  return kept
}

function viewOf(place: Place): DaysView {
  return keptOf(place).view
}

function daysOf(view: DaysView, { stands }: Content): DaysRow['days'] {
  const numbers = view.points.flatMap(({ number }, i) =>
    stands.some(stand => standsIn(view, stand, i)) ? number : [],
  )
  return { first: numbers[0] ?? 0, last: numbers.at(-1) ?? 0, count: numbers.length }
}
