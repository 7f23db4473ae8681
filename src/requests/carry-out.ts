import { domainOf } from '../domain/address.ts'
import type { RequestId, RestoreProgress, RestoreRequest, RestoreResult } from '../domain/restore.ts'
import { DEFAULT_RESTORE } from '../domain/restore-policy.ts'
import { carryOutUndo } from './carry-out-undo.ts'
import { endOf } from './end-of.ts'
import { entryOf } from './entry-of.ts'
import type { RequestsWorld } from './requests-world.ts'
import { lettersTo } from './told-by-mail.ts'
import { type Met, metBy, tryAgain } from './try-again.ts'
import { whileWorking } from './while-working.ts'

const DAY = 86_400_000

/** Goes on with a request that this process claimed, to its end, to an interruption, or until `signal` says stop. */
export async function carryOut(
  world: RequestsWorld,
  id: RequestId,
  signal: AbortSignal,
  onProgress: (progress: RestoreProgress) => void = () => {},
): Promise<void> {
  const request = await world.ledger.request(id)
  if (request?.state === 'running') await putBack(world, request, signal, onProgress)
  if (request?.state === 'undoing') await carryOutUndo(world, request, signal)
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
  const look = async () => {
    cancelled ||= (await ledger.request(request.id))?.cancelledBy != null
    return cancelled
  }
  const watch = {
    onProgress(at: RestoreProgress) {
      progress = at
      onProgress(at)
    },
    isCancelled: () => cancelled,
  }
  const beats = { progress: () => progress, onBeat: async () => void (await look()) }
  const over = async (met: Met | null, known?: RestoreResult) => {
    const result = known ?? (await restoring.soFar(request))
    await ended(world, { ...request, problem: met?.problem ?? request.problem }, result, cancelled)
  }
  // However long it takes, what it takes from stays.
  await ledger.changeRequest({
    id: request.id,
    from: ['running'],
    worker,
    set: { nextAt: null },
    pinUntil: now() + 7 * DAY,
  })
  if (cancelled) return over(null)
  let met: Met = { problem: 'budget-spent', detail: null, until: null }
  try {
    const result = await whileWorking(
      world,
      request.id,
      signal,
      ours => restoring.putBack(request, watch, ours),
      beats,
    )
    if (result.left === 0 || (await look())) return await over(null, result)
  } catch (error) {
    met = metBy(world, request, error)
  }
  // Whoever stopped it need not wait for the end of what it met meanwhile.
  if ((await look()) || !(await tryAgain(world, request, met, signal))) await over(met)
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
  const domain = domainOf(request.address)
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
    letters: { at, list: await lettersTo(world, after, state, ['owner', 'decider']) },
    pinUntil: null,
    ...(request.price && result.added > 0
      ? { bill: { at, domain, price: request.price, messages: result.added, bytes: result.bytes } }
      : {}),
  })
}
