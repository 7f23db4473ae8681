import { createHash } from 'node:crypto'
import { pointId } from '../domain/ids.ts'
import type { Point } from '../domain/point.ts'
import type { AllDays, Basis, Presence, Spot } from '../domain/time-reader.ts'
import { type Asked, pointsState } from './call.ts'
import { utcDate } from './dates.ts'
import { methodError } from './errors.ts'
import type { JsonObject } from './json.ts'

/** All days of the person. Throws `serverFail` before the first backup: then no email has an id. */
export async function allDays(asked: Asked): Promise<AllDays> {
  const days = await asked.person.allDays()
  if (!days) throw methodError('serverFail', 'There is no restore point yet.')
  return days
}

/** The state of whatever depends on "now": another point, or another look at the live mailbox. */
export function daysState(asked: Asked, { basis, comparedAt }: Pick<Basis, 'basis' | 'comparedAt'>): string {
  const text = `${pointsState(asked.points)} ${basis} ${comparedAt}`
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Where a message is now, as the API shows it. */
export function toPresence(asked: Asked, { state, places, lastSeen, goneSince }: Presence): JsonObject {
  return {
    state,
    places: places.map(toSpot),
    lastSeen: lastSeen && {
      point: pointId(lastSeen.point),
      takenAt: takenAt(asked, lastSeen.point),
      mailboxId: lastSeen.folder,
      path: lastSeen.path,
    },
    goneSince: goneSince === null ? null : toPointName(asked, goneSince),
  }
}

/** A folder, which has no id when no point knows it yet. */
export function toSpot({ folder, path, role }: Spot): JsonObject {
  return { mailboxId: folder, path, role }
}

function toPointName(asked: Asked, number: number): JsonObject {
  const localDay = pointOf(asked, number)?.localDay ?? null
  return { point: pointId(number), takenAt: takenAt(asked, number), localDay }
}

function takenAt(asked: Asked, number: number): string | null {
  const point = pointOf(asked, number)
  return point ? utcDate(point.takenAt) : null
}

function pointOf({ points }: Asked, number: number): Point | undefined {
  return points.find(point => point.number === number)
}
