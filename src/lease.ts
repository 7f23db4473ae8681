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

/** `lost` turns true when somebody else has taken over. */
export interface Lease {
  readonly epoch: number
  readonly lost: boolean
}

/** Milliseconds; renewed long before, so only a dead or sleeping holder loses it. */
const length = 10 * 60_000

/**
 * Runs `act` while this process alone may change the account, one lease for run, prune, verify, reindex and removal.
 * `act` is given the lease, whose epoch proves it; once it is lost nothing more may be written. Throws Refusal 'busy' when somebody else has the lease; that of a process that
 * was killed is taken over at once.
 */
export async function withLease<T>(
  { ledger, now, owner, isGone }: LeaseWorld,
  account: AccountId,
  act: (lease: Lease) => Promise<T>,
): Promise<T> {
  const holder = await ledger.holder(account)
  const dead = holder !== null && isGone(holder) ? holder : null
  const epoch = await ledger.claim(account, owner, now(), now() + length, dead)
  if (epoch === null) throw new Refusal('busy', 'This account is being worked on just now; try again later.')
  const lease = { epoch, lost: false }
  // A renewal that fails for a moment is tried again in time; a refused one is final.
  const renew = async () => {
    if (!(await ledger.renew(account, epoch, now() + length))) lease.lost = true
  }
  const renewing = setInterval(() => void renew().catch(() => {}), length / 5)
  try {
    return await act(lease)
  } finally {
    clearInterval(renewing)
    await ledger.release(account, epoch)
  }
}
