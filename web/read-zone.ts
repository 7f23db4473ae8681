import type { ContentLine } from './content-lines.ts'
import { instantOf, knowsZone, type WallTime } from './zone-time.ts'

/** Turns a wall clock's reading into an instant. */
export type Zone = (wall: WallTime) => number

/**
 * The zones that a calendar file names (TZID): by their IANA name where the file uses one, even behind a maker's prefix
 * ("/mozilla.org/20050126_1/Europe/Rome"), else by the rules the file itself gives in VTIMEZONE (RFC 5545 3.6.5), as
 * Outlook's "W. Europe Standard Time" needs. Null when neither says how late it is there.
 */
export function zonesOf(lines: readonly ContentLine[]): (name: string) => Zone | null {
  const own = ownZones(lines)
  return name => {
    const found = own.get(name)
    const iana = [name, /[A-Z]\w+\/[\w+/-]+$/.exec(name)?.[0], found?.location].find(
      one => one !== undefined && knowsZone(one),
    )
    if (iana !== undefined) return wall => instantOf(wall, iana)
    return found && found.rules.length > 0 ? wall => wall - offsetBy(found.rules, wall) : null
  }
}

/** When an offset begins, and which. */
interface Rule {
  start: WallTime
  offset: number
  /** every year in this month, on the nth such weekday, -1 the last; null: only once */
  yearly: { month: number; nth: number; weekday: number; until: number } | null
}

interface OwnZone {
  location: string | undefined
  rules: Rule[]
}

const mostRules = 400
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

function ownZones(lines: readonly ContentLine[]): Map<string, OwnZone> {
  const zones = new Map<string, OwnZone>()
  let zone: (OwnZone & { name: string }) | null = null
  let fields: Map<string, string> | null = null
  for (const { name, value } of lines) {
    if (name === 'BEGIN' && value === 'VTIMEZONE') zone = { name: '', location: undefined, rules: [] }
    else if (name === 'END' && value === 'VTIMEZONE') {
      if (zone && zones.size < 50) zones.set(zone.name, zone)
      zone = null
    } else if (zone && name === 'BEGIN') fields = new Map()
    else if (zone && name === 'END') {
      const rule = fields && readRule(fields)
      if (rule && zone.rules.length < mostRules) zone.rules.push(rule)
      fields = null
    } else if (zone && fields) fields.set(name, value)
    else if (zone && name === 'TZID') zone.name = value
    else if (zone && name === 'X-LIC-LOCATION') zone.location = value
  }
  return zones
}

function readRule(fields: ReadonlyMap<string, string>): Rule | null {
  const start = readWall(fields.get('DTSTART') ?? '')
  const m = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(fields.get('TZOFFSETTO') ?? '')
  if (start === null || !m) return null
  const seconds = Number(m[2]) * 3600 + Number(m[3]) * 60 + Number(m[4] ?? 0)
  const rule = fields.get('RRULE') ?? ''
  const day = /BYDAY=(-?\d)([A-Z]{2})/.exec(rule)
  const month = Number(/BYMONTH=(\d{1,2})/.exec(rule)?.[1])
  const until = Number(/UNTIL=(\d{4})/.exec(rule)?.[1] ?? 9999)
  const yearly =
    day && month ? { month, nth: Number(day[1]), weekday: weekdays.indexOf(day[2] ?? ''), until } : null
  return { start, offset: (m[1] === '-' ? -1 : 1) * seconds * 1000, yearly }
}

/** "20261129T150000" as a wall time; null when it is none. */
export function readWall(value: string): WallTime | null {
  const m = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?Z?$/.exec(value)
  if (!m) return null
  const [, year, month, day, hour = 0, minute = 0, second = 0] = m.map(Number)
  if (year === undefined || month === undefined || day === undefined) return null
  const at = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0)
  // the thirtieth of February is no day
  return new Date(at).getUTCDate() === day && year >= 100 ? at : null
}

// The rule that began last; before the first one, the first.
function offsetBy(rules: readonly Rule[], wall: WallTime): number {
  let last: { from: WallTime; offset: number } | null = null
  for (const rule of rules)
    for (const from of beginnings(rule, new Date(wall).getUTCFullYear()))
      if (from <= wall && (last === null || from > last.from)) last = { from, offset: rule.offset }
  return last?.offset ?? rules[0]?.offset ?? 0
}

function beginnings({ start, yearly }: Rule, year: number): WallTime[] {
  if (!yearly || yearly.weekday < 0) return [start]
  const first = new Date(start).getUTCFullYear()
  const time = start % 86_400_000
  return [year - 1, year]
    .filter(one => one >= first && one <= yearly.until)
    .map(one => nthWeekday(one, yearly) + ((time + 86_400_000) % 86_400_000))
}

function nthWeekday(year: number, { month, nth, weekday }: NonNullable<Rule['yearly']>): WallTime {
  if (nth < 0) {
    const last = new Date(Date.UTC(year, month, 0))
    const back = (last.getUTCDay() - weekday + 7) % 7
    return Date.UTC(year, month - 1, last.getUTCDate() - back + 7 * (nth + 1))
  }
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay()
  return Date.UTC(year, month - 1, 1 + ((weekday - first + 7) % 7) + 7 * (nth - 1))
}
