import type { Account } from '../domain/account.ts'
import type { Damage } from '../domain/damage.ts'
import type { AccountId, Point } from '../domain/point.ts'
import type { AccountFiles, IndexWriter } from '../domain/ports.ts'
import { flawOfDay, receiptDamage } from '../proof/day-check.ts'
import { noteDamages } from '../proof/note-damages.ts'
import { indexDay, reindex } from '../proof/reindex.ts'
import type { BackUpWorld } from './back-up.ts'

/** A lost index heals itself: it is built anew from the files, under a new name, before anything is added to it. */
export async function currentIndex(
  world: BackUpWorld,
  account: Account,
  store: AccountFiles,
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
  if (account.build) await world.removeIndex(account.id, account.build).catch(world.onFault)
  return index
}

/** The days of an account that the ledger does not know, without a run: what a lost ledger is recovered with. Under the account's lease of `epoch`. */
export async function takeUp(
  world: BackUpWorld,
  account: Account,
  { store, epoch }: { store: AccountFiles; epoch: number },
): Promise<void> {
  const index = await currentIndex(world, account, store)
  try {
    await adopt(world, account.id, { store, index, epoch })
  } finally {
    await index.close()
  }
}

/**
 * A day that was sealed when the power went, or that a ledger from a backup does not know, is taken up. One that cannot be
 * (damaged, or its number is another point's by now) is told, noted as damage and left out, and looked at again by the next
 * run: no day on the disk may end the nights. Throws when the lease is lost.
 */
export async function adopt(
  { ledger, onFault, now }: BackUpWorld,
  id: AccountId,
  { store, index, epoch }: { store: AccountFiles; index: IndexWriter; epoch: number },
): Promise<void> {
  const known = await ledger.dirs(id)
  const unknown = (await store.days()).filter(dir => !known.has(dir))
  const receipts = unknown.length
    ? (await store.receipts(onFault)).filter(({ point }) => unknown.includes(point.dir))
    : []
  // First of all numbers, also of days that are left out: none of them is given again.
  if (receipts.length) await ledger.raiseNumbers(Math.max(...receipts.map(({ point }) => point.number)))
  const damages: Damage[] = []
  for (const receipt of receipts) {
    const { point } = receipt
    const flaw = (await ledger.isPoint(point.number))
      ? { damage: receiptDamage(point.dir), error: takenNumber(point) }
      : await flawOfDay(store, receipt)
    if (flaw) {
      onFault(flaw.error)
      damages.push(flaw.damage)
      continue
    }
    await indexDay({ files: store, index }, receipt)
    if (!(await ledger.sealPoint(point, null, epoch, point.takenAt)))
      throw new Error('the lease on the account was lost')
  }
  const read = new Set(receipts.map(({ point }) => point.dir))
  damages.push(...unknown.filter(dir => !read.has(dir)).map(receiptDamage))
  // What was taken up now, or is no more on the disk, is well.
  const isLookedAt = ({ what, file }: Damage) => what === 'receipt' && !known.has(file)
  await noteDamages(ledger, id, damages, isLookedAt, now())
}

function takenNumber({ dir, number }: Point): Error {
  return new Error(`day ${dir} has number ${number}, which is another point's: it is not taken up`)
}
