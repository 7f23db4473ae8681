import { isId, readArguments } from './arguments.ts'
import { type Asked, controlAccount } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { methodError } from './errors.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'

export const SINGLETON = 'singleton'

export interface SingletonSet {
  /** of the object as it stands */
  state(): Promise<string>
  /** names of the properties of a patch that cannot be set so; when there is none the patch is done */
  change(patch: JsonObject): Promise<string[]>
  /** what a client is told whose state is not this one */
  mismatch: string
}

/** /set of a type with one object, "singleton" (RFC 8620 5.3, as VacationResponse of RFC 8621 8): it can only be updated. */
export async function setSingleton(
  asked: Asked,
  args: Parameters<typeof readArguments>[0],
  open: () => Promise<SingletonSet>,
): Promise<JsonObject> {
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
  const { state, change, mismatch } = await open()
  const oldState = await state()
  if (ifInState !== null && ifInState !== oldState) throw methodError('stateMismatch', mismatch)
  const patch: Json = update[SINGLETON] ?? null
  const wrong = isJsonObject(patch) ? await change(patch) : []
  const isDone = isJsonObject(patch) && wrong.length === 0
  const strangers = Object.keys(update).filter(id => id !== SINGLETON)
  return {
    accountId,
    oldState,
    newState: isDone ? await state() : oldState,
    created: null,
    updated: isDone ? { [SINGLETON]: null } : null,
    destroyed: null,
    notCreated: errors(create, { type: SINGLETON }),
    notUpdated: errors([...strangers, ...(wrong.length ? [SINGLETON] : [])], id =>
      id === SINGLETON ? { type: 'invalidProperties', properties: wrong } : { type: 'notFound' },
    ),
    notDestroyed: errors(destroy, id => ({ type: id === SINGLETON ? SINGLETON : 'notFound' })),
  }
}

function errors(ids: readonly string[], error: JsonObject | ((id: string) => JsonObject)): JsonObject | null {
  const of = typeof error === 'function' ? error : () => error
  return ids.length === 0 ? null : Object.fromEntries(ids.map(id => [id, of(id)]))
}
