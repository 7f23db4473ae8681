import { addDays, type Day, instantOf, localTime } from './day.ts'
import type { KeepRules } from './plan.ts'
import type { Point } from './point.ts'
import { isGood } from './standing.ts'

/** What the rules ask about a point. */
export type Kept = Pick<
  Point,
  'number' | 'takenAt' | 'localDay' | 'zone' | 'trigger' | 'status' | 'keptUntil'
> &
  Partial<Pick<Point, 'problems'>>

/** Why a point stays: a rule, and until when. `until` null: for as long as nothing newer takes its place. */
export interface Reason {
  rule: keyof KeepRules
  until: number | null
}

/** What a run may do to an account's points. */
export interface Review {
  /** promises that have become longer, by number; never one that became shorter */
  longer: Map<number, number>
  /** may go, those whose time was over first come first; never the newest, nor the newest good one */
  over: Kept[]
}

/**
 * Why each of `points` stays at `now`, by number; one without a reason is not in the answer.
 *
 * Of an hour, day, week or month the first complete point that was not taken by hand stands, and that is settled when it
 * is sealed. Where there is none the first partial one stands, else the first one by hand, and as long as the period lasts
 * it does so provisionally: a better one takes its place, and what stood for it was promised nothing. "Last" is never
 * settled.
 */
export function reasonsOf(
  rules: KeepRules,
  points: readonly Kept[],
  now: number,
): ReadonlyMap<number, Reason[]> {
  const reasons = new Map<number, Reason[]>()
  const add = (point: Kept, reason: Reason) => {
    if (reason.until !== null && reason.until <= now) return
    reasons.set(point.number, [...(reasons.get(point.number) ?? []), reason])
  }
  for (const point of [...points].sort(newestFirst).slice(0, rules.last ?? 0))
    add(point, { rule: 'last', until: null })
  const { withinDays } = rules
  if (withinDays !== undefined)
    for (const point of points)
      add(point, { rule: 'withinDays', until: midnight(addDays(point.localDay, withinDays + 1), point.zone) })
  for (const rule of PERIODS) {
    const many = rules[rule]
    if (many === undefined) continue
    const standing = new Map<string, Kept>()
    for (const point of points) {
      const key = periodOf[rule](point)
      const other = standing.get(key)
      if (!other || standsBefore(point, other)) standing.set(key, point)
    }
    for (const point of standing.values()) {
      const settled = classOf(point) === 0 || endOf[rule](point, 1) <= now
      add(point, { rule, until: settled ? endOf[rule](point, many) : null })
    }
  }
  return reasons
}

/**
 * `keptUntil` of a point that is being sealed beside `others`: the promise its owner is shown. It may be made longer
 * later, never shorter. A point that no rule keeps by the calendar is promised nothing beyond its own instant.
 */
export function promiseOf(rules: KeepRules, point: Omit<Kept, 'keptUntil'>, others: readonly Kept[]): number {
  const fresh = { ...point, keptUntil: point.takenAt }
  const { withinDays } = rules
  const within = withinDays === undefined ? 0 : midnight(addDays(point.localDay, withinDays + 1), point.zone)
  let until = Math.max(point.takenAt, within)
  if (classOf(fresh) > 0) return until
  for (const rule of PERIODS) {
    const many = rules[rule]
    if (many === undefined) continue
    const period = periodOf[rule](fresh)
    const isTaken = others.some(
      other =>
        Math.abs(other.takenAt - point.takenAt) <= LONGEST[rule] &&
        standsBefore(other, fresh) &&
        periodOf[rule](other) === period,
    )
    if (!isTaken) until = Math.max(until, endOf[rule](fresh, many))
  }
  return until
}

/** What the rules say about an account's points at `now`. `points` are all that are not dropped, in any order. */
export function review(rules: KeepRules, points: readonly Kept[], now: number): Review {
  const reasons = reasonsOf(rules, points, now)
  const newest = new Set([
    points.reduce<Kept | null>((best, one) => (!best || newestFirst(one, best) < 0 ? one : best), null)
      ?.number,
    // After a clock that ran ahead, the last one sealed is not the one with the latest time.
    Math.max(...points.map(point => point.number)),
    Math.max(...points.filter(({ problems = [] }) => isGood({ problems })).map(point => point.number)),
  ])
  const longer = new Map<number, number>()
  const over: Kept[] = []
  for (const point of points) {
    const why = reasons.get(point.number)
    const until = latest(why, point.keptUntil)
    if (until > point.keptUntil) longer.set(point.number, until)
    if (!why && until <= now && !newest.has(point.number)) over.push(point)
  }
  return { longer, over: over.sort((a, b) => a.keptUntil - b.keptUntil || a.number - b.number) }
}

const PERIODS = ['hourly', 'daily', 'weekly', 'monthly'] as const

// No two points of one period are further apart: to ask the calendar about all others would take too long.
const LONGEST = { hourly: 3_600_000, daily: 49 * 3_600_000, weekly: 9 * 86_400_000, monthly: 33 * 86_400_000 }

function latest(reasons: readonly Reason[] | undefined, from: number): number {
  return (reasons ?? []).reduce((until, reason) => Math.max(until, reason.until ?? until), from)
}

function newestFirst(a: Kept, b: Kept): number {
  return b.takenAt - a.takenAt || b.number - a.number
}

function classOf({ trigger, status }: Kept): number {
  return (trigger === 'manual' ? 2 : 0) + (status === 'complete' ? 0 : 1)
}

function standsBefore(a: Kept, b: Kept): boolean {
  return (classOf(a) - classOf(b) || a.takenAt - b.takenAt || a.number - b.number) < 0
}

// A doubled hour of the autumn is two hours: each has its own backup.
const periodOf = {
  hourly: (point: Kept) => String(hourOf(point)),
  daily: (point: Kept) => point.localDay,
  weekly: (point: Kept) => mondayOf(point.localDay),
  monthly: (point: Kept) => point.localDay.slice(0, 7),
}

// The first instant after `many` periods, the point's own among them.
const endOf = {
  hourly: (point: Kept, many: number) => hourOf(point) + many * 3_600_000,
  daily: (point: Kept, many: number) => midnight(addDays(point.localDay, many), point.zone),
  weekly: (point: Kept, many: number) => midnight(addDays(mondayOf(point.localDay), 7 * many), point.zone),
  monthly: (point: Kept, many: number) => midnight(addMonths(point.localDay, many), point.zone),
}

// Where zones are off by half an hour, so are the hours of their clocks.
function hourOf({ takenAt, zone }: Kept): number {
  return takenAt - (takenAt % 60_000) - Number(localTime(takenAt, zone).slice(2)) * 60_000
}

function mondayOf(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

// The first day of the month so many months on.
function addMonths(day: Day, n: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + n
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

// Finding a midnight asks the calendar of the system a hundred times; ten thousand accounts share theirs.
const midnights = new Map<string, number>()

function midnight(day: Day, zone: string): number {
  const key = `${day} ${zone}`
  const known = midnights.get(key)
  if (known !== undefined) return known
  if (midnights.size >= 20_000) midnights.clear()
  const at = instantOf(day, '00:00', zone)
  midnights.set(key, at)
  return at
}
