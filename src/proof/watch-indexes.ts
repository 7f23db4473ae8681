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
/** Milliseconds until a day that could not be taken in is asked for again: a build reads all that an account has. */
const again = 24 * 3_600_000

/** The row of the ledger by which `serve` says that an index cannot be read. */
export const suspectIndex = { what: 'index', file: 'index' } as const

/**
 * Looks at the indexes of all accounts in turn, those that somebody could not read first, and builds lost and broken ones
 * anew from the files, without waiting for the night. Each call goes on where the last one ended, until `isOver`.
 */
export function indexWatch(world: IndexWatchWorld): (isOver: () => boolean) => Promise<void> {
  const leftOut: LeftOut = new Map()
  let queue: AccountId[] = []
  let lookedAt = Number.NEGATIVE_INFINITY
  return async isOver => {
    for (const account of await world.ledger.suspectIndexes()) {
      await look(world, account, leftOut, true)
      if (isOver()) return
    }
    if (!queue.length && Math.abs(world.now() - lookedAt) >= every) {
      lookedAt = world.now()
      queue = (await world.ledger.accounts()).filter(({ build }) => build !== null).map(({ id }) => id)
    }
    while (!isOver()) {
      const account = queue.shift()
      if (account === undefined) return
      await look(world, account, leftOut, false)
    }
  }
}

/** Points that the last build could not take in, and when that was: the next would leave them out, too. */
type LeftOut = Map<AccountId, { at: number; points: ReadonlySet<number> }>

async function look(world: IndexWatchWorld, id: AccountId, leftOut: LeftOut, deep: boolean): Promise<void> {
  try {
    if (await isWhole(world, id, leftOut, deep)) {
      if (deep) await world.ledger.forgetDamages(id, [suspectIndex])
      return
    }
    await withLease(world, id, async () => {
      // A night may have healed it since.
      if (!(await isWhole(world, id, leftOut, deep))) {
        const days = await rebuildIndex(world, id, world.onFault)
        const there = new Set(days.map(({ point }) => point.number))
        const missing = (await world.ledger.points(id)).filter(({ number }) => !there.has(number))
        leftOut.set(id, { at: world.now(), points: new Set(missing.map(({ number }) => number)) })
        world.onRebuilt(id, days.length)
      }
      await world.ledger.forgetDamages(id, [suspectIndex])
    })
  } catch (error) {
    // Whoever works on the account needs its index too, and heals it.
    if (!isRefusal(error) || error.code !== 'busy') world.onFault(error)
  }
}

// A day whose files are damaged may have been mended since: once a day it is asked for again.
async function isWhole(
  world: IndexWatchWorld,
  id: AccountId,
  leftOut: LeftOut,
  deep: boolean,
): Promise<boolean> {
  const account = await world.ledger.account(id)
  if (!account?.build) return true
  const known = leftOut.get(id)
  const without = known && Math.abs(world.now() - known.at) < again ? known.points : new Set<number>()
  const points = (await world.ledger.points(id)).map(({ number }) => number).filter(one => !without.has(one))
  return world.isIndexWhole(id, account.build, points, deep)
}
