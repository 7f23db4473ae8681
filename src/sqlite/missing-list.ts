import type { PresenceState } from '../domain/time-reader.ts'
import type { DaysView } from './days-view.ts'
import { OPEN_END } from './index-schema.ts'
import type { Db } from './open.ts'
import {
  type Content,
  firstWithout,
  foldersOf,
  homesOf,
  lastStand,
  type Stand,
  stateOf,
  type whereabouts,
} from './whereabouts.ts'

/** One message that does not stand where it stood, as a list has it. */
export interface Missing {
  key: number
  /** the row of the index that holds the look of it */
  message: number
  folder: number
  uid: number
  uidValidity: number
  date: number
  size: number
  state: PresenceState
  /** places in the view: of the last point that has it, of the first that does not (-1: none yet) */
  last: number
  since: number
}

/** What a list is narrowed to: what stood in a folder, in a point. */
export interface Within {
  folder: number | null
  /** number of a point */
  point: number | null
}

/** Contents read at once: memory stays bounded. */
export const CHUNK = 2_000

/**
 * Finds what is missing: only copies whose interval has ended, that the live check misses, or whose folder is no more can
 * be, so of a mailbox of any size those few are looked at.
 */
export function missingList(db: Db, where: ReturnType<typeof whereabouts>) {
  // Changed flags end an interval too: then a later one of the same copy goes on.
  const ended = db
    .prepare<object, number>(
      `SELECT DISTINCT c.message FROM copy c WHERE c.b < :end AND NOT EXISTS(
         SELECT 1 FROM copy d INDEXED BY copy_by_uid
         WHERE d.folder = c.folder AND d.uid = c.uid AND d.a >= c.b AND d.date = c.date)`,
    )
    .pluck()
  const folders = db.prepare<[], number>('SELECT DISTINCT folder FROM folder_state').pluck()
  const standing = db
    .prepare<object, number>('SELECT DISTINCT message FROM copy WHERE folder = :folder AND b = :end')
    .pluck()
  const between = db
    .prepare<object, number>(
      `SELECT message FROM copy INDEXED BY copy_by_uid
       WHERE folder = :folder AND uid BETWEEN :from AND :to AND a <= :state AND b > :state`,
    )
    .pluck()

  const candidates = (view: DaysView): number[] => {
    const ids = new Set(ended.iterate({ end: OPEN_END }))
    for (const folder of folders.all())
      if (!view.now.has(folder)) for (const id of standing.iterate({ folder, end: OPEN_END })) ids.add(id)
    for (const [folder, { gone, state }] of view.now)
      for (const [from, to] of gone)
        for (const id of between.iterate({ folder, from, to, state })) ids.add(id)
    return [...ids]
  }
  return {
    candidates,
    /** What of these rows of the index is not where it stood, of the stands that `within` leaves. */
    look(view: DaysView, ids: readonly number[], within: Within): Missing[] {
      const found: Missing[] = []
      for (let i = 0; i < ids.length; i += CHUNK)
        for (const content of where.contents(ids.slice(i, i + CHUNK))) {
          const one = missingOf(view, where, content, within)
          if (one) found.push(one)
        }
      // Two chunks may have met two rows of one message.
      return [...new Map(found.map(one => [one.key, one])).values()]
    },
  }
}

function missingOf(
  view: DaysView,
  where: ReturnType<typeof whereabouts>,
  content: Content,
  { folder, point }: Within,
): Missing | null {
  const at = point === null ? -1 : view.points.findIndex(one => one.number === point)
  const isWithin = (stand: Stand) =>
    (folder === null || stand.folder === folder) && (point === null || standsIn(view, stand, at))
  const wanted = new Set(content.stands.filter(isWithin).map(stand => stand.folder))
  if (!wanted.size) return null
  // What never stood elsewhere than in Trash or Junk is missed by nobody who does not ask for that folder.
  if (folder === null && [...homesOf(view, wanted)].every(one => view.facts.get(one)?.bin)) return null
  const now = where.now(view, content)
  const state = stateOf(view, now, wanted)
  if (state === 'there') return null
  // Since when it is gone is the same whatever folder it is looked for in.
  const last = lastStand(view, content, now, state === 'moved' ? wanted : foldersOf(content), state)
  const look = folder === null ? last : lastStand(view, content, now, wanted, state)
  if (!last || !look) return null
  const { message, date, uid, uidValidity, folder: stood } = look.stand
  const since = state === 'unknown' ? -1 : firstWithout(view, last.stand.folder, last.at)
  const { key, size } = content
  return { key, message, folder: stood, uid, uidValidity, date, size, state, last: last.at, since }
}

/** Does the point at this place of the view show it? */
export function standsIn({ shown }: DaysView, { folder, a, b }: Stand, at: number): boolean {
  const state = shown.get(folder)?.[at]?.state ?? null
  return state !== null && a <= state && state < b
}
