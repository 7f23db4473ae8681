import type { Account } from '../domain/account.ts'
import type { AccountId } from '../domain/point.ts'
import type { IndexWriter, RunStore } from '../domain/ports.ts'
import { indexDay, reindex } from '../proof/reindex.ts'
import type { BackUpWorld } from './back-up.ts'

/** A lost index heals itself: it is built anew from the files, under a new name, before anything is added to it. */
export async function currentIndex(
  world: BackUpWorld,
  account: Account,
  store: RunStore,
): Promise<IndexWriter> {
  if (account.build && (await world.hasIndex(account.id, account.build)))
    return world.openIndex(account.id, account.build)
  const build = world.now().toString(36)
  const index = await world.openIndex(account.id, build)
  try {
    await reindex({ files: store, index, onDamage: world.onFault })
  } catch (error) {
    await index.close().catch(() => {})
    await world.removeIndex(account.id, build)
    throw error
  }
  await world.ledger.setBuild(account.id, build)
  return index
}

/** A day that was sealed when the power went, but has no row in the ledger, is taken up. */
export async function adopt(
  { ledger, onFault }: BackUpWorld,
  id: AccountId,
  { store, index, epoch }: { store: RunStore; index: IndexWriter; epoch: number },
): Promise<void> {
  const known = await ledger.dirs(id)
  const unknown = (await store.days()).filter(dir => !known.has(dir))
  if (!unknown.length) return
  for (const receipt of await store.receipts(onFault)) {
    if (!unknown.includes(receipt.point.dir)) continue
    await ledger.raiseNumbers(receipt.point.number)
    await indexDay({ files: store, index }, receipt)
    if (!(await ledger.sealPoint(receipt.point, null, epoch, receipt.point.takenAt)))
      throw new Error(`day ${receipt.point.dir} has the number of another point`)
  }
}
