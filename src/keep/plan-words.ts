import { addDays, type Day } from '../domain/day.ts'
import type { KeepRules, Plan, Schedule } from '../domain/plan.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** A plan in one or a few sentences, for the operator. */
export function planInWords({ schedule, keep, byHand, junk, shared }: Plan): string {
  const also = [
    byHand ? 'Owners may take one by hand.' : 'Owners may not take one by hand.',
    ...(junk ? [] : ['The junk folder is left out.']),
    ...(shared ? ['Folders that others share with the account are in.'] : []),
  ]
  return [`${scheduleInWords(schedule)}.`, `Kept: ${keepInWords(keep)}.`, ...also].join(' ')
}

export function scheduleInWords(schedule: Schedule): string {
  if (schedule.kind === 'by-hand') return 'A backup only by hand'
  const { at, spreadMinutes } = schedule
  const from = spreadMinutes ? `from ${at} on, spread over ${spreadMinutes} minutes` : `at ${at}`
  if (schedule.kind === 'daily') return `A backup every day ${from}`
  if (schedule.kind === 'weekly') return `A backup every ${WEEKDAYS[schedule.on - 1]} ${from}`
  return `A backup every ${schedule.every === 1 ? 'hour' : `${schedule.every} hours`} ${from}`
}

export function keepInWords(keep: KeepRules): string {
  const first = (n: number | undefined, period: string) =>
    n === undefined ? [] : [n === 1 ? `the first of this ${period}` : `the first of each of ${n} ${period}s`]
  const words = [
    ...(keep.last === undefined ? [] : [keep.last === 1 ? 'the newest' : `the newest ${keep.last}`]),
    ...(keep.withinDays === undefined ? [] : [withinInWords(keep.withinDays)]),
    ...first(keep.hourly, 'hour'),
    ...first(keep.daily, 'day'),
    ...first(keep.weekly, 'week'),
    ...first(keep.monthly, 'month'),
  ]
  return words.length ? words.join('; ') : 'the newest alone'
}

/**
 * A calendar as text: a row a month, a column a day; "." no backup kept, "#" one, a digit or "+" more, blank outside of the
 * span. Days from `today` minus `days` to `today`.
 */
export function calendarText(counts: ReadonlyMap<Day, number>, today: Day, days: number): string {
  const first = addDays(today, -days)
  const rows: string[] = [
    `         ${Array.from({ length: 31 }, (_, i) => (i % 5 === 4 || i === 0 ? String(i + 1).padEnd(2) : '')).reduce((line, mark, i) => (mark ? line.padEnd(i) + mark : line), '')}`,
  ]
  for (let month = `${first.slice(0, 7)}-01`; month <= today; month = nextMonth(month)) {
    const cells = Array.from({ length: daysIn(month) }, (_, i) => {
      const day = addDays(month, i)
      return day < first || day > today ? ' ' : mark(counts.get(day) ?? 0)
    })
    rows.push(`${month.slice(0, 7)}  ${cells.join('')}`.trimEnd())
  }
  return `${rows.join('\n')}\n`
}

function withinInWords(days: number): string {
  if (days === 0) return 'all of today'
  return days === 1 ? 'all of today and yesterday' : `all of today and ${days} days back`
}

function mark(count: number): string {
  if (count === 0) return '.'
  if (count === 1) return '#'
  return count <= 9 ? String(count) : '+'
}

function nextMonth(first: Day): Day {
  return `${addDays(first, 31).slice(0, 7)}-01`
}

function daysIn(first: Day): number {
  return (Date.parse(nextMonth(first)) - Date.parse(first)) / 86_400_000
}
