import type { Problem } from '../domain/point.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { isDisk } from '../limits/disk-failure.ts'

/** Why a run failed, as the ledger keeps it. `now`: milliseconds since 1970. */
export function problemOf(error: unknown, now: number): Problem {
  const detail = error instanceof Error ? error.message : String(error)
  if (isRefusal(error) && error.code === 'login-refused') return { code: 'login-refused' }
  if (isRefusal(error) && error.code === 'key-missing') return { code: 'key-missing', detail }
  if (isRefusal(error) && error.code === 'interrupted') return { code: 'interrupted' }
  if (isRefusal(error) && ['throttled', 'budget-spent', 'not-finished'].includes(error.code))
    return left(error, now)
  if (isRefusal(error) && ['server-unreachable', 'too-slow', 'no-server'].includes(error.code))
    return { code: 'server-unreachable', ...goesOn(error), detail }
  if (isRefusal(error) && /^(disk|data)-/.test(error.code)) return { code: 'disk', detail }
  if (isDisk(error)) return { code: 'disk', detail }
  return { code: 'fault', detail }
}

// Known of a run that gave up after many broken connections alone: the server did answer.
function goesOn({ params: { until } }: Refusal): Pick<Problem, 'until'> {
  return until === undefined ? {} : { until: Number(until) }
}

function left({ code, params, message }: Refusal, now: number): Problem {
  // A sign-in that was put off knows only for how long.
  const until =
    params.until ?? (params.milliseconds === undefined ? undefined : now + Number(params.milliseconds))
  return {
    code: code as 'throttled' | 'budget-spent' | 'not-finished',
    ...(until === undefined ? {} : { until: Number(until) }),
    detail: message,
  }
}
