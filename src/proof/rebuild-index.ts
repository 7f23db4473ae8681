import type { Account } from '../domain/account.ts'
import type { Receipt } from '../domain/folder-state.ts'
import type { AccountId } from '../domain/point.ts'
import type { AccountFiles, IndexWriter } from '../domain/ports.ts'
import { reindex } from './reindex.ts'

/** What a new build of an index needs. */
export interface RebuildWorld {
  ledger: {
    account(id: AccountId): Promise<Pick<Account, 'build'> | null>
    setBuild(id: AccountId, build: string): Promise<void>
  }
  files(account: AccountId): AccountFiles
  openIndex(account: AccountId, build: string): Promise<IndexWriter>
  removeIndex(account: AccountId, build: string): Promise<void>
  /** removes all builds but this one */
  forgetIndexes(account: AccountId, but: string): Promise<void>
  now(): number
}

/**
 * Builds an account's index anew from its files, beside the old one, and puts it in its place when it is whole. Resolves with
 * the receipts of the days that are in it. The caller holds the account's lease.
 */
export async function rebuildIndex(
  world: RebuildWorld,
  account: AccountId,
  onDamage: (error: unknown) => void,
  onDay?: (receipt: Receipt) => void,
): Promise<Receipt[]> {
  const build = await newBuild(world, account)
  const index = await world.openIndex(account, build)
  try {
    const days = { files: world.files(account), index, onDamage }
    const done = await reindex(onDay ? { ...days, onDay } : days)
    await index.close()
    await world.ledger.setBuild(account, build)
    await world.forgetIndexes(account, build)
    return done
  } catch (error) {
    await index.close().catch(() => {})
    await world.removeIndex(account, build)
    throw error
  }
}

// Named by the time, and never as the one it replaces, whatever the clock says.
async function newBuild({ ledger, now }: RebuildWorld, id: AccountId): Promise<string> {
  const name = now().toString(36)
  return name === (await ledger.account(id))?.build ? (now() + 1).toString(36) : name
}
