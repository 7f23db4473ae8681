import { isDraft, type OwnersRequest, type OwnersWish } from '../domain/restore-reader.ts'
import { isId, readArguments } from './arguments.ts'
import { type Asked, controlAccount } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { methodError } from './errors.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { requestsState, toRestoreRequest } from './restore-request.ts'
import { readWish } from './restore-wish.ts'

/** Characters of a note to the admin. */
const MOST_NOTE = 1000

/**
 * RestoreRequest/set, shaped like RFC 8620 5.3. `create` makes a draft, which is planned at once; `update` of `state` says
 * what is to become of one: "waiting" files it (with a `note`), "withdrawn", "cancelled", "undone"; `destroy` forgets a
 * draft. What is asked stands in `asked` until the worker has taken it up. Filing and undoing want a password that was
 * given less than half an hour ago: `signInAgain`. Who came by an admin's link has none: they may file what an admin decides
 * about, and undo nothing: `passwordNeeded`.
 */
export const restoreRequestSet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ifInState = given.stringOrNull('ifInState')
  const create = Object.entries(given.objectOrNull('create') ?? {})
  const update = Object.entries(given.objectOrNull('update') ?? {})
  const destroy = given.idsOrNull('destroy') ?? []
  given.done()
  if (![...create, ...update].every(([id, value]) => isId(id) && isJsonObject(value)))
    throw methodError('invalidArguments', '"create" and "update" must be maps from id to object.')
  if (create.length + update.length + destroy.length > CORE_LIMITS.maxObjectsInSet)
    throw methodError('requestTooLarge', `One call can set ${CORE_LIMITS.maxObjectsInSet} objects.`)
  await controlAccount(asked, accountId)
  const { restores } = asked.person
  const before = await restores.requests()
  if (ifInState !== null && ifInState !== requestsState(before))
    throw methodError('stateMismatch', 'The restore requests have changed; get them again.')
  const known = new Map(before.map(one => [one.id, one]))
  const answer = { created: map(), notCreated: map(), updated: map(), notUpdated: map(), notDestroyed: map() }
  const destroyed: string[] = []
  for (const [key, wish] of create) {
    const made = await make(asked, wish as JsonObject)
    if ('error' in made) answer.notCreated[key] = made.error
    else {
      answer.created[key] = toRestoreRequest(made)
      asked.created[key] = made.id
    }
  }
  for (const [id, patch] of update) {
    const error = await change(asked, known.get(id), patch as JsonObject)
    if (error) answer.notUpdated[id] = error
    else answer.updated[id] = null
  }
  for (const id of destroy) {
    const one = known.get(id)
    if (!one) answer.notDestroyed[id] = { type: 'notFound' }
    else if (!isDraft(one))
      answer.notDestroyed[id] = refused('A request that was filed is history; withdraw it.')
    else {
      await restores.ask(id, 'withdraw', null)
      destroyed.push(id)
    }
  }
  const maps = Object.entries(answer).map(([name, one]) => [name, Object.keys(one).length ? one : null])
  return {
    accountId,
    oldState: requestsState(before),
    newState: requestsState(await restores.requests()),
    ...Object.fromEntries(maps),
    destroyed: destroyed.length ? destroyed : null,
  }
}

/** Drafts of an owner that are planned at once. */
const MOST_PLANNING = 5

async function make(asked: Asked, wish: JsonObject): Promise<OwnersRequest | { error: JsonObject }> {
  const { restores } = asked.person
  const { decide } = await restores.offer()
  if (decide === 'off')
    return { error: refused('Restores are not offered here; download the messages instead.') }
  const enough = {
    error: { type: 'rateLimit', description: 'Enough dry runs are being made; wait for one of them.' },
  }
  if (await isEnough(asked)) return enough
  const read = await readWish(asked, wish)
  if ('wrong' in read) return { error: { type: 'invalidProperties', properties: read.wrong } }
  // One call may make many, and several calls may come at once.
  return (await isEnough(asked)) ? enough : restores.plan(read.wish, read.language)
}

// Those that no worker took up yet lie on the disk, each with up to a hundred thousand ids.
async function isEnough({ person }: Asked): Promise<boolean> {
  const open = (await person.restores.requests()).filter(
    one => one.state === 'planning' || (isDraft(one) && one.problem === 'no-worker'),
  )
  return open.length >= MOST_PLANNING
}

/** What is wrong with the patch; null when it was written down. */
async function change(
  asked: Asked,
  one: OwnersRequest | undefined,
  { state = null, note = null, ...more }: JsonObject,
): Promise<JsonObject | null> {
  if (!one) return { type: 'notFound' }
  const wish = typeof state === 'string' && Object.hasOwn(WISHES, state) ? WISHES[state] : undefined
  const isNote = note === null || (wish === 'file' && typeof note === 'string' && note.length <= MOST_NOTE)
  const properties = [...(wish ? [] : ['state']), ...(isNote ? [] : ['note']), ...Object.keys(more)]
  if (!wish || properties.length) return { type: 'invalidProperties', properties }
  if (!FROM[wish].includes(one.state))
    return refused(`That cannot be done with a request that is "${one.state}".`)
  // Asked twice, by a second click or another tab: once is enough.
  if (one.asked === wish) return null
  const wrong = wish === 'file' || wish === 'undo' ? await unproven(asked, wish) : null
  if (wrong) return wrong
  await asked.person.restores.ask(one.id, wish, typeof note === 'string' && note.trim() ? note.trim() : null)
  return null
}

// What reaches the live mailbox wants its password, given lately, or an admin who decides.
async function unproven({ entry, person }: Asked, wish: 'file' | 'undo'): Promise<JsonObject | null> {
  if (entry.how === 'access') {
    if (wish === 'file' && (await person.restores.offer()).decide === 'admin') return null
    return {
      type: 'passwordNeeded',
      description: 'This needs the mail password. Sign in with it, or ask your administrator.',
    }
  }
  if (entry.isFresh) return null
  return { type: 'signInAgain', description: 'Your sign-in is older than half an hour. Sign in again.' }
}

const WISHES: Readonly<Record<string, OwnersWish>> = {
  waiting: 'file',
  withdrawn: 'withdraw',
  cancelled: 'cancel',
  undone: 'undo',
}

const FROM: Readonly<Record<OwnersWish, readonly string[]>> = {
  file: ['planned'],
  withdraw: ['planning', 'planned', 'unplannable', 'waiting'],
  cancel: ['confirmed', 'running'],
  undo: ['done', 'partial', 'cancelled'],
}

function refused(description: string): JsonObject {
  return { type: 'forbidden', description }
}

function map(): JsonObject {
  return {}
}
