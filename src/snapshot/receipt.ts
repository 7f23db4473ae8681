import { localDay } from '../domain/day.ts'
import { doneBy } from '../domain/done-by.ts'
import type { ReceiptFolder, StateHeader } from '../domain/folder-state.ts'
import type { Point, Problem } from '../domain/point.ts'
import type { LiveFolder } from '../domain/ports.ts'
import type { FolderResult } from './folder.ts'
import type { SnapshotTask } from './snapshot.ts'

/** One folder of the receipt: what the point shows of it, and what there is of it. */
export function receiptFolder(
  live: LiveFolder,
  folder: string,
  before: StateHeader | undefined,
  result: FolderResult | Problem,
): ReceiptFolder {
  const counted = ('header' in result ? result.counted : live.status?.messages) ?? null
  const common = {
    folder,
    raw: live.raw,
    path: live.path,
    delimiter: live.delimiter,
    specialUse: live.specialUse,
    subscribed: live.subscribed,
    counted,
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
  const problem =
    result.code === 'not-finished' && counted !== null
      ? { ...result, done: Math.min(before?.messages ?? 0, counted), of: counted }
      : result
  return { ...common, outcome: 'not-read', state: null, newest: before ?? null, problem }
}

/** What a run that used up its time or octets says of the whole mailbox; nothing when it did not. */
export function unfinished(
  { previousAt }: SnapshotTask,
  now: number,
  folders: readonly ReceiptFolder[],
  newMessages: number,
  stopped: Problem | null,
): Problem[] {
  const isLeft = ({ problem, outcome, newest }: ReceiptFolder) =>
    problem?.code === 'not-finished' || (outcome === 'partial' && Boolean(newest?.unread))
  if (!stopped || !folders.some(isLeft)) return []
  const { done, of } = howFar(folders)
  // Nights are a day apart unless the last point says otherwise (a weekly plan).
  const interval = Math.max(aDay, Math.min(31 * aDay, previousAt === null ? aDay : now - previousAt))
  const until = doneBy(now, { left: of - done, lastNight: newMessages, interval })
  const whole: Problem = { code: 'not-finished', done, of, ...(until === null ? {} : { until }) }
  return stopped.code === 'not-finished' ? [whole] : [whole, stopped]
}

const aDay = 86_400_000

/** Messages that are in, in this or an older state, of those the server counted. */
export function howFar(folders: readonly ReceiptFolder[]): { done: number; of: number } {
  let done = 0
  let of = 0
  for (const { newest, counted } of folders) {
    const all = counted ?? newest?.messages ?? 0
    of += all
    done += Math.min(all, newest?.messages ?? 0)
  }
  return { done, of }
}

/** The point that these folders make. `problems`: those of the whole first, then each folder's own. */
export function pointOf(
  task: SnapshotTask,
  takenAt: number,
  now: number,
  folders: readonly ReceiptFolder[],
  fresh: { messages: number; bytes: number },
  problems: readonly Problem[],
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
    problems: [...problems],
  }
  return { ...point, keptUntil: task.keptUntil(point) }
}
