import type { Bin } from '../domain/folder-roles.ts'
import type { Envelope } from '../domain/message.ts'
import type { Presence, PresenceState, Spot } from '../domain/time-reader.ts'
import { isInRanges } from '../domain/uid-ranges.ts'
import { comparedId, headMark } from '../formats/message-head.ts'
import { type DaysView, keyOf } from './days-view.ts'
import { unpackEnvelope } from './index-row.ts'
import type { Db } from './open.ts'

/** A message by its bytes, with every copy of it in every point: one stand a copy and set of flags. */
export interface Content {
  /** the lowest of its rows in the index: the same bytes with another INTERNALDATE have a row of their own */
  key: number
  size: number
  stands: Stand[]
}

export interface Stand {
  message: number
  /** INTERNALDATE, seconds since 1970 */
  date: number
  folder: number
  uid: number
  uidValidity: number
  /** folder states a ≤ n < b */
  a: number
  b: number
  flags: number
}

/** Where a content stands now. */
export interface Now {
  /** folders that have it; negative ones are `fresh` of the view */
  present: Set<number>
  /** folders that had it when they could be read last, and cannot be now */
  unsure: Set<number>
}

type Row = [
  key: number,
  size: number,
  message: number,
  date: number,
  folder: number,
  uid: number,
  uidValidity: number,
  a: number,
  b: number,
  flags: number,
]

/** Reads contents and says where they are. One definition for badges, lists and searches (DESIGN.md). */
export function whereabouts(db: Db) {
  // The two rows of one content lie side by side in the unique index over the bytes.
  const read = db
    .prepare<object, Row>(
      `WITH wanted AS MATERIALIZED (
         SELECT DISTINCT (SELECT min(s.id) FROM message s WHERE s.sha = m.sha) AS key FROM json_each(:ids) j
         CROSS JOIN message m ON m.id = j.value)
       SELECT w.key, s.size, s.id, s.date, c.folder, c.uid, c.uid_validity, c.a, c.b, c.flags
       FROM wanted w CROSS JOIN message m ON m.id = w.key CROSS JOIN message s ON s.sha = m.sha
       CROSS JOIN copy c INDEXED BY copy_by_message ON c.message = s.id`,
    )
    .raw()
  const envelope = db.prepare<object, string>('SELECT envelope FROM message WHERE id = :key').pluck()
  return {
    /** The contents of these rows of the index, by rising key; those without a copy are not among them. */
    contents(ids: readonly number[]): Content[] {
      const found = new Map<number, Content>()
      for (const row of read.iterate({ ids: JSON.stringify(ids) }) as Iterable<Row>) {
        const [key, size, message, date, folder, uid, uidValidity, a, b, flags] = row
        const content = found.get(key) ?? { key, size, stands: [] }
        found.set(key, content)
        content.stands.push({ message, date, folder, uid, uidValidity, a, b, flags })
      }
      return [...found.values()].sort((x, y) => x.key - y.key)
    },
    now: (view: DaysView, content: Content): Now => now(view, content, envelopeOf(content)),
    /** what came since that is it, or may be */
    arrived: (view: DaysView, content: Content): Candidate[] => arrivedIn(view, content, envelopeOf(content)),
  }
  function envelopeOf({ key }: Content): () => Envelope {
    return () => unpackEnvelope(envelope.get({ key }) ?? '{}')
  }
}

function now(view: DaysView, content: Content, envelope: () => Envelope): Now {
  const present = new Set<number>()
  const unsure = new Set<number>()
  for (const { folder, uid, uidValidity, a, b } of content.stands) {
    const it = view.now.get(folder)
    if (!it || it.state === null) continue
    const stands = a <= it.state && it.state < b && !isInRanges(it.gone, uid)
    if (stands) (it.known ? present : unsure).add(folder)
    else if (it.known === 'partial' && uidValidity !== it.uidValidity) unsure.add(folder)
  }
  for (const { place, isSure } of arrivedIn(view, content, envelope)) (isSure ? present : unsure).add(place)
  for (const folder of present) unsure.delete(folder)
  return { present, unsure }
}

/** A message that came, and whether it is the one that is looked for. */
export interface Candidate {
  place: number
  isSure: boolean
  /** undefined where an older check did not note it */
  uid: number | undefined
  size: number | null
  /** Message-ID, size and INTERNALDATE are the same */
  isExact: boolean
}

// Message-ID and size are the sender's choice, INTERNALDATE is not: a mail made to look like a lost one must not hide the
// loss. A client that uploads a message again gives it another date, and a server that lies another size: then the header
// decides, and where it cannot be compared nothing is said.
function arrivedIn(view: DaysView, { size, stands }: Content, envelope: () => Envelope): Candidate[] {
  if (!view.arrived.size) return []
  const kept = envelope()
  const id = comparedId(kept.messageId)
  const latest = Math.max(...stands.map(stand => stand.date))
  let mark: string | null = null
  const found: Candidate[] = []
  for (const one of view.arrived.get(keyOf(id)) ?? []) {
    const isDated = stands.some(stand => stand.date === one.date)
    const isSure = isDated && one.size === size
    const { place, uid } = one
    const it = { place, uid, size: one.size, isExact: isSure && id !== null }
    if (isSure) found.push({ ...it, isSure })
    else if (id !== null && (isDated || one.size === size)) {
      // Uploaded again it has the Received it had; what was delivered since has one of its own, whoever sent it.
      if ((one.received ?? 0) > latest + CLOCKS_APART) continue
      const isKnown = typeof one.head === 'string'
      if (isKnown) mark ??= headMark(kept)
      if (!isKnown || one.head === mark) found.push({ ...it, isSure: isKnown })
    }
  }
  return found
}

