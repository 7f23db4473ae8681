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
  /** One of them that is the same message, which is not given out again; null when there is none. */
  take(item: Pick<RestoreItem, 'messageId' | 'size' | 'date' | 'sha'>): Promise<Arrived | null>
}

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
  return {
    uidValidity: open.uidValidity,
    async take(item) {
      const same = rows.get(keyOf(item.messageId, item.date))
      const found = same && (await firstSame(mailbox, folder, open.uidValidity, same, item))
      if (found) same.splice(same.indexOf(found), 1)
      return found ?? null
    },
  }
}

type Row = Omit<MessageMarks, 'header'>

// A message without Message-ID is looked for by its date.
function keyOf(messageId: string | null, date: number): string {
  return messageId === null ? `date ${date}` : `id ${messageId}`
}

async function firstSame(
  mailbox: LiveMailbox,
  folder: LiveFolder,
  uidValidity: number,
  rows: readonly Row[],
  item: Pick<RestoreItem, 'messageId' | 'size' | 'sha'>,
): Promise<Row | undefined> {
  if (item.messageId !== null) {
    const sure = rows.find(({ said }) => said === item.size)
    if (sure) return sure
  }
  if (!rows.length) return undefined
  const open = await mailbox.examine(folder)
  if (open.uidValidity !== uidValidity) throw new Error('the folder became another one')
  for (const row of rows) if (await hasBytes(open, row.uid, item.sha)) return row
  return undefined
}

/** Does that message of the open folder have the bytes of this hash? One that is gone, or too long to look, does not. */
export async function hasBytes(open: OpenFolder, uid: number, sha: string): Promise<boolean> {
  let found = false
  for await (const { bytes } of open.fetch([uid], LONGEST))
    found ||= bytes !== null && sha256Of(bytes) === sha
  return found
}
