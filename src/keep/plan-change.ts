import { pointsOf } from '../domain/calendar.ts'
import { addDays, type Day, localDay } from '../domain/day.ts'
import { type Kept, review } from '../domain/keep.ts'
import type { Plan } from '../domain/plan.ts'

/** What another plan would change for an account. */
export interface PlanChange {
  /** promises that become longer, by number of the point; nothing that is there goes sooner */
  longer: Map<number, number>
  /** the next night's point: the last day it would be there, before and after */
  tonight: { day: Day; before: Day; after: Day } | null
  /** nights of the next 31 whose points would go sooner, stay longer */
  sooner: number
  later: number
  /** the first day on which one would be missed that the old plan would still have */
  missedFrom: Day | null
}

/** Compares two plans for an account with these points, at `now`. */
export function planChange(
  points: readonly Kept[],
  from: Plan,
  to: Plan,
  now: number,
  zone: string,
): PlanChange {
  const { longer } = review(to.keep, points, now)
  const first = addDays(localDay(now, zone), 1)
  const lastDays = (plan: Plan) => {
    const days = new Map<Day, Day>()
    for (const point of pointsOf(plan, first, 31, points)) {
      const last = localDay(Math.max(point.keptUntil - 1, point.takenAt), point.zone)
      if (last > (days.get(point.localDay) ?? '')) days.set(point.localDay, last)
    }
    return days
  }
  const before = lastDays(from)
  const after = lastDays(to)
  // A night that the new plan does not take is gone from its own day on.
  const pairs = [...before].map(([day, last]) => ({ day, last, changed: after.get(day) ?? addDays(day, -1) }))
  const sooner = pairs.filter(({ last, changed }) => changed < last)
  const [tonight] = pairs
  const extra = [...after].filter(([day, last]) => last > (before.get(day) ?? ''))
  return {
    longer,
    tonight: tonight ? { day: tonight.day, before: tonight.last, after: tonight.changed } : null,
    sooner: sooner.length,
    later: extra.length,
    missedFrom: sooner.map(({ changed }) => addDays(changed, 1)).sort()[0] ?? null,
  }
}
