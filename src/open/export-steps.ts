import type { ExportStep, ExportSteps, ExportWhat, ExportWish } from '../domain/export.ts'
import { parseEmailId, parsePointId } from '../domain/ids.ts'
import type { FolderInPoint } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import { folderPaths, maildirPaths, type NamedFolder } from '../formats/archive-names.ts'
import type { OpenAccount, OpenPoint } from './open-account.ts'

/** What a search finds: in one point, or over all days with the point in which each is to be had. */
export interface ExportSearch {
  inPoint(point: OpenPoint, filter: object): Promise<string[]>
  everywhere(filter: object): Promise<{ point: string; id: string }[]>
}

/** Ids that are read in one go. */
const AT_ONCE = 500

/**
 * What has to be read for an export, in the order of points, paths and UIDs, so that the same wish makes the same plan.
 * Refusal 'not-found' when a point or folder is not among this person's.
 */
export async function exportSteps(
  person: OpenAccount,
  { what, names }: Pick<ExportWish, 'what' | 'names'>,
  search: ExportSearch,
): Promise<ExportSteps> {
  const opened = openOnce(person)
  const wanted = await everyPart(what, opened, search)
  const steps: ExportStep[] = []
  for (const one of wanted) steps.push(...stepsFor(one, (await opened(one.point)).folders))
  const points = [...new Set(wanted.map(one => one.point))].sort((a, b) => b - a)
  const all = await Promise.all(points.map(async point => (await opened(point)).folders))
  const taken = await Promise.all(points.map(async point => (await opened(point)).point.point.takenAt))
  const folders = foldersOf(all.flat())
  return {
    address: person.address,
    zone: person.zone,
    date: Math.floor(Math.max(0, ...taken) / 1000),
    plain: folderPaths(folders, names),
    maildir: maildirPaths(folders, names),
    steps,
    inFolders:
      wanted.some(one => one.folder === null && !one.ids) || new Set(steps.map(s => s.folder)).size > 1,
    wholeDays: wanted.some(one => one.folder === null && !one.ids),
  }
}

interface Wanted {
  point: number
  /** null: all of them */
  folder: string | null
  ids: string[] | null
}

/** Whatever is wished several times is taken once: a plan never grows beyond the points it is made of. */
async function everyPart(
  what: readonly ExportWhat[],
  opened: (number: number) => Promise<Opened>,
  search: ExportSearch,
): Promise<Wanted[]> {
  const seen = new Set<string>()
  const byPoint = new Map<number, { all: boolean; folders: Set<string>; ids: Set<string> }>()
  for (const one of what) {
    const same = 'ids' in one ? null : JSON.stringify(one)
    if (same !== null && seen.has(same)) continue
    if (same !== null) seen.add(same)
    for (const { point, folder, ids } of await wantedBy(one, opened, search)) {
      const here = byPoint.get(point) ?? { all: false, folders: new Set(), ids: new Set() }
      byPoint.set(point, here)
      if (ids) for (const id of ids) here.ids.add(id)
      else if (folder === null) here.all = true
      else here.folders.add(folder)
    }
  }
  return [...byPoint].flatMap(([point, { all, folders, ids }]): Wanted[] => {
    if (all) return [{ point, folder: null, ids: null }]
    const rest = [...ids].filter(id => !folders.has(parseEmailId(id)?.folder ?? ''))
    const whole = [...folders].map(folder => ({ point, folder, ids: null }))
    return rest.length ? [...whole, { point, folder: null, ids: rest }] : whole
  })
}

interface Opened {
  point: OpenPoint
  folders: FolderInPoint[]
}

function openOnce(person: OpenAccount): (number: number) => Promise<Opened> {
  const open = new Map<number, Opened>()
  return async number => {
    const before = open.get(number)
    if (before) return before
    const point = await person.open(number)
    if (!point) throw notThere()
    const it = { point, folders: await point.folders() }
    open.set(number, it)
    return it
  }
}

async function wantedBy(
  what: ExportWhat,
  opened: (number: number) => Promise<Opened>,
  search: ExportSearch,
): Promise<Wanted[]> {
  if (!('accountId' in what)) {
    const byPoint = new Map<number, string[]>()
    for (const { point, id } of await search.everywhere(what.filter)) {
      const number = parsePointId(point) ?? 0
      const ids = byPoint.get(number)
      if (ids) ids.push(id)
      else byPoint.set(number, [id])
    }
    return [...byPoint]
      .sort(([a], [b]) => b - a)
      .map(([point, ids]) => ({ point, folder: null, ids: ids.length ? ids : [] }))
  }
  const point = parsePointId(what.accountId)
  if (point === null) throw notThere()
  const it = await opened(point)
  if ('ids' in what) return [{ point, folder: null, ids: what.ids }]
  if ('filter' in what) return [{ point, folder: null, ids: await search.inPoint(it.point, what.filter) }]
  if (!('mailboxId' in what)) return [{ point, folder: null, ids: null }]
  if (!it.folders.some(f => f.folder === what.mailboxId)) throw notThere()
  return [{ point, folder: what.mailboxId, ids: null }]
}

// INBOX first and the others by path, as people have them before their eyes.
function stepsFor({ point, folder, ids }: Wanted, folders: readonly FolderInPoint[]): ExportStep[] {
  const here = folders.filter(f => f.state !== null && (folder === null || f.folder === folder))
  const order = [...here.filter(f => f.role === 'inbox'), ...here.filter(f => f.role !== 'inbox')]
  if (!ids) return order.map(f => ({ point, folder: f.folder, ids: null }))
  const byFolder = groupIds(ids)
  return order.flatMap(f => {
    const own = byFolder.get(f.folder) ?? []
    const steps: ExportStep[] = []
    for (let at = 0; at < own.length; at += AT_ONCE)
      steps.push({ point, folder: f.folder, ids: own.slice(at, at + AT_ONCE) })
    return steps
  })
}

function groupIds(ids: readonly string[]): Map<string, string[]> {
  const keys = [...new Set(ids)].flatMap(id => {
    const key = parseEmailId(id)
    return key ? [{ id, ...key }] : []
  })
  keys.sort((a, b) => a.uidValidity - b.uidValidity || a.uid - b.uid)
  const groups = new Map<string, string[]>()
  for (const { id, folder } of keys) {
    const group = groups.get(folder)
    if (group) group.push(id)
    else groups.set(folder, [id])
  }
  return groups
}

// A folder has one name in an export: that of the newest point that has it, which stands first.
function foldersOf(folders: readonly FolderInPoint[]): NamedFolder[] {
  const named = new Map<string, NamedFolder>()
  for (const { folder, path, name } of folders)
    if (!named.has(folder)) named.set(folder, { id: folder, parts: partsOf(path, name) })
  return [...named.values()].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
}

// The index keeps path and last part; what stands between is what separates.
function partsOf(path: string, name: string): string[] {
  if (path === name || !path.endsWith(name)) return [path]
  return path.split(path.at(-name.length - 1) ?? '/')
}

function notThere(): Refusal {
  return new Refusal(
    'not-found',
    'This backup or folder is not there any more. Choose again what to download.',
  )
}
