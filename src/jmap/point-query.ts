import type { PointReader } from '../domain/ports.ts'
import { type Arguments, readArguments } from './arguments.ts'
import { type Asked, knowsTime, mailAccount, pointState } from './call.ts'
import { holdState, readMaxChanges } from './changes.ts'
import type { JsonObject } from './json.ts'
import { cut, type OrderedIds, readWindow } from './window.ts'

/** What is looked for in a restore point: how its arguments are read, and the ids in their order. */
export interface PointQuery<Q> {
  read(given: Arguments, asked: Asked): Q
  find(asked: Asked, point: PointReader, query: Q): Promise<OrderedIds>
}

/** A /query in a restore point (RFC 8620 5.5). */
export async function queryPoint<Q>(
  { read, find }: PointQuery<Q>,
  asked: Asked,
  args: JsonObject,
): Promise<JsonObject> {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const query = read(given, asked)
  const window = readWindow(given)
  given.done()
  const point = await mailAccount(asked, accountId)
  return {
    accountId,
    queryState: pointState(asked, point),
    canCalculateChanges: true,
    ...(await cut(await find(asked, point, query), window, knowsTime(asked))),
  }
}

/** Its /queryChanges (RFC 8620 5.6): nothing ever changes. */
export async function queryChangesOfPoint<Q>(
  { read, find }: PointQuery<Q>,
  asked: Asked,
  args: JsonObject,
): Promise<JsonObject> {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const query = read(given, asked)
  const since = given.string('sinceQueryState')
  readMaxChanges(given)
  given.idOrNull('upToId')
  const calculateTotal = given.boolean('calculateTotal')
  given.done()
  const point = await mailAccount(asked, accountId)
  const state = pointState(asked, point)
  holdState(since, state)
  const total = calculateTotal ? { total: await (await find(asked, point, query)).total() } : {}
  return { accountId, oldQueryState: state, newQueryState: state, ...total, removed: [], added: [] }
}
