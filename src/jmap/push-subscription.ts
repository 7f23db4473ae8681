import { isString, readArguments } from './arguments.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { methodError } from './errors.ts'
import { idsToGet } from './get.ts'
import type { JsonObject } from './json.ts'
import type { Method } from './methods.ts'

/** RFC 8620 7.2. */
const PROPERTIES = ['id', 'deviceClientId', 'url', 'keys', 'verificationCode', 'expires', 'types']

/** PushSubscription/get (RFC 8620 7.2.1): there are none; a client that wants news listens to the event source. */
export const pushSubscriptionGet: Method = async (_, args) => {
  const given = readArguments(args)
  const ids = idsToGet(given)
  const asked = given.stringsOrNull('properties') ?? []
  given.done()
  const unknown = asked.find(name => !PROPERTIES.includes(name))
  if (unknown !== undefined) throw methodError('invalidArguments', `There is no property "${unknown}" here.`)
  const secret = asked.find(name => name === 'url' || name === 'keys')
  // RFC 8620 7.2.1: these two are secrets of whoever made the subscription.
  if (secret) throw methodError('forbidden', `"${secret}" is never told.`)
  return { list: [], notFound: ids ?? [] }
}

/** PushSubscription/set (RFC 8620 7.2.2): every creation is refused by itself, and there is nothing to change. */
export const pushSubscriptionSet: Method = async (_, args) => {
  const given = readArguments(args)
  const create = Object.keys(given.objectOrNull('create') ?? {})
  const update = Object.keys(given.objectOrNull('update') ?? {})
  const destroy = given.idsOrNull('destroy') ?? []
  given.done()
  if (create.length + update.length + destroy.length > CORE_LIMITS.maxObjectsInSet) {
    throw methodError('requestTooLarge', `One call can set ${CORE_LIMITS.maxObjectsInSet} objects.`)
  }
  const description = 'This server calls no URL. Use the event source.'
  return {
    created: null,
    updated: null,
    destroyed: null,
    notCreated: errors(create, { type: 'forbidden', description }),
    notUpdated: errors(update, { type: 'notFound' }),
    notDestroyed: errors(destroy.filter(isString), { type: 'notFound' }),
  }
}

function errors(ids: readonly string[], error: JsonObject): JsonObject | null {
  return ids.length === 0 ? null : Object.fromEntries(ids.map(id => [id, error]))
}
