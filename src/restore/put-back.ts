import type { LiveWriter } from '../domain/live-writer.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { RestoreProgress, RestoreResult } from '../domain/restore.ts'
import type { RestoreFile } from '../domain/restore-file.ts'
import { type Adding, addMissing } from './add-missing.ts'
import { interruptedBy, STOPPED } from './interrupted-by.ts'
import type { PutBackEnd, PutBackRequest, PutBackWorld } from './put-back-world.ts'
import { readBack } from './read-back.ts'

/** Milliseconds before each new connection in place of a broken one; what was under way may still arrive meanwhile. */
const PAUSES = [1000, 5000, 20_000]
/** So often the connection may break while one message alone is under way, before that message is left out. */
const MOST_STRIKES = 2

/**
 * Adds to the live mailbox whatever of the request is not there by now: looks once more at what came since the plan, adds
 * exact bytes with INTERNALDATE, flags and keywords, and reads back what came of it. Nothing else in the mailbox changes.
 * Called again after any end it goes on; when all is there it adds nothing. Throws faults only.
 */
export async function putBack(world: PutBackWorld, request: PutBackRequest): Promise<PutBackEnd> {
  const strikes = new Map<number, number>()
  const progress = progressOf(world.items)
  let moved = false
  const adding: Adding = {
    suspects: new Set(),
    underWay: new Set(),
    doubtful: new Set(),
    onSettled(item, { state }) {
      moved = true
      progress.done++
      if (state === 'added') progress.bytes += item.size
      world.onProgress({ ...progress })
    },
  }
  world.onProgress({ ...progress })
  for (let breaks = 0; ; ) {
    moved = false
    let writer: LiveWriter | null = null
    try {
      writer = await world.openWriter()
      const end = await addMissing(world, request, writer, adding)
      await readBack(world, request, writer, adding.doubtful)
      return endOf(world, request, end)
    } catch (error) {
      const interrupted = (): PutBackEnd => ({
        result: resultOf(world.items, request),
        end: 'interrupted',
        ...interruptedBy(world, writer, error),
      })
      const lost = writer !== null && !writer.usable()
      if (writer?.asksToWait(error) || isRefusal(error)) return interrupted()
      if (!lost) throw error
      strike(world, adding, strikes)
      breaks = moved ? 1 : breaks + 1
      const pause = PAUSES[breaks - 1]
      if (pause === undefined || (await world.stop()) !== null) return interrupted()
      await world.pause(pause)
    } finally {
      await writer?.close()
    }
  }
}

// A message that ends the connection each time must not stop all others.
function strike(world: PutBackWorld, adding: Adding, strikes: Map<number, number>): void {
  const [first, ...others] = adding.underWay
  if (first !== undefined && !others.length) {
    const times = (strikes.get(first) ?? 0) + 1
    strikes.set(first, times)
    if (times >= MOST_STRIKES)
      world.items.mark([
        { n: first, state: 'failed', why: 'refused', said: 'The connection broke each time it was sent.' },
      ])
  }
  for (const n of adding.underWay) adding.suspects.add(n)
  adding.underWay.clear()
}

function progressOf(items: RestoreFile): RestoreProgress {
  const progress = { done: 0, of: 0, bytes: 0 }
  for (const { state, count, bytes } of items.counts()) {
    const isDone = ['added', 'found', 'failed'].includes(state)
    if (isDone) progress.done += count
    if (state === 'added') progress.bytes += bytes
    if (isDone || state === 'add' || state === 'adding') progress.of += count
  }
  return progress
}

/** What has become of a request so far, by its file. */
export function resultOf(items: Pick<RestoreFile, 'counts'>, { plan }: PutBackRequest): RestoreResult {
  const result: RestoreResult = { added: 0, bytes: 0, there: 0, failed: 0, left: 0, created: [] }
  const used = new Set<string>()
  for (const { state, target, count, bytes } of items.counts()) {
    if (state === 'found') result.there += count
    if (state === 'failed') result.failed += count
    if (state === 'add' || state === 'adding') result.left += count
    if (!['added', 'removing', 'removed', 'kept'].includes(state)) continue
    result.added += count
    result.bytes += bytes
    used.add(target)
  }
  result.created = [...new Set(plan.folders.filter(one => one.uidNext === null).map(one => one.to))].filter(
    to => used.has(to),
  )
  return result
}

function endOf(
  world: PutBackWorld,
  request: PutBackRequest,
  end: Awaited<ReturnType<typeof addMissing>>,
): PutBackEnd {
  const result = resultOf(world.items, request)
  if (end === 'interrupted') return { result, end, ...STOPPED }
  if (end !== 'budget-spent') return { result, end, problem: null, detail: null, until: null }
  const detail = 'All that may be sent to this account a day was sent; it goes on with what is left later.'
  return { result, end: 'interrupted', problem: 'budget-spent', detail, until: world.budget.renewedAt() }
}
