import type { PointReader } from '../domain/ports.ts'
import { type Asked, knowsTime } from './call.ts'

const NONE: ReadonlySet<string> = new Set()
const MOST_POINTS = 64
/** By account and point, which never change. Nearly always empty sets, so keeping them costs next to nothing. */
const known = new Map<string, ReadonlySet<string>>()

/**
 * Ids of the emails of a point that this client must not see: those that carry \Deleted (RFC 8621 4.1.1), unless it
 * uses our capability; a time machine must not hide them from its own page.
 */
export async function hiddenEmails(asked: Asked, point: PointReader): Promise<ReadonlySet<string>> {
  if (knowsTime(asked)) return NONE
  const key = `${point.point.account}/${point.point.number}/${point.point.takenAt}`
  const before = known.get(key)
  if (before) return before
  const { ids, deleted } = await point.skim({ folder: null, ascending: false })
  const hidden = new Set(ids.filter((_, i) => deleted[i]))
  if (known.size >= MOST_POINTS) known.clear()
  known.set(key, hidden)
  return hidden
}
