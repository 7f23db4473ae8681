import type { BackUpWorld } from './back-up.ts'
import { backUp } from './back-up.ts'
import { addDays, instantOf, localDay } from './domain/day.ts'
import type { AccountId, Problem, Run, Trigger } from './domain/point.ts'
import { isRefusal } from './domain/refusal.ts'
import type { Log } from './log.ts'
import { type AskWorld, takeAsks } from './take-asks.ts'

export interface NightlyWorld extends AskWorld {
  ledger: AskWorld['ledger'] & {
    noteMissed(
      run: { account: AccountId; trigger: Trigger; at: number; localDay: string },
      problem: Problem,
    ): Promise<void>
  }
  backUp: BackUpWorld
  runs(account: AccountId, limit: number): Promise<Run[]>
  nightly: { at: string; spreadMinutes: number }
  heartbeat(now: number): Promise<void>
  log: Log
  /** resolves after so many milliseconds, or when `signal` says stop */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>
}

interface MissedWorld extends Pick<NightlyWorld, 'runs' | 'nightly'> {
  ledger: Pick<NightlyWorld['ledger'], 'accounts' | 'noteMissed'>
}

/** So many accounts at once: more than 8 gains nothing, and one slow account delays no other. */
const atOnce = 4

/**
 * The life of `work`: takes up what people asked, takes the first point of new accounts at once and every account's
 * point each night, missed nights included, until `signal` says stop; runs that are under
 * way end at their next message and go on at the next start.
 */
export async function work(world: NightlyWorld, signal: AbortSignal): Promise<void> {
  const running = new Map<AccountId, Promise<void>>()
  const wanted = new Map<AccountId, Trigger>()
  let beat = Number.NEGATIVE_INFINITY
  let looked = Number.NEGATIVE_INFINITY
  while (!signal.aborted) {
    try {
      await look()
    } catch (error) {
      // A ledger that is locked or a disk that is full must not end the nights of everybody.
      world.log.error('fault', { error })
      await world.pause(5000, signal)
    }
    await world.pause(300, signal)
  }
  await Promise.all(running.values())

  async function look(): Promise<void> {
    const now = world.backUp.now()
    if (now - beat >= 5000) {
      await world.heartbeat(now)
      beat = now
    }
    for (const { account, trigger } of await takeAsks(world)) {
      if (!running.has(account)) wanted.set(account, trigger)
    }
    if (now - looked >= 15_000 || wanted.size) {
      looked = now
      await noteMissedNights(world, now)
      for (const account of await dueAccounts(world, now))
        if (!running.has(account)) wanted.set(account, wanted.get(account) ?? 'nightly')
    }
    for (const [account, trigger] of wanted) {
      if (running.size >= atOnce) break
      wanted.delete(account)
      const one = runOne(world, account, trigger, signal).finally(() => running.delete(account))
      running.set(account, one)
    }
  }
}

/** Accounts whose night has come and has no good run yet. A failed run is tried again after 10 minutes in the first hour, then hourly; an account whose password was refused waits for its owner's sign-in. */
export async function dueAccounts(
  world: Pick<NightlyWorld, 'runs' | 'nightly'> & { ledger: Pick<NightlyWorld['ledger'], 'accounts'> },
  now: number,
): Promise<AccountId[]> {
  const due: AccountId[] = []
  for (const account of await world.ledger.accounts()) {
    if (account.state !== 'active') continue
    const night = lastNight(account, world.nightly, now)
    // A new account's first point is due from the moment it was enrolled.
    const since = Math.max(night, account.createdAt)
    if (isDue(await world.runs(account.id, 50), since, now)) due.push(account.id)
  }
  return due
}

// An account that waits for its owner's sign-in has failed nights too, one a night, and the page says why.
export async function noteMissedNights({ ledger, runs, nightly }: MissedWorld, now: number): Promise<void> {
  for (const account of await ledger.accounts()) {
    if (account.state !== 'needs-sign-in') continue
    const night = lastNight(account, nightly, now)
    const last = (await runs(account.id, 1))[0]
    if (account.createdAt > night || (last && last.startedAt >= night)) continue
    await ledger.noteMissed(
      { account: account.id, trigger: 'nightly', at: now, localDay: localDay(night, account.zone) },
      { code: 'login-refused' },
    )
  }
}

function isDue(runs: Run[], from: number, now: number): boolean {
  const since = runs.filter(run => run.startedAt >= from)
  if (since.some(run => run.state === 'done' && run.trigger !== 'manual')) return false
  const last = since[0]
  // A run that is still marked as running may be a dead worker's: the lease tells.
  if (last?.state !== 'failed' || last.finishedAt === null) return true
  // A run that was cut off by a stop or a crash is begun again at once.
  if (last.problem?.code === 'interrupted') return true
  const wait = now - from < 3_600_000 ? 10 * 60_000 : 3_600_000
  return now - last.finishedAt >= wait
}

// The newest instant at which this account's night began. Accounts are spread over the window by their id, always alike.
function lastNight(
  account: { id: AccountId; zone: string },
  { at, spreadMinutes }: NightlyWorld['nightly'],
  now: number,
): number {
  const spread = spreadMinutes ? (hash(account.id) % (spreadMinutes * 60)) * 1000 : 0
  const today = localDay(now, account.zone)
  const tonight = instantOf(today, at, account.zone) + spread
  return tonight <= now ? tonight : instantOf(addDays(today, -1), at, account.zone) + spread
}

function hash(text: string): number {
  let h = 0
  for (const char of text) h = (h * 31 + char.charCodeAt(0)) >>> 0
  return h
}

async function runOne(
  world: NightlyWorld,
  account: AccountId,
  trigger: Trigger,
  signal: AbortSignal,
): Promise<void> {
  const { log } = world
  try {
    const point = await backUp(world.backUp, account, trigger, undefined, signal)
    log.info('restore point sealed', {
      account,
      point: point.number,
      trigger,
      status: point.status,
      messages: point.messages,
      newMessages: point.newMessages,
      newBytes: point.newBytes,
      ms: point.durationMs,
    })
  } catch (error) {
    if (isRefusal(error) && ['busy', 'interrupted'].includes(error.code)) return
    log.error('restore point failed', { account, trigger, error })
  }
}
