import type { Alarms } from '../domain/alarm.ts'
import { guard } from '../domain/clock-guard.ts'
import { review } from '../domain/keep.ts'
import type { Pins } from '../domain/pin.ts'
import type { Plan } from '../domain/plan.ts'
import type { AccountId } from '../domain/point.ts'
import type { BackUpLedger, IndexWriter, RunStore } from '../domain/ports.ts'

/** Dropped days stay on disk so long: whoever has one open can finish, and a mistake can be seen. Milliseconds. */
const grace = 24 * 3_600_000

/** What the end of points asks of the ledger. */
export type RetentionLedger = Pick<
  BackUpLedger,
  'points' | 'keepUntil' | 'dropPoint' | 'dropped' | 'forgetPoint'
> &
  Pick<Pins, 'pins'> &
  Alarms & { runs(account: AccountId, limit: number): Promise<{ startedAt: number }[]> }

/**
 * Called after a good run, under the account's lease, and never otherwise: while an account has no good run, nothing of
 * it is pruned. Promises that the plan makes longer are written down first. Points whose time is over, that no rule and no
 * pin holds and that the clock guard lets go are dropped from the ledger (nobody sees them any more); a day later index
 * and files follow, states and messages last. Each step may be the last before a crash: the next run goes on from there.
 */
export async function retire(
  {
    ledger,
    store,
    index,
    now,
  }: {
    ledger: RetentionLedger
    store: Pick<RunStore, 'removeDay' | 'sweep'>
    index: Pick<IndexWriter, 'drop'>
    now: () => number
  },
  account: AccountId,
  plan: Plan,
): Promise<void> {
  await dropWhatIsOver(ledger, account, plan, now())
  const due = await ledger.dropped(account, now() - grace)
  if (due.length === 0) return
  for (const { dir } of due) await store.removeDay(dir)
  // The index is written by a thread of its own. Whatever of this fails is done again with the next night's.
  const ended = await Promise.allSettled([store.sweep(now() - grace), dropRows(index, due)])
  for (const end of ended) if (end.status === 'rejected') throw end.reason
  for (const { number } of due) await ledger.forgetPoint(number)
}

async function dropRows(index: Pick<IndexWriter, 'drop'>, due: readonly { number: number }[]): Promise<void> {
  for (const { number } of due) await index.drop(number)
}

async function dropWhatIsOver(
  ledger: RetentionLedger,
  account: AccountId,
  plan: Plan,
  now: number,
): Promise<void> {
  const points = await ledger.points(account)
  const { longer, over } = review(plan.keep, points, now)
  for (const [number, until] of longer) await ledger.keepUntil(number, until)
  const alarm = { kind: 'clock', account, about: '' } as const
  const pinned = new Set((await ledger.pins(account)).filter(pin => pin.until > now).map(pin => pin.point))
  const free = over.filter(point => !pinned.has(point.number))
  if (free.length === 0) return ledger.clear(alarm, now)
  // A handful explains itself; runs are many rows.
  const tried = free.length > 3 ? (await ledger.runs(account, 500)).map(run => run.startedAt) : []
  const gone = await ledger.dropped(account, Number.MAX_SAFE_INTEGER)
  const lastDropped = gone.length ? Math.max(...gone.map(({ droppedAt }) => droppedAt)) : null
  const { schedule } = plan
  const allowed = guard({ points, over: free, tried, lastDropped, schedule }, now)
  for (const { number } of allowed.drop) await ledger.dropPoint(number, now)
  if (allowed.alarm === null) return ledger.clear(alarm, now)
  const detail = { clock: allowed.alarm, held: allowed.held, dropped: allowed.drop.length }
  await ledger.raise({ ...alarm, detail }, now)
}
