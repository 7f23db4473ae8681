import type { Alarms } from '../domain/alarm.ts'
import { guard } from '../domain/clock-guard.ts'
import type { Pins } from '../domain/pin.ts'
import type { Plan } from '../domain/plan.ts'
import type { AccountId, Run } from '../domain/point.ts'
import type { BackUpLedger, IndexWriter, RunStore } from '../domain/ports.ts'

/** Dropped days stay on disk so long: whoever has one open can finish, and a mistake can be seen. Milliseconds. */
const grace = 24 * 3_600_000

/** What the end of points asks of the ledger. */
export type RetentionLedger = Pick<
  BackUpLedger,
  'points' | 'keepUntil' | 'dropPoint' | 'dropped' | 'forgetPoint'
> &
  Pick<Pins, 'pins'> &
  Alarms & { runs(account: AccountId, limit: number): Promise<Pick<Run, 'startedAt' | 'point'>[]> }

/**
 * Called after a good run, under the account's lease, and never otherwise: while an account has no good run, nothing of
 * it is pruned. `goOn` throws once the lease is lost; it is asked before whatever cannot be undone, for who comes after
 * may show what here seems to be shown by nobody. Promises that the plan makes longer are written down first. Points whose
 * time is over, that no rule and no pin holds and that the clock guard lets go are dropped from the ledger (nobody sees
 * them any more); a day later index and files follow, states and messages last. Each step may be the last before a crash:
 * the next run goes on from there.
 */
export async function retire(
  world: {
    ledger: RetentionLedger
    store: Pick<RunStore, 'removeDay' | 'sweep'>
    index: Pick<IndexWriter, 'drop'>
    now: () => number
    goOn: () => void
  },
  account: AccountId,
  plan: Plan,
): Promise<void> {
  const { ledger, store, now, goOn } = world
  await dropWhatIsOver(world, account, plan)
  const due = await ledger.dropped(account, now() - grace)
  if (due.length === 0) return
  for (const { dir } of due) {
    goOn()
    await store.removeDay(dir)
  }
  // The index is written by a thread of its own. Whatever of this fails is done again with the next night's.
  const ended = await Promise.allSettled([store.sweep(now() - grace, goOn), dropRows(world, due)])
  for (const end of ended) if (end.status === 'rejected') throw end.reason
  for (const { number } of due) {
    goOn()
    await ledger.forgetPoint(number)
  }
}

async function dropRows(
  { index, goOn }: { index: Pick<IndexWriter, 'drop'>; goOn: () => void },
  due: readonly { number: number }[],
): Promise<void> {
  for (const { number } of due) {
    goOn()
    await index.drop(number)
  }
}

async function dropWhatIsOver(
  { ledger, now, goOn }: { ledger: RetentionLedger; now: () => number; goOn: () => void },
  account: AccountId,
  plan: Plan,
): Promise<void> {
  const at = now()
  const gone = await ledger.dropped(account, Number.MAX_SAFE_INTEGER)
  const known = {
    points: await ledger.points(account),
    pins: await ledger.pins(account),
    lastDropped: gone.length ? Math.max(...gone.map(({ droppedAt }) => droppedAt)) : null,
  }
  let allowed = guard(plan, { ...known, runs: [] }, at)
  // Runs are many rows: they are read only where something is held back.
  if (allowed.held) allowed = guard(plan, { ...known, runs: await ledger.runs(account, 500) }, at)
  for (const [number, until] of allowed.longer) await ledger.keepUntil(number, until)
  for (const { number } of allowed.drop) {
    goOn()
    await ledger.dropPoint(number, at)
  }
  const alarm = { kind: 'clock', account, about: '' } as const
  if (allowed.alarm === null) return ledger.clear(alarm, at)
  const detail = { clock: allowed.alarm, held: allowed.held, dropped: allowed.drop.length }
  await ledger.raise({ ...alarm, detail }, at)
}
