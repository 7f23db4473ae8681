import type { Account } from '../domain/account.ts'
import type { Receipt, StateHeader } from '../domain/folder-state.ts'
import type { LiveMailbox } from '../domain/live-mailbox.ts'
import type { MailServer } from '../domain/mail-server.ts'
import type { Plan } from '../domain/plan.ts'
import type { AccountId, Point, Run } from '../domain/point.ts'
import { KEPT_MS, type KeptPresence, type LiveCheck, LONGEST_MS } from '../domain/presence.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import { openBudget, type TrafficLedger } from '../limits/budget.ts'
import { openRunLimits, usualLimits } from '../limits/run-limits.ts'
import { guardMailbox } from '../snapshot/guard-mailbox.ts'
import { compareLive } from './compare-live.ts'

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
      // A backup that was made since then makes what was found useless, and what failed worth another try.
      const isStale = newest && newest.takenAt + newest.durationMs >= (before?.endedAt ?? 0)
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
    const found = await inTime(world, account, at, stopped)
    await ledger.presenceFound(account.id, worker, { comparedAt: now(), ...found })
  } catch (error) {
    world.onFailed(account.id, error)
    await ledger
      .presenceFailed(account.id, worker, now(), problemOf(error))
      .catch(fault => world.onFailed(account.id, fault))
  }
}

// Neither a sign-in nor an answer is waited for beyond the end, whatever the server does.
async function inTime(world: ChecksWorld, account: Account, at: number, stopped: () => boolean) {
  const { now, longest = LONGEST_MS } = world
  const over = Promise.withResolvers<never>()
  over.promise.catch(() => {})
  const look = setInterval(() => {
    if (stopped()) over.reject(interrupted())
    else if (now() - at >= longest) over.reject(new Refusal('too-slow', 'The mail server took too long.'))
  }, 250)
  let mailbox: LiveMailbox | null = null
  const opened = open(world, account, stopped)
  try {
    const { guarded, enough } = await Promise.race([opened, over.promise])
    mailbox = guarded
    return await Promise.race([compare(world, account, guarded, enough), over.promise])
  } catch (error) {
    mailbox?.cut()
    const wish = mailbox?.asksToWait(error)
    throw wish ? new Refusal('throttled', wish.words, {}, error) : error
  } finally {
    clearInterval(look)
    // A connection that comes too late is not kept.
    opened.then(
      ({ guarded, save }) =>
        guarded
          .close()
          .then(save)
          .catch(() => {}),
      () => {},
    )
  }
}

async function open(world: ChecksWorld, account: Account, stopped: () => boolean) {
  const { ledger, servers, now, pause, longest = LONGEST_MS } = world
  const server = servers.get(account.domain)
  if (!server) throw new Refusal('server-unreachable', 'No mail server is configured for this domain.')
  const { domain, dailyBytes = null } = server
  const budget = await openBudget(world, { server: domain, account: account.id, dailyBytes })
  const limits = openRunLimits({
    settings: { ...usualLimits, runLength: longest / 2, silence: longest / 4, longestWait: 0 },
    budget,
    now,
    pause,
    checkDisk: async () => {},
    goOn() {
      if (stopped()) throw interrupted()
    },
  })
  if (limits.enough()) throw new Refusal(limits.stopped()?.code ?? 'not-finished', 'The octets are used up.')
  const mailbox = await world.openMailbox(server, account.address, await ledger.credential(account.id))
  const guarded = guardMailbox(mailbox, limits, new Map())
  return { guarded, enough: () => limits.enough(), save: () => budget.save() }
}

async function compare(world: ChecksWorld, account: Account, mailbox: LiveMailbox, enough: () => boolean) {
  const [newest] = await world.ledger.points(account.id)
  const receipt = newest && (await world.receipt(account.id, newest.dir))
  const { build } = account
  if (!receipt || build === null) throw new Refusal('no-backup', 'There is no backup to compare with.')
  const uids = (state: Pick<StateHeader, 'folder' | 'n'>) => world.uids(account.id, build, state)
  return compareLive({ mailbox, uids, enough }, receipt, world.planOf(account))
}

function interrupted(): Refusal {
  return new Refusal('interrupted', 'The worker is stopping.')
}

function problemOf(error: unknown): string {
  if (!isRefusal(error)) return 'server-unreachable'
  const known = [
    'login-refused',
    'throttled',
    'budget-spent',
    'too-slow',
    'interrupted',
    'no-backup',
    'key-missing',
  ]
  return known.includes(error.code) ? error.code : 'server-unreachable'
}
