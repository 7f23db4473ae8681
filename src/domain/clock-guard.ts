import { type Day, localDay } from './day.ts'
import type { Kept } from './keep.ts'
import type { Schedule } from './plan.ts'

/** What a run may drop of the points whose time is over. */
export interface Allowed {
  drop: Kept[]
  /** how many are left for later runs */
  held: number
  /** why somebody should look at the clock; null when nothing is odd, or what is held back explains itself */
  alarm: 'ahead' | 'behind' | null
}

/** No run drops points of more days than this: three nights' worth, so a weekend or a clock change is no matter. */
const DAYS_A_RUN = 3
/** Of what is held back, the next batch goes no sooner than a night later. Milliseconds. */
const NIGHT = 20 * 3_600_000
const DAY = 24 * 3_600_000

/**
 * Holds back a pruning that a wrong clock might have asked for. All it knows is stored dates: `points` of the account (the
 * one just sealed among them), `over` of them in the order their time was over, when runs were `tried`, when a point was
 * `lastDropped`. A wrong clock may be set right, a dropped day never comes back.
 *
 * Where the clock is behind what was sealed lately, nothing goes. Where more would go than three nights let go and between
 * the runs of late there is a hole that the schedule does not explain, nothing goes for a night, for a machine that was off
 * so long and a clock that leapt look alike. After it three days' worth go a night, until all is as planned: nobody has to
 * confirm anything. After nights that failed one by one there is no hole, and no alarm.
 */
export function guard(
  {
    points,
    over,
    tried,
    lastDropped,
    schedule,
  }: {
    points: readonly Kept[]
    over: readonly Kept[]
    tried: readonly number[]
    lastDropped: number | null
    schedule: Schedule
  },
  now: number,
): Allowed {
  // In the order of sealing, whatever their dates say. Four good runs in a row by the present clock are believed.
  const lately = [...points].sort((a, b) => b.number - a.number).slice(0, 4)
  if (lately.some((point, i) => point.takenAt > (lately[i - 1]?.takenAt ?? now) + TOLERANCE))
    return { drop: [], held: over.length, alarm: over.length ? 'behind' : null }
  const days = [...new Set(over.map(endDay))]
  if (days.length <= DAYS_A_RUN) return { drop: [...over], held: 0, alarm: null }
  const hole = endOfHole(points, tried, schedule, now)
  const alarm = hole > now - DAYS_A_RUN * DAY ? 'ahead' : null
  const tooSoon = lastDropped !== null && now - lastDropped < NIGHT && now >= lastDropped
  if (hole > now - NIGHT || tooSoon) return { drop: [], held: over.length, alarm }
  const first = new Set(days.slice(0, DAYS_A_RUN))
  const drop = over.filter(point => first.has(endDay(point)))
  return { drop, held: over.length - drop.length, alarm }
}

// Clocks that are set right by the network move by seconds.
const TOLERANCE = 300_000

function endDay({ keptUntil, zone }: Kept): Day {
  return localDay(keptUntil, zone)
}

// By hand there is no usual pause, so a long one says nothing about the clock.
function usualPause(schedule: Schedule): number {
  if (schedule.kind === 'by-hand') return Number.POSITIVE_INFINITY
  return schedule.kind === 'weekly' ? 10 * DAY : 3 * DAY
}

// When the last pause ended that was longer than usual. A worker that was there all the time has tried: between its tries
// time has really gone by.
function endOfHole(
  points: readonly Kept[],
  tried: readonly number[],
  schedule: Schedule,
  now: number,
): number {
  const from = Math.min(...points.map(point => point.takenAt))
  const times = [...points.map(point => point.takenAt), ...tried.filter(at => at > from)]
    .filter(at => at <= now)
    .sort((a, b) => a - b)
  const pause = usualPause(schedule)
  return times.findLast((at, i) => at - (times[i - 1] ?? at) > pause) ?? Number.NEGATIVE_INFINITY
}
