import type { Account } from '../domain/account.ts'
import type { Damage } from '../domain/damage.ts'
import type { AccountId, Point } from '../domain/point.ts'
import { isRefusal } from '../domain/refusal.ts'
import { type LeaseWorld, withLease } from '../limits/lease.ts'
import { type RebuildWorld, rebuildIndex } from './rebuild-index.ts'

export interface IndexWatchWorld extends LeaseWorld, RebuildWorld {
  ledger: LeaseWorld['ledger'] &
    RebuildWorld['ledger'] & {
      accounts(): Promise<Account[]>
      account(id: AccountId): Promise<Account | null>
      points(account: AccountId): Promise<Point[]>
      /** accounts whose index could not be read by who shows it */
      suspectIndexes(): Promise<AccountId[]>
      forgetDamages(account: AccountId, healed: readonly Pick<Damage, 'what' | 'file'>[]): Promise<void>
    }
  /** is that build there and readable, with these points; `deep` reads all of it (sqlite/check-index.ts) */
  isIndexWhole(account: AccountId, build: string, points: readonly number[], deep: boolean): boolean
  onRebuilt(account: AccountId, days: number): void
  onFault(error: unknown): void
}

/** Milliseconds between two looks at an index that nobody complained of. */
const every = 10 * 60_000

/** The row of the ledger by which `serve` says that an index cannot be read. */
export const suspectIndex = { what: 'index', file: 'index' } as const

/**
 * Looks at the indexes of all accounts in turn, those that somebody could not read first, and builds lost and broken ones
 * anew from the files, without waiting for the night. Each call goes on where the last one ended, until `isOver`.
 */
export function indexWatch(world: IndexWatchWorld): (isOver: () => boolean) => Promise<void> {
  let queue: AccountId[] = []
  let lookedAt = Number.NEGATIVE_INFINITY
  return async isOver => {
    for (const account of await world.ledger.suspectIndexes()) {
      await look(world, account, true)
      if (isOver()) return
    }
    if (!queue.length && Math.abs(world.now() - lookedAt) >= every) {
      lookedAt = world.now()
      queue = (await world.ledger.accounts()).filter(({ build }) => build !== null).map(({ id }) => id)
    }
    while (!isOver()) {
      const account = queue.shift()
      if (account === undefined) return
      await look(world, account, false)
    }
  }
}

async function look(world: IndexWatchWorld, id: AccountId, deep: boolean): Promise<void> {
  try {
    if (await isWhole(world, id, deep)) {
      if (deep) await world.ledger.forgetDamages(id, [suspectIndex])
      return
    }
    await withLease(world, id, async () => {
      // A night may have healed it since.
      if (!(await isWhole(world, id, deep))) {
        const days = await rebuildIndex(world, id, world.onFault)
        world.onRebuilt(id, days.length)
      }
      await world.ledger.forgetDamages(id, [suspectIndex])
    })
  } catch (error) {
    // Whoever works on the account needs its index too, and heals it.
    if (!isRefusal(error) || error.code !== 'busy') world.onFault(error)
  }
}

async function isWhole(world: IndexWatchWorld, id: AccountId, deep: boolean): Promise<boolean> {
  const account = await world.ledger.account(id)
  if (!account?.build) return true
  const points = (await world.ledger.points(id)).map(({ number }) => number)
  return world.isIndexWhole(id, account.build, points, deep)
}
