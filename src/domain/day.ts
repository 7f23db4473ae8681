/**
 * Days are strings, "2026-11-21", in a named zone. They are computed on the server, once, and never by a browser:
 * no off-by-one, no doubt on the nights when clocks change.
 */
export type Day = string

/** The civil day of an instant (milliseconds) in a zone (IANA name). Throws RangeError for a zone that does not exist. */
export function localDay(at: number, zone: string): Day {
  return wallClock(at, zone).slice(0, 10)
}

/** "HHMM" of an instant in a zone. */
export function localTime(at: number, zone: string): string {
  return wallClock(at, zone).slice(11, 16).replace(':', '')
}

/** "2026-11-21 02:00" of an instant in a zone; a date that cannot be (a senseless number) is "never". */
export function clockWords(at: number, zone: string): string {
  return Number.isNaN(new Date(at).getTime()) ? 'never' : wallClock(at, zone).replace('T', ' ')
}

/** "2026-11-21 02:00:33" of an instant (milliseconds) in a zone. Throws RangeError for a date that cannot be. */
export function clockWithSeconds(at: number, zone: string): string {
  let format = formats.get(zone)
  if (!format) {
    // Swedish writes times as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(zone, format)
  }
  return format.format(at)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Is this a day that the calendar has? Not "2026-02-31", which dates are read of as 3 March. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** `day` plus `n` days (n may be negative). */
export function addDays(day: Day, n: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
}

/**
 * The instant at which a zone's clock first shows `time` ("HH:MM") on `day`. A time that a clock change skips is
 * the instant of the change; of a doubled time the first one is taken.
 */
export function instantOf(day: Day, time: string, zone: string): number {
  const wanted = `${day}T${time}`
  const guess = Date.parse(`${wanted}:00Z`)
  // No zone is more than 15 hours from UTC. Where the clock is as far from it a day before as a day after, nothing
  // changes in between.
  const before = offset(guess - 86_400_000, zone)
  if (before === offset(guess + 86_400_000, zone)) return guess - before
  // The wall clock never runs backwards by more than the change itself, so the first minute that shows `wanted` or
  // later lies in this window and a scan by quarter hours finds it.
  for (let at = guess - 15 * 3_600_000; at <= guess + 15 * 3_600_000; at += 900_000) {
    if (wallClock(at, zone) >= wanted) return refine(at - 900_000, at, wanted, zone)
  }
  return guess
}

/** Is this a zone the system knows? */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

// Milliseconds that the zone's clock is ahead of UTC at the full minute `at`.
function offset(at: number, zone: string): number {
  return Date.parse(`${wallClock(at, zone)}:00Z`) - at
}

function refine(before: number, after: number, wanted: string, zone: string): number {
  let at = before
  while (at < after && wallClock(at, zone) < wanted) at += 60_000
  return at
}

// "2026-11-21T02:00"
function wallClock(at: number, zone: string): string {
  return clockWithSeconds(at, zone).slice(0, 16).replace(' ', 'T')
}
