import { type ContentLine, contentLines, plainValue } from './content-lines.ts'
import { readWall, type Zone, zonesOf } from './read-zone.ts'
import type { WallTime } from './zone-time.ts'

/** A moment as a calendar file says it. */
export type Moment =
  | { kind: 'day'; day: string }
  | { kind: 'instant'; at: number; zone: string | null; wall: WallTime }
  /** a clock's reading in no zone, or in one that nobody knows */
  | { kind: 'floating'; wall: WallTime; zone: string | null }

export interface Invited {
  name: string
  email: string
  answer: 'accepted' | 'declined' | 'tentative' | 'waiting' | null
}

export interface Repeats {
  every: 'daily' | 'weekly' | 'monthly' | 'yearly' | 'other'
  interval: number
  count: number | null
  /** "2026-12-31" */
  until: string | null
}

export interface CalendarEvent {
  title: string
  start: Moment | null
  /** of days the last one, not the one after it */
  end: Moment | null
  place: string
  organizer: Invited | null
  people: Invited[]
  notes: string
  repeats: Repeats | null
  isCancelled: boolean
}

/** What a person wants to know of a calendar file (RFC 5545), and its method (RFC 5546): REQUEST, REPLY, CANCEL… */
export interface CalendarFile {
  method: string | null
  events: CalendarEvent[]
}

const mostEvents = 50
const mostPeople = 500

/** Reads a hostile calendar file; what cannot be read is left out. Null when it is none. Never throws. */
export function readCalendar(text: string): CalendarFile | null {
  const lines = contentLines(text)
  if (!lines.some(({ name, value }) => name === 'BEGIN' && value.toUpperCase() === 'VCALENDAR')) return null
  const zoneOf = zonesOf(lines)
  const events: CalendarEvent[] = []
  let method: string | null = null
  let inside: ContentLine[] | null = null
  let depth = 0
  for (const line of lines) {
    const kind = line.value.toUpperCase()
    if (line.name === 'BEGIN' && inside) depth++
    else if (line.name === 'BEGIN' && (kind === 'VEVENT' || kind === 'VTODO')) inside = []
    else if (line.name === 'END' && inside && depth > 0) depth--
    else if (line.name === 'END' && inside) {
      if (events.length < mostEvents) events.push(readEvent(inside, zoneOf))
      inside = null
    } else if (inside && depth === 0) inside.push(line)
    else if (line.name === 'METHOD') method = kind
  }
  if (inside) events.push(readEvent(inside, zoneOf))
  return { method, events: method === 'CANCEL' ? events.map(one => ({ ...one, isCancelled: true })) : events }
}

function readEvent(lines: readonly ContentLine[], zoneOf: (name: string) => Zone | null): CalendarEvent {
  const line = (...names: string[]) => lines.find(({ name }) => names.includes(name))
  const text = (name: string) => plainValue(line(name)?.value ?? '')
  const start = momentOf(line('DTSTART'), zoneOf)
  const until = momentOf(line('DTEND', 'DUE'), zoneOf)
  const organizer = line('ORGANIZER')
  return {
    title: text('SUMMARY'),
    start,
    end: until ? lastDay(start, until) : endAfter(start, line('DURATION')?.value ?? ''),
    place: text('LOCATION'),
    organizer: organizer ? person(organizer) : null,
    people: lines
      .filter(({ name }) => name === 'ATTENDEE')
      .slice(0, mostPeople)
      .map(person),
    notes: text('DESCRIPTION'),
    repeats: repeatsOf(line('RRULE')?.value ?? ''),
    isCancelled: text('STATUS').toUpperCase() === 'CANCELLED',
  }
}

function momentOf(line: ContentLine | undefined, zoneOf: (name: string) => Zone | null): Moment | null {
  const value = line?.value.trim() ?? ''
  const wall = readWall(value)
  if (wall === null) return null
  if (!value.includes('T')) return { kind: 'day', day: new Date(wall).toISOString().slice(0, 10) }
  if (value.endsWith('Z')) return { kind: 'instant', at: wall, zone: null, wall }
  const name = line?.params.get('TZID')?.[0] ?? null
  const zone = name === null ? null : zoneOf(name)
  return zone ? { kind: 'instant', at: zone(wall), zone: name, wall } : { kind: 'floating', wall, zone: name }
}

// The end of days is the day after the last (RFC 5545 3.6.1).
function lastDay(start: Moment | null, end: Moment): Moment {
  if (end.kind !== 'day' || start?.kind !== 'day') return end
  const last = new Date(Date.parse(end.day) - 86_400_000).toISOString().slice(0, 10)
  return { kind: 'day', day: last < start.day ? start.day : last }
}

function endAfter(start: Moment | null, duration: string): Moment | null {
  const m = /^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/.exec(
    duration,
  )
  if (!start || !m) return null
  const [weeks, days, hours, minutes, seconds] = m.slice(1).map(one => Number(one ?? 0))
  const long =
    ((((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 +
    (seconds ?? 0) * 1000
  if (long <= 0) return null
  if (start.kind === 'day')
    return {
      kind: 'day',
      day: new Date(Date.parse(start.day) + Math.max(0, long - 86_400_000)).toISOString().slice(0, 10),
    }
  return start.kind === 'instant'
    ? { ...start, at: start.at + long, wall: start.wall + long }
    : { ...start, wall: start.wall + long }
}

const answers: Record<string, Invited['answer']> = {
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  TENTATIVE: 'tentative',
  'NEEDS-ACTION': 'waiting',
}

function person({ params, value }: ContentLine): Invited {
  return {
    name: plainValue(params.get('CN')?.[0] ?? ''),
    email: value.replace(/^mailto:/i, '').trim(),
    answer: answers[params.get('PARTSTAT')?.[0]?.toUpperCase() ?? ''] ?? null,
  }
}

function repeatsOf(rule: string): Repeats | null {
  if (!rule) return null
  const of = (name: string) => new RegExp(`(?:^|;)${name}=([^;]{1,200})`, 'i').exec(rule)?.[1]
  const every = (['daily', 'weekly', 'monthly', 'yearly'] as const).find(
    one => one === of('FREQ')?.toLowerCase(),
  )
  const until = readWall(of('UNTIL') ?? '')
  const number = (name: string) => {
    const n = Number(of(name))
    return Number.isInteger(n) && n > 0 && n < 10_000 ? n : null
  }
  return {
    every: every && of('BYSETPOS') === undefined ? every : 'other',
    interval: number('INTERVAL') ?? 1,
    count: number('COUNT'),
    until: until === null ? null : new Date(until).toISOString().slice(0, 10),
  }
}
