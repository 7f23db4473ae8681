import { isRefusal } from '../domain/refusal.ts'
import type { RestoreRequest } from '../domain/restore.ts'
import { retryAfter } from '../domain/restore-policy.ts'
import type { RequestsWorld } from './requests-world.ts'

const DAY = 86_400_000
/** Milliseconds after its decision in which a restore that is interrupted again and again is tried; a provider's budget may spread it over nights. */
const LONGEST = 30 * DAY
/** So often something that is no interruption, but our own fault, is tried. */
const MOST_FAULTS = 3
/** Problems that no waiting mends. */
const FINAL: ReadonlySet<string> = new Set(['no-credential', 'cannot-undo', 'not-found', 'no-plan'])

/** Why a try stopped before its end. */
export interface Met {
  /** code */
  problem: string
  /** for the operator's log; null: the code says it all */
  detail: string | null
  /** not to be tried again before, milliseconds since 1970; null: nothing is known */
  until: number | null
}

/** What a restore or an undo threw. Our own faults are logged whole. */
export function metBy({ log }: RequestsWorld, request: RestoreRequest, error: unknown): Met {
  if (!isRefusal(error)) {
    log.error('fault', { request: request.id, error })
    return { problem: 'fault', detail: null, until: null }
  }
  const { until } = error.params
  return { problem: error.code, detail: error.message, until: typeof until === 'number' ? until : null }
}

/**
 * A request whose try met that is tried again: soon by the next worker when this one ends, else after a while. False, and
 * nothing written, when it is over.
 */
export async function tryAgain(
  { ledger, worker, log, now }: RequestsWorld,
  request: RestoreRequest,
  { problem, detail, until }: Met,
  signal: AbortSignal,
): Promise<boolean> {
  const { id, account, state } = request
  const step = { id, from: [state], worker }
  if (signal.aborted) {
    await ledger.changeRequest({ ...step, set: { worker: null, nextAt: null } })
    return true
  }
  const tries = request.tries + 1
  // A night that spent its budget got on.
  const faults = problem === 'budget-spent' ? 0 : request.faults + (problem === 'fault' ? 1 : 0)
  const begun = request.undoUntil ?? request.decidedAt ?? request.startedAt ?? now()
  const isOver = FINAL.has(problem) || faults >= MOST_FAULTS || now() - begun > LONGEST
  log.warn('restore interrupted', { request: id, account, problem, detail, tries, isOver })
  if (isOver) return false
  const nextAt = Math.max(until ?? 0, now() + retryAfter(problem === 'budget-spent' ? 6 : tries - 1))
  await ledger.changeRequest({ ...step, set: { problem, tries, faults, nextAt, worker: null } })
  return true
}
