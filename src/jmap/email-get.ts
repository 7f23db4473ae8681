import type { EmailRow } from '../domain/message.ts'
import type { PointReader } from '../domain/ports.ts'
import { readArguments } from './arguments.ts'
import { type Asked, knowsTime, mailAccount, pointState } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { utcDate } from './dates.ts'
import { readEmailProperties } from './email-properties.ts'
import { emailSource } from './email-source.ts'
import { idsToGet, tooMany } from './get.ts'
import type { Json, JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { readShape, type Shape, toEmail } from './to-email.ts'

/**
 * Email/get (RFC 8621 4.2). One read of the index for all ids; of the messages themselves only the header blocks and
 * bodies that the properties speak of.
 */
export const emailGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const wanted = idsToGet(given)
  const withOurs = knowsTime(asked)
  const shape = readShape(given, readEmailProperties(given, withOurs), withOurs)
  given.done()
  const point = await mailAccount(asked, accountId)
  const hidesDeleted = !knowsTime(asked)
  const ids = wanted ?? (await allEmails(point))
  const rows = await point.emails(ids)
  const list: JsonObject[] = []
  const notFound: string[] = []
  for (const id of ids) {
    const row = rows.get(id)
    if (row && !(hidesDeleted && row.keywords.includes('$deleted')))
      list.push(await describe(asked, point, row, shape))
    else if (wanted) notFound.push(id)
  }
  return { accountId, state: pointState(asked, point), list, notFound }
}

async function allEmails(point: PointReader): Promise<string[]> {
  const limit = CORE_LIMITS.maxObjectsInGet
  const { ids, total } = await point.list({ folder: null, ascending: false, position: 0, limit })
  if (total > limit) throw tooMany()
  return ids
}

async function describe(asked: Asked, point: PointReader, row: EmailRow, shape: Shape): Promise<JsonObject> {
  const { blob, receivedAt } = row
  const source = emailSource(asked, { ...row, blobId: blob }, (start, end) =>
    point.bytes(blob, receivedAt, start, end),
  )
  const email = await toEmail(asked, source, row, shape, name => metadata(row, name))
  // Last, when all bytes that are wanted have been looked at.
  if ('damaged' in email) email.damaged = source.isDamaged() || (await point.isDamaged(blob))
  return email
}

function metadata(row: EmailRow, name: string): Json {
  switch (name) {
    case 'id':
      return row.id
    case 'blobId':
      return row.blob
    case 'threadId':
      return row.thread
    case 'mailboxIds':
      return { [row.folder]: true }
    case 'keywords':
      return Object.fromEntries(row.keywords.map(keyword => [keyword, true]))
    case 'receivedAt':
      return utcDate(row.receivedAt)
    case 'damaged':
      return false
    case 'uid':
      return row.uid
    default:
      throw new Error(`no such email property: ${name}`)
  }
}
