import { pointId } from '../domain/ids.ts'
import { isId, readArguments } from './arguments.ts'
import { type Asked, controlAccount } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { utcDate } from './dates.ts'
import { allDays, daysState, toPresence } from './days.ts'
import { methodError } from './errors.ts'
import { idsToGet, pick, propertiesToGet } from './get.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import type { Method } from './methods.ts'

const SINGLETON = 'singleton'
const PROPERTIES = ['id', 'state', 'comparedAt', 'basis', 'point', 'unknown', 'problem']

/** Presence/get: with what "now" was compared, and how it stands with a check that was asked for. One object, "singleton". */
export const presenceGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = idsToGet(given)
  const properties = propertiesToGet(given, PROPERTIES)
  given.done()
  await controlAccount(asked, accountId)
  const presence = await current(asked)
  return { accountId, state: stateOf(presence), ...pick([presence], ids, properties) }
}

/** Presence/set: `update` of the singleton with `check: true` asks for a look at the live mailbox; nothing else can be set. */
export const presenceSet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ifInState = given.stringOrNull('ifInState')
  const create = Object.keys(given.objectOrNull('create') ?? {})
  const update = given.objectOrNull('update') ?? {}
  const destroy = given.idsOrNull('destroy') ?? []
  given.done()
  if (![...create, ...Object.keys(update)].every(isId) || !Object.values(update).every(isJsonObject))
    throw methodError('invalidArguments', '"create" and "update" must be maps from id to object.')
  if (create.length + Object.keys(update).length + destroy.length > CORE_LIMITS.maxObjectsInSet)
    throw methodError('requestTooLarge', `One call can set ${CORE_LIMITS.maxObjectsInSet} objects.`)
  await controlAccount(asked, accountId)
  const before = await current(asked)
  if (ifInState !== null && ifInState !== stateOf(before))
    throw methodError('stateMismatch', 'The presence has changed; get it again.')
  const patch = update[SINGLETON]
  const wrong = isJsonObject(patch ?? null) ? wrongIn(patch as JsonObject) : []
  const isGood = patch !== undefined && wrong.length === 0
  if (isGood && (patch as JsonObject).check === true) await asked.person.checkPresence()
  const strangers = Object.keys(update).filter(id => id !== SINGLETON)
  return {
    accountId,
    oldState: stateOf(before),
    newState: stateOf(isGood ? await current(asked) : before),
    created: null,
    updated: isGood ? { [SINGLETON]: null } : null,
    destroyed: null,
    notCreated: errors(create, { type: SINGLETON }),
    notUpdated: errors([...strangers, ...(wrong.length ? [SINGLETON] : [])], id =>
      id === SINGLETON ? { type: 'invalidProperties', properties: wrong } : { type: 'notFound' },
    ),
    notDestroyed: errors(destroy, id => ({ type: id === SINGLETON ? SINGLETON : 'notFound' })),
  }
}

/** EmailPresence/get: where the messages of these emails are now. There are too many to ask for all. */
export const emailPresenceGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = idsToGet(given)
  const properties = propertiesToGet(given, ['id', 'state', 'places', 'lastSeen', 'goneSince'])
  given.done()
  await controlAccount(asked, accountId)
  if (ids === null) throw methodError('requestTooLarge', 'Name the emails that are wanted.')
  const days = await allDays(asked)
  const found = await days.presence(ids)
  const objects = [...found].map(([id, presence]) => ({ id, ...toPresence(asked, presence) }))
  return { accountId, state: daysState(asked, await days.basis()), ...pick(objects, ids, properties) }
}

async function current(asked: Asked): Promise<JsonObject> {
  const { state, problem } = await asked.person.presenceNow()
  const days = await asked.person.allDays()
  const basis = await days?.basis()
  return {
    id: SINGLETON,
    state,
    comparedAt: basis ? utcDate(basis.comparedAt) : null,
    basis: basis?.basis ?? 'backup',
    point: basis ? pointId(basis.point) : null,
    unknown: basis?.unknown.map(({ folder, path }) => ({ mailboxId: folder, path })) ?? [],
    problem,
  }
}

function stateOf({ state, comparedAt, basis, point, problem }: JsonObject): string {
  return [state, comparedAt, basis, point, problem].join(' ')
}

function wrongIn(patch: JsonObject): string[] {
  return Object.entries(patch).flatMap(([name, value]) =>
    name === 'check' && typeof value === 'boolean' ? [] : name,
  )
}

function errors(ids: readonly string[], error: JsonObject | ((id: string) => JsonObject)): JsonObject | null {
  const of = typeof error === 'function' ? error : () => error
  return ids.length === 0 ? null : Object.fromEntries(ids.map(id => [id, of(id)]))
}
