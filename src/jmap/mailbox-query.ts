import { type Compare, collation } from '../domain/collation.ts'
import type { FolderInPoint } from '../domain/point.ts'
import type { PointReader } from '../domain/ports.ts'
import { type Arguments, isBoolean, isId, isString } from './arguments.ts'
import type { Asked } from './call.ts'
import { methodError } from './errors.ts'
import { type Comparator, type Filter, matches, readCondition, readFilter, readSort } from './filter.ts'
import type { Json, JsonObject } from './json.ts'
import { asTree, sortOrder } from './mailbox-order.ts'
import type { Method } from './methods.ts'
import { type PointQuery, queryChangesOfPoint, queryPoint } from './point-query.ts'
import { idsInMemory, type OrderedIds } from './window.ts'

interface Query {
  filter: Filter<JsonObject> | null
  compare: Compare<FolderInPoint>
  sortAsTree: boolean
  filterAsTree: boolean
}

/** FilterCondition of RFC 8621 2.3. */
const CONDITIONS = {
  parentId: { is: (value: Json) => value === null || isId(value), wanted: 'an id or null' },
  name: { is: isString, wanted: 'a string' },
  role: { is: (value: Json) => value === null || isString(value), wanted: 'a role or null' },
  hasAnyRole: { is: isBoolean, wanted: 'true or false' },
  isSubscribed: { is: isBoolean, wanted: 'true or false' },
}

/** Mailbox/query (RFC 8621 2.3). Without a sort: special folders first, then by name. */
export const mailboxQuery: Method = (asked, args) => queryPoint(MAILBOXES, asked, args)

/** Mailbox/queryChanges (RFC 8620 5.6): nothing ever changes. */
export const mailboxQueryChanges: Method = (asked, args) => queryChangesOfPoint(MAILBOXES, asked, args)

const MAILBOXES: PointQuery<Query> = { read: readQuery, find }

function readQuery(given: Arguments): Query {
  return {
    filter: readFilter(given.any('filter'), condition => readCondition(condition, CONDITIONS)),
    compare: compareBy(readSort(given.any('sort'))),
    sortAsTree: given.boolean('sortAsTree'),
    filterAsTree: given.boolean('filterAsTree'),
  }
}

async function find(_: Asked, point: PointReader, query: Query): Promise<OrderedIds> {
  const folders = await point.folders()
  const kept = new Map(
    folders
      .filter(folder => matches(query.filter, condition => fits(folder, condition)))
      .map(folder => [folder.folder, folder]),
  )
  // Sorted while all are there: with sortAsTree the order of two folders can come from ancestors the filter leaves out.
  const sorted = query.sortAsTree ? asTree(folders, query.compare) : folders.toSorted(query.compare)
  const found = sorted.filter(
    folder => kept.has(folder.folder) && (!query.filterAsTree || ancestorsIn(kept, folder)),
  )
  return idsInMemory(found.map(folder => folder.folder))
}

function fits(folder: FolderInPoint, condition: JsonObject): boolean {
  if (condition.parentId !== undefined && folder.parent !== condition.parentId) return false
  if (isString(condition.name ?? null) && !holds(folder.name, condition.name as string)) return false
  if (condition.role !== undefined && folder.role !== condition.role) return false
  if (condition.hasAnyRole !== undefined && (folder.role !== null) !== condition.hasAnyRole) return false
  return condition.isSubscribed === undefined || folder.subscribed === condition.isSubscribed
}

function holds(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.normalize('NFC').toLowerCase())
}

/** The set of ids passed on the way keeps a circle of parents, which no server should list, from turning for ever. */
function ancestorsIn(kept: ReadonlyMap<string, FolderInPoint>, folder: FolderInPoint): boolean {
  const passed = new Set<string>()
  for (let parent = folder.parent; parent !== null && !passed.has(parent); ) {
    passed.add(parent)
    const above = kept.get(parent)
    if (!above) return false
    parent = above.parent
  }
  return true
}

function compareBy(sort: readonly Comparator[]): Compare<FolderInPoint> {
  const byName = (a: FolderInPoint, b: FolderInPoint) => names(a.name, b.name)
  const compares: Compare<FolderInPoint>[] = sort.map(comparator => {
    const compare = compareOne(comparator)
    return comparator.isAscending ? compare : (a, b) => -compare(a, b)
  })
  // Whatever was asked for, two folders never change places between two calls.
  const last: Compare<FolderInPoint>[] = [
    (a, b) => sortOrder(a) - sortOrder(b),
    byName,
    (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
  ]
  const all = [...compares, ...last]
  return (a, b) => {
    for (const compare of all) {
      const order = compare(a, b)
      if (order !== 0) return order
    }
    return 0
  }
}

const names = collation('i;unicode-casemap') ?? (() => 0)

function compareOne({ property, collation: id, more }: Comparator): Compare<FolderInPoint> {
  const compareNames = id === null ? names : collation(id)
  if (!compareNames) throw methodError('unsupportedSort', `This server has no collation "${id}".`)
  if (Object.keys(more).length > 0)
    throw methodError('unsupportedSort', 'That comparator has more than is known here.')
  if (property === 'name') return (a, b) => compareNames(a.name, b.name)
  if (property === 'sortOrder') return (a, b) => sortOrder(a) - sortOrder(b)
  throw methodError('unsupportedSort', `This server cannot sort mailboxes by "${property}".`)
}
