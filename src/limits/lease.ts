import type { AccountId } from '../domain/point.ts'
import type { Leases } from '../domain/ports.ts'
import { Refusal } from '../domain/refusal.ts'

export interface LeaseWorld {
  ledger: Leases
  now(): number
  /** name of this process in leases */
  owner: string
  /** is the process of that name certainly gone */
  isGone(owner: string): boolean
  /** milliseconds a lease lasts; renewed long before, so only a dead or sleeping holder loses it. Ten minutes unless given */
  leaseMs?: number
}

/** `lost` turns true when somebody else has taken over, or might have. */
export interface Lease {
  readonly epoch: number
  readonly lost: boolean
}

/** Milliseconds. */
const usual = 10 * 60_000

/**
 * Runs `act` while this process alone may change the account, one lease for run, prune, verify, reindex and removal.
 * `act` is given the lease, whose epoch proves it; once it is lost nothing more may be written. Throws Refusal 'busy' when somebody else has the lease; that of a process that
 * was killed is taken over at once.
 */
export async function withLease<T>(
  { ledger, now, owner, isGone, leaseMs = usual }: LeaseWorld,
  account: AccountId,
  act: (lease: Lease) => Promise<T>,
): Promise<T> {
  const holder = await ledger.holder(account)
  const dead = holder !== null && isGone(holder) ? holder : null
  let until = now() + leaseMs
  const epoch = await ledger.claim(account, owner, now(), until, dead)
  if (epoch === null) throw new Refusal('busy', 'This account is being worked on just now; try again later.')
  let refused = false
  const lease = {
    epoch,
    // A process that was stopped or a machine that slept wakes with the next line of its code, before any timer: by the
    // clock it knows at once that somebody else may have gone on.
    get lost() {
      return refused || now() >= until
    },
  }
  // A renewal that fails for a moment is tried again in time; a refused one is final.
  const renew = async () => {
    const next = now() + leaseMs
    if (await ledger.renew(account, epoch, next)) until = next
    else refused = true
  }
  const renewing = setInterval(() => void renew().catch(() => {}), leaseMs / 5)
  try {
    return await act(lease)
  } finally {
    clearInterval(renewing)
    await ledger.release(account, epoch)
  }
}
