import type { Account } from '../domain/account.ts'
import { localDay } from '../domain/day.ts'
import { promiseOf } from '../domain/keep.ts'
import { isDelegated, type MailServer } from '../domain/mail-server.ts'
import type { Plan } from '../domain/plan.ts'
import { planOf } from '../domain/plans.ts'
import type { AccountId, Point, Progress, Trigger } from '../domain/point.ts'
import type { BackUpLedger, IndexWriter, LiveMailbox, RunStore } from '../domain/ports.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import { isGood } from '../domain/standing.ts'
import { type RetentionLedger, retire } from '../keep/retention.ts'
import { openBudget, type TrafficLedger } from '../limits/budget.ts'
import { isDisk } from '../limits/disk-failure.ts'
import type { DiskNeed } from '../limits/disk-watch.ts'
import { type Lease, type LeaseWorld, withLease } from '../limits/lease.ts'
import { type LimitSettings, openRunLimits } from '../limits/run-limits.ts'
import { alsoAbout } from '../log.ts'
import type { DamageLedger } from '../proof/note-damages.ts'
import { noteStillDamaged } from '../proof/still-damaged.ts'
import { takePoint } from '../snapshot/snapshot.ts'
import { type VanishedWorld, watchVanished } from '../tell/vanished.ts'
import { adopt, currentIndex } from './adopt.ts'
import { problemOf } from './problem.ts'
import { steadyReport } from './progress.ts'

