import type { LiveFolder, MessageMarks, OpenFolder } from '../domain/live-mailbox.ts'
import type { LiveWriter } from '../domain/live-writer.ts'
import type { RestoreItem } from '../domain/restore.ts'
import type { ItemChange } from '../domain/restore-file.ts'
import { isFlag } from '../formats/imap-flag.ts'
import { arrivals, hasBytes } from './arrivals.ts'
import { addedUids, eachItem } from './known-copies.ts'
import type { PutBackRequest, PutBackWorld } from './put-back-world.ts'
import { findFolder, markKept } from './target-folder.ts'

const PORTION = 1000
/** Of so many whose size is another than it was the bytes are looked at. */
const MOST_LOOKED = 200

/**
 * Looks at what was added and is not looked at yet: UID (where the server did not tell), flags, INTERNALDATE, size. Flags
 * that were dropped are set once more; what stays different is written down with the message. `doubtful`: numbers of
 * those whose bytes are compared whatever their size is.
 */
export async function readBack(
  world: Pick<PutBackWorld, 'items'>,
  { plan }: PutBackRequest,
  writer: LiveWriter,
  doubtful: ReadonlySet<number>,
): Promise<void> {
  const listed = await writer.mailbox.folders()
  const unseen = new Map<string, RestoreItem[]>()
  let looks = MOST_LOOKED
  const look = async (path: string, items: RestoreItem[]) => {
    const folder = findFolder(listed, path)
    if (!folder) return
    const found = await withUids(world, plan, writer, folder, path, items)
    const rows = await rowsOf(writer, folder, found)
    await repair(writer, folder, found, rows, plan.mark)
    world.items.mark(await compared(writer, folder, found, rows))
  }
  const compared = async (
    { mailbox }: LiveWriter,
    folder: LiveFolder,
    items: readonly RestoreItem[],
    rows: ReadonlyMap<number, MessageMarks>,
  ): Promise<ItemChange[]> => {
    const odd = items.filter(item => {
      const row = rows.get(item.uid ?? 0)
      return row && (doubtful.has(item.n) || (row.said !== null && row.said !== item.size)) && looks-- > 0
    })
    const open: OpenFolder | null = odd.length ? await mailbox.examine(folder) : null
    const altered = new Set<number>()
    for (const { n, uid, sha } of odd)
      if (open && uid !== null && !(await hasBytes(open, uid, sha))) altered.add(n)
    return items.map(item => changeOf(item, rows.get(item.uid ?? 0), altered.has(item.n)))
  }
  for (const item of eachItem(world.items, ['added'])) {
    if (item.addedFlags !== null) continue
    const same = unseen.get(item.target) ?? []
    unseen.set(item.target, same)
    if (same.push(item) < PORTION) continue
    unseen.delete(item.target)
    await look(item.target, same)
  }
  for (const [path, items] of unseen) await look(path, items)
}

// Without APPENDUID they are found among whatever came since the plan.
async function withUids(
  world: Pick<PutBackWorld, 'items'>,
  plan: PutBackRequest['plan'],
  writer: LiveWriter,
  folder: LiveFolder,
  path: string,
  items: RestoreItem[],
): Promise<RestoreItem[]> {
  if (items.every(({ uid }) => uid !== null)) return items
  const added = addedUids(world.items)
  const planned = plan.folders.find(({ to }) => to === path)
  const { uidValidity = null, uidNext = null } = planned ?? {}
  const since = uidValidity === null || uidNext === null ? null : { uidValidity, uidNext }
  const came = await arrivals(writer.mailbox, folder, since, validity => added(path, validity))
  const keepsMark = markKept(writer, folder)
  const found: RestoreItem[] = []
  for (const item of items) {
    const row = item.uid === null ? await came.takeOurs(item, plan.mark, keepsMark) : null
    found.push(row ? { ...item, uid: row.uid, uidValidity: came.uidValidity } : item)
  }
  return found
}

async function rowsOf(
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

// A server that drops flags of APPEND may take them by STORE. Only of what was added a moment ago, by its UID.
async function repair(
  writer: LiveWriter,
  folder: LiveFolder,
  items: readonly RestoreItem[],
  rows: Map<number, MessageMarks>,
  mark: string | null,
): Promise<void> {
  const lacking = new Map<string, number[]>()
  for (const item of items) {
    const row = rows.get(item.uid ?? 0)
    const missing = row ? missingFlags(item, row).filter(isFlag) : []
    if (row && missing.length && mark !== null && !has(row, mark)) missing.push(mark)
    if (!row || !missing.length) continue
    const key = missing.join(' ')
    lacking.set(key, [...(lacking.get(key) ?? []), row.uid])
  }
  if (!lacking.size) return
  const open = await writer.openToChange(folder)
  for (const [flags, uids] of lacking) await open.addFlags(uids, flags.split(' '))
  const again = await rowsOf(writer, folder, items)
  for (const [uid, row] of again) rows.set(uid, row)
}

function missingFlags({ flags }: RestoreItem, row: MessageMarks): string[] {
  return flags.filter(flag => !/^\\(deleted|recent)$/i.test(flag) && !has(row, flag))
}

function has({ flags }: MessageMarks, flag: string): boolean {
  return flags.some(one => one.toLowerCase() === flag.toLowerCase())
}

function changeOf(item: RestoreItem, row: MessageMarks | undefined, altered: boolean): ItemChange {
  const { n, uid, uidValidity } = item
  if (!row) return { n, state: 'added', uid, uidValidity, addedFlags: [] }
  const seen = { n, state: 'added' as const, uid, uidValidity, addedFlags: [...row.flags].sort() }
  if (altered) return { ...seen, why: 'altered', said: 'The server changed its bytes.' }
  if (row.date !== item.date) return { ...seen, why: 'altered', said: 'The server gave it another date.' }
  return { ...seen, why: missingFlags(item, row).length ? 'keywords' : null }
}
