import type { Account } from '../domain/account.ts'
import { whyNotByHand } from '../domain/by-hand.ts'
import { localDay } from '../domain/day.ts'
import type { Plan } from '../domain/plan.ts'
import type { AccountId, Run } from '../domain/point.ts'
import type { AskedByHand } from '../domain/ports.ts'

export interface ByHandWorld {
  ledger: {
    account(id: AccountId): Promise<Account | null>
    runs(id: AccountId, limit: number): Promise<Run[]>
    lastAsk(): Promise<number>
    heartbeat(): Promise<number>
  }
  planOf(account: Pick<Account, 'plan' | 'domain'>): Plan
  /** writes the ask down, or finds the one of this account that nobody has taken up yet; asks up to `after` are done. Its number */
  askSnapshot(account: AccountId, at: number, after: number): Promise<number>
  now(): number
  /** milliseconds */
  pause(ms: number): Promise<void>
}

/**
 * "Back up now" of an owner: written down for `work`, which has the last word, and waited for until that has spoken. A
 * run that waits or goes on already is joined, whatever began it: two clicks make one run.
 */
export async function askByHand(world: ByHandWorld, id: AccountId): Promise<AskedByHand> {
  const { ledger, now } = world
  const account = await ledger.account(id)
  if (!account) return { state: 'refused', why: 'plan' }
  const before = await ledger.runs(id, ENOUGH)
  const open = before.find(isOpen)
  if (open) return { state: 'joined', run: open }
  const why = whyNotByHand(
    { plan: world.planOf(account), state: account.state },
    before,
    localDay(now(), account.zone),
  )
  if (why) return { state: 'refused', why }
  if (now() - (await ledger.heartbeat()) > SILENCE) return { state: 'refused', why: 'no-worker' }
  const ask = await world.askSnapshot(id, now(), await ledger.lastAsk())
  for (const until = now() + PATIENCE; (await ledger.lastAsk()) < ask; await world.pause(100))
    if (now() >= until) return { state: 'refused', why: 'no-worker' }
  const runs = await ledger.runs(id, ENOUGH)
  const newest = before[0]?.id ?? 0
  // It may be over already.
  const run = runs.find(isOpen) ?? runs.find(one => one.id > newest && one.trigger === 'manual')
  return run ? { state: 'asked', run } : { state: 'refused', why: 'plan' }
}

/** Runs among which those of today are. */
const ENOUGH = 100
/** Milliseconds: `work` looks at the desk three times a second. */
const PATIENCE = 5000
const SILENCE = 2 * 60_000

function isOpen({ state }: Run): boolean {
  return state === 'waiting' || state === 'running'
}
