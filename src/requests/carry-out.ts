import { isRefusal } from '../domain/refusal.ts'
import type {
  RequestId,
  RequestState,
  RestoreProgress,
  RestoreRequest,
  RestoreResult,
} from '../domain/restore.ts'
import { DEFAULT_RESTORE, retryAfter } from '../domain/restore-policy.ts'
import { entryOf } from './request-step.ts'
import type { RequestsWorld } from './requests-world.ts'
import { lettersTo } from './told-by-mail.ts'
import { whileWorking } from './while-working.ts'

const DAY = 86_400_000
/** Milliseconds after its decision in which a restore that is interrupted again and again is tried; a provider's budget may spread it over nights. */
const LONGEST = 30 * DAY
/** So often something that is no interruption, but our own fault, is tried. */
const MOST_FAULTS = 3
/** Problems that no waiting mends. */
const FINAL: ReadonlySet<string> = new Set(['no-credential', 'no-uidplus', 'unknown-account', 'no-plan'])

/** Goes on with a request that this process claimed, to its end, to an interruption, or until `signal` says stop. */
export async function carryOut(
  world: RequestsWorld,
  id: RequestId,
  signal: AbortSignal,
  onProgress: (progress: RestoreProgress) => void = () => {},
): Promise<void> {
  const request = await world.ledger.request(id)
  if (request?.state === 'running') await putBack(world, request, signal, onProgress)
  if (request?.state === 'undoing') await undo(world, request, signal)
}

async function putBack(
  world: RequestsWorld,
  request: RestoreRequest,
  signal: AbortSignal,
  onProgress: (progress: RestoreProgress) => void,
): Promise<void> {
  const { ledger, restoring, worker, now } = world
  let progress: RestoreProgress | null = null
  let cancelled = request.cancelledBy !== null
  const watch = {
    onProgress(at: RestoreProgress) {
      progress = at
      onProgress(at)
    },
    isCancelled: () => cancelled,
  }
  const beats = {
    progress: () => progress,
    async onBeat() {
      cancelled ||= (await ledger.request(request.id))?.cancelledBy != null
    },
  }
  // However long it takes, what it takes from stays.
  await ledger.changeRequest({
    id: request.id,
    from: ['running'],
    worker,
    set: { nextAt: null },
    pinUntil: now() + 7 * DAY,
  })
  try {
    const result = cancelled
      ? await restoring.soFar(request)
      : await whileWorking(world, request.id, signal, ours => restoring.putBack(request, watch, ours), beats)
    if (result.left > 0 && !cancelled) return await interrupted(world, request, 'budget-spent', null, signal)
    await ended(world, request, result, cancelled)
  } catch (error) {
    const known = isRefusal(error) ? error : null
    if (!known) world.log.error('fault', { request: request.id, error })
    const until = typeof known?.params.until === 'number' ? known.params.until : null
    await interrupted(world, request, known?.code ?? 'fault', until, signal)
  }
}

// It is tried again: soon by the next worker when this one ends, else after a while; at last it is over.
async function interrupted(
  world: RequestsWorld,
  request: RestoreRequest,
  problem: string,
  until: number | null,
  signal: AbortSignal,
): Promise<void> {
  const { ledger, worker, log, now, restoring } = world
  const from = [request.state]
  if (signal.aborted) {
    await ledger.changeRequest({ id: request.id, from, worker, set: { worker: null, nextAt: null } })
    return
  }
  const tries = request.tries + 1
  const begun = request.undoUntil ?? request.decidedAt ?? request.startedAt ?? now()
  const isOver =
    FINAL.has(problem) || (problem === 'fault' && tries >= MOST_FAULTS) || now() - begun > LONGEST
  log.warn('restore interrupted', { request: request.id, account: request.account, problem, tries, isOver })
  if (isOver && request.state === 'running')
    return ended(world, { ...request, problem }, await restoring.soFar(request), false)
  if (isOver) {
    const state = endOf(request, request.result, request.cancelledBy !== null)
    const set = { state, problem, worker: null, nextAt: null }
    const audit = entryOf(request, 'undo-failed', { kind: 'worker' }, now())
    await ledger.changeRequest({ id: request.id, from, worker, set, audit })
    return
  }
  const nextAt = Math.max(until ?? 0, now() + retryAfter(problem === 'budget-spent' ? 6 : tries - 1))
  await ledger.changeRequest({ id: request.id, from, worker, set: { problem, tries, nextAt, worker: null } })
}

async function ended(
  world: RequestsWorld,
  request: RestoreRequest,
  result: RestoreResult,
  cancelled: boolean,
): Promise<void> {
  const { ledger, worker, now, servers } = world
  const at = now()
  const state = endOf(request, result, cancelled)
  const domain = request.address.slice(request.address.lastIndexOf('@') + 1)
  const { undoWithin } = servers.get(domain)?.restore?.policy ?? DEFAULT_RESTORE
  const offersUndo = request.plan?.canUndo && result.added > 0 && undoWithin > 0
  const undoUntil = offersUndo ? at + undoWithin : null
  // What was cancelled is never a problem.
  const problem = state === 'failed' || state === 'partial' ? request.problem : null
  const after = { ...request, state, result, endedAt: at, undoUntil, problem }
  await ledger.changeRequest({
    id: request.id,
    from: ['running'],
    worker,
    set: { ...{ state, result, problem, endedAt: at, undoUntil }, nextAt: null, worker: null },
    audit: entryOf(request, state, { kind: 'worker' }, at, {
      added: result.added,
      there: result.there,
      failed: result.failed,
      bytes: result.bytes,
    }),
    letters: await lettersTo(world, after, state, ['owner', 'decider']),
    pinUntil: null,
    ...(request.price && result.added > 0
      ? { bill: { at, domain, price: request.price, messages: result.added, bytes: result.bytes } }
      : {}),
  })
}

type End = Extract<RequestState, 'done' | 'partial' | 'failed' | 'cancelled'>

function endOf(request: RestoreRequest, result: RestoreResult | null, cancelled: boolean): End {
  if (cancelled) return 'cancelled'
  const { added = 0, there = 0, failed = 0, left = 0 } = result ?? {}
  if (failed + left === 0) return added + there === 0 && request.problem ? 'failed' : 'done'
  return added > 0 ? 'partial' : 'failed'
}

async function undo(world: RequestsWorld, request: RestoreRequest, signal: AbortSignal): Promise<void> {
  const { ledger, restoring, worker, now } = world
  try {
    const undone = await whileWorking(world, request.id, signal, ours => restoring.undo(request, ours))
    const at = now()
    await ledger.changeRequest({
      id: request.id,
      from: ['undoing'],
      worker,
      set: { state: 'undone', undone, undoneAt: at, undoUntil: null, problem: null, worker: null },
      audit: entryOf(request, 'undone', { kind: 'worker' }, at, { ...undone }),
      letters: await lettersTo(world, { ...request, undone }, 'undone', ['owner', 'decider']),
    })
  } catch (error) {
    const known = isRefusal(error) ? error : null
    if (!known) world.log.error('fault', { request: request.id, error })
    await interrupted(world, request, known?.code ?? 'fault', null, signal)
  }
}
