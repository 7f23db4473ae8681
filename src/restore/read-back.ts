import type { LiveFolder, MessageMarks, OpenFolder } from '../domain/live-mailbox.ts'
import type { LiveWriter } from '../domain/live-writer.ts'
import type { RestoreItem } from '../domain/restore.ts'
import type { ItemChange } from '../domain/restore-file.ts'
import { isFlag } from '../formats/imap-flag.ts'
import { hasBytes, isMarked } from './arrivals.ts'
import { keptFlags } from './kept-flags.ts'
import { eachItem } from './known-copies.ts'
import { type OwnRows, ownRows, rowsOf } from './own-rows.ts'
import type { PutBackRequest, PutBackWorld } from './put-back-world.ts'
import { findFolder } from './target-folder.ts'

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
    const found = await ownRows(world, plan, writer, folder, items)
    const rows = await repaired(writer, folder, found, plan.mark)
    world.items.mark(await compared(writer, folder, found.items, rows))
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

// A server that drops flags of APPEND may take them by STORE. Only of what was added a moment ago, by its UID.
async function repaired(
  writer: LiveWriter,
  folder: LiveFolder,
  { items, rows }: OwnRows,
  mark: string | null,
): Promise<OwnRows['rows']> {
  const lacking = new Map<string, number[]>()
  for (const item of items) {
    const row = rows.get(item.uid ?? 0)
    const missing = row ? missingFlags(item, row).filter(isFlag) : []
    if (row && missing.length && mark !== null && !isMarked(row, mark)) missing.push(mark)
    if (!row || !missing.length) continue
    const key = missing.join(' ')
    lacking.set(key, [...(lacking.get(key) ?? []), row.uid])
  }
  if (!lacking.size) return rows
  const open = await writer.openToChange(folder)
  for (const [flags, uids] of lacking) await open.addFlags(uids, flags.split(' '))
  return new Map([...rows, ...(await rowsOf(writer, folder, items))])
}

function missingFlags({ flags }: RestoreItem, row: MessageMarks): string[] {
  return keptFlags(flags).filter(flag => !isMarked(row, flag))
}

function changeOf(item: RestoreItem, row: MessageMarks | undefined, altered: boolean): ItemChange {
  const { n, uid, uidValidity } = item
  // Whatever gets that UID later is somebody's.
  if (!row) return { n, state: 'added', uid: null, uidValidity: null, addedFlags: [] }
  const seen = { n, state: 'added' as const, uid, uidValidity, addedFlags: [...row.flags].sort() }
  if (altered) return { ...seen, why: 'altered', said: 'The server changed its bytes.' }
  if (row.date !== item.date) return { ...seen, why: 'altered', said: 'The server gave it another date.' }
  return { ...seen, why: missingFlags(item, row).length ? 'keywords' : null }
}
