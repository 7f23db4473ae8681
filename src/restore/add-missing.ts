import type { LiveWriter, ServerNo } from '../domain/live-writer.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { RestoreItem } from '../domain/restore.ts'
import type { ItemChange } from '../domain/restore-file.ts'
import { addMessage } from './add-message.ts'
import { openFlights } from './flights.ts'
import { changeFor, foundThere, refusedAlready } from './item-change.ts'
import { addedUids, addedWithoutUid, passThere } from './known-copies.ts'
import type { PutBackRequest, PutBackWorld } from './put-back-world.ts'
import { stopWatch } from './stop-watch.ts'
import { openTarget, type TargetFolder } from './target-folder.ts'

/** Items that are written down together: 'adding' before they are sent, then what became of them. */
const PORTION = 500
/** A folder that takes in nothing for so long takes in nothing any more, milliseconds. */
const STILL_MS = 1500

/** What lasts over the connections of one call. */
export interface Adding {
  /** sent one by one, because the connection broke while they were under way */
  suspects: Set<number>
  /** numbers of what is under way */
  underWay: Set<number>
  /** accepted, but of a kind that servers are known to change on the way: their bytes are looked at */
  doubtful: Set<number>
  onSettled(item: RestoreItem, change: Omit<ItemChange, 'n'>): void
}

type AddingEnd = 'all' | 'cancelled' | 'interrupted' | 'budget-spent'

/**
 * Adds whatever of the request is still to be added, by one connection, in the order of its file: each portion is written
 * down as 'adding' before the first of it is sent, so after any end it is known what to look for. Resolves with why it
 * stopped. Throws when the connection is lost, and Refusal 'throttled' when the server asks us to wait.
 */
export async function addMissing(
  world: PutBackWorld,
  { plan }: PutBackRequest,
  writer: LiveWriter,
  adding: Adding,
): Promise<AddingEnd> {
  const targetOf = await openTargets(world, plan, writer)
  const settled: ItemChange[] = []
  const flights = openFlights()
  const mayGoOn = stopWatch(world)
  let counted = writer.sent()

  const settle = (item: RestoreItem, change: Omit<ItemChange, 'n'>) => {
    settled.push({ ...change, n: item.n })
    adding.onSettled(item, change)
  }
  const spend = () => {
    world.budget.spend(writer.sent() - counted)
    counted = writer.sent()
  }
  const fly = async (target: TargetFolder, item: RestoreItem) => {
    adding.underWay.add(item.n)
    try {
      const outcome = await addMessage(writer, target, item, world.bytes, plan.mark)
      const { answer, odd } = outcome
      const change = changeFor(writer, target, item, outcome)
      if (answer.ok && (odd.nul || odd.bareLf)) adding.doubtful.add(item.n)
      settle(item, change)
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'damaged') throw error
      settle(item, { state: 'failed', why: 'damaged' })
    }
    adding.underWay.delete(item.n)
  }
  const send = async ({ target, item }: Sendable) => {
    const alone = adding.suspects.has(item.n)
    if (alone) await flights.landed()
    await writer.room()
    const late = refusedAlready(target, item, null)
    if (late) settle(item, late)
    else flights.begin(fly(target, item))
    if (alone) await flights.landed()
  }
  try {
    for (let after = 0; ; ) {
      const portion = world.items.items({ states: ['add', 'adding'], after, limit: PORTION })
      after = portion.at(-1)?.n ?? after
      if (!portion.length) {
        await flights.landed()
        return 'all'
      }
      const sendable: Sendable[] = []
      for (const item of portion) {
        const target = await targetOf(item.target)
        const done =
          refusedAlready(target, item, writer.appendLimit()) ?? (await foundThere(target, item, plan.mark))
        if (done) settle(item, done)
        else if ('arrivals' in target) sendable.push({ target, item })
      }
      const marked = sendable.map(({ item }) => ({ n: item.n, state: 'adding' as const }))
      world.items.mark([...settled.splice(0), ...marked])
      for (const [at, one] of sendable.entries()) {
        flights.check()
        spend()
        const stop = (await mayGoOn()) ?? (fits(world, one.item) ? null : 'budget-spent')
        if (!stop) await send(one)
        else {
          settled.push(...sendable.slice(at).map(({ item }) => ({ n: item.n, state: 'add' as const })))
          await flights.landed()
          return stop
        }
      }
    }
  } finally {
    spend()
    world.items.mark(settled)
    await world.budget.save()
  }
}

interface Sendable {
  target: TargetFolder
  item: RestoreItem
}

async function openTargets(
  world: PutBackWorld,
  { folders, mark }: PutBackRequest['plan'],
  writer: LiveWriter,
) {
  const listed = await writer.mailbox.folders()
  const planned = new Map(folders.map(one => [one.to, one]))
  const added = addedUids(world.items)
  const untold = addedWithoutUid(world.items)
  const targets = new Map<string, TargetFolder | ServerNo>()
  const unsure = new Set(world.items.counts().flatMap(one => (one.state === 'adding' ? [one.target] : [])))
  return async (path: string): Promise<TargetFolder | ServerNo> => {
    const there = targets.get(path)
    if (there) return there
    const plan = planned.get(path)
    const known = (validity: number) => added(path, validity)
    const settle = unsure.has(path) ? (look: () => Promise<number>) => untilStill(world, look) : null
    const target = await openTarget(writer, listed, path, plan, known, settle)
    if ('arrivals' in target) {
      for (const item of untold(path)) await target.arrivals.take(item, mark)
      if (target.arrivals.uidValidity !== plan?.uidValidity)
        await passThere(world.items, path, target.arrivals)
    }
    targets.set(path, target)
    return target
  }
}

// A server goes on with the commands it has received when a connection breaks.
async function untilStill({ pause }: PutBackWorld, uidNext: () => Promise<number>): Promise<void> {
  for (let before = await uidNext(), looks = 0; looks < 30; looks++) {
    await pause(STILL_MS)
    const now = await uidNext()
    if (now === before) return
    before = now
  }
}

// One that is longer than a day's octets may go when nothing else did.
function fits({ budget }: PutBackWorld, { size }: RestoreItem): boolean {
  return budget.left() >= size || budget.isFresh()
}
