import { isRefusal } from '../domain/refusal.ts'
import type { RequestId } from '../domain/restore.ts'
import type { RequestsWorld } from './requests-world.ts'
import { whileWorking } from './while-working.ts'

/** Compares the live mailbox for a draft that this process claimed: then it is planned, or says why it cannot be. */
export async function planRequest(world: RequestsWorld, id: RequestId, signal: AbortSignal): Promise<void> {
  const { ledger, restoring, worker, log } = world
  const request = await ledger.request(id)
  if (!request) return
  const step = { id, from: ['planning'], worker } as const
  try {
    const plan = await whileWorking(world, id, signal, ours => restoring.plan(request, ours))
    const done = await ledger.changeRequest({ ...step, set: { state: 'planned', plan, worker: null } })
    if (!done) await restoring.forget(request.account, id)
  } catch (error) {
    // The next worker begins anew: the owner sits before the page and waits.
    if (signal.aborted) {
      await ledger.changeRequest({ ...step, set: { worker: null } })
      return
    }
    const problem = isRefusal(error) ? error.code : 'fault'
    log.warn('restore not planned', { request: id, account: request.account, error })
    await ledger.changeRequest({ ...step, set: { state: 'unplannable', problem, worker: null } })
  }
}
