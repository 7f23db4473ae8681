import type { RequestId } from '../domain/restore.ts'
import { carryOut } from './carry-out.ts'
import { expireRequests } from './decide-request.ts'
import { planRequest } from './plan-request.ts'
import type { RequestsWorld } from './requests-world.ts'
import { sweepFiles } from './sweep-files.ts'
import { forgetOld } from './take-restore-ask.ts'
import { SILENCE } from './while-working.ts'

/** At once, of each kind. */
const AT_ONCE = 4
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

type Kind = 'plan' | 'restore'

/**
 * Beside the nights, until `signal` says stop: compares mailboxes for drafts, carries out what was confirmed within
 * seconds, ends what waited too long, forgets what is old. Several workers may do so on one ledger.
 */
export async function keepRequests(world: RequestsWorld, signal: AbortSignal): Promise<void> {
  const { ledger, log, now, pause } = world
  const going: Record<Kind, Map<RequestId, Promise<void>>> = { plan: new Map(), restore: new Map() }
  let tidied = Number.NEGATIVE_INFINITY
  let swept = Number.NEGATIVE_INFINITY
  while (!signal.aborted) {
    try {
      if (await ledger.hasWork()) for (const kind of ['plan', 'restore'] as const) await fill(kind)
      if (Math.abs(now() - swept) >= DAY) {
        swept = now()
        await sweepFiles(world)
      }
      if (Math.abs(now() - tidied) >= MINUTE) {
        tidied = now()
        await expireRequests(world)
        await forgetOld(world)
      }
    } catch (error) {
      log.error('fault', { error })
    }
    await pause(500, signal)
  }
  await Promise.all([...going.plan.values(), ...going.restore.values()])

  async function fill(kind: Kind): Promise<void> {
    while (going[kind].size < AT_ONCE) {
      const id = await claimNext(world, kind)
      if (id === null || going[kind].has(id)) return
      const act = kind === 'plan' ? planRequest : carryOut
      const one = act(world, id, signal)
        .catch(error => log.error('fault', { request: id, error }))
        .finally(() => going[kind].delete(id))
      going[kind].set(id, one)
    }
  }
}

/** A request of that kind, or this one, that only this process works on from now on; null when there is none. */
export async function claimNext(
  { ledger, worker, isGone, now }: RequestsWorld,
  kind: Kind,
  only?: RequestId,
): Promise<RequestId | null> {
  const gone = (await ledger.requestWorkers()).filter(name => name !== worker && isGone(name))
  const claim = { kind, worker, now: now(), gone, silent: now() - SILENCE }
  return ledger.claimRequest(only === undefined ? claim : { ...claim, only })
}
