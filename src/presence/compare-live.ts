import type { Receipt, ReceiptFolder, StateHeader } from '../domain/folder-state.ts'
import type { LiveFolder, LiveMailbox, OpenFolder, UidRange } from '../domain/live-mailbox.ts'
import type { Plan } from '../domain/plan.ts'
import type { LiveArrival, LiveCheck, LiveFolderCheck } from '../domain/presence.ts'
import { HEAD_FIELDS, headOf, ID_FIELDS } from '../formats/message-head.ts'
import { chooseFolders } from '../snapshot/folder-choice.ts'
import { identifyFolders } from '../snapshot/folder-identity.ts'
import { readingOrder } from '../snapshot/order.ts'

export interface CompareWorld {
  mailbox: LiveMailbox
  /** UIDs of a sealed state, rising */
  uids(state: Pick<StateHeader, 'folder' | 'n'>): number[]
  /** may no further folder be opened: time or octets are used up */
  enough(): boolean
  /** in place of MOST_ARRIVED */
  mostArrived?: number
}

/** New messages of all folders that are looked at one by one; a folder that brings more is unknown. */
const MOST_ARRIVED = 20_000
/** Of so many new messages of a folder the header is looked at; where more came at once, a folder was filled anew. */
const MOST_HEADS = 2_000

/**
 * How the live mailbox differs from the newest point, without the bytes of any message: folders whose STATUS says that
 * nothing came or went are taken as they are, of others the UIDs are compared and what came is looked at. A folder that
 * cannot be read is unknown. Throws when the connection is lost, or the server lists nothing or asks us to wait.
 */
export async function compareLive(
  world: CompareWorld,
  receipt: Receipt,
  plan: Pick<Plan, 'junk' | 'shared'>,
): Promise<Omit<LiveCheck, 'comparedAt'>> {
  const { mailbox } = world
  const all = await mailbox.folders()
  if (!all.some(live => live.selectable)) throw new Error('the server listed no folder')
  const { taken, leftOut } = chooseFolders(all, plan, mailbox.gmail())
  const known = await knownFolders(mailbox, receipt.folders, taken)
  const folders: LiveFolderCheck[] = []
  let room = world.mostArrived ?? MOST_ARRIVED
  for (const live of readingOrder(taken)) {
    const before = known.get(live.raw)
    const { path, delimiter, specialUse } = live
    const named = { folder: before?.folder ?? null, path, delimiter, specialUse }
    const found = await look(world, live, before?.newest ?? null, room)
    room -= found?.arrived.length ?? 0
    folders.push({
      ...named,
      state: before?.newest?.n ?? null,
      ...(found ? { known: true, ...found } : { known: false, gone: [], arrived: [] }),
    })
  }
  return { point: receipt.point.number, folders, leftOut }
}

type Known = Pick<ReceiptFolder, 'folder' | 'newest'>

// Which of the point's folders each listed one is, as a run would say.
async function knownFolders(
  mailbox: LiveMailbox,
  folders: readonly ReceiptFolder[],
  taken: readonly LiveFolder[],
): Promise<Map<string, Known>> {
  const byName = new Map(folders.map(one => [one.raw, one]))
  const byId = new Map(folders.map(one => [one.folder, one]))
  const newest = new Map(folders.flatMap(({ raw, newest: n }) => (n ? [[raw, n] as const] : [])))
  const found = await identifyFolders(
    mailbox,
    {
      newest: async () => newest,
      // No folder has an id that begins so: it is a new one.
      folderId: async raw => byName.get(raw)?.folder ?? `new ${raw}`,
      newFolderId: async raw => `new ${raw}`,
    },
    taken,
  )
  return new Map(
    [...found].flatMap(([raw, { folder }]) => {
      const one = byId.get(folder)
      return one ? [[raw, one] as const] : []
    }),
  )
}

type Found = Pick<LiveFolderCheck, 'gone' | 'arrived'>

const SAME: Found = { gone: [], arrived: [] }
const ALL: UidRange[] = [[1, 4_294_967_295]]

// Null: nothing can be said of the folder.
async function look(
  { mailbox, uids, enough }: CompareWorld,
  live: LiveFolder,
  before: StateHeader | null,
  room: number,
): Promise<Found | null> {
  // A level that is left because of what is below it: what stood in it went with it.
  if (!live.selectable) return before ? { gone: ALL, arrived: [] } : SAME
  if (before && isSame(before, live)) return SAME
  if (live.unsafeName || enough()) return null
  try {
    const open = await mailbox.examine(live)
    const there = await allUids(open)
    if (!there) return null
    const same = before !== null && before.uidValidity === open.uidValidity
    const old = same ? uids(before) : []
    const isOld = new Set(old)
    const fresh = there.filter(uid => !isOld.has(uid))
    if (fresh.length > room) return null
    const gone: UidRange[] = before && !same ? ALL : runsOf(old, new Set(there))
    return { gone, arrived: await arrivals(open, fresh) }
  } catch (error) {
    if (!mailbox.usable() || mailbox.asksToWait(error)) throw error
    return null
  }
}

// UIDNEXT unmoved: nothing came (RFC 3501 2.3.1.1). As many as before: then nothing went either.
function isSame(before: StateHeader, { status }: LiveFolder): boolean {
  return (
    status !== null &&
    status.uidNext > 0 &&
    status.uidNext === before.uidNext &&
    status.uidValidity === before.uidValidity &&
    status.messages === before.messages
  )
}

// A list that is not as long as the server counts would make mail look gone.
async function allUids(open: OpenFolder): Promise<number[] | null> {
  if (!open.messages && !open.check().exists) return []
  const there = await open.uids()
  return [open.messages, open.check().exists].includes(new Set(there).size) ? there : null
}

// Those of a rising list that are not in the set, as ranges that reach from one to the next that is.
function runsOf(old: readonly number[], there: ReadonlySet<number>): UidRange[] {
  const runs: [number, number][] = []
  let run: [number, number] | null = null
  for (const uid of old) {
    if (there.has(uid)) run = null
    else if (run) run[1] = uid
    else {
      run = [uid, uid]
      runs.push(run)
    }
  }
  return runs
}

async function arrivals(open: OpenFolder, uids: readonly number[]): Promise<LiveArrival[]> {
  const found = new Map<number, LiveArrival>()
  if (!uids.length) return []
  const wanted = new Set(uids)
  const isFew = uids.length <= MOST_HEADS
  for await (const { uid, said, date, header } of open.marks(uids, isFew ? HEAD_FIELDS : ID_FIELDS)) {
    const { messageId, ...head } = headOf(header ?? new Uint8Array())
    if (wanted.has(uid)) found.set(uid, { uid, size: said, date, messageId, ...(isFew ? head : {}) })
  }
  return [...found.values()]
}
