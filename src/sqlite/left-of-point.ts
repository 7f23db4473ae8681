import type { Db } from './open.ts'

/** What conditions leave of a point. */
export interface Left {
  /** emails */
  count: number
  /** the ids of their messages lie between these; null: there is none */
  low: number | null
  high: number | null
  /** those ids as JSON; null where they are a quarter of the point and more, or were not wanted */
  messages: string | null
}

/** Conditions of which it is remembered what they leave; and ids of messages, for each email of the point. */
const MOST_KEPT = 1000
const MOST_IDS = 5

/**
 * Finds and remembers what SQL conditions (`inPoint`: everything from FROM on) leave of a point with `all` emails: whoever
 * narrows a search down searches again, by other words, or wants its next page; and a point never changes. The ids only
 * `withIds`.
 */
export function leftOfPoint(db: Db) {
  const kept = new Map<string, Look>()
  let sizes = 0

  return (inPoint: string, params: Record<string, unknown>, all: number, withIds: boolean): Left => {
    const name = JSON.stringify([inPoint, params, withIds])
    const known = kept.get(name)
    const left =
      known ?? (withIds ? lookFor(db, inPoint, params, all / 4) : null) ?? count(db, inPoint, params)
    kept.delete(name)
    kept.set(name, left)
    if (!known) sizes += left.size
    for (const [oldest, { size }] of kept) {
      if (kept.size <= MOST_KEPT && sizes <= MOST_IDS * all) break
      kept.delete(oldest)
      sizes -= size
    }
    return left
  }
}

type Look = Left & { size: number }

// One look tells which, how many and between which ids; null when there are more than `few`.
function lookFor(db: Db, inPoint: string, params: Record<string, unknown>, few: number): Look | null {
  const left = db
    .prepare<object, Left>(
      `SELECT count(*) AS count, min(message) AS low, max(message) AS high, json_group_array(message) AS messages
       FROM (SELECT c.message ${inPoint} LIMIT :few + 1)`,
    )
    .get({ ...params, few: Math.floor(few) })
  if (!left || left.count > few) return null
  return { ...left, size: left.count }
}

function count(db: Db, inPoint: string, params: Record<string, unknown>): Look {
  const left = db
    .prepare<object, Omit<Left, 'messages'>>(
      `SELECT count(*) AS count, min(c.message) AS low, max(c.message) AS high ${inPoint}`,
    )
    .get(params)
  if (!left) throw new Error('a count has no row')
  return { ...left, messages: null, size: 0 }
}
