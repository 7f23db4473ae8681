import { localTime } from '../domain/day.ts'
import type { Receipt, ReceiptFolder } from '../domain/folder-state.ts'
import type { LiveMailbox } from '../domain/live-mailbox.ts'
import type { Plan } from '../domain/plan.ts'
import type { Point, Problem, Progress, Trigger } from '../domain/point.ts'
import type { IndexWriter, RunStore } from '../domain/ports.ts'
import { Refusal } from '../domain/refusal.ts'
import { isShortage } from '../domain/shortage.ts'
import type { RunLimits } from '../limits/run-limits.ts'
import { folderTwice, readManifest } from '../proof/day-check.ts'
import { indexMessages, manifestsOf } from '../proof/reindex.ts'
import { emailIds } from './email-ids.ts'
import { toBeWritten } from './estimate.ts'
import { readFolder } from './folder.ts'
import { chooseFolders } from './folder-choice.ts'
import { identifyFolders, type KnownFolder } from './folder-identity.ts'
import { guardMailbox } from './guard-mailbox.ts'
import { readingOrder } from './order.ts'
import { startProgress } from './progress.ts'
import { pointOf, receiptFolder, unfinished } from './receipt.ts'
import { folderReader } from './retry.ts'
import { sealBehind } from './seal-behind.ts'

export interface SnapshotTask {
  account: string
  address: string
  zone: string
  trigger: Trigger
  /** reserved number of the point */
  number: number
  /** which folders are left out */
  plan: Pick<Plan, 'junk' | 'shared'>
  /** until when the point is promised to stay, milliseconds */
  keptUntil(point: Omit<Point, 'keptUntil'>): number
  /** when the account's last point was taken; null before the first */
  previousAt: number | null
}

export interface SnapshotWorld {
  open(): Promise<LiveMailbox>
  store: RunStore
  index: IndexWriter
  limits: RunLimits
  now(): number
  /** throws Refusal 'disk-…' when there is no room for so many octets in so many files */
  room(need: { octets: number; files: number }): Promise<void>
  /** throws when the run must end: told to stop, or the lease is lost */
  goOn(): void
  /** told of what went wrong beside the run; never throws */
  onFault(error: unknown): void
}

/**
 * One account, one instant: every folder of the live mailbox read and sealed, then the day, then the index. The day is
 * not there for readers until the caller writes the ledger row. Throws when no folder is listed or not one could be read,
 * when the server cannot be reached again, and on every failure of the disk. A folder that fails alone makes the point
 * partial, and so does a run whose time or octets are used up; one that brought nothing by then is refused with the reason.
 */
