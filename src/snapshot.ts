import { isDisk } from './disk-failure.ts'
import { localDay, localTime } from './domain/day.ts'
import type { Receipt, ReceiptFolder, StateHeader } from './domain/folder-state.ts'
import type { Point, Problem, Progress, Trigger } from './domain/point.ts'
import type { IndexWriter, LiveFolder, LiveMailbox, RunStore } from './domain/ports.ts'
import { indexMessages, manifestsOf } from './reindex.ts'
import { type FolderResult, readFolder } from './snapshot-folder.ts'

export interface SnapshotTask {
  account: string
  address: string
  zone: string
  trigger: Trigger
  /** reserved number of the point */
  number: number
  /** until when the point is promised to stay, milliseconds */
  keptUntil(point: Omit<Point, 'keptUntil'>): number
}

export interface SnapshotWorld {
  open(): Promise<LiveMailbox>
  store: RunStore
  index: IndexWriter
  now(): number
  /** throws when the run must end: told to stop, or the lease is lost */
  goOn(): void
}

/**
 * One account, one instant: every folder of the live mailbox read and sealed, then the day, then the index. The day is
 * not there for readers until the caller writes the ledger row. Throws when no folder is listed or not one could be read,
 * when the server cannot be reached again, and on every failure of the disk. A folder that fails alone makes the point
 * partial.
 */
export async function takePoint(
  world: SnapshotWorld,
  task: SnapshotTask,
  onProgress: (progress: Progress) => void,
): Promise<Receipt> {
  const takenAt = world.now()
  let mailbox = await world.open()
  try {
    const listed = await mailbox.folders()
    // A server that lists nothing is ill: everybody has an INBOX. It must not look like "all gone".
    if (!listed.some(live => live.selectable)) throw new Error('the server listed no folder')
    const newest = await world.store.newest()
    await heal(
      world,
      listed.flatMap(live => newest.get(live.raw) ?? []),
    )
    const progress = startProgress(listed, onProgress)
    const folders: ReceiptFolder[] = []
    const fresh = { messages: 0, bytes: 0 }
    for (const live of listed) {
      const before = newest.get(live.raw)
      const folder = await world.store.folderId(live.raw)
      progress.enter(live)
      const result = await readOrSay(live, {
        goOn: world.goOn,
        usable: () => mailbox.usable(),
        attempt: () => readFolder({ ...world, mailbox }, live, folder, before, progress.message),
        async reconnect() {
          await mailbox.close()
          mailbox = await world.open()
        },
      })
      if ('header' in result) {
        fresh.messages += result.newMessages
        fresh.bytes += result.newBytes
      }
      folders.push(receiptFolder(live, folder, before, result))
      progress.leave(live)
    }
    if (!folders.some(f => f.outcome !== 'not-read' && f.state !== null))
      throw new Error(`no folder could be read: ${folders.find(f => f.problem)?.problem?.detail ?? ''}`)
    world.goOn()
    const point = pointOf(task, takenAt, world.now(), folders, fresh)
    const receipt = await world.store.sealDay(
      { v: 1, address: task.address, point, folders, previous: null },
      localTime(takenAt, task.zone),
    )
    await world.index.seal(receipt.point, receipt.folders, manifestsOf(world.store, receipt))
    return receipt
  } finally {
    await mailbox.close()
  }
}

// A run that was killed may have sealed states whose messages the index does not know.
async function heal(
  { store, index }: { store: RunStore; index: IndexWriter },
  states: StateHeader[],
): Promise<void> {
  for (const state of await index.lacking(states)) await indexMessages({ files: store, index }, state)
}

// A folder that fails while the connection is up is named and left. A lost connection is made anew once for the folder;
// a server that cannot be reached again ends the run: what is sealed is used by the next one.
async function readOrSay(
  live: LiveFolder,
  { attempt, usable, reconnect, goOn }: Attempts,
): Promise<FolderResult | Problem> {
  if (!live.selectable) return { code: 'folder-not-read', folder: live.path }
  if (live.unsafeName) return { code: 'folder-name', folder: live.path }
  for (let again = false; ; again = true) {
    goOn()
    if (!usable()) await reconnect()
    try {
      return await attempt()
    } catch (error) {
      goOn()
      if (isDisk(error)) throw error
      if (!again && !usable()) continue
      const detail = serversWords(error)
      return { code: 'folder-not-read', folder: live.path, detail }
    }
  }
}

// imapflow says "Command failed" and keeps what the server said beside it.
function serversWords(error: unknown): string {
  const { responseText, message } = error as { responseText?: unknown; message?: unknown }
  return String(responseText ?? message ?? error).slice(0, 500)
}

interface Attempts {
  attempt(): Promise<FolderResult>
  usable(): boolean
  reconnect(): Promise<void>
  goOn(): void
}

function receiptFolder(
  live: LiveFolder,
  folder: string,
  before: StateHeader | undefined,
  result: FolderResult | Problem,
): ReceiptFolder {
  const common = {
    folder,
    raw: live.raw,
    path: live.path,
    delimiter: live.delimiter,
    specialUse: live.specialUse,
    subscribed: live.subscribed,
    counted: live.status?.messages ?? null,
    manifest: null,
  }
  if ('header' in result)
    return {
      ...common,
      outcome: result.outcome,
      state: result.header.n,
      newest: result.header,
      problem: result.problem,
    }
  // A parent without messages of its own is whole as it is.
  if (!live.selectable) return { ...common, outcome: 'read', state: null, newest: null, problem: null }
  return { ...common, outcome: 'not-read', state: null, newest: before ?? null, problem: result }
}

function pointOf(
  task: SnapshotTask,
  takenAt: number,
  now: number,
  folders: ReceiptFolder[],
  fresh: { messages: number; bytes: number },
): Point {
  const day = localDay(takenAt, task.zone)
  const shown = folders.filter(f => f.state !== null)
  const point: Omit<Point, 'keptUntil'> = {
    number: task.number,
    account: task.account,
    takenAt,
    localDay: day,
    zone: task.zone,
    dir: day,
    status: folders.every(f => f.outcome === 'read') ? 'complete' : 'partial',
    trigger: task.trigger,
    messages: shown.reduce((sum, f) => sum + (f.newest?.messages ?? 0), 0),
    bytes: shown.reduce((sum, f) => sum + (f.newest?.bytes ?? 0), 0),
    newMessages: fresh.messages,
    newBytes: fresh.bytes,
    durationMs: now - takenAt,
    problems: folders.flatMap(f => f.problem ?? []),
  }
  return { ...point, keptUntil: task.keptUntil(point) }
}

function startProgress(listed: LiveFolder[], report: (progress: Progress) => void) {
  const readable = listed.filter(f => f.selectable)
  const progress: Progress = {
    folder: null,
    folders: readable.length,
    foldersDone: 0,
    messages: readable.reduce((sum, f) => sum + (f.status?.messages ?? 0), 0),
    messagesDone: 0,
    bytesDone: 0,
  }
  let doneBefore = 0
  return {
    enter(live: LiveFolder) {
      progress.folder = live.path
      report({ ...progress })
    },
    message(bytes: number) {
      progress.messagesDone++
      progress.bytesDone += bytes
      report({ ...progress })
    },
    leave(live: LiveFolder) {
      if (live.selectable) progress.foldersDone++
      // A folder that was skipped as unchanged counts whole; one that was tried twice counts once.
      doneBefore += live.status?.messages ?? 0
      progress.messagesDone = doneBefore
      report({ ...progress })
    },
  }
}
