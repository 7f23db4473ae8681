import type { StoredMessage } from '../../src/domain/folder-state.ts'
import { emailId } from '../../src/domain/ids.ts'
import type { LiveCheck } from '../../src/domain/presence.ts'
import type { Presence, PresenceState } from '../../src/domain/time-reader.ts'

/** A mailbox as plain lists, and what must be said of it: written down from the definition, not from the index. */

export const FOLDERS = [
  { folder: 'f1', path: 'INBOX', bin: null },
  { folder: 'f2', path: 'Trash', bin: 'trash' },
  { folder: 'f3', path: 'Work', bin: null },
  { folder: 'f4', path: 'Junk', bin: 'junk' },
  // Junk has the role: this one is known by its name alone.
  { folder: 'f5', path: 'Spam', bin: 'junk' },
] as const

export interface Copy {
  uid: number
  letter: number
  flags: string[]
}

export interface Box {
  folder: string
  uidValidity: number
  uidNext: number
  state: number
  copies: Copy[]
}

/** What a point shows of a folder; null: it could not be read. */
export interface Day {
  number: number
  folders: Map<string, (Box & { path: string }) | null>
}

/** What is known of a folder now: its copies, or with `unsure` those of the last time it could be read. */
interface Known {
  copies: { uid: number; letter: number }[]
  unsure: boolean
}

const binOf = (folder: string) => FOLDERS.find(one => one.folder === folder)?.bin ?? null
const isGood = (day: Day) => ![...day.folders.values()].includes(null)

/** By the newest points alone. */
export function knownByPoints(days: readonly Day[]): Map<string, Known> {
  const known = new Map<string, Known>()
  const good = Math.max(days.findLastIndex(isGood), 0)
  const base = days.findLastIndex(isGood) < 0 ? days.length - 1 : good
  for (const { folder } of FOLDERS) {
    const newest = days.at(-1)?.folders.get(folder)
    if (newest === undefined) continue
    if (newest) known.set(folder, { copies: newest.copies, unsure: false })
    else {
      const last = days.findLast(day => day.folders.get(folder))?.folders.get(folder)
      known.set(folder, { copies: last?.copies ?? [], unsure: true })
    }
  }
  if (base < 0) throw new Error('no point')
  return known
}

/** By the live mailbox, some folders of which cannot be read. */
export function knownLive(
  boxes: readonly Box[],
  days: readonly Day[],
  closed: readonly string[],
  gone: readonly string[],
): Map<string, Known> {
  const known = new Map<string, Known>()
  for (const box of boxes) {
    if (gone.includes(box.folder)) continue
    if (!closed.includes(box.folder)) known.set(box.folder, { copies: box.copies, unsure: false })
    else {
      const last = days.findLast(day => day.folders.get(box.folder))?.folders.get(box.folder)
      known.set(box.folder, { copies: last?.copies ?? [], unsure: true })
    }
  }
  return known
}

/** The check that finds this, as presence/compare-live.ts would. */
export function checkOf(
  boxes: readonly Box[],
  days: readonly Day[],
  letters: readonly Letter[],
  closed: readonly string[],
  gone: readonly string[],
): LiveCheck {
  const folders = boxes.flatMap(({ folder, uidValidity, copies }) => {
    if (gone.includes(folder)) return []
    const path = FOLDERS.find(one => one.folder === folder)?.path ?? ''
    const last = days.findLast(day => day.folders.get(folder))?.folders.get(folder)
    const named = { folder, path, delimiter: '/', specialUse: null, state: last?.state ?? null }
    if (closed.includes(folder)) return [{ ...named, known: false, gone: [], arrived: [] }]
    const same = last?.uidValidity === uidValidity
    const old = new Set(same ? last.copies.map(copy => copy.uid) : [])
    const there = new Set(copies.map(copy => copy.uid))
    const lost = (last?.copies ?? []).filter(copy => !same || !there.has(copy.uid))
    const arrived = copies
      .filter(copy => !old.has(copy.uid))
      .map(copy => {
        const { message, id, head } = letters[copy.letter] as Letter
        const messageId = id === '' ? null : `${id}@mail.example`
        return { size: message.size, date: message.date, messageId, head }
      })
    return [{ ...named, known: true, gone: lost.map(({ uid }) => [uid, uid] as const), arrived }]
  })
  return { comparedAt: 5_000_000, point: days.at(-1)?.number ?? 0, folders, leftOut: [] }
}

export interface Letter {
  message: StoredMessage
  /** Message-ID; '' = none */
  id: string
  /** the number of its bytes: letters with the same are one message */
  bytes: number
  /** mark of its header (formats/message-head.ts) */
  head: string | null
}

/** Every copy there ever was: its email id, its bytes and its folder. */
export function everyCopy(days: readonly Day[], letters: readonly Letter[]) {
  const all = new Map<string, { id: string; bytes: number; folder: string }>()
  for (const day of days)
    for (const box of day.folders.values())
      for (const { uid, letter } of box?.copies ?? []) {
        if (!box) continue
        const id = emailId(box.folder, box.uidValidity, uid)
        all.set(id, { id, bytes: letters[letter]?.bytes ?? -1, folder: box.folder })
      }
  return [...all.values()]
}

/** The definition (DESIGN.md): gone is what is in no folder other than Trash and Junk. */
export function stateOf(
  known: ReadonlyMap<string, Known>,
  letters: readonly Letter[],
  bytes: number,
  folders: readonly string[],
): PresenceState {
  const has = (folder: string, unsure: boolean) => {
    const it = known.get(folder)
    return it?.unsure === unsure && it.copies.some(copy => letters[copy.letter]?.bytes === bytes)
  }
  const outside = folders.filter(folder => binOf(folder) === null)
  const homes = outside.length ? outside : folders
  const away = homes.filter(folder => !has(folder, false))
  const surely = away.filter(folder => !has(folder, true))
  if (!away.length) return 'there'
  if (!surely.length) return away.length < homes.length ? 'there' : 'unknown'
  const now = FOLDERS.filter(({ folder }) => has(folder, false))
  if (now.some(({ bin }) => bin === null)) return 'moved'
  if (FOLDERS.some(({ folder }) => has(folder, true))) return 'unknown'
  if (!now.length) return 'gone'
  return now.some(({ bin }) => bin === 'trash') ? 'trash' : 'junk'
}

/** Where it was seen last, and the first point after that without it there. */
export function lastOf(
  days: readonly Day[],
  letters: readonly Letter[],
  bytes: number,
  folders: readonly string[],
): Pick<Presence, 'goneSince'> & { point: number | null } {
  const outside = folders.filter(folder => binOf(folder) === null)
  const homes = outside.length ? outside : folders
  const holds = (day: Day, folder: string) =>
    day.folders.get(folder)?.copies.some(copy => letters[copy.letter]?.bytes === bytes) ?? false
  const at = days.findLastIndex(day => homes.some(folder => holds(day, folder)))
  const day = days[at]
  const folder = day && homes.find(one => holds(day, one))
  const without = days.slice(at + 1).find(one => folder !== undefined && one.folders.get(folder) !== null)
  return { point: day?.number ?? null, goneSince: without?.number ?? null }
}
