import { type Day, localDay } from './day.ts'
import { type Kept, review } from './keep.ts'
import type { Pin } from './pin.ts'
import type { Plan, Schedule } from './plan.ts'
import type { Run } from './point.ts'

/** What a run may do to the points of an account. */
export interface Allowed {
  /** promises that have become longer, by number */
  longer: Map<number, number>
  drop: Kept[]
  /** how many are left for later runs */
  held: number
  /** why somebody should look at the clock; null when nothing is odd, or what is held back explains itself */
  alarm: 'ahead' | 'behind' | null
}

/** What an account's runs say of the clock. Milliseconds since 1970. */
export interface Clock {
  /** so far time has certainly gone by: what is not over by it stays. `now` when nothing is odd */
  certain: number
  /** the clock may have leapt so lately that somebody should be told */
  leapt: boolean
}

/** No run drops points of more days than this: three nights' worth, so a weekend or a clock change is no matter. */
const DAYS_A_RUN = 3
/** Of what is held back, the next batch goes no sooner than a night later. Milliseconds. */
const NIGHT = 20 * 3_600_000
const DAY = 24 * 3_600_000

/**
 * How far `now` can be believed, by when an account's runs were `tried` and its `points` taken. A machine that was off and a
 * clock that leapt look alike: a hole between them that the schedule does not explain. None of the hole is believed
 * when it ends; after it three days are for each day that the runs went on by the new clock. So whatever the plan keeps
 * (hours, days, weeks, months) nothing goes faster than three days' worth a day, there is time to set the clock right, and
 * after a pause of thirty days all is as planned in fifteen, with nobody confirming anything.
 */
export function readClock(
  {
    points,
    tried,
    schedule,
  }: { points: readonly Pick<Kept, 'takenAt'>[]; tried: readonly number[]; schedule: Schedule },
  now: number,
): Clock {
  const pause = usualPause(schedule)
  // A worker that was there all the time has tried: between its tries time has really gone by.
  const times = [...points.map(point => point.takenAt), ...tried, now]
    .filter(at => at <= now)
    .sort((a, b) => a - b)
  let doubted = 0
  let leapt = Number.NEGATIVE_INFINITY
  for (const [i, at] of times.entries()) {
    const gap = at - (times[i - 1] ?? at)
    if (gap <= pause) doubted = Math.max(0, doubted - (DAYS_A_RUN - 1) * gap)
    else {
      // A machine that is always off so long would be doubted more and more, and nothing would ever go.
      doubted = Math.max(doubted, Math.min(doubted + gap, 3 * gap))
      leapt = at
    }
  }
  return { certain: now - doubted, leapt: doubted > 0 && leapt > now - Math.max(DAYS_A_RUN * DAY, pause) }
}

/**
 * What a run may drop of an account's `points` (the one just sealed among them) and which promises it makes longer, held
 * against a wrong clock: that may be set right, a dropped day never comes back. Pinned points stay. `runs` are the newest,
 * failed ones too; without them thinned out points look like pauses, and more is held. A point was `lastDropped` then.
 *
 * Where the clock is behind what was sealed lately, nothing goes. Else what is over by all that is certain of it goes, of
 * more than three days three days' worth a night: after nights that failed one by one, or under a plan by hand.
 */
export function guard(
  { keep, schedule }: Pick<Plan, 'keep' | 'schedule'>,
  {
    points,
    pins,
    runs,
    lastDropped,
  }: {
    points: readonly Kept[]
    pins: readonly Pin[]
    runs: readonly Pick<Run, 'startedAt' | 'point'>[]
    lastDropped: number | null
  },
  now: number,
): Allowed {
  const tried = runs.map(run => run.startedAt)
  const { certain, leapt } = readClock({ points, tried, schedule }, now)
  const { longer, over: all } = review(keep, points, now)
  const pinned = new Set(pins.filter(pin => pin.until > certain).map(pin => pin.point))
  const over = all.filter(point => !pinned.has(point.number))
  if (isBehind(points, runs, now))
    return { longer, drop: [], held: over.length, alarm: over.length ? 'behind' : null }
  const certainly = certain === now ? over : review(keep, points, certain).over
  const free = over.filter(({ number }) => certainly.some(point => point.number === number))
  const days = [...new Set(free.map(endDay))]
  const tooSoon = lastDropped !== null && now - lastDropped < NIGHT && now >= lastDropped
  const first = new Set(days.length > DAYS_A_RUN ? days.slice(0, tooSoon ? 0 : DAYS_A_RUN) : days)
  const drop = free.filter(point => first.has(endDay(point)))
  const alarm = leapt && free.length < over.length ? 'ahead' : null
  return { longer, drop, held: over.length - drop.length, alarm }
}

// Clocks that are set right by the network move by seconds.
const TOLERANCE = 300_000

// In the order of sealing, whatever the dates say, and with those that were dropped since. Four good runs in a row by the
// present clock are believed.
function isBehind(
  points: readonly Kept[],
  runs: readonly Pick<Run, 'startedAt' | 'point'>[],
  now: number,
): boolean {
  const sealed = new Map(runs.flatMap(run => (run.point === null ? [] : [[run.point, run.startedAt]])))
  for (const { number, takenAt } of points) sealed.set(number, takenAt)
  const lately = [...sealed].sort(([a], [b]) => b - a).slice(0, 4)
  return lately.some(([, at], i) => at > (lately[i - 1]?.[1] ?? now) + TOLERANCE)
}

function endDay({ keptUntil, zone }: Kept): Day {
  return localDay(keptUntil, zone)
}

// By hand there is no usual pause, so a long one says nothing about the clock.
function usualPause(schedule: Schedule): number {
  if (schedule.kind === 'by-hand') return Number.POSITIVE_INFINITY
  return { weekly: 10 * DAY, daily: 3 * DAY, hours: DAY }[schedule.kind]
}
