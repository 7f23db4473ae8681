import { emailId, parseEmailId } from '../domain/ids.ts'
import type { DaysFound, DaysSearch } from '../domain/time-reader.ts'
import { matcher } from './days-matching.ts'
import { type Entry, ordered, sortReader } from './days-order.ts'
import type { DaysView } from './days-view.ts'
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
  looks: Map<string, Missing[]>
  lists: Map<string, { entries: Entry[]; isAtLeast: boolean }>
}

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
  const sortValues = sortReader(db)

  const listed = (kept: Remembered, search: DaysSearch, most: number) => {
    const { filter, missing: states, inPoint, inMailbox, sort } = search
    const name = JSON.stringify([filter, states, inPoint, inMailbox, sort])
    const known = kept.lists.get(name)
    if (known && (!known.isAtLeast || known.entries.length >= most)) return known
    const made = states === null ? found(search, most) : lost(kept, search)
    remember(kept.lists, name, made, one => one.entries.length)
    return made
  }
  // Whatever the state and the order that are wanted, it is the same few messages that have to be looked at.
  const lookedAt = (kept: Remembered, search: DaysSearch): Missing[] => {
    const name = JSON.stringify([search.filter, search.inPoint, search.inMailbox])
    const known = kept.looks.get(name)
    if (known) return known
    kept.candidates ??= missing.candidates(kept.view)
    const ids = isWhole(search) ? kept.candidates : matching.among(kept.candidates, search)
    const made = missing.look(kept.view, ids, withinOf(search))
    remember(kept.looks, name, made, one => one.length)
    return made
  }
  const lost = (kept: Remembered, search: DaysSearch) => {
    const entries = lookedAt(kept, search).filter(one => search.missing?.includes(one.state))
    return { entries: ordered(entries, search.sort, sortValues), isAtLeast: false }
  }
  // Newest first is found as it is read; any other order wants all.
  const found = (search: DaysSearch, most: number) => {
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
    const entries = Array.from(keys, key => ({ key }))
    if (streams) return { entries: isAtLeast ? entries.slice(0, most) : entries, isAtLeast }
    return { entries: ordered(entries, search.sort, sortValues), isAtLeast }
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

function remember<T>(lists: Map<string, T>, name: string, made: T, sizeOf: (one: T) => number): void {
  lists.delete(name)
  lists.set(name, made)
  let entries = [...lists.values()].reduce((sum, one) => sum + sizeOf(one), 0)
  for (const [oldest, one] of lists) {
    if (one === made || (lists.size <= MOST_LISTS && entries <= MOST_ENTRIES)) break
    lists.delete(oldest)
    entries -= sizeOf(one)
  }
}
