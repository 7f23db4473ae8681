import type { LiveFolder } from '../domain/live-mailbox.ts'
import type { ChangeableFolder, LiveWriter } from '../domain/live-writer.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import type { RestoreItem, UndoResult } from '../domain/restore.ts'
import type { ItemChange, RestoreFile } from '../domain/restore-file.ts'
import { interruptedBy, STOPPED } from './interrupted-by.ts'
import { keptFlags } from './kept-flags.ts'
import { eachItem } from './known-copies.ts'
import { ownRows } from './own-rows.ts'
import type { PutBackRequest, UndoEnd, UndoWorld } from './put-back-world.ts'
import { findFolder, markKept } from './target-folder.ts'

const PORTION = 1000

/**
 * Takes away what a restore added and nobody changed since: those that stand in the same folder, under the same UIDVALIDITY
 * and UID, with the flags they had when they were read back, or were sent with. Marked \Deleted and expunged by UID, so nothing else that
 * carries \Deleted goes. Called again after an interruption it goes on. Refusal 'cannot-undo' without UIDPLUS.
 */
export async function undoRestore(world: UndoWorld, { plan }: PutBackRequest): Promise<UndoEnd> {
  let writer: LiveWriter | null = null
  try {
    writer = await world.openWriter()
    if (!writer.uidPlus())
      throw new Refusal('cannot-undo', 'This mail server cannot take away single messages (no UIDPLUS).')
    const listed = await writer.mailbox.folders()
    for (const [path, items] of portions(world.items)) {
      if (await world.stop()) return { result: undone(world.items), end: 'interrupted', ...STOPPED }
      const folder = findFolder(listed, path)
      world.items.mark(folder ? await takeAway(world, plan, writer, folder, items) : items.map(notThere))
    }
    return { result: undone(world.items), end: 'all', problem: null, detail: null, until: null }
  } catch (error) {
    if (isRefusal(error) && error.code === 'cannot-undo') throw error
    if (!isRefusal(error) && writer?.usable() && !writer.asksToWait(error)) throw error
    return { result: undone(world.items), end: 'interrupted', ...interruptedBy(world, writer, error) }
  } finally {
    await writer?.close()
  }
}

// Read whole before the first is changed would be 100,000 of them: read page by page, and grouped by folder.
function* portions(items: RestoreFile): Generator<[path: string, items: RestoreItem[]]> {
  const open = new Map<string, RestoreItem[]>()
  for (const item of eachItem(items, ['added', 'adding', 'removing'])) {
    const same = open.get(item.target) ?? []
    open.set(item.target, same)
    if (same.push(item) < PORTION) continue
    open.delete(item.target)
    yield [item.target, same]
  }
  yield* open
}

async function takeAway(
  world: UndoWorld,
  plan: PutBackRequest['plan'],
  writer: LiveWriter,
  folder: LiveFolder,
  added: readonly RestoreItem[],
): Promise<ItemChange[]> {
  const looked = added.filter(({ addedFlags }) => addedFlags !== null)
  const unlooked = added.filter(({ addedFlags }) => addedFlags === null)
  const known = unlooked.length ? await whereNow(world, plan, writer, folder, unlooked) : []
  const open = await writer.openToChange(folder)
  const items = [...looked, ...known.map(item => ({ ...item, addedFlags: asSent(item, plan.mark, open) }))]
  const flags = await flagsNow(open, items)
  const whole = items.filter(item => item.uid !== null && isUnchanged(item, flags.get(item.uid)))
  const uids = whole.flatMap(({ uid }) => uid ?? [])
  if (uids.length) {
    // Before, so that what is not there after an interruption is known to have gone by us.
    world.items.mark(whole.map(({ n }) => ({ n, state: 'removing' as const })))
    await open.addFlags(uids, ['\\Deleted'])
    await open.expunge(uids)
  }
  const left = uids.length ? new Set(await open.uids()) : new Set<number>()
  return items.map(item => {
    if (item.uid === null || !flags.has(item.uid)) return notThere(item)
    const { n } = item
    if (whole.includes(item) && !left.has(item.uid)) return { n, state: 'removed', why: null }
    return { n, state: 'kept', why: 'changed' }
  })
}

async function flagsNow(
  open: ChangeableFolder,
  items: readonly RestoreItem[],
): Promise<Map<number, string[]>> {
  const uids = items.flatMap(({ uid, uidValidity }) =>
    uid !== null && uidValidity === open.uidValidity ? [uid] : [],
  )
  const flags = new Map<number, string[]>()
  if (uids.length) for await (const row of open.marks(uids)) flags.set(row.uid, row.flags)
  return flags
}

// A restore that was cut off was not read back. What stands elsewhere than under the UID that was told, and what was under
// way, carries the mark, and so may what a later restore brought: then it stays.
async function whereNow(
  world: UndoWorld,
  plan: PutBackRequest['plan'],
  writer: LiveWriter,
  folder: LiveFolder,
  unlooked: readonly RestoreItem[],
): Promise<RestoreItem[]> {
  const { mark } = plan
  const isSure = world.isNewest && mark !== null && (await markKept(writer, folder)(mark))
  const known = isSure ? unlooked : unlooked.filter(({ state }) => state !== 'adding')
  if (!known.length) return []
  const told = new Map(known.map(({ n, uid }) => [n, uid]))
  const own = await ownRows(world, plan, writer, folder, known)
  return own.items.flatMap(item => {
    const isHere = item.uid !== null && (isSure || item.uid === told.get(item.n))
    if (item.state === 'adding' && !isHere) return []
    return isHere ? item : { ...item, uid: null }
  })
}

// Then it goes by the flags that a message was sent with.
function asSent({ flags }: RestoreItem, mark: string | null, open: ChangeableFolder): string[] {
  return [...keptFlags(flags), ...(mark === null ? [] : [mark])].filter(flag => open.keeps(flag))
}

// \Deleted alone is no change: an undo that was cut off had set it, or the owner wants it gone, too.
function isUnchanged({ addedFlags }: RestoreItem, flags: string[] | undefined): boolean {
  if (!addedFlags || !flags) return false
  const told = (list: readonly string[]) =>
    list
      .map(flag => flag.toLowerCase())
      .filter(flag => flag !== '\\deleted')
      .sort()
      .join(' ')
  return told(addedFlags) === told(flags)
}

function notThere({ n, state }: RestoreItem): ItemChange {
  // It may never have come.
  if (state === 'adding') return { n, state }
  return state === 'removing' ? { n, state: 'removed', why: null } : { n, state: 'kept', why: 'gone' }
}

function undone(items: RestoreFile): UndoResult {
  const result = { removed: 0, kept: 0 }
  for (const { state, count } of items.counts())
    if (state === 'removed' || state === 'kept') result[state] += count
  return result
}
