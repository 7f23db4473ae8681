import type { LiveWriter } from '../domain/live-writer.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { Interruption } from './put-back-world.ts'

/** What ended a restore or an undo before its time, by what was thrown. */
export function interruptedBy(
  { now }: { now(): number },
  writer: Pick<LiveWriter, 'asksToWait'> | null,
  error: unknown,
): Interruption {
  const wish = writer?.asksToWait(error)
  const code = isRefusal(error) ? error.code : ''
  const known = (['login-refused', 'no-credential', 'key-missing', 'throttled', 'interrupted'] as const).find(
    one => one === code,
  )
  const waits = wish?.milliseconds ?? (isRefusal(error) ? Number(error.params.milliseconds ?? 0) : 0)
  return {
    problem: wish ? 'throttled' : (known ?? 'server-unreachable'),
    detail: wish?.words ?? (error instanceof Error ? error.message : String(error)),
    until: waits ? now() + waits : null,
  }
}

/** Its worker ends, or has lost the request to another. */
export const STOPPED: Interruption = {
  problem: 'interrupted',
  detail: 'It was stopped before its end and goes on later.',
  until: null,
}
