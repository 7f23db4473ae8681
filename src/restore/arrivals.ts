import type { LiveFolder, LiveMailbox, MessageMarks, OpenFolder } from '../domain/live-mailbox.ts'
import type { RestoreItem } from '../domain/restore.ts'
import { headOf, ID_FIELDS } from '../formats/message-head.ts'
import { sha256Of } from '../formats/sha256.ts'

/** Longer messages are known by Message-ID, size and date alone. */
const LONGEST = 32 << 20

export interface Arrived {
  uid: number
  flags: string[]
  date: number
}

/** What stands in a folder and was not there when the restore was planned. */
export interface Arrivals {
  uidValidity: number
  /** a lower UID of this UIDVALIDITY was given out before these were looked at */
  uidNext: number
  /**
   * One of them that is the same message, rather one with the mark when that is named, which is not given out again; null
   * when there is none.
   */
  take(item: Wanted, mark?: string | null): Promise<Arrived | null>
  /**
   * The same, but one that this very request added: it carries the mark. Where the folder keeps no mark, and only there,
   * one with exactly these bytes; what somebody moved back meanwhile is not ours, and an undo must leave it.
   */
  takeOurs(item: Wanted, mark: string | null, keepsMark: KeepsMark): Promise<Arrived | null>
}

type KeepsMark = (mark: string) => Promise<boolean>
type Wanted = Pick<RestoreItem, 'messageId' | 'size' | 'date' | 'sha'>

/**
 * Looks at the messages of a folder with a UID of `since.uidNext` or more (of all of them, when the folder is another one
 * by now), but for those in `known`. The same message is one with its Message-ID and size; where either leaves a doubt,
 * its bytes decide.
 */
export async function arrivals(
  mailbox: LiveMailbox,
  folder: LiveFolder,
  since: { uidValidity: number; uidNext: number } | null,
  known: (uidValidity: number) => ReadonlySet<number>,
): Promise<Arrivals> {
  const open = await mailbox.examine(folder)
  const from = since?.uidValidity === open.uidValidity ? since.uidNext : 0
  const ours = known(open.uidValidity)
  const none = open.messages === 0 || (open.uidNext > 0 && open.uidNext <= from)
  const uids = none ? [] : (await open.uids()).filter(uid => uid >= from && !ours.has(uid))
  const rows = new Map<string, Row[]>()
  if (uids.length)
    for await (const { header, ...row } of open.marks(uids, ID_FIELDS)) {
      const key = keyOf(headOf(header ?? new Uint8Array()).messageId, row.date)
      const same = rows.get(key) ?? []
      same.push(row)
      rows.set(key, same)
    }
  const place = { mailbox, folder, uidValidity: open.uidValidity }
  const of = (item: Wanted) => rows.get(keyOf(item.messageId, item.date)) ?? []
  const out = (same: Row[], found: Row | undefined) => {
    if (found) same.splice(same.indexOf(found), 1)
    return found ?? null
  }
  return {
    uidValidity: open.uidValidity,
    uidNext: Math.max(open.uidNext, from),
    async take(item, mark = null) {
      const same = of(item)
      const sure = sureOf(markedOf(same, mark), item) ?? sureOf(same, item)
      return out(same, sure ?? (await withBytes(place, same, item)))
    },
    async takeOurs(item, mark, keepsMark) {
      const same = of(item)
      const marked = markedOf(same, mark)
      const ours = sureOf(marked, item) ?? (await withBytes(place, marked, item))
      if (ours) return out(same, ours)
      const equal = await withBytes(place, same, item)
      // Asked last, because it needs a SELECT.
      return equal && (mark === null || !(await keepsMark(mark))) ? out(same, equal) : null
    },
  }
}

type Row = Omit<MessageMarks, 'header'>

// A message without Message-ID is looked for by its date.
function keyOf(messageId: string | null, date: number): string {
  return messageId === null ? `date ${date}` : `id ${messageId}`
}

function sureOf(rows: readonly Row[], { messageId, size }: Wanted): Row | undefined {
  return messageId === null ? undefined : rows.find(({ said }) => said === size)
}

async function withBytes(
  { mailbox, folder, uidValidity }: { mailbox: LiveMailbox; folder: LiveFolder; uidValidity: number },
  rows: readonly Row[],
  { sha }: Wanted,
): Promise<Row | undefined> {
  if (!rows.length) return undefined
  const open = await mailbox.examine(folder)
  if (open.uidValidity !== uidValidity) throw new Error('the folder became another one')
  for (const row of rows) if (await hasBytes(open, row.uid, sha)) return row
  return undefined
}

function markedOf(rows: readonly Row[], mark: string | null): Row[] {
  if (mark === null) return []
  return rows.filter(row => isMarked(row, mark))
}

/** Has it that keyword or flag, in any spelling (RFC 3501 2.3.2)? */
export function isMarked({ flags }: Pick<MessageMarks, 'flags'>, flag: string): boolean {
  return flags.some(one => one.toLowerCase() === flag.toLowerCase())
}

/** Does that message of the open folder have the bytes of this hash? One that is gone, or too long to look, does not. */
export async function hasBytes(open: OpenFolder, uid: number, sha: string): Promise<boolean> {
  let found = false
  for await (const { bytes } of open.fetch([uid], LONGEST))
    found ||= bytes !== null && sha256Of(bytes) === sha
  return found
}
