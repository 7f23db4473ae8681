import type { Account } from '../domain/account.ts'
import { canonicalAddress } from '../domain/address.ts'
import { isZone } from '../domain/day.ts'
import type { Receipt } from '../domain/folder-state.ts'
import type { AccountId } from '../domain/point.ts'
import { type EnrolWorld, enrolAddress } from './enrol.ts'

export interface RecoverWorld extends Pick<EnrolWorld, 'servers' | 'zone' | 'now'> {
  ledger: Pick<EnrolWorld['ledger'], 'accountByAddress' | 'enrol' | 'setState'> & {
    account(id: AccountId): Promise<Account | null>
    /** names of the days that have a row */
    dirs(id: AccountId): Promise<Set<string>>
  }
  /** accounts of which a sealed day lies on the disk */
  stored(): Promise<AccountId[]>
  days(id: AccountId): Promise<string[]>
  /** the newest that is whole; null when none is */
  lastReceipt(id: AccountId): Promise<Receipt | null>
  /** Puts into ledger and index the days that the ledger does not know. */
  takeUp(account: Account): Promise<void>
}

/** What became of an account's files. `address` as the receipt says it, null where no receipt is whole. */
export interface Recovered {
  id: AccountId
  address: string | null
  outcome: 'recovered' | 'no-receipt' | 'no-server' | 'other-account' | 'failed'
  error?: unknown
}

/**
 * Makes a ledger that was lost, or that an older copy replaced, know again every account whose days lie on the disk, and
 * those days. Accounts keep their ids, so links and choices go on. Of two with one address the one with the newer day has
 * it. What the ledger knows is left as it is; done once more it does what is left. Tells `onAccount` of each that was not known.
 */
export async function recoverAccounts(
  world: RecoverWorld,
  onAccount: (one: Recovered) => void,
): Promise<void> {
  const found: { id: AccountId; receipt: Receipt | null }[] = []
  for (const id of await world.stored()) {
    const known = await world.ledger.dirs(id)
    if ((await world.days(id)).some(day => !known.has(day)))
      found.push({ id, receipt: await world.lastReceipt(id) })
  }
  found.sort((a, b) => (b.receipt?.point.takenAt ?? 0) - (a.receipt?.point.takenAt ?? 0))
  for (const { id, receipt } of found) {
    const address = receipt?.address ?? null
    try {
      onAccount({ id, address, outcome: await recover(world, id, receipt) })
    } catch (error) {
      onAccount({ id, address, outcome: 'failed', error })
    }
  }
}

async function recover(
  world: RecoverWorld,
  id: AccountId,
  receipt: Receipt | null,
): Promise<Recovered['outcome']> {
  const { ledger } = world
  if (!(await ledger.account(id))) {
    if (receipt?.point.account !== id) return 'no-receipt'
    const found = canonicalAddress(receipt.address, world.servers)
    if (!found) return 'no-server'
    if (await ledger.accountByAddress(found.address)) return 'other-account'
    const { zone } = receipt.point
    await enrolAddress({ ...world, zone: isZone(zone) ? zone : world.zone, newId: () => id }, found)
  }
  const account = await ledger.account(id)
  if (!account) throw new Error('the account was removed meanwhile')
  await world.takeUp(account)
  return 'recovered'
}
