import { isDisk } from './disk-failure.ts'
import type { Account } from './domain/account.ts'
import { localDay } from './domain/day.ts'
import { promiseOf } from './domain/keep.ts'
import { isDelegated, type MailServer } from './domain/mail-server.ts'
import type { Plan } from './domain/plan.ts'
import { planOf } from './domain/plans.ts'
import type { AccountId, Point, Problem, Progress, Trigger } from './domain/point.ts'
import type { BackUpLedger, IndexWriter, LiveMailbox, RunStore } from './domain/ports.ts'
import { isRefusal, Refusal } from './domain/refusal.ts'
import { type Lease, type LeaseWorld, withLease } from './lease.ts'
import { indexDay, reindex } from './reindex.ts'
import { type RetentionLedger, retire } from './retention.ts'
import { takePoint } from './snapshot.ts'

export interface BackUpWorld extends LeaseWorld {
  ledger: BackUpLedger & RetentionLedger
  servers: ReadonlyMap<string, MailServer>
  plans: ReadonlyMap<string, Plan>
  openMailbox(server: MailServer, address: string, sealed: string | null): Promise<LiveMailbox>
  openRun(account: AccountId, run: string): Promise<RunStore>
  openIndex(account: AccountId, build: string): Promise<IndexWriter>
  /** is the file of that build there */
  hasIndex(account: AccountId, build: string): Promise<boolean>
  removeIndex(account: AccountId, build: string): Promise<void>
  /** told of what went wrong beside the run; never throws */
  onFault(error: unknown): void
  /** throws Refusal when the data folder is not there, or not writable */
  checkDisk(): Promise<void>
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
    try {
      if (!server) throw noServer(account.domain)
      await world.checkDisk()
      const goOn = () => {
        if (signal?.aborted)
          throw new Refusal('interrupted', 'The run was stopped; it goes on at the next start.')
        if (lease.lost) throw new Error('the lease on the account was lost')
      }
      const point = await attempt(world, { account, server, trigger, day, run, lease, goOn }, onProgress)
      // Good again, whatever had stopped the nights before.
      if (account.state !== 'active') await ledger.setState(id, 'active')
      return point
    } catch (error) {
      await ledger.failRun(run, now(), problemOf(error))
      if (isRefusal(error) && error.code === 'login-refused') await noteRefused(ledger, account, server)
      throw error
    }
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
  else if (server && !isDelegated(server)) await ledger.setState(id, 'needs-sign-in')
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
}

async function attempt(
  world: BackUpWorld,
  task: Attempt,
  onProgress: (progress: Progress) => void,
): Promise<Point> {
  const { account, server, trigger, day, run, lease, goOn } = task
  const { ledger, now } = world
  const sealed = await ledger.credential(account.id)
  const connect = () => world.openMailbox(server, account.address, sealed)
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
    const steady = throttled(async progress => {
      onProgress(progress)
      await ledger.progress(run, progress)
    }, now)
    const number = await ledger.reservePoint({ account: account.id, trigger, at: now(), localDay: day })
    const { id, address, zone } = account
    const plan = planOf(account, world.servers, world.plans)
    const others = await ledger.points(id)
    const receipt = await takePoint(
      { open, store, index, now, goOn },
      {
        account: id,
        address,
        zone,
        trigger,
        number,
        keptUntil: point => promiseOf(plan.keep, point, others),
      },
      steady,
    )
    if (!(await ledger.sealPoint(receipt.point, run, lease.epoch, now())))
      throw new Error('the lease on the account was lost')
    // The day is safe from here on: what fails while tidying is told, and tried again the next night.
    await retire({ ledger, store, index, now }, id, plan).catch(world.onFault)
    return receipt.point
  } finally {
    await early?.then(mailbox => mailbox.close()).catch(() => {})
    await index?.close().catch(world.onFault)
    await store?.close().catch(world.onFault)
  }
}

// A lost index heals itself: it is built anew from the files, under a new name, before anything is added to it.
async function currentIndex(world: BackUpWorld, account: Account, store: RunStore): Promise<IndexWriter> {
  if (account.build && (await world.hasIndex(account.id, account.build)))
    return world.openIndex(account.id, account.build)
  const build = world.now().toString(36)
  const index = await world.openIndex(account.id, build)
  try {
    await reindex({ files: store, index, onDamage: world.onFault })
  } catch (error) {
    await index.close().catch(() => {})
    await world.removeIndex(account.id, build)
    throw error
  }
  await world.ledger.setBuild(account.id, build)
  return index
}

// A day that was sealed when the power went, but has no row in the ledger, is taken up.
async function adopt(
  { ledger, onFault }: BackUpWorld,
  id: AccountId,
  { store, index, epoch }: { store: RunStore; index: IndexWriter; epoch: number },
): Promise<void> {
  const known = await ledger.dirs(id)
  const unknown = (await store.days()).filter(dir => !known.has(dir))
  if (!unknown.length) return
  for (const receipt of await store.receipts(onFault)) {
    if (!unknown.includes(receipt.point.dir)) continue
    await ledger.raiseNumbers(receipt.point.number)
    await indexDay({ files: store, index }, receipt)
    if (!(await ledger.sealPoint(receipt.point, null, epoch, receipt.point.takenAt)))
      throw new Error(`day ${receipt.point.dir} has the number of another point`)
  }
}

function noServer(domain: string): Refusal {
  return new Refusal('no-server', `No mail server is configured for ${domain}.`, { domain })
}

function throttled(
  report: (progress: Progress) => Promise<void>,
  now: () => number,
): (progress: Progress) => void {
  // A run that is over at once has nothing to report on the way.
  let last = now()
  let folder: string | null = null
  return progress => {
    if (now() - last < 400 && progress.folder === folder) return
    last = now()
    folder = progress.folder
    // Telling is not worth a run, still less the process.
    report(progress).catch(() => {})
  }
}

function problemOf(error: unknown): Problem {
  const detail = error instanceof Error ? error.message : String(error)
  if (isRefusal(error) && error.code === 'login-refused') return { code: 'login-refused' }
  if (isRefusal(error) && error.code === 'key-missing') return { code: 'key-missing', detail }
  if (isRefusal(error) && error.code === 'interrupted') return { code: 'interrupted' }
  if (isRefusal(error) && ['server-unreachable', 'no-server'].includes(error.code))
    return { code: 'server-unreachable', detail }
  if (isRefusal(error) && /^(disk|data)-/.test(error.code)) return { code: 'disk', detail }
  if (isDisk(error)) return { code: 'disk', detail }
  return { code: 'fault', detail }
}
