import type { AccountId } from './domain/point.ts'
import type { Leases } from './domain/ports.ts'
import { Refusal } from './domain/refusal.ts'

export interface LeaseWorld {
  ledger: Leases
  now(): number
  /** name of this process in leases */
  owner: string
  /** is the process of that name certainly gone */
  isGone(owner: string): boolean
}

/** Milliseconds; renewed long before, so only a dead or sleeping holder loses it. */
const length = 10 * 60_000

/**
 * Runs `act` while this process alone may change the account, one lease for run, prune, verify, reindex and removal.
 * `act` is given the epoch that proves it. Throws Refusal 'busy' when somebody else has the lease; that of a process that
 * was killed is taken over at once.
 */
export async function withLease<T>(
  { ledger, now, owner, isGone }: LeaseWorld,
  account: AccountId,
  act: (epoch: number) => Promise<T>,
): Promise<T> {
  const holder = await ledger.holder(account)
  const dead = holder !== null && isGone(holder) ? holder : null
  const epoch = await ledger.claim(account, owner, now(), now() + length, dead)
  if (epoch === null) throw new Refusal('busy', 'This account is being worked on just now; try again later.')
  const renewing = setInterval(
    () => void ledger.renew(account, epoch, now() + length).catch(() => {}),
    length / 5,
  )
  try {
    return await act(epoch)
  } finally {
    clearInterval(renewing)
    await ledger.release(account, epoch)
  }
}
