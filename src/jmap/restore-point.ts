import { pointId } from '../domain/ids.ts'
import type { Point, Problem } from '../domain/point.ts'
import { isString, readArguments } from './arguments.ts'
import { type Asked, controlAccount, pointsState } from './call.ts'
import { holdState, readMaxChanges } from './changes.ts'
import { parseUtcDate, utcDate } from './dates.ts'
import { methodError } from './errors.ts'
import { matches, readCondition, readFilter, readSort } from './filter.ts'
import { pick, propertiesToGet } from './get.ts'
import type { Json, JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { cut, idsInMemory, readWindow } from './window.ts'

const PROPERTIES = [
  'id',
  'number',
  'accountId',
  'takenAt',
  'localDay',
  'zone',
  'dir',
  'trigger',
  'status',
  'problems',
  'totalEmails',
  'size',
  'newEmails',
  'newBytes',
  'durationMs',
  'keptUntil',
  'isLatest',
]

const CONDITIONS = {
  localDay: { is: isString, wanted: 'a day such as "2026-11-21"' },
  status: { is: isString, wanted: '"complete" or "partial"' },
  trigger: { is: isString, wanted: '"first", "nightly" or "manual"' },
  before: { is: isUtcDate, wanted: 'a UTC date' },
  after: { is: isUtcDate, wanted: 'a UTC date' },
}

/** RestorePoint/get: the days there are. Shaped like RFC 8620 5.1; all of them where `ids` is null. */
export const restorePointGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = given.idsOrNull('ids')
  const properties = propertiesToGet(given, PROPERTIES)
  given.done()
  await controlAccount(asked, accountId)
  const objects = asked.points.map(point => toRestorePoint(asked, point))
  return { accountId, state: restorePointState(asked.points), ...pick(objects, ids, properties) }
}

/** RestorePoint/query: newest first unless sorted by `takenAt` ascending (RFC 8620 5.5). */
export const restorePointQuery: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const filter = readFilter(given.any('filter'), condition => readCondition(condition, CONDITIONS))
  const ascending = readOrder(given.any('sort'), 'takenAt')
  const window = readWindow(given)
  given.done()
  await controlAccount(asked, accountId)
  const found = asked.points.filter(point => matches(filter, condition => fits(point, condition)))
  const ids = found.map(({ number }) => pointId(number))
  return {
    accountId,
    queryState: restorePointState(asked.points),
    canCalculateChanges: false,
    ...(await cut(idsInMemory(ascending ? ids.reverse() : ids), window)),
  }
}

/** RestorePoint/changes (RFC 8620 5.2): a client that is behind fetches the short list again. */
export const restorePointChanges: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const since = given.string('sinceState')
  readMaxChanges(given)
  given.done()
  await controlAccount(asked, accountId)
  const state = restorePointState(asked.points)
  holdState(since, state)
  return {
    accountId,
    oldState: state,
    newState: state,
    hasMoreChanges: false,
    created: [],
    updated: [],
    destroyed: [],
  }
}

/** Points come, go, and are kept longer than was said, never shorter: so a sum tells the last from what was before. */
function restorePointState(points: readonly Point[]): string {
  const kept = points.reduce((sum, { keptUntil }) => sum + Math.floor(keptUntil / 1000), 0)
  return `${pointsState(points)}-${kept.toString(36)}`
}

/** The one property a list of ours can be sorted by; is it ascending? Newest first where no sort is given. */
export function readOrder(value: Json, property: string): boolean {
  const sort = readSort(value)
  const other = sort.find(comparator => comparator.property !== property)
  if (other) throw methodError('unsupportedSort', `This can be sorted by "${property}" only.`)
  return sort[0]?.isAscending ?? false
}

/** What went wrong, without the mail server's own words: those are for the log and the receipt. */
export function toProblem({ code, folder, uids }: Problem): JsonObject {
  return { code, ...(folder === undefined ? {} : { folder }), ...(uids === undefined ? {} : { uids }) }
}

function toRestorePoint(asked: Asked, point: Point): JsonObject {
  return {
    id: pointId(point.number),
    number: point.number,
    accountId: pointId(point.number),
    takenAt: utcDate(point.takenAt),
    localDay: point.localDay,
    zone: point.zone,
    dir: point.dir,
    trigger: point.trigger,
    status: point.status,
    problems: point.problems.map(toProblem),
    totalEmails: point.messages,
    size: point.bytes,
    newEmails: point.newMessages,
    newBytes: point.newBytes,
    durationMs: point.durationMs,
    keptUntil: utcDate(point.keptUntil),
    isLatest: point.number === asked.points[0]?.number,
  }
}

function fits(point: Point, { localDay, status, trigger, before, after }: JsonObject): boolean {
  if (localDay !== undefined && point.localDay !== localDay) return false
  if (status !== undefined && point.status !== status) return false
  if (trigger !== undefined && point.trigger !== trigger) return false
  // As RFC 8621 4.4.1 has it: before the one, at or after the other.
  if (typeof before === 'string' && point.takenAt >= (parseUtcDate(before) ?? 0)) return false
  return typeof after !== 'string' || point.takenAt >= (parseUtcDate(after) ?? 0)
}

function isUtcDate(value: Json): boolean {
  return isString(value) && parseUtcDate(value) !== null
}