export async function takePoint(
  world: SnapshotWorld,
  task: SnapshotTask,
  onProgress: (progress: Progress) => void,
): Promise<Receipt> {
  const { store, limits, now, goOn } = world
  const takenAt = now()
  const tries: Parameters<typeof guardMailbox>[2] = new Map()
  const connect = async () => guardMailbox(await world.open(), limits, tries)
  let mailbox = await connect()
  const sealing = sealBehind(world)
  try {
    const all = await mailbox.folders()
    // A server that lists nothing is ill: everybody has an INBOX. It must not look like "all gone".
    if (!all.some(live => live.selectable)) throw new Error('the server listed no folder')
    const { taken: listed, leftOut } = chooseFolders(all, task.plan, mailbox.gmail())
    const newest = await store.newest()
    const known = await identifyFolders(mailbox, store, listed)
    await world.room(toBeWritten(listed, newest, limits.budget.left()))
    await heal(world, known)
    const progress = startProgress(listed, onProgress)
    const found = new Map<string, { entry: ReceiptFolder; problems: Problem[] }>()
    const fresh = { messages: 0, bytes: 0, states: 0 }
    const readOrSay = folderReader()
    const mails = emailIds(store)
    const { seal } = sealing
    for (const live of readingOrder(listed)) {
      const which = known.get(live.raw) ?? { folder: '', before: undefined, moved: false }
      const { folder, before } = which
      const result = await readOrSay(live, {
        goOn,
        limits,
        mailbox: () => mailbox,
        progress: () => tries.get(live.raw)?.received ?? 0,
        attempt() {
          progress.enter(live)
          return readFolder({ ...world, mailbox, mails, seal }, live, which, progress.message)
        },
        async reconnect() {
          await mailbox.close()
          mailbox = await connect()
        },
      })
      if ('header' in result) {
        fresh.messages += result.newMessages
        fresh.bytes += result.newBytes
        if (result.header.n !== before?.n && (result.newMessages || result.outcome === 'read')) fresh.states++
      }
      const entry = receiptFolder(live, folder, before, result)
      found.set(live.raw, {
        entry,
        problems: 'header' in result ? result.problems : [entry.problem ?? []].flat(),
      })
      progress.leave(live, entry.newest?.messages ?? 0)
    }
    const inOrder = listed.flatMap(live => found.get(live.raw) ?? [])
    const folders = inOrder.map(one => one.entry)
    const problems = unfinished(task, now(), folders, fresh.messages, limits.stopped())
    if (problems.length && !fresh.states) throw nothingNew(limits)
    const isEmpty = folders.every(f => f.outcome === 'not-read' || !f.newest?.messages)
    // Not one message of a mailbox that has some is no backup, and must not look like one.
    if (isEmpty && (folders.every(f => f.state === null) || folders.some(f => f.counted)))
      throw new Error(`no folder could be read: ${folders.find(f => f.problem)?.problem?.detail ?? ''}`)
    await sealing.done()
    goOn()
    problems.push(...inOrder.flatMap(one => one.problems))
    // Such a day could never be shown; on the disk it would be a riddle for every later run.
    const twice = folderTwice(folders)
    if (twice) throw new Error(`folder ${twice} stands for two folders of the server`)
    const point = pointOf(task, takenAt, now(), folders, fresh, problems)
    const receipt = await store.sealDay(
      { v: 1, address: task.address, point, folders, leftOut, previous: null },
      localTime(takenAt, task.zone),
    )
    await world.index.seal(receipt.point, receipt.folders, manifestsOf(store, receipt))
    return receipt
  } finally {
    await sealing.done().catch(() => {})
    await mailbox.close()
    await limits.budget.save()
  }
}

// A run that was killed may have sealed states whose messages the index does not know. A folder whose last manifest cannot
// be read, and is not in the index, begins anew: its messages are stored once all the same.
async function heal(
  { store, index, onFault }: SnapshotWorld,
  known: Map<string, KnownFolder>,
): Promise<void> {
  const states = [...known.values()].flatMap(({ before }) => before ?? [])
  const lacking = new Set((await index.lacking(states)).map(({ folder, n }) => `${folder}/${n}`))
  for (const [raw, { folder, before }] of known) {
    if (!before || !lacking.has(`${before.folder}/${before.n}`)) continue
    try {
      await readManifest(store, before)
    } catch (error) {
      if (isShortage(error)) throw error
      onFault(error)
      known.set(raw, { folder, before: undefined, moved: false })
      continue
    }
    await indexMessages({ files: store, index }, before)
  }
}

// A day that shows nothing new would only look like a backup.
function nothingNew(limits: RunLimits): Refusal {
  const stopped = limits.stopped()
  const sentences: Record<string, string> = {
    throttled: 'The mail server asks us to wait; the run goes on later.',
    'budget-spent':
      'The octets that the provider allows in a day are used up; the run goes on when the next day begins.',
    'server-unreachable': 'The mail server breaks the connections; the run goes on later.',
  }
  const code = stopped?.code ?? 'not-finished'
  const sentence = sentences[code] ?? 'The time of the run was used up before anything new was read.'
  return new Refusal(code, sentence, stopped?.until === undefined ? {} : { until: stopped.until })
}
