import { isString, readArguments } from './arguments.ts'
import { type Asked, controlAccount } from './call.ts'
import { methodError } from './errors.ts'
import { type Conditions, matches, readCondition, readFilter, readSort } from './filter.ts'
import { pick, propertiesToGet } from './get.ts'
import type { Json, JsonObject } from './json.ts'
import { cut, idsInMemory, readWindow } from './window.ts'

/** What hangs on the control account: a list short enough to be in memory, newest first. */
export interface ControlList<T> {
  properties: string[]
  conditions: Conditions
  /** the one property it can be sorted by: the instant it is in order of already */
  sortedBy: string
  load(asked: Asked): Promise<readonly T[]>
  state(all: readonly T[]): string
  id(one: T): string
  toObject(one: T, all: readonly T[]): JsonObject
  fits(one: T, condition: JsonObject): boolean
}

/** Its /get, shaped like RFC 8620 5.1; all of them where `ids` is null. */
export async function getFrom<T>(list: ControlList<T>, asked: Asked, args: JsonObject): Promise<JsonObject> {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = given.idsOrNull('ids')
  const properties = propertiesToGet(given, list.properties)
  given.done()
  await controlAccount(asked, accountId)
  const all = await list.load(asked)
  const objects = all.map(one => list.toObject(one, all))
  return { accountId, state: list.state(all), ...pick(objects, ids, properties) }
}

/** Its /query (RFC 8620 5.5): newest first unless sorted ascending. */
export async function queryIn<T>(list: ControlList<T>, asked: Asked, args: JsonObject): Promise<JsonObject> {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const filter = readFilter(given.any('filter'), condition => readCondition(condition, list.conditions))
  const ascending = readOrder(given.any('sort'), list.sortedBy)
  const window = readWindow(given)
  given.done()
  await controlAccount(asked, accountId)
  const all = await list.load(asked)
  const found = all.filter(one => matches(filter, condition => list.fits(one, condition)))
  const ids = found.map(list.id)
  return {
    accountId,
    queryState: list.state(all),
    canCalculateChanges: false,
    ...(await cut(idsInMemory(ascending ? ids.reverse() : ids), window)),
  }
}

/** Conditions that both lists have. */
export const DAY_CONDITIONS = {
  localDay: { is: isString, wanted: 'a day such as "2026-11-21"' },
  trigger: { is: isString, wanted: '"first", "nightly" or "manual"' },
}

/** Is it sorted ascending? Newest first where no sort is given. */
function readOrder(value: Json, property: string): boolean {
  const sort = readSort(value)
  const other = sort.find(comparator => comparator.property !== property)
  if (other) throw methodError('unsupportedSort', `This can be sorted by "${property}" only.`)
  return sort[0]?.isAscending ?? false
}
