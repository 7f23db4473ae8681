import type { RestoreRequest } from '../domain/restore.ts'
import { endOf } from './end-of.ts'
import { entryOf } from './entry-of.ts'
import type { RequestsWorld } from './requests-world.ts'
import { lettersTo } from './told-by-mail.ts'
import { metBy, tryAgain } from './try-again.ts'
import { whileWorking } from './while-working.ts'

/** Takes away what a request added, to its end, to an interruption, or until `signal` says stop. */
export async function carryOutUndo(
  world: RequestsWorld,
  request: RestoreRequest,
  signal: AbortSignal,
): Promise<void> {
  const { ledger, restoring, worker, now } = world
  const step = { id: request.id, from: ['undoing'], worker } as const
  try {
    const undone = await whileWorking(world, request.id, signal, ours => restoring.undo(request, ours))
    const at = now()
    await ledger.changeRequest({
      ...step,
      set: { state: 'undone', undone, undoneAt: at, undoUntil: null, problem: null, worker: null },
      audit: entryOf(request, 'undone', { kind: 'worker' }, at, { ...undone }),
      letters: {
        at,
        list: await lettersTo(world, { ...request, undone }, 'undone', ['owner', 'decider']),
      },
    })
  } catch (error) {
    const met = metBy(world, request, error)
    if (await tryAgain(world, request, met, signal)) return
    const state = endOf(request, request.result, request.cancelledBy !== null)
    await ledger.changeRequest({
      ...step,
      set: { state, problem: met.problem, worker: null, nextAt: null },
      audit: entryOf(request, 'undo-failed', { kind: 'worker' }, now()),
    })
  }
}
