import { shiftMonth } from './dates.ts'

/**
 * Which day a key leads to from `from`, among `days` ("2026-11-14", ascending): arrows by day and week, page keys by
 * month, Home and End to the oldest and the newest. Days that are not there are passed over in the key's direction. null
 * for any other key, and at the end.
 */
export function dayAfter(key: string, from: string, days: readonly string[]): string | null {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key]
  if (by !== undefined) return beyond(shiftDay(from, by), by < 0, days)
  if (key === 'Home') return days[0] ?? null
  if (key === 'End') return days.at(-1) ?? null
  if (key === 'PageUp' || key === 'PageDown') return inMonth(from, key === 'PageUp' ? -1 : 1, days)
  return null
}

function beyond(day: string, back: boolean, days: readonly string[]): string | null {
  return (back ? days.findLast(one => one <= day) : days.find(one => one >= day)) ?? null
}

// The same day of the next month that has any; else the nearest one of that month.
function inMonth(from: string, by: -1 | 1, days: readonly string[]): string | null {
  const edge = beyond(`${shiftMonth(from.slice(0, 7), by)}-${by < 0 ? '31' : '01'}`, by < 0, days)
  if (edge === null) return null
  const month = days.filter(one => one.startsWith(edge.slice(0, 7)))
  return month.findLast(one => one.slice(8) <= from.slice(8)) ?? month[0] ?? null
}

function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
}
