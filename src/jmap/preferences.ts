import { createHash } from 'node:crypto'
import {
  changePreferences,
  DEFAULT_PREFERENCES,
  type Preferences,
  readPreferences,
} from '../domain/preferences.ts'
import { isId, readArguments } from './arguments.ts'
import { type Asked, controlAccount } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { methodError } from './errors.ts'
import { idsToGet, pick, propertiesToGet } from './get.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import type { Method } from './methods.ts'

const SINGLETON = 'singleton'
const PROPERTIES = ['id', ...Object.keys(DEFAULT_PREFERENCES)]

/** Preferences/get (RFC 8620 5.1): one object, "singleton", as VacationResponse of RFC 8621 8 is. */
export const preferencesGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = idsToGet(given)
  const properties = propertiesToGet(given, PROPERTIES)
  given.done()
  await controlAccount(asked, accountId)
  const preferences = await current(asked)
  return {
    accountId,
    state: stateOf(preferences),
    ...pick([{ id: SINGLETON, ...(preferences as unknown as JsonObject) }], ids, properties),
  }
}

/** Preferences/set (RFC 8620 5.3): only `update` of the singleton; a patch names whole properties, null sets the default. */
export const preferencesSet: Method = async (asked, args) => {
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
    throw methodError('stateMismatch', 'The preferences were changed elsewhere; get them again.')
  const patch = update[SINGLETON]
  const { preferences, wrong } = changePreferences(
    before,
    isJsonObject(patch ?? null) ? (patch as object) : {},
  )
  const isGood = patch !== undefined && wrong.length === 0
  if (isGood) await asked.person.setPreferences(preferences)
  const strangers = Object.keys(update).filter(id => id !== SINGLETON)
  return {
    accountId,
    oldState: stateOf(before),
    newState: stateOf(isGood ? preferences : before),
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

async function current({ person }: Asked): Promise<Preferences> {
  return readPreferences(await person.preferences())
}

function stateOf(preferences: Preferences): string {
  const values = PROPERTIES.map(name => (preferences as unknown as JsonObject)[name] ?? null)
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16)
}

function errors(ids: readonly string[], error: JsonObject | ((id: string) => JsonObject)): JsonObject | null {
  const of = typeof error === 'function' ? error : () => error
  return ids.length === 0 ? null : Object.fromEntries(ids.map(id => [id, of(id)]))
}
