import type { FolderId } from '../domain/message.ts'
import type { Point } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RestoreWhat } from '../domain/restore.ts'
import type { RestoreIndex, WishedCopy } from '../domain/restore-index.ts'

export interface Wished {
  /** by folder, then UID */
  copies: WantedCopy[]
  /** how each folder looks in the newest of the points in question */
  folders: ReadonlyMap<number, WishedFolder>
  /** the newest point it takes from */
  point: Point
}

/** Numbers of points; one list is that of many copies. */
type PointList = readonly number[]

/** As the newest of the points shows it that were wished for and have it. */
export interface WantedCopy extends WishedCopy {
  /** older ones that have it, too */
  others: PointList | null
}

export interface WishedFolder {
  path: string
  /** what its server had between the levels; null where no folder of the point has one above it */
  delimiter: string | null
}

/** Rows that are read of the index at once. */
const ROWS = 500

/** Every copy that is wished for. Refusal 'not-found' when a point or folder is not the account's, or nothing is in it. */
export async function wishedCopies(
  index: Pick<RestoreIndex, 'folders' | 'copies' | 'byIds'>,
  what: readonly RestoreWhat[],
  points: readonly Point[],
): Promise<Wished> {
  const copies = new Map<string, WantedCopy>()
  const longer = pointLists()
  const add = (found: readonly WishedCopy[]) => {
    for (const copy of found) {
      const key = `${copy.folder}/${copy.uidValidity}/${copy.uid}`
      const before = copies.get(key)
      if (!before) copies.set(key, { ...copy, others: null })
      else if (before.point > copy.point) before.others = longer(before.others, copy.point)
      else if (before.point < copy.point)
        copies.set(key, { ...copy, others: longer(before.others, before.point) })
    }
  }
  // The newest first, so that most of the others need only a number more.
  const parts = [...what].sort((x, y) => y.point - x.point)
  for (const part of parts) {
    if (!points.some(({ number }) => number === part.point)) throw notFound()
    if ('ids' in part) {
      for (let i = 0; i < part.ids.length; i += ROWS) {
        add(index.byIds(part.point, part.ids.slice(i, i + ROWS)))
        await turn()
      }
      continue
    }
    for (const folder of foldersOf(index, part)) {
      for (let after = 0; ; ) {
        const page = index.copies(part.point, folder, after, ROWS)
        add(page)
        await turn()
        const last = page.at(-1)
        if (!last || page.length < ROWS) break
        after = last.uid
      }
    }
  }
  const list = [...copies.values()].sort(
    (x, y) => x.folder - y.folder || x.uidValidity - y.uidValidity || x.uid - y.uid,
  )
  const point = points.find(({ number }) => list.some(copy => copy.point === number))
  if (!point) throw notFound()
  return { copies: list, folders: looksOf(index, list, points), point }
}

// Fifteen days of a mailbox have few different ones: each is made once.
function pointLists(): (list: PointList | null, point: number) => PointList {
  const none: PointList = []
  const next = new Map<PointList, Map<number, PointList>>()
  return (list, point) => {
    const from = list ?? none
    const known = next.get(from) ?? new Map<number, PointList>()
    next.set(from, known)
    const one = known.get(point) ?? [...from, point]
    known.set(point, one)
    return one
  }
}

// A page at a time, so that the worker does everything else meanwhile.
export function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

function foldersOf(
  index: Pick<RestoreIndex, 'folders'>,
  part: Exclude<RestoreWhat, { ids: string[] }>,
): FolderId[] {
  const folders = index.folders(part.point)
  if ('only' in part)
    return folders
      .filter(({ role, state }) => state !== null && (part.only === null || role === 'inbox'))
      .map(one => one.folder)
  const wanted = new Set([part.folder])
  if (!folders.some(one => one.folder === part.folder)) throw notFound()
  // Parents stand before what is below them: paths are in order.
  for (const { folder, parent } of part.inside ? folders : [])
    if (parent !== null && wanted.has(parent)) wanted.add(folder)
  return [...wanted]
}

function looksOf(
  index: Pick<RestoreIndex, 'folders'>,
  copies: readonly WantedCopy[],
  points: readonly Point[],
): Map<number, WishedFolder> {
  const used = new Set(copies.map(copy => copy.point))
  const wanted = new Set(copies.map(copy => copy.folder))
  const looks = new Map<number, WishedFolder>()
  for (const { number } of points) {
    if (!used.has(number)) continue
    const folders = index.folders(number)
    const byId = new Map(folders.map(one => [one.folder, one]))
    const above = folders.find(({ parent }) => parent !== null)
    const parent = above?.parent ? byId.get(above.parent) : undefined
    const delimiter =
      (parent && above?.path.slice(parent.path.length, above.path.length - above.name.length)) || null
    for (const { folder, path } of folders) {
      const n = Number(folder.slice(1))
      if (wanted.has(n) && !looks.has(n)) looks.set(n, { path, delimiter: delimiter?.slice(0, 1) ?? null })
    }
  }
  return looks
}

function notFound(): Refusal {
  return new Refusal(
    'not-found',
    'There is no such backup, folder or message any more. Choose again what to restore.',
  )
}
