import type { Run } from '../domain/point.ts'
import { isId, readArguments } from './arguments.ts'
import { MOST_RUNS, runId, runsState, toBackupRun } from './backup-run.ts'
import { type Asked, controlAccount } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { methodError } from './errors.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import type { Method } from './methods.ts'

/**
 * BackupRun/set, shaped like RFC 8620 5.3: `create` with an empty object is "back up now". Every property is the
 * server's. A run that waits or goes on already is not made twice: `alreadyExists` names it in `existingId`. Runs are
 * history: none can be updated or destroyed.
 */
export const backupRunSet: Method = async (asked, args) => {
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
  const before = await asked.person.runs(MOST_RUNS)
  if (ifInState !== null && ifInState !== runsState(before))
    throw methodError('stateMismatch', 'The backup runs have changed; get them again.')
  const created: JsonObject = {}
  const notCreated: JsonObject = {}
  for (const [id, wish] of create) {
    const answer = await backUpNow(asked, wish as JsonObject)
    if ('run' in answer) {
      created[id] = toBackupRun(answer.run)
      asked.created[id] = runId(answer.run)
    } else notCreated[id] = answer.error
  }
  const known = new Set(before.map(runId))
  const unchangeable = (ids: readonly string[]): JsonObject | null =>
    orNull(Object.fromEntries(ids.map(id => [id, known.has(id) ? HISTORY : { type: 'notFound' }])))
  return {
    accountId,
    oldState: runsState(before),
    newState: runsState(await asked.person.runs(MOST_RUNS)),
    created: orNull(created),
    updated: null,
    destroyed: null,
    notCreated: orNull(notCreated),
    notUpdated: unchangeable(update.map(([id]) => id)),
    notDestroyed: unchangeable(destroy),
  }
}

async function backUpNow({ person }: Asked, wish: JsonObject): Promise<{ run: Run } | { error: JsonObject }> {
  const properties = Object.keys(wish)
  if (properties.length) return { error: { type: 'invalidProperties', properties } }
  const asked = await person.backUpNow()
  if (asked.state === 'asked') return { run: asked.run }
  if (asked.state === 'refused') return { error: REFUSED[asked.why] }
  const description = 'A backup is being made already.'
  return { error: { type: 'alreadyExists', existingId: runId(asked.run), description } }
}

const HISTORY = { type: 'forbidden', description: 'What a backup run was cannot be changed.' }

// RFC 8620 5.3, and two types of our own that say what the owner can do.
const REFUSED = {
  plan: { type: 'forbidden', description: 'The plan of this account takes backups at its own times only.' },
  'signed-out': {
    type: 'signInNeeded',
    description: 'The mail server refuses the password that is kept; sign in again.',
  },
  'too-many': { type: 'rateLimit', description: 'There were enough backups by hand today.' },
  'no-worker': { type: 'workerNotRunning', description: 'The backup worker is not running.' },
} satisfies Record<string, JsonObject>

function orNull(map: JsonObject): JsonObject | null {
  return Object.keys(map).length ? map : null
}
