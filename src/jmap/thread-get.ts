import type { PointReader } from '../domain/ports.ts'
import { readArguments } from './arguments.ts'
import { type Asked, mailAccount, pointState } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { idsToGet, pick, propertiesToGet, tooMany } from './get.ts'
import { hiddenEmails } from './hidden.ts'
import type { JsonObject } from './json.ts'
import type { Method } from './methods.ts'

/** Thread/get (RFC 8621 3.1). A thread all of whose emails are hidden from this client is not there. */
export const threadGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const wanted = idsToGet(given)
  const properties = propertiesToGet(given, ['id', 'emailIds'])
  given.done()
  const point = await mailAccount(asked, accountId)
  const ids = wanted ?? (await allThreads(point))
  const threads = await findThreads(asked, point, ids)
  return { accountId, state: pointState(asked, point), ...pick(threads, wanted, properties) }
}

async function findThreads(asked: Asked, point: PointReader, ids: readonly string[]): Promise<JsonObject[]> {
  const hidden = await hiddenEmails(asked, point)
  const threads: JsonObject[] = []
  for (const [id, all] of await point.threads(ids)) {
    const emailIds = all.filter(email => !hidden.has(email))
    if (emailIds.length > 0) threads.push({ id, emailIds })
  }
  return threads
}

async function allThreads(point: PointReader): Promise<string[]> {
  const { threads } = await point.skim({ folder: null, ascending: false })
  const ids = [...new Set(threads)]
  if (ids.length > CORE_LIMITS.maxObjectsInGet) throw tooMany()
  return ids
}