/** Clocks of the servers that a message passes agree within so many seconds. */
const CLOCKS_APART = 600

/**
 * The state of a content that is looked for in these folders: 'there' while it stands in all of them. Trash and Junk do
 * not count while there are others.
 */
export function stateOf(
  view: DaysView,
  { present, unsure }: Now,
  wanted: ReadonlySet<number>,
): PresenceState {
  const home = homesOf(view, wanted)
  const missing = [...home].filter(folder => !present.has(folder))
  const certain = missing.filter(folder => !unsure.has(folder))
  if (!missing.length) return 'there'
  if (!certain.length) return missing.length < home.size ? 'there' : 'unknown'
  const bins = [...present].map(folder => binOf(view, folder))
  if (bins.includes(null)) return 'moved'
  if (unsure.size) return 'unknown'
  if (!bins.length) return 'gone'
  return bins.includes('trash') ? 'trash' : 'junk'
}

/** Of these folders those that are not Trash or Junk; all of them where they are nothing else. */
export function homesOf(view: DaysView, folders: ReadonlySet<number>): Set<number> {
  const homes = new Set([...folders].filter(folder => binOf(view, folder) === null))
  return homes.size ? homes : new Set(folders)
}

/** The stand that a person thinks of: where it was last, outside of Trash and Junk; for one that was moved, where it is no more. */
export function lastStand(
  view: DaysView,
  content: Content,
  { present, unsure }: Now,
  wanted: ReadonlySet<number>,
  state: PresenceState,
): { stand: Stand; at: number } | null {
  const homes = homesOf(view, wanted)
  const isLeft = (folder: number) => !present.has(folder) && !unsure.has(folder)
  const folders = state === 'moved' ? new Set([...homes].filter(isLeft)) : homes
  let best: { stand: Stand; at: number } | null = null
  for (const stand of content.stands) {
    if (!folders.has(stand.folder)) continue
    const at = newestPoint(view, stand)
    if (at >= 0 && (!best || at > best.at || (at === best.at && isBefore(stand, best.stand))))
      best = { stand, at }
  }
  return best
}

function isBefore(x: Stand, y: Stand): boolean {
  if (x.folder !== y.folder) return x.folder < y.folder
  return x.uidValidity !== y.uidValidity ? x.uidValidity > y.uidValidity : x.uid > y.uid
}

/** Place in the view of the newest point that shows this stand; -1 when none does. */
export function newestPoint(
  { shown }: DaysView,
  { folder, a, b }: Pick<Stand, 'folder' | 'a' | 'b'>,
): number {
  const line = shown.get(folder) ?? []
  return line.findLastIndex(one => one?.state != null && a <= one.state && one.state < b)
}

/** Place in the view of the first point after `at` that was read there and lacks it; -1 when there is none. */
export function firstWithout({ shown, points }: DaysView, folder: number, at: number): number {
  const line = shown.get(folder) ?? []
  for (let i = at + 1; i < points.length; i++) {
    const one = line[i] ?? null
    if (one === null || one.outcome === 'read') return i
  }
  return -1
}

/** What a person is told of a content that they look for in these folders. */
export function presenceOf(view: DaysView, content: Content, it: Now, wanted: ReadonlySet<number>): Presence {
  const state = stateOf(view, it, wanted)
  const ever = state === 'moved' || state === 'there' ? wanted : foldersOf(content)
  const last = lastStand(view, content, it, ever, state)
  const lost = last && state !== 'there' && state !== 'unknown'
  const without = lost ? firstWithout(view, last.stand.folder, last.at) : -1
  return {
    state,
    places: [...it.present].sort((x, y) => rank(view, x) - rank(view, y)).map(place => spotOf(view, place)),
    lastSeen: last && {
      point: view.points[last.at]?.number ?? 0,
      folder: `f${last.stand.folder}`,
      path: view.facts.get(last.stand.folder)?.path ?? '',
    },
    goneSince: view.points[without]?.number ?? null,
  }
}

/** Every folder it ever stood in. */
export function foldersOf({ stands }: Content): Set<number> {
  return new Set(stands.map(stand => stand.folder))
}

/** Where a folder or a fresh one is. */
export function spotOf({ facts, fresh }: DaysView, place: number): Spot {
  const fact = place < 0 ? fresh[-place - 1] : facts.get(place)
  return { folder: fact?.folder ?? null, path: fact?.path ?? '', role: fact?.role ?? null }
}

function binOf({ facts, freshBins }: DaysView, place: number): Bin {
  return (place < 0 ? freshBins[-place - 1] : facts.get(place)?.bin) ?? null
}

// Bins last: who asks where it went wants the folder that keeps it.
function rank(view: DaysView, place: number): number {
  return (binOf(view, place) === null ? 0 : 1e12) + (place < 0 ? 1e9 - place : place)
}
