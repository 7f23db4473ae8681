import { locale } from './numbers.ts'
import { words } from './words.ts'

type Style = Intl.DateTimeFormatOptions

const formats = new Map<string, Intl.DateTimeFormat>()

/** A restore point's instant in the account's zone: "Saturday 14 November 2026". */
export function longDay(at: number, zone: string): string {
  return format(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: zone })
}

/** "Sat 14 Nov" */
export function shortDay(at: number, zone: string): string {
  return format(at, { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone })
}

/** Until which day something is kept that goes at this instant: the last day it is there, "Friday 4 December 2026". */
export function lastDay(goesAt: number, zone: string, style: 'long' | 'short'): string {
  return style === 'long' ? longDay(goesAt - 1, zone) : dayAndMonth(goesAt - 1, zone)
}

/** "14 November" */
function dayAndMonth(at: number, zone: string): string {
  return format(at, { day: 'numeric', month: 'long', timeZone: zone })
}

/** "Sat 14 Nov 2026" */
export function dayWithYear(at: number, zone: string): string {
  return format(at, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: zone })
}

/** "02:00" */
export function clock(at: number, zone: string): string {
  return format(at, { hour: '2-digit', minute: '2-digit', timeZone: zone })
}

/** "Sat 14 Nov, 02:00" */
export function dayAndTime(at: number, zone: string): string {
  return `${shortDay(at, zone)}, ${clock(at, zone)}`
}

/** How the zone is called in a sentence: "Rome time", "Ora dell’Europa centrale", or "UTC". */
export function zoneName(zone: string): string {
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ')
  if (!zone.includes('/') || city === 'UTC') return zone
  if (words.banner.zone) return words.banner.zone(city ?? zone)
  const parts = formatter({ timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(0)
  return parts.find(part => part.type === 'timeZoneName')?.value ?? zone
}

/** A calendar day "2026-11-14" as words; such a string is never put through a zone. */
export function dayWords(day: string, style: 'long' | 'short' = 'long'): string {
  return style === 'long' ? longDay(noon(day), 'UTC') : shortDay(noon(day), 'UTC')
}

/** "November 2026" of "2026-11". */
export function monthWords(month: string): string {
  return format(noon(`${month}-15`), { month: 'long', year: 'numeric', timeZone: 'UTC' })
}

/** Two calendar days as a span: "3 – 14 Nov"; one day where they are the same. */
export function dayRange(from: string, to: string): string {
  const style: Style = { day: 'numeric', month: 'short', timeZone: 'UTC' }
  return formatter(style).formatRange(noon(from), noon(to))
}

/** Short names of the seven days, beginning with the first of the reader's week, and which day that is (1 = Monday). */
export function weekNames(): { first: number; names: string[] } {
  const info = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } }
  const first = info.getWeekInfo?.().firstDay ?? 1
  const names = Array.from({ length: 7 }, (_, i) =>
    // 2024-01-01 was a Monday
    format(Date.UTC(2024, 0, first + i, 12), { weekday: 'short', timeZone: 'UTC' }),
  )
  return { first, names }
}

/** The day of a message in a list, by the reader's own zone: the time on the day of the backup, else the date. */
export function listDate(at: number, seenFrom: number): string {
  const day = format(at, { dateStyle: 'short' })
  if (day === format(seenFrom, { dateStyle: 'short' }))
    return format(at, { hour: '2-digit', minute: '2-digit' })
  const sameYear = format(at, { year: 'numeric' }) === format(seenFrom, { year: 'numeric' })
  return sameYear
    ? format(at, { day: 'numeric', month: 'short' })
    : format(at, { day: 'numeric', month: 'short', year: 'numeric' })
}

/** Date and time of a message in full, in the reader's zone, which is named where the clocks of the backup's zone differ. */
export function fullDate(at: number, backupZone: string): string {
  const style: Style = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }
  const here = format(at, style)
  return here === format(at, { ...style, timeZone: backupZone })
    ? here
    : format(at, { ...style, timeZoneName: 'short' })
}

/** "yesterday", "7 days ago": whole calendar days between two day strings. */
export function daysApart(day: string, from: string): string {
  const days = Math.round((noon(day) - noon(from)) / 86_400_000)
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
}

/** "2026-11-14" shifted by whole months to the first: "2026-12". */
export function shiftMonth(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year ?? 1970, (number ?? 1) - 1 + by, 1)).toISOString().slice(0, 7)
}

/** The weeks of a month as day strings, null outside it. */
export function weeksOf(month: string, first: number): (string | null)[][] {
  const start = new Date(`${month}-01T12:00:00Z`)
  const length = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 0)).getUTCDate()
  const lead = (start.getUTCDay() - first + 7) % 7
  const cells = Array.from({ length: Math.ceil((lead + length) / 7) * 7 }, (_, i) => {
    const day = i - lead + 1
    return day < 1 || day > length ? null : `${month}-${String(day).padStart(2, '0')}`
  })
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`)
}

function format(at: number, style: Style): string {
  return formatter(style).format(at)
}

function formatter(style: Style): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(style)
  let known = formats.get(key)
  if (!known) {
    known = new Intl.DateTimeFormat(locale, style)
    formats.set(key, known)
  }
  return known
}
