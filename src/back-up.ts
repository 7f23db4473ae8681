import { localDay } from './domain/day.ts'
import type { Receipt } from './domain/folder-state.ts'
import type { MailServer } from './domain/mail-server.ts'
import type { AccountId, Point, Problem, Progress, Trigger } from './domain/point.ts'
import type { BackUpLedger, IndexWriter, LiveMailbox, RunStore } from './domain/ports.ts'
import { isRefusal, Refusal } from './domain/refusal.ts'
import { type LeaseWorld, withLease } from './lease.ts'
import { indexDay, reindex } from './reindex.ts'
import { retire } from './retention.ts'
import { isDisk, takePoint } from './snapshot.ts'

export interface BackUpWorld extends LeaseWorld {
  ledger: BackUpLedger
  servers: ReadonlyMap<string, MailServer>
  keepDays: number
  openMailbox(server: MailServer, address: string, sealed: string | null): Promise<LiveMailbox>
  openRun(account: AccountId, run: string): Promise<RunStore>
  openIndex(account: AccountId, build: string): Promise<IndexWriter>
  /** is the file of that build there */
  hasIndex(account: AccountId, build: string): Promise<boolean>
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
): Promise<Point> {
  const { ledger, now } = world
  const account = await ledger.account(id)
  if (!account) throw new Refusal('unknown-account', 'There is no such account; see: yestermail account list')
  const server = world.servers.get(account.domain)
  if (!server)
    throw new Refusal('no-server', `No mail server is configured for ${account.domain}.`, {
      domain: account.domain,
    })
  await world.checkDisk()
  return withLease(world, id, async epoch => {
    const day = localDay(now(), account.zone)
    const { run, point: number } = await ledger.beginRun({ account: id, trigger, at: now(), localDay: day })
    try {
      return await attempt(world, { account, server, trigger, number, run, epoch }, onProgress)
    } catch (error) {
      await ledger.failRun(run, number, now(), problemOf(error))
      // A master user's password is the operator's to mend; no sign-in of the owner would.
      if (isRefusal(error) && error.code === 'login-refused' && !server.master)
        await ledger.setState(id, 'needs-sign-in')
      throw error
    }
  })
}

interface Attempt {
  account: NonNullable<Awaited<ReturnType<BackUpLedger['account']>>>
  server: MailServer
  trigger: Trigger
  number: number
  run: number
  epoch: number
}

async function attempt(
  world: BackUpWorld,
  task: Attempt,
  onProgress: (progress: Progress) => void,
): Promise<Point> {
  const { account, server, trigger, number, run, epoch } = task
  const { ledger, now } = world
  const sealed = await ledger.credential(account.id)
  const connect = () => world.openMailbox(server, account.address, sealed)
  // The handshake with the server takes as long as opening files and index: both at once.
  let early: Promise<LiveMailbox> | null = connect()
  early.catch(() => {})
  const store = await world.openRun(account.id, `r${run}`)
  let index: IndexWriter | null = null
  try {
    index = await currentIndex(world, account, store)
    await adopt(world, account.id, { store, index, epoch })
    const open = () => {
      const first = early
      early = null
      return first ?? connect()
    }
    const steady = throttled(progress => {
      onProgress(progress)
      return ledger.progress(run, progress)
    }, now)
    const receipt = await takePoint(
      { open, store, index, now },
      {
        account: account.id,
        address: account.address,
        zone: account.zone,
        trigger,
        number,
        keepDays: world.keepDays,
      },
      steady,
    )
    if (!(await ledger.sealPoint(receipt.point, run, epoch, now())))
      throw new Error('the lease on the account was lost')
    await retire({ ledger, store, index, now }, account.id)
    return receipt.point
  } finally {
    await early?.then(mailbox => mailbox.close()).catch(() => {})
    await index?.close()
    await store.close()
  }
}

// A lost index heals itself: it is built anew from the files, under a new name, before anything is added to it.
async function currentIndex(
  world: BackUpWorld,
  account: Attempt['account'],
  store: RunStore,
): Promise<IndexWriter> {
  if (account.build && (await world.hasIndex(account.id, account.build)))
    return world.openIndex(account.id, account.build)
  const build = world.now().toString(36)
  const index = await world.openIndex(account.id, build)
  await reindex({ files: store, index })
  await world.ledger.setBuild(account.id, build)
  return index
}

// A day that was sealed when the power went, but has no row in the ledger, is taken up.
async function adopt(
  { ledger }: BackUpWorld,
  id: AccountId,
  { store, index, epoch }: { store: RunStore; index: IndexWriter; epoch: number },
): Promise<void> {
  const known = await ledger.dirs(id)
  for (const dir of await store.days()) {
    if (known.has(dir)) continue
    const receipt: Receipt | undefined = (await store.receipts()).find(r => r.point.dir === dir)
    if (!receipt) continue
    await indexDay({ files: store, index }, receipt)
    await ledger.sealPoint(receipt.point, null, epoch, receipt.point.takenAt)
  }
}

function throttled(
  report: (progress: Progress) => Promise<void> | void,
  now: () => number,
): (progress: Progress) => void {
  // A run that is over at once has nothing to report on the way.
  let last = now()
  let folder: string | null = null
  return progress => {
    if (now() - last < 400 && progress.folder === folder) return
    last = now()
    folder = progress.folder
    void report(progress)
  }
}

function problemOf(error: unknown): Problem {
  const detail = error instanceof Error ? error.message : String(error)
  if (isRefusal(error) && error.code === 'login-refused') return { code: 'login-refused' }
  if (isRefusal(error) && error.code === 'server-unreachable') return { code: 'server-unreachable', detail }
  if (isDisk(error)) return { code: 'disk', detail }
  return { code: 'fault', detail }
}
