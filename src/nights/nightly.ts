import { type BackUpWorld, backUp } from '../back-up/back-up.ts'
import type { AccountId, Point, Trigger } from '../domain/point.ts'
import { isRefusal } from '../domain/refusal.ts'
import { about, type Log } from '../log.ts'
import { afterFailedRun, afterGoodRun } from './after-run.ts'
import { type DueLedger, type DueWorld, type Moment, type Slots, setNextLook, startDue } from './start-due.ts'
import { type AskWorld, takeAsks } from './take-asks.ts'

export interface NightlyWorld extends AskWorld, DueWorld {
  ledger: AskWorld['ledger'] & DueLedger & WaitingLedger
  backUp: BackUpWorld
  /** what is done in small pieces while nothing is due: stored messages are read again, indexes looked after (tend.ts) */
  whenIdle?(signal: AbortSignal): Promise<void>
  /** runs at once */
  atOnce: number
  log: Log
  /** resolves after so many milliseconds, or when `signal` says stop */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>
}

interface WaitingLedger {
  heartbeatNow(now: number, worker: string): Promise<void>
  workerEnds(worker: string): Promise<void>
  workers(): Promise<{ name: string; beatAt: number }[]>
  waiting(now: number, gone: readonly string[], limit: number): Promise<Waiting[]>
  takeWaiting(run: Waiting, worker: string): Promise<boolean>
  leaveWaiting(run: number): Promise<void>
}

interface Waiting {
  id: number
  account: AccountId
  trigger: Trigger
  worker: string | null
}

/**
 * The life of `work`: takes up what people asked, takes the first point of new accounts at once and every account's
 * point when its plan says so, missed nights included, until `signal` says stop; runs that are under way end at their
 * next message and go on at the next start. Several such processes share the accounts of one data folder.
 */
export async function work(world: NightlyWorld, signal: AbortSignal): Promise<void> {
  const { ledger, worker, log, now } = world
  const began = now()
  const running = new Map<AccountId, Promise<void>>()
  const slots: Slots = {
    free: () => world.atOnce - running.size,
    has: id => running.has(id),
    start: ({ id }, trigger) => start(id, trigger, null),
  }
  let beat = Number.NEGATIVE_INFINITY
  let looked = Number.POSITIVE_INFINITY
  let broken = Number.NEGATIVE_INFINITY
  while (!signal.aborted) {
    try {
      await look()
    } catch (error) {
      // A ledger that is locked or a disk that is full must not end the nights of everybody.
      log.error('fault', { error })
      await world.pause(5000, signal)
    }
    await world.pause(300, signal)
  }
  await Promise.all(running.values())
  await world.whenIdle?.(signal)
  await ledger.workerEnds(worker).catch(error => log.error('fault', { error }))

  async function look(): Promise<void> {
    const isGone = await whoIsGone(world)
    const moment: Moment = { now: now(), began, gone: (await ledger.holders()).filter(isGone) }
    // Plans may have changed before the start; and what was set by a clock that was ahead would be too late.
    if (moment.now < looked - 60_000) await ledger.lookAgain(null)
    looked = moment.now
    if (Math.abs(moment.now - beat) >= 5000) {
      await ledger.heartbeatNow(moment.now, worker)
      beat = moment.now
    }
    await takeAsksUnlessBroken(isGone, moment.now)
    await startWaiting(world, running, start, moment)
    await startDue(world, slots, moment)
    if (running.size === 0) void world.whenIdle?.(signal)
  }

  // The desk is the web's: whatever became of it, the nights go on.
  async function takeAsksUnlessBroken(isGone: (name: string) => boolean, at: number): Promise<void> {
    if (Math.abs(at - broken) < 5000) return
    try {
      await takeAsks({ ...world, isGone })
    } catch (error) {
      broken = at
      log.error('fault', { error })
    }
  }

  function start(account: AccountId, trigger: Trigger, waiting: number | null): void {
    const one = about({ account, trigger }, () => runOne(world, { account, trigger, waiting, began }, signal))
    running.set(
      account,
      one.catch(error => log.error('fault', { error })).finally(() => running.delete(account)),
    )
  }
}

// Of another machine nobody can look whether a process lives: there silence tells, as long as a lease.
async function whoIsGone({ ledger, isGone, now, worker }: NightlyWorld): Promise<(name: string) => boolean> {
  const silent = (await ledger.workers()).filter(({ beatAt }) => now() - beatAt > SILENCE)
  const names = new Set(silent.map(({ name }) => name))
  return name => name !== worker && (names.has(name) || isGone(name))
}

/** Milliseconds. */
const SILENCE = 10 * 60_000

// Whoever asked sits before the page and goes first; but one slot is left for the night, so that clicks cannot stop it.
async function startWaiting(
  { ledger, worker, atOnce }: NightlyWorld,
  running: ReadonlyMap<AccountId, unknown>,
  start: (account: AccountId, trigger: Trigger, waiting: number) => void,
  { now, gone }: Moment,
): Promise<void> {
  const most = Math.max(1, atOnce - 1)
  if (running.size >= most) return
  for (const run of await ledger.waiting(now, gone, 50)) {
    if (running.size >= most) return
    if (running.has(run.account) || !(await ledger.takeWaiting(run, worker))) continue
    start(run.account, run.trigger, run.id)
  }
}

interface Task {
  account: AccountId
  trigger: Trigger
  /** the waiting run that it is */
  waiting: number | null
  /** when this worker started */
  began: number
}

async function runOne(world: NightlyWorld, task: Task, signal: AbortSignal): Promise<void> {
  const { ledger, log } = world
  const { account, trigger, waiting } = task
  let point: Point
  log.debug('run begins')
  try {
    point = await backUp(world.backUp, account, trigger, undefined, signal)
  } catch (error) {
    const code = isRefusal(error) ? error.code : null
    if (code !== 'busy' && code !== 'interrupted') log.error('restore point failed', { error })
    // It did not begin, whatever the reason: it waits on.
    if (waiting !== null) await ledger.leaveWaiting(waiting)
    return code === 'busy' ? undefined : followUp(world, task, false)
  }
  log.info('restore point sealed', figures(point))
  await followUp(world, task, true)
}

// The ledger knows how it ended; what follows from it for others is noted, and when to look at the account again.
async function followUp(world: NightlyWorld, { account, began }: Task, good: boolean): Promise<void> {
  await (good ? afterGoodRun(world, account) : afterFailedRun(world, account))
  await setNextLook(world, account, { now: world.now(), began, gone: [] })
}

function figures({ number, trigger, status, messages, newMessages, newBytes, durationMs }: Point) {
  return { point: number, trigger, status, messages, newMessages, newBytes, ms: durationMs }
}
