import { type Arguments, isId, readArguments } from './arguments.ts'
import { type Asked, fromMailAccount, mailAccount } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { methodError } from './errors.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import type { Method } from './methods.ts'

/** Email/set (RFC 8620 5.3): arguments are checked, then `accountReadOnly`. */
export const emailSet: Method = (asked, args) => set(asked, readArguments(args))

/** Mailbox/set (RFC 8621 2.5), with its own argument. */
export const mailboxSet: Method = (asked, args) => {
  const given = readArguments(args)
  given.boolean('onDestroyRemoveEmails')
  return set(asked, given)
}

/** Email/copy (RFC 8621 4.7). */
export const emailCopy: Method = async (asked, args) => {
  const given = readArguments(args)
  const { from, to } = accounts(given)
  given.stringOrNull('ifFromInState')
  given.stringOrNull('ifInState')
  const created = objects(given.object('create'), 'create')
  given.boolean('onSuccessDestroyOriginal')
  given.stringOrNull('destroyFromIfInState')
  given.done()
  holdSize(created)
  await fromMailAccount(asked, from)
  return refuse(asked, to)
}

/** Email/import (RFC 8621 4.8). */
export const emailImport: Method = (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  given.stringOrNull('ifInState')
  const emails = objects(given.object('emails'), 'emails')
  given.done()
  holdSize(emails)
  return refuse(asked, accountId)
}

/** Blob/copy (RFC 8620 6.3). */
export const blobCopy: Method = async (asked, args) => {
  const given = readArguments(args)
  const { from, to } = accounts(given)
  const blobs = given.ids('blobIds')
  given.done()
  holdSize(blobs.length)
  await fromMailAccount(asked, from)
  return refuse(asked, to)
}

async function set(asked: Asked, given: Arguments): Promise<JsonObject> {
  const accountId = given.id('accountId')
  given.stringOrNull('ifInState')
  const created = objects(given.objectOrNull('create'), 'create')
  const updated = objects(given.objectOrNull('update'), 'update')
  const destroyed = given.idsOrNull('destroy')?.length ?? 0
  given.done()
  holdSize(created + updated + destroyed)
  return refuse(asked, accountId)
}

function accounts(given: Arguments): { from: string; to: string } {
  const from = given.id('fromAccountId')
  const to = given.id('accountId')
  if (from === to) throw methodError('invalidArguments', '"fromAccountId" and "accountId" must differ.')
  return { from, to }
}

/** How many objects the map has, each under an id. */
function objects(map: JsonObject | null, name: string): number {
  const entries = Object.entries(map ?? {})
  if (!entries.every(([id, value]) => isId(id) && isJsonObject(value))) {
    throw methodError('invalidArguments', `"${name}" must be a map from id to object.`)
  }
  return entries.length
}

function holdSize(count: number): void {
  if (count > CORE_LIMITS.maxObjectsInSet) {
    throw methodError('requestTooLarge', `One call can set ${CORE_LIMITS.maxObjectsInSet} objects.`)
  }
}

async function refuse(asked: Asked, accountId: string): Promise<JsonObject> {
  await mailAccount(asked, accountId)
  throw methodError('accountReadOnly', 'A restore point is a picture of the past and cannot be changed.')
}
