import type { LiveFolder, MessageMarks } from '../domain/live-mailbox.ts'
import type { LiveWriter } from '../domain/live-writer.ts'
import type { RestoreItem } from '../domain/restore.ts'
import { headOf, ID_FIELDS } from '../formats/message-head.ts'
import { arrivals, isMarked } from './arrivals.ts'
import { addedUids } from './known-copies.ts'
import type { PutBackRequest, PutBackWorld } from './put-back-world.ts'
import { markKept } from './target-folder.ts'

type Rows = ReadonlyMap<number, MessageMarks>

/** What was added to a folder, as it stands there by now: what is not found has no UID any more. */
export interface OwnRows {
  items: RestoreItem[]
  /** by UID */
  rows: Rows
}

/**
 * Looks for what was added to a folder, all of one target. The UID that the server told is held against what stands there: mail that came
 * meanwhile must not be taken for ours, because its flags would be set, and an undo would take it. Where it told none, or
 * another's, ours is found by its mark among whatever came since the plan; where the folder keeps no marks, by its bytes.
 */
export async function ownRows(
  world: Pick<PutBackWorld, 'items'>,
  plan: PutBackRequest['plan'],
  writer: LiveWriter,
  folder: LiveFolder,
  items: readonly RestoreItem[],
): Promise<OwnRows> {
  const path = items[0]?.target ?? folder.path
  const told = await rowsOf(writer, folder, items)
  const { mark } = plan
  const keepsMark = markKept(writer, folder)
  const isUnmarked = mark === null || [...told.values()].some(row => !isMarked(row, mark))
  const keeps = mark !== null && (!isUnmarked || (await keepsMark(mark)))
  const isOurs = (item: RestoreItem) => {
    const row = told.get(item.uid ?? 0)
    return row !== undefined && (keeps ? isMarked(row, mark) : isAlike(item, row))
  }
  const odd = new Set(items.filter(item => !isOurs(item)))
  if (!odd.size) return { items: [...items], rows: told }

  const doubted = new Set([...odd].flatMap(({ uid }) => uid ?? []))
  const added = addedUids(world.items)
  const { uidValidity = null, uidNext = null } = plan.folders.find(({ to }) => to === path) ?? {}
  const since = uidValidity === null || uidNext === null ? null : { uidValidity, uidNext }
  const came = await arrivals(writer.mailbox, folder, since, validity =>
    added(path, validity).difference(doubted),
  )
  const ids = await messageIds(
    writer,
    folder,
    [...doubted].filter(uid => told.has(uid)),
  )
  // Where no mark is kept, or flags of what is added are dropped: whatever else may have come under that UID stays out of it.
  const noneMarked = mark === null || ![...told.values()].some(row => isMarked(row, mark))
  const isStillOurs = (item: RestoreItem) => {
    const row = told.get(item.uid ?? 0)
    if (!row || ids.get(row.uid) !== item.messageId) return false
    return keeps ? noneMarked && isAlike(item, row) : item.messageId !== null
  }
  const found: RestoreItem[] = []
  for (const item of items) {
    const row = odd.has(item) ? await came.takeOurs(item, mark, keepsMark) : null
    if (row) found.push({ ...item, uid: row.uid, uidValidity: came.uidValidity })
    else found.push(isOurs(item) || isStillOurs(item) ? item : { ...item, uid: null, uidValidity: null })
  }
  return { items: found, rows: await rowsOf(writer, folder, found) }
}

/** Rows of what has a UID of the folder as it is now. */
export async function rowsOf(
  { mailbox }: LiveWriter,
  folder: LiveFolder,
  items: readonly RestoreItem[],
): Promise<Map<number, MessageMarks>> {
  const open = await mailbox.examine(folder)
  const uids = items.flatMap(({ uid, uidValidity }) =>
    uid !== null && uidValidity === open.uidValidity ? [uid] : [],
  )
  const rows = new Map<number, MessageMarks>()
  if (uids.length) for await (const row of open.marks(uids)) rows.set(row.uid, row)
  return rows
}

function isAlike({ date, size }: RestoreItem, row: MessageMarks): boolean {
  return row.date === date && (row.said === null || row.said === size)
}

async function messageIds(
  { mailbox }: LiveWriter,
  folder: LiveFolder,
  uids: readonly number[],
): Promise<Map<number, string | null>> {
  const ids = new Map<number, string | null>()
  if (!uids.length) return ids
  const open = await mailbox.examine(folder)
  for await (const { uid, header } of open.marks(uids, ID_FIELDS))
    ids.set(uid, headOf(header ?? new Uint8Array()).messageId)
  return ids
}
