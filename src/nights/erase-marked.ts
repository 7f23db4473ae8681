import type { NewAuditEntry } from '../domain/audit.ts'
import type { AccountId } from '../domain/point.ts'
import { isRefusal } from '../domain/refusal.ts'
import { type LeaseWorld, withLease } from '../limits/lease.ts'
import type { Log } from '../log.ts'

export interface EraseWorld extends LeaseWorld {
  ledger: LeaseWorld['ledger'] & {
    erasing(): Promise<AccountId[]>
    remove(id: AccountId, audit: NewAuditEntry): Promise<boolean>
  }
  eraseFiles(account: AccountId): Promise<void>
  log: Log
  /** resolves after so many milliseconds, or when `signal` says stop */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>
}

/**
 * Erases the accounts that were marked, files first and the ledger's row last: whatever cuts it off, the mark is there
 * and it is done again. One that is being worked on has its turn when that is over. Ends when `signal` says stop.
 */
export async function keepErasing(world: EraseWorld, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await eraseMarked(world).catch(error => world.log.error('fault', { error }))
    await world.pause(2000, signal)
  }
}

/** Once; see keepErasing. */
export async function eraseMarked(world: EraseWorld): Promise<void> {
  const { ledger, log, now } = world
  for (const account of await ledger.erasing()) {
    try {
      await withLease(world, account, async () => {
        await world.eraseFiles(account)
        await ledger.remove(account, {
          ...{ at: now(), who: { kind: 'worker' }, act: 'account.removed', account, about: {} },
        })
      })
      log.info('account removed', { account })
    } catch (error) {
      // One that cannot be erased must not stand before the others.
      if (!isRefusal(error) || error.code !== 'busy') log.error('fault', { account, error })
    }
  }
}
