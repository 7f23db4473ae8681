import { pointId } from '../domain/ids.ts'
import type { ItemState, RestoreItem } from '../domain/restore.ts'
import { isId, isString, readArguments } from './arguments.ts'
import { controlAccount } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { utcDate } from './dates.ts'
import { methodError } from './errors.ts'
import { readCondition, readFilter } from './filter.ts'
import { idsToGet, pick, propertiesToGet } from './get.ts'
import type { JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { requestsState } from './restore-request.ts'

const PROPERTIES = [
  ...['id', 'requestId', 'emailId', 'restorePointId', 'mailboxId', 'path', 'target', 'size', 'receivedAt'],
  ...['state', 'why', 'said'],
]

const STATES: readonly ItemState[] = [
  ...(['add', 'there', 'moved', 'binned', 'unknown', 'lost', 'adding', 'added', 'found'] as const),
  ...(['failed', 'removing', 'removed', 'kept'] as const),
]

const CONDITIONS = {
  requestId: { is: isId, wanted: 'the id of a request' },
  states: {
    is: (value: unknown) =>
      Array.isArray(value) && value.length > 0 && value.every(one => STATES.includes(one)),
    wanted: `a list of ${STATES.join(', ')}`,
  },
}

/** RestoreItem/query: the messages of one request, in the order they are put back; what becomes of each is RestoreItem/get's. */
export const restoreItemQuery: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const filter = readFilter(given.any('filter'), condition => readCondition(condition, CONDITIONS))
  const position = given.unsigned('position')
  const limit = given.unsignedOrNull('limit') ?? CORE_LIMITS.maxObjectsInGet
  const calculateTotal = given.boolean('calculateTotal')
  given.done()
  await controlAccount(asked, accountId)
  const { requestId = null, states = null } = filter?.operator === null ? filter.condition : {}
  if (!isString(requestId))
    throw methodError('unsupportedFilter', 'Name one request: {"requestId": "…"}, with "states" if need be.')
  const { restores } = asked.person
  const { items, total } = await restores.items(requestId, {
    states: states as readonly ItemState[] | null,
    position,
    limit: Math.min(limit, CORE_LIMITS.maxObjectsInGet),
  })
  return {
    accountId,
    queryState: requestsState(await restores.requests()),
    canCalculateChanges: false,
    ...{ position, ids: items.map(one => itemId(requestId, one.n)) },
    ...(calculateTotal ? { total } : {}),
    ...(limit > CORE_LIMITS.maxObjectsInGet ? { limit: CORE_LIMITS.maxObjectsInGet } : {}),
  }
}

/** RestoreItem/get: where each message goes and what became of it, with the mail server's words where it refused. */
export const restoreItemGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = idsToGet(given)
  const properties = propertiesToGet(given, PROPERTIES)
  given.done()
  await controlAccount(asked, accountId)
  if (ids === null) throw methodError('requestTooLarge', 'Name the items that are wanted.')
  const { restores } = asked.person
  const wanted = new Map<string, number[]>()
  for (const id of ids) {
    const [, request, n] = /^(q[a-z0-9]{24})-([1-9]\d{0,8})$/.exec(id) ?? []
    if (request !== undefined) wanted.set(request, [...(wanted.get(request) ?? []), Number(n)])
  }
  const objects: JsonObject[] = []
  for (const [request, numbers] of wanted) {
    const { items } = await restores.items(request, {
      ...{ states: null, position: 0, limit: CORE_LIMITS.maxObjectsInGet },
      numbers,
    })
    objects.push(...items.map(one => toRestoreItem(request, one)))
  }
  const state = requestsState(await restores.requests())
  return { accountId, state, ...pick(objects, ids, properties) }
}

function itemId(request: string, n: number): string {
  return `${request}-${n}`
}

function toRestoreItem(request: string, one: RestoreItem): JsonObject {
  return {
    ...{ id: itemId(request, one.n), requestId: request, emailId: one.email },
    ...{ restorePointId: pointId(one.point), mailboxId: one.folder, path: one.path, target: one.target },
    ...{
      size: one.size,
      receivedAt: utcDate(one.date * 1000),
      state: one.state,
      why: one.why,
      said: one.said,
    },
  }
}
