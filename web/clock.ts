import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

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
