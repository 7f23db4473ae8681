import type { Account } from '../domain/account.ts'
import type { Receipt, StateHeader } from '../domain/folder-state.ts'
import type { LiveMailbox } from '../domain/live-mailbox.ts'
import type { MailServer } from '../domain/mail-server.ts'
import type { Plan } from '../domain/plan.ts'
import type { AccountId, Point, Run } from '../domain/point.ts'
import { KEPT_MS, type KeptPresence, type LiveCheck, LONGEST_MS } from '../domain/presence.ts'
import { Refusal } from '../domain/refusal.ts'
import type { TrafficLedger } from '../limits/budget.ts'
import { compareLive } from './compare-live.ts'
import { lookLive, lookProblem } from './look-live.ts'

export interface ChecksWorld {
  ledger: PresenceLedger
  servers: ReadonlyMap<string, MailServer>
  planOf(account: Pick<Account, 'plan' | 'domain'>): Plan
  openMailbox(server: MailServer, address: string, sealed: string | null): Promise<LiveMailbox>
  /** of a sealed day; null when there is none */
  receipt(account: AccountId, dir: string): Promise<Receipt | null>
  /** UIDs of a sealed state as the index has them, rising */
  uids(account: AccountId, build: string, state: Pick<StateHeader, 'folder' | 'n'>): number[]
  /** name of this process */
  worker: string
  isGone(worker: string): boolean
  now(): number
  pause(milliseconds: number): Promise<void>
  /** told of what went wrong, for the log; never throws */
  onFailed(account: AccountId, error: unknown): void
  /** the longest a check may take, milliseconds */
  longest?: number
}

export interface PresenceLedger extends TrafficLedger {
  account(id: AccountId): Promise<Account | null>
  credential(id: AccountId): Promise<string | null>
  points(id: AccountId): Promise<Point[]>
  runs(id: AccountId, limit: number): Promise<Run[]>
  presence(id: AccountId): Promise<KeptPresence | null>
  /** when the newest restore or undo of the account ended; 0 before the first */
  restoredAt(id: AccountId): Promise<number>
  beginPresence(begin: {
    account: AccountId
    worker: string
    now: number
    gone: readonly string[]
    since: number
    fresh: number
    failed: number
  }): Promise<boolean>
  presenceFound(id: AccountId, worker: string, found: LiveCheck): Promise<void>
  presenceFailed(id: AccountId, worker: string, now: number, problem: string): Promise<void>
}

/** Checks at once, and of one mail domain: a server that hangs must not keep the people of others waiting. */
const AT_ONCE = 16
const AT_ONCE_EACH = 8
/** A failed check is made again so much later, milliseconds. */
const AGAIN_MS = 20_000

/**
 * Compares live mailboxes with their newest points, beside the runs and without a lease: nothing is written but the
 * result. `ask` says that a check is wanted; it resolves when that is noted and the check begun, or known to be not
 * needed, and never rejects for what the check meets. `held`: why the domain is not to be asked just now.
 */
export function openChecks(world: ChecksWorld) {
  const going = new Map<Promise<void>, string>()
  const waiting: { account: Account; at: number }[] = []
  let stop = false
  const next = () => {
    for (const one of [...waiting]) {
      const same = [...going.values()].filter(domain => domain === one.account.domain).length
      if (going.size >= AT_ONCE) return
      if (same >= AT_ONCE_EACH) continue
      waiting.splice(waiting.indexOf(one), 1)
      const check = make(world, one.account, one.at, () => stop).finally(() => {
        going.delete(check)
        next()
      })
      going.set(check, one.account.domain)
    }
  }
  return {
    async ask(id: AccountId, held: string | null = null): Promise<void> {
      const { ledger, worker, now, isGone } = world
      const account = await ledger.account(id)
      if (!account) return
      const before = await ledger.presence(id)
      const [newest] = await ledger.points(id)
      const at = now()
      const longest = world.longest ?? LONGEST_MS
      // A backup that was made since then makes what was found useless, and what failed worth another try; so does what we put back.
      const isStale =
        (newest && newest.takenAt + newest.durationMs >= (before?.endedAt ?? 0)) ||
        (await ledger.restoredAt(id)) >= (before?.askedAt ?? 0)
      const pause = before?.problem === 'login-refused' ? KEPT_MS : AGAIN_MS
      const begin = {
        account: id,
        worker,
        now: at,
        gone: before && isGone(before.worker) ? [before.worker] : [],
        since: at - 2 * longest,
        fresh: isStale ? at : at - KEPT_MS,
        failed: isStale ? at : at - pause,
      }
      if (!(await ledger.beginPresence(begin))) return
      const why = stop ? 'interrupted' : (held ?? (await whyNot(world, account, at)))
      if (why !== null) return ledger.presenceFailed(id, worker, now(), why)
      waiting.push({ account, at })
      next()
    },
    /** Ends at once what goes on, and waits for it. */
    async close(): Promise<void> {
      stop = true
      for (const { account } of waiting.splice(0))
        await world.ledger.presenceFailed(account.id, world.worker, world.now(), 'interrupted')
      await Promise.all(going.keys())
      stop = false
    },
  }
}

// What is known beforehand: a mailbox that cannot be entered is not tried at every click, and a wish to wait is heeded.
async function whyNot(
  { ledger, servers }: ChecksWorld,
  account: Account,
  now: number,
): Promise<string | null> {
  if (!servers.has(account.domain)) return 'server-unreachable'
  if (account.state !== 'active') return 'login-refused'
  const problems = (await ledger.runs(account.id, 5)).flatMap(run => run.problem ?? [])
  const points = await ledger.points(account.id)
  if (!points.length || account.build === null) return 'no-backup'
  const wish = [...problems, ...(points[0]?.problems ?? [])].find(
    ({ code, until }) => (code === 'throttled' || code === 'budget-spent') && (until ?? 0) > now,
  )
  return wish?.code ?? null
}

async function make(world: ChecksWorld, account: Account, at: number, stopped: () => boolean): Promise<void> {
  const { ledger, worker, now } = world
  try {
    const found = await lookLive(world, account, { at, stopped }, ({ guarded, enough }) =>
      compare(world, account, guarded, enough),
    )
    await ledger.presenceFound(account.id, worker, { comparedAt: now(), ...found })
  } catch (error) {
    world.onFailed(account.id, error)
    await ledger
      .presenceFailed(account.id, worker, now(), lookProblem(error))
      .catch(fault => world.onFailed(account.id, fault))
  }
}

async function compare(world: ChecksWorld, account: Account, mailbox: LiveMailbox, enough: () => boolean) {
  const [newest] = await world.ledger.points(account.id)
  const receipt = newest && (await world.receipt(account.id, newest.dir))
  const { build } = account
  if (!receipt || build === null) throw new Refusal('no-backup', 'There is no backup to compare with.')
  const uids = (state: Pick<StateHeader, 'folder' | 'n'>) => world.uids(account.id, build, state)
  return compareLive({ mailbox, uids, enough }, receipt, world.planOf(account))
}
