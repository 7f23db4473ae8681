import { isDelegated, type MailServer } from './mail-server.ts'
import type { RestorePolicy } from './restore.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Where nothing is said of it. */
export const DEFAULT_RESTORE: RestorePolicy = {
  decide: 'admin',
  decideWithin: 7 * DAY,
  price: null,
  most: 5,
  mostWithin: DAY,
  undoWithin: 7 * DAY,
}

/** The policy that holds: `decide` as it is in effect, and why where it is 'off'. */
export type EffectivePolicy = RestorePolicy & { why: 'policy' | 'no-credential' | null }

/**
 * Who decides about restores of a mail domain. Where an admin should and none is there, the owner does, within `most`
 * per `mostWithin`. Where the operator's credential reads every mailbox and none that may add mail was named, nobody.
 */
export function policyOf(
  server: Pick<MailServer, 'restore' | 'master' | 'oauth'>,
  hasAdmin: boolean,
): EffectivePolicy {
  const policy = server.restore?.policy ?? DEFAULT_RESTORE
  if (policy.decide === 'off') return { ...policy, why: 'policy' }
  if (isDelegated(server) && !server.restore?.master)
    return { ...policy, decide: 'off', why: 'no-credential' }
  return { ...policy, decide: policy.decide === 'admin' && !hasAdmin ? 'owner' : policy.decide, why: null }
}

/**
 * Until when an admin may decide about a request filed at `filedAt`, whose points are kept by their promise until
 * `keptUntil`; milliseconds. A point whose time is nearly over leaves a day all the same: the request holds it.
 */
export function decideUntil(policy: RestorePolicy, filedAt: number, keptUntil: number): number {
  return Math.min(filedAt + policy.decideWithin, Math.max(keptUntil, filedAt + DAY))
}

/** Milliseconds a point is held beyond the time in which somebody may decide: to carry it out. */
export const PIN_AFTER = DAY

/** Milliseconds after which an interrupted restore is tried again: ten minutes, from the seventh try on an hour. */
export function retryAfter(tries: number): number {
  return tries >= 6 ? HOUR : 10 * 60_000
}
