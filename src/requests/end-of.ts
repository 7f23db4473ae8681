import type { RequestState, RestoreRequest, RestoreResult } from '../domain/restore.ts'

type End = Extract<RequestState, 'done' | 'partial' | 'failed' | 'cancelled'>

/** The state in which a restore that came to this ended. */
export function endOf(
  { problem }: Pick<RestoreRequest, 'problem'>,
  result: RestoreResult | null,
  cancelled: boolean,
): End {
  if (cancelled) return 'cancelled'
  const { added = 0, there = 0, failed = 0, left = 0 } = result ?? {}
  if (failed + left === 0) return added + there === 0 && problem ? 'failed' : 'done'
  return added > 0 ? 'partial' : 'failed'
}
