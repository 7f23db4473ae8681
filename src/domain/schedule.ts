import { addDays, type Day, instantOf, localDay } from './day.ts'
import type { Schedule } from './plan.ts'

/** The newest night that has begun, and the next one; milliseconds since 1970, null where the schedule has none. */
export interface Nights {
  last: number | null
  next: number | null
}

/**
 * When an account's nights begin ("night" is whatever the schedule calls for, every hour too). Spread is part of the
 * time of day, "00:00" becomes this account's own "00:17", so an account's nights bear the same dates whatever the
 * clocks do: of a doubled hour the first is taken, a missing time is the instant of the change.
 */
export function nightsAround(schedule: Schedule, account: { id: string; zone: string }, now: number): Nights {
  if (schedule.kind === 'by-hand') return { last: null, next: null }
  const today = localDay(now, account.zone)
  // Spread may carry a beginning into the next day, and a zone that changes sides of the date line lacks a day.
  const reach = schedule.kind === 'weekly' ? 10 : 3
  const begins: number[] = []
  for (let n = -reach; n <= reach; n++) {
    const day = addDays(today, n)
    if (schedule.kind === 'weekly' && weekday(day) !== schedule.on) continue
    begins.push(...beginningsOf(day, schedule, account))
  }
  const nights = schedule.kind === 'hours' ? apart(begins, schedule.every) : begins
  return { last: nights.findLast(at => at <= now) ?? null, next: nights.find(at => at > now) ?? null }
}

function beginningsOf(
  day: Day,
  schedule: Exclude<Schedule, { kind: 'by-hand' }>,
  { id, zone }: { id: string; zone: string },
): number[] {
  const every = schedule.kind === 'hours' ? schedule.every * 60 : 1440
  // Hours that overlap would be no spread.
  const window = Math.min(schedule.spreadMinutes, every) * 60
  const spread = window > 0 ? hash(id) % window : 0
  const [hours = 0, minutes = 0] = schedule.at.split(':').map(Number)
  const begins: number[] = []
  for (let after = 0; after < 1440; after += every) {
    const clock = hours * 60 + minutes + after + Math.floor(spread / 60)
    const date = addDays(day, Math.floor(clock / 1440))
    const at = instantOf(date, hhmm(clock % 1440), zone)
    // A day that a zone leaves out has no night.
    if (localDay(at, zone) === date) begins.push(at + (spread % 60) * 1000)
  }
  return begins
}

// Where a missing hour falls onto the next one, or the last of a day close before the first of the next, one is enough.
function apart(begins: number[], everyHours: number): number[] {
  const sorted = begins.sort((a, b) => a - b)
  return sorted.filter((at, i) => (sorted[i + 1] ?? Number.POSITIVE_INFINITY) - at >= everyHours * 1_800_000)
}

function hhmm(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

// ISO 8601: 1 = Monday … 7 = Sunday.
function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

function hash(text: string): number {
  let h = 0
  for (const char of text) h = (h * 31 + char.charCodeAt(0)) >>> 0
  return h
}
