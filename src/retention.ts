import type { AccountId } from './domain/point.ts'
import type { BackUpLedger, IndexWriter, RunStore } from './domain/ports.ts'

/** Dropped days stay on disk so long: whoever has one open can finish, and a mistake can be seen. Milliseconds. */
const grace = 24 * 3_600_000

type RetentionLedger = Pick<BackUpLedger, 'points' | 'dropPoint' | 'dropped' | 'forgetPoint'>

/**
 * Called after a good run, under the account's lease, and never otherwise: while an account has no good run, nothing of
 * it is pruned. Points past `keptUntil` are dropped from the ledger (nobody sees them any more); a day later index and
 * files follow, states and messages last.
 */
export async function retire(
  {
    ledger,
    store,
    index,
    now,
  }: { ledger: RetentionLedger; store: RunStore; index: IndexWriter; now: () => number },
  account: AccountId,
): Promise<void> {
  const points = await ledger.points(account)
  const newest = points[0]
  for (const point of points)
    if (point.keptUntil <= now() && point !== newest) await ledger.dropPoint(point.number, now())
  const due = await ledger.dropped(account, now() - grace)
  for (const { number, dir } of due) {
    await store.removeDay(dir)
    await index.drop(number)
    await ledger.forgetPoint(number)
  }
  if (due.length) await store.sweep(now() - grace)
}
