import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { locale } from './numbers.ts'

/** Milliseconds; minutes are the smallest that is said. */
const step = 30_000

/** What says how long something still takes is drawn anew with time, though nothing else changes. */
export function useClock(): number {
  const now = useSignal(Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now()
    }, step)
    return () => clearInterval(timer)
  }, [])
  return now.value
}

/** "in 6 days"; hours below two days, minutes below two hours. What is over is "in 0 minutes". */
export function timeLeft(until: number, now: number): string {
  const minutes = Math.max(0, Math.round((until - now) / 60_000))
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  if (minutes < 120) return format.format(minutes, 'minute')
  if (minutes < 48 * 60) return format.format(Math.round(minutes / 60), 'hour')
  return format.format(Math.round(minutes / 1440), 'day')
}

/** Milliseconds as "7 days", or hours where it is less than two days. */
export function timeSpan(length: number): string {
  const hours = Math.round(length / 3_600_000)
  const [value, unit] = hours < 48 ? [hours, 'hour'] : [Math.round(hours / 24), 'day']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}
