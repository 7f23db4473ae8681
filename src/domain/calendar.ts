import { addDays, type Day, instantOf } from './day.ts'
import { type Kept, promiseOf, review } from './keep.ts'
import type { Plan, Schedule } from './plan.ts'

// A plan's calendar is the same in every zone but for the hours of the clock changes.
const zone = 'UTC'

/**
 * How many points of each day there would be on the evening of `today`, had every run of the plan since `days` days before
 * it been good. Days without one are not in the answer. A plan by hand is shown as one of a backup each noon.
 */
export function calendarOf(plan: Plan, today: Day, days: number): Map<Day, number> {
  const points = pointsOf(plan, addDays(today, -days), days + 1)
  const now = points.at(-1)?.takenAt ?? 0
  const over = new Set(review(plan.keep, points, now).over.map(point => point.number))
  const counts = new Map<Day, number>()
  for (const { number, localDay } of points)
    if (!over.has(number)) counts.set(localDay, (counts.get(localDay) ?? 0) + 1)
  return counts
}

/**
 * The points of a plan that runs from `first` on for so many days, each with the promise it is sealed with; `before` are
 * those that are there already and may stand for their month, week or day.
 */
export function pointsOf(
  plan: Pick<Plan, 'schedule' | 'keep'>,
  first: Day,
  days: number,
  before: readonly Kept[] = [],
): Kept[] {
  const points: Kept[] = []
  let there = [...before]
  for (let n = 0; n < days; n++) {
    const localDay = addDays(first, n)
    for (const takenAt of beginningsOf(plan.schedule, localDay)) {
      const point = {
        ...{ number: points.length + 1, takenAt, localDay, zone },
        ...({ trigger: 'nightly', status: 'complete' } as const),
      }
      const sealed = { ...point, keptUntil: promiseOf(plan.keep, point, there) }
      points.push(sealed)
      there.push(sealed)
    }
    // What is over stands for nothing any more: its period is past.
    there = there.filter(
      point => point.localDay.slice(0, 7) === localDay.slice(0, 7) || near(point, localDay),
    )
  }
  return points
}

function beginningsOf(schedule: Schedule, day: Day): number[] {
  const noon = instantOf(day, '12:00', zone)
  if (schedule.kind === 'by-hand') return [noon]
  if (schedule.kind === 'weekly' && (new Date(noon).getUTCDay() || 7) !== schedule.on) return []
  const begin = instantOf(day, schedule.at, zone)
  if (schedule.kind !== 'hours') return [begin]
  const midnight = instantOf(day, '00:00', zone)
  const step = schedule.every * 3_600_000
  const first = midnight + ((begin - midnight) % step)
  return Array.from({ length: 24 / schedule.every }, (_, i) => first + i * step)
}

function near({ localDay }: Kept, day: Day): boolean {
  return localDay >= addDays(day, -7)
}
