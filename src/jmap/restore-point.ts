import { pointId } from '../domain/ids.ts'
import type { Pin } from '../domain/pin.ts'
import type { Point, Problem } from '../domain/point.ts'
import { isString } from './arguments.ts'
import { type Asked, controlAccount, pointsState } from './call.ts'
import { changesSince } from './changes.ts'
import { type ControlList, DAY_CONDITIONS, getFrom, queryIn } from './control-list.ts'
import { parseUtcDate, utcDate } from './dates.ts'
import type { Json, JsonObject } from './json.ts'
import type { Method } from './methods.ts'

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
  'pinned',
  'isLatest',
]

const CONDITIONS = {
  ...DAY_CONDITIONS,
  status: { is: isString, wanted: '"complete" or "partial"' },
  before: { is: isUtcDate, wanted: 'a UTC date' },
  after: { is: isUtcDate, wanted: 'a UTC date' },
}

/** RestorePoint/get: the days there are. */
export const restorePointGet: Method = (asked, args) => getFrom(RESTORE_POINTS, asked, args)

/** RestorePoint/query: newest first unless sorted by `takenAt` ascending. */
export const restorePointQuery: Method = (asked, args) => queryIn(RESTORE_POINTS, asked, args)

/** RestorePoint/changes: a client that is behind fetches the short list again. */
export const restorePointChanges: Method = (asked, args) =>
  changesSince(args, async accountId => {
    await controlAccount(asked, accountId)
    return restorePointState(await withPins(asked))
  })

/** A point and what holds it beyond its time. */
type Pinnable = Point & { pins: readonly Pin[] }

const RESTORE_POINTS: ControlList<Pinnable> = {
  properties: PROPERTIES,
  conditions: CONDITIONS,
  sortedBy: 'takenAt',
  load: withPins,
  state: restorePointState,
  id: point => pointId(point.number),
  toObject: toRestorePoint,
  fits,
}

async function withPins({ person, points }: Asked): Promise<Pinnable[]> {
  const pins = await person.pins()
  return points.map(point => ({ ...point, pins: pins.filter(pin => pin.point === point.number) }))
}

/** Points come, go, and are kept longer than was said, never shorter: so a sum tells the last from what was before. Pins come and go. */
function restorePointState(points: readonly Pinnable[]): string {
  const kept = points.reduce((sum, { keptUntil }) => sum + Math.floor(keptUntil / 1000), 0)
  const pins = points.flatMap(point => point.pins)
  const held = pins.reduce((sum, { point, until }) => sum + point * 7919 + Math.floor(until / 1000), 0)
  return `${pointsState(points)}-${kept.toString(36)}${held ? `-${held.toString(36)}` : ''}`
}

/** What went wrong, without the mail server's own words: those are for the log and the receipt. */
export function toProblem({ code, folder, uids, done, of, until }: Problem): JsonObject {
  return {
    code,
    ...(folder === undefined ? {} : { folder }),
    ...(uids === undefined ? {} : { uids }),
    ...(done === undefined || of === undefined ? {} : { done, of }),
    ...(until === undefined ? {} : { until: utcDate(until) }),
  }
}

function toRestorePoint(point: Pinnable, all: readonly Pinnable[]): JsonObject {
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
    pinned: point.pins.map(({ reason, until }) => ({ reason, until: utcDate(until) })),
    isLatest: point === all[0],
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
