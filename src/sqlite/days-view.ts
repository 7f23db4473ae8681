import { type Bin, binOf, rolesOf, topName } from '../domain/folder-roles.ts'
import type { UidRange } from '../domain/live-mailbox.ts'
import type { FolderInPoint } from '../domain/point.ts'
import type { LiveArrival, LiveCheck } from '../domain/presence.ts'
import { isGood } from '../domain/standing.ts'
import type { KnownDays, Spot } from '../domain/time-reader.ts'
import { folderNumber } from './index-schema.ts'
import type { Db } from './open.ts'

/** All points of an account side by side, and what is known of each folder now. Folders are numbers, as in the index. */
export interface DaysView {
  /** oldest first */
  points: { number: number; takenAt: number }[]
  /** by folder: what each point shows of it, in the order of `points`; null = it is not in that point */
  shown: Map<number, (Shown | null)[]>
  /** of every folder there ever was: its look now, else in the newest point that has it */
  facts: Map<number, Spot & { bin: Bin }>
  /** folders there are now; one that is not among them is gone as a whole */
  now: Map<number, FolderNow>
  /** what came since the newest point, with the places it stands in; negative: a folder no point knows, see `fresh` */
  arrived: Map<string, Arrived[]>
  fresh: Spot[]
  freshBins: Bin[]
  basis: 'live' | 'backup'
  comparedAt: number
  /** the newest point that left out no folder */
  point: number
  unknown: { folder: number | null; path: string }[]
}

interface Shown {
  state: number | null
  path: string
  outcome: FolderInPoint['outcome']
}

export interface FolderNow {
  /** the newest state known; null where there is none */
  state: number | null
  /** false: what stood in it may be there or not. 'partial': so may what it held under another UIDVALIDITY */
  known: boolean | 'partial'
  uidValidity: number | null
  gone: readonly UidRange[]
}

export type Arrived = Pick<LiveArrival, 'uid' | 'size' | 'date' | 'head' | 'received'> & { place: number }

interface FolderRow {
  point: number
  folder: number
  state: number | null
  outcome: FolderInPoint['outcome']
  path: string
  name: string
  parent: number | null
  role: FolderInPoint['role']
}

/** The view of an index whose points are those of the ledger; what it lacks of them is left out. Null when it has none. */
export function daysView(db: Db, { points: known, check, leftOut }: KnownDays): DaysView | null {
  const rows = db
    .prepare<[], FolderRow>(
      'SELECT point, folder, state, outcome, path, name, parent, role FROM point_folder ORDER BY point',
    )
    .all()
  const byPoint = Map.groupBy(rows, row => row.point)
  const points = [...known].reverse().filter(({ number }) => byPoint.has(number))
  const newest = points.at(-1)
  if (!newest) return null
  const shown: DaysView['shown'] = new Map()
  const facts: DaysView['facts'] = new Map()
  for (const [i, { number }] of points.entries()) {
    const folders = byPoint.get(number) ?? []
    const bins = binsOf(folders)
    for (const { folder, state, outcome, path, role } of folders) {
      const line = shown.get(folder) ?? points.map(() => null)
      line[i] = { state, path, outcome }
      shown.set(folder, line)
      facts.set(folder, { folder: `f${folder}`, path, role, bin: bins.get(folder) ?? null })
    }
  }
  const good = points.findLast(isGood) ?? newest
  const view: DaysView = {
    points: points.map(({ number, takenAt }) => ({ number, takenAt })),
    shown,
    facts,
    now: new Map(),
    arrived: new Map(),
    fresh: [],
    freshBins: [],
    basis: 'backup',
    comparedAt: good.takenAt,
    point: good.number,
    unknown: [],
  }
  if (check && check.point === newest.number) asChecked(view, check)
  else asBackedUp(view, points.indexOf(good))
  lookNotAt(view, view.basis === 'live' ? (check?.leftOut ?? []) : leftOut)
  const validity = db
    .prepare<object, number>('SELECT uid_validity FROM folder_state WHERE folder = :folder AND n = :state')
    .pluck()
  for (const [folder, now] of view.now) now.uidValidity = validity.get({ folder, state: now.state }) ?? null
  view.unknown.push(
    ...[...view.now].flatMap(([folder, { known: is }]) =>
      is === false ? { folder, path: facts.get(folder)?.path ?? '' } : [],
    ),
  )
  return view
}

// From the newest good point on: what later ones could not read is as unknown as what nobody has read.
function asBackedUp(view: DaysView, good: number): void {
  for (const [folder, line] of view.shown) {
    let state = line.slice(0, good).findLast(one => one?.state != null)?.state ?? null
    let now: FolderNow | null = null
    for (const one of line.slice(good)) {
      if (one) state = one.state ?? state
      const known = one?.outcome === 'partial' ? 'partial' : one?.outcome === 'read'
      now = one && { state, known, uidValidity: null, gone: [] }
    }
    if (now) view.now.set(folder, now)
  }
}

function asChecked(view: DaysView, check: LiveCheck): void {
  const { now, facts, fresh, freshBins, arrived } = view
  view.basis = 'live'
  view.comparedAt = check.comparedAt
  const listed = check.folders.map((one, i) => ({ ...one, folder: one.folder ?? `f${1e8 + i}` }))
  const roles = rolesOf(listed)
  for (const [i, { path, delimiter, state, known, gone, arrived: came }] of check.folders.entries()) {
    const id = listed[i]?.folder ?? ''
    const role = roles.get(id) ?? null
    const bin = binOf(role, topName({ path, delimiter }))
    const folder = check.folders[i]?.folder ?? null
    if (folder === null) {
      fresh.push({ folder: null, path, role })
      freshBins.push(bin)
      if (!known) view.unknown.push({ folder: null, path })
    } else {
      facts.set(folderNumber(folder), { folder, path, role, bin })
      now.set(folderNumber(folder), { state, known, uidValidity: null, gone })
    }
    const place = folder === null ? -fresh.length : folderNumber(folder)
    for (const { messageId, ...one } of came) add(arrived, keyOf(messageId), { ...one, place })
  }
}

// What the plan leaves out was not looked at, and is not gone.
function lookNotAt({ facts, now, shown }: DaysView, paths: readonly string[]): void {
  const out = new Set(paths)
  for (const [folder, { path }] of facts) {
    if (now.has(folder) || !out.has(path)) continue
    const state = shown.get(folder)?.findLast(one => one?.state != null)?.state ?? null
    now.set(folder, { state, known: false, uidValidity: null, gone: [] })
  }
}

/** Arrived messages are found by this, with their size, date and head. */
export function keyOf(messageId: string | null): string {
  return messageId ?? ''
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** Which of the folders of one point are bins. */
export function binsOf(
  folders: readonly Pick<FolderRow, 'folder' | 'role' | 'parent' | 'name'>[],
): Map<number, Bin> {
  const inbox = folders.find(row => row.role === 'inbox')?.folder
  return new Map(
    folders.map(({ folder, role, parent, name }) => [
      folder,
      binOf(role, parent === null || parent === inbox ? name : null),
    ]),
  )
}
