import { count, locale, setHabits } from '../numbers.ts'
import type { AdminTexts } from './i18n/en.ts'

/** The panel's catalogue in use; there before anything is rendered. */
export let words: AdminTexts

/** Takes a catalogue into use; `habits` are the browser's languages, the best first. */
export function setAdminWords(texts: AdminTexts, habits: readonly string[]): void {
  words = texts
  setHabits(texts.language, habits)
}

/** "Sat 14 Nov 2026, 02:00", in the browser's zone. */
export function moment(at: number): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
}

/** "14 Nov 2026", in the browser's zone. */
export function dayOf(at: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at)
}

/** A day as the server names it, "2026-11-14" → "Sat 14 Nov 2026". */
export function dayName(day: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(day))
}

/** Milliseconds that are left, "in 7 days", rounded as the owner's page does it: both must say the same. */
export function timeLeft(ms: number): string {
  const left = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  const minutes = Math.max(0, Math.round(ms / 60_000))
  if (minutes < 120) return left.format(minutes, 'minute')
  if (minutes < 48 * 60) return left.format(Math.round(minutes / 60), 'hour')
  return left.format(Math.round(minutes / 1440), 'day')
}

/** 41,000 milliseconds → "41 s" */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  const unit = (n: number, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(n)
  if (seconds < 120) return unit(seconds, 'second')
  if (seconds < 7200) return unit(Math.round(seconds / 60), 'minute')
  return unit(Math.round(seconds / 3600), 'hour')
}

/** A share of a whole, "61%". */
export function share(part: number, whole: number): string {
  return whole > 0 ? new Intl.NumberFormat(locale, { style: 'percent' }).format(part / whole) : count(0)
}
