import { type Check, chainState, type KnownDamage, type Proof } from '../domain/damage.ts'
import type { Sha256 } from '../domain/message.ts'
import type { AccountId, Point } from '../domain/point.ts'
import type { CheckedFiles } from './verify.ts'

/** What a proof is put together from. */
export interface ProofWorld {
  files: Pick<CheckedFiles, 'days' | 'receipt'>
  ledger: {
    points(account: AccountId): Promise<Point[]>
    damages(account: AccountId): Promise<KnownDamage[]>
    check(account: AccountId): Promise<Check | null>
  }
}

/** What proves a point, as its files and the ledger say now. Reads two receipts and no message. */
export async function proofOf({ files, ledger }: ProofWorld, point: Point): Promise<Proof> {
  const found = await files.receipt(point.dir).catch(() => null)
  const receipt = found?.receipt.point.number === point.number ? found.receipt : null
  const damages = await ledger.damages(point.account)
  return {
    receipt,
    sha: receipt ? (found?.sha ?? null) : null,
    chain: receipt ? await chainOf({ files, ledger }, point, receipt.previous) : 'broken',
    damages: damages.filter(({ days }) => days.includes(point.dir)),
    checkedAt: (await ledger.check(point.account))?.wholeAt ?? null,
  }
}

async function chainOf(
  { files, ledger }: ProofWorld,
  point: Point,
  previous: { dir: string; receipt: Sha256 } | null,
) {
  if (!previous) return chainState(null, undefined, false)
  const there = (await files.days()).includes(previous.dir)
  const before = there ? await files.receipt(previous.dir).catch(() => null) : null
  const isKept = (await ledger.points(point.account)).some(({ dir }) => dir === previous.dir)
  return chainState(previous, there ? (before?.sha ?? null) : undefined, isKept)
}