export interface BackUpWorld extends LeaseWorld, Pick<VanishedWorld, 'preferences'> {
  ledger: BackUpLedger & RetentionLedger & DamageLedger & TrafficLedger & VanishedWorld['ledger']
  servers: ReadonlyMap<string, MailServer>
  plans: ReadonlyMap<string, Plan>
  openMailbox(
    server: MailServer,
    address: string,
    sealed: string | null,
    signal?: AbortSignal,
  ): Promise<LiveMailbox>
  openRun(account: AccountId, run: string): Promise<RunStore>
  openIndex(account: AccountId, build: string): Promise<IndexWriter>
  /** is the file of that build there */
  hasIndex(account: AccountId, build: string): Promise<boolean>
  removeIndex(account: AccountId, build: string): Promise<void>
  /** told of what went wrong beside the run; never throws */
  onFault(error: unknown): void
  /** throws Refusal when the data folder is not there, not writable, or short of room for what is needed */
  checkDisk(need?: DiskNeed, account?: AccountId): Promise<void>
  limits: LimitSettings
  /** resolves after so many milliseconds, or when `signal` says stop */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/**
 * One attempt to take a restore point of one account, from the lease to the ledger row and the pruning after it. Throws
 * Refusal 'busy' when somebody else works on the account; any other failure is in the ledger as a failed run, too.
 */
export async function backUp(
  world: BackUpWorld,
  id: AccountId,
  trigger: Trigger,
  onProgress: (progress: Progress) => void = () => {},
  signal?: AbortSignal,
): Promise<Point> {
  const { ledger, now } = world
  const account = await ledger.account(id)
  if (!account) throw new Refusal('unknown-account', 'There is no such account; see: yestermail account list')
  return withLease(world, id, async lease => {
    const day = localDay(now(), account.zone)
    const run = await ledger.beginRun({ account: id, trigger, at: now(), localDay: day })
    const server = world.servers.get(account.domain)
    alsoAbout({ run, account: id, domain: account.domain })
    try {
      if (!server) throw noServer(account.domain)
      await world.checkDisk({ octets: 0, files: 0 })
      const goOn = () => {
        if (signal?.aborted)
          throw new Refusal('interrupted', 'The run was stopped; it goes on at the next start.')
        mustHold(lease)
      }
      const point = await attempt(
        world,
        { account, server, trigger, day, run, lease, goOn, signal },
        onProgress,
      )
      // Good again, whatever had stopped the nights before.
      if (account.state !== 'active') await ledger.setState(id, 'active')
      return point
    } catch (error) {
      // A ledger on a full disk must not hide what went wrong; the next run marks this one as cut off.
      await ledger.failRun(run, now(), problemOf(error, now())).catch(world.onFault)
      if (isRefusal(error) && error.code === 'login-refused') await noteRefused(ledger, account, server)
      throw error
    }
  }).catch(async error => {
    // Says which folder of which disk it is, and tells the operator, where it can be known.
    if (isDisk(error)) await world.checkDisk({ octets: 0, files: 0 })
    throw error
  })
}

// The operator's own credential is the operator's to mend; no sign-in of the owner would. Who is neither listed any more
// nor let in has left.
async function noteRefused(
  ledger: BackUpLedger,
  { id, domain }: Account,
  server?: MailServer,
): Promise<void> {
  if ((await ledger.noLongerListed(domain)).has(id)) await ledger.setState(id, 'gone')
  // A server may refuse a right password in a bad moment, but not three times in a row.
  else if (server && !isDelegated(server) && (await ledger.refusals(id)) >= 3)
    await ledger.setState(id, 'needs-sign-in')
}

interface Attempt {
  account: Account
  server: MailServer
  trigger: Trigger
  day: string
  run: number
  lease: Lease
  /** throws when the run must not go on */
  goOn: () => void
  signal: AbortSignal | undefined
}

async function attempt(
  world: BackUpWorld,
  task: Attempt,
  onProgress: (progress: Progress) => void,
): Promise<Point> {
  const { account, server, trigger, day, run, lease, goOn, signal } = task
  const { ledger, now } = world
  const budget = await openBudget(world, {
    server: server.domain,
    account: account.id,
    dailyBytes: server.dailyBytes ?? null,
  })
  const limits = openRunLimits({
    settings: world.limits,
    budget,
    now,
    goOn,
    checkDisk: () => world.checkDisk(),
    pause: milliseconds => world.pause(milliseconds, signal),
  })
  if (limits.enough()) throw spent(budget.renewedAt())
  const sealed = await ledger.credential(account.id)
  const connect = () =>
    world.openMailbox(server, account.address, sealed, signal).catch(error => {
      // Who is told to stop waits for no server, and it is not the server's fault.
      goOn()
      throw error
    })
  // The handshake with the server takes as long as opening files and index: both at once.
  let early: Promise<LiveMailbox> | null = connect()
  early.catch(() => {})
  let store: RunStore | null = null
  let index: IndexWriter | null = null
  try {
    store = await world.openRun(account.id, `r${run}`)
    index = await currentIndex(world, account, store)
    await adopt(world, account.id, { store, index, epoch: lease.epoch })
    const open = () => {
      const first = early
      early = null
      return first ?? connect()
    }
    const steady = steadyReport(
      { tell: onProgress, write: async progress => ledger.progress(run, progress) },
      now,
    )
    const number = await ledger.reservePoint({ account: account.id, trigger, at: now(), localDay: day })
    alsoAbout({ point: number })
    const { id, address, zone } = account
    const plan = planOf(account, world.servers, world.plans)
    const others = await ledger.points(id)
    const receipt = await takePoint(
      {
        open,
        store,
        index,
        limits,
        now,
        goOn,
        onFault: world.onFault,
        room: need => world.checkDisk(need, account.id),
      },
      {
        account: id,
        address,
        zone,
        trigger,
        number,
        plan,
        previousAt: others[0]?.takenAt ?? null,
        keptUntil: point => promiseOf(plan.keep, point, others),
      },
      steady,
    )
    if (!(await ledger.sealPoint(receipt.point, run, lease.epoch, now()))) throw leaseLost()
    // The day is safe from here on: what fails while tidying is told, and tried again the next night.
    await tellBudget(world, account, receipt.point, others[0]).catch(world.onFault)
    await watchVanished(world, index, receipt.point, others).catch(world.onFault)
    await noteStillDamaged({ ledger, files: store }, receipt, now()).catch(world.onFault)
    if (isGood(receipt.point))
      await retire({ ledger, store, index, now, goOn: () => mustHold(lease) }, id, plan).catch(world.onFault)
    return receipt.point
  } finally {
    await early?.then(mailbox => mailbox.close()).catch(() => {})
    await index?.close().catch(world.onFault)
    await store?.close().catch(world.onFault)
  }
}

// A copy that takes one more night is as planned; one that waits for octets night after night is worth a word.
async function tellBudget(
  { ledger, now }: BackUpWorld,
  { id, domain }: Account,
  point: Point,
  before: Point | undefined,
): Promise<void> {
  const spentBy = (one?: Point) => one?.problems.some(problem => problem.code === 'budget-spent')
  const alarm = { kind: 'budget-spent', account: id, about: domain } as const
  if (!spentBy(before)) return
  if (!spentBy(point)) return ledger.clear(alarm, now())
  const {
    done = 0,
    of = 0,
    until = 0,
  } = point.problems.find(problem => problem.code === 'not-finished') ?? {}
  await ledger.raise({ ...alarm, detail: { done, of, until } }, now())
}

function mustHold(lease: Lease): void {
  if (lease.lost) throw leaseLost()
}

function leaseLost(): Error {
  return new Error('the lease on the account was lost')
}

function spent(until: number): Refusal {
  return new Refusal(
    'budget-spent',
    'The octets that the provider allows in a day are used up; the run goes on when the next day begins.',
    { until },
  )
}

function noServer(domain: string): Refusal {
  return new Refusal('no-server', `No mail server is configured for ${domain}.`, { domain })
}
