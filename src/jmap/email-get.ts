import type { EmailRow } from '../domain/message.ts'
import type { PointReader } from '../domain/ports.ts'
import { bodyLists } from '../formats/body-lists.ts'
import { readArguments } from './arguments.ts'
import { type BodyValues, bodyValues, readBodyValues } from './body-values.ts'
import { type Asked, knowsTime, mailAccount, pointState } from './call.ts'
import { CORE_LIMITS } from './capabilities.ts'
import { utcDate } from './dates.ts'
import { bodyPart, bodyParts } from './email-body.ts'
import { CONVENIENCE, readEmailProperties, readPartProperties, type Wanted } from './email-properties.ts'
import { type EmailSource, emailSource } from './email-source.ts'
import { idsToGet, tooMany } from './get.ts'
import { headerValue, rawHeaders } from './header-property.ts'
import type { Json, JsonObject } from './json.ts'
import type { Method } from './methods.ts'

interface Shape {
  email: Wanted
  part: Wanted
  values: BodyValues
}

/**
 * Email/get (RFC 8621 4.2). One read of the index for all ids; of the messages themselves only the header blocks and
 * bodies that the properties speak of.
 */
export const emailGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const wanted = idsToGet(given)
  const shape: Shape = {
    email: readEmailProperties(given, knowsTime(asked)),
    part: readPartProperties(given),
    values: readBodyValues(given),
  }
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
      list.push(await toEmail(asked, emailSource(asked, point, row), row, shape))
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

async function toEmail(asked: Asked, source: EmailSource, row: EmailRow, shape: Shape): Promise<JsonObject> {
  const entries: [string, Json][] = []
  for (const name of shape.email.plain) entries.push([name, await property(asked, source, row, shape, name)])
  for (const header of shape.email.headers) {
    entries.push([header.property, headerValue(header, await source.fields([0, row.headerLength]))])
  }
  return Object.fromEntries(entries)
}

async function property(
  asked: Asked,
  source: EmailSource,
  row: EmailRow,
  { part, values }: Shape,
  name: string,
): Promise<Json> {
  switch (name) {
    case 'headers':
      return rawHeaders(await source.fields([0, row.headerLength]))
    case 'bodyStructure':
      return bodyPart(asked, source, row.structure, part, true)
    case 'textBody':
    case 'htmlBody':
    case 'attachments':
      return bodyParts(asked, source, bodyLists(row.structure)[name], part)
    case 'bodyValues':
      return bodyValues(asked, source, { structure: row.structure, ...bodyLists(row.structure) }, values)
    default:
      return simple(row, name)
  }
}

/** The properties that the index has ready. */
function simple(row: EmailRow, name: string): Json {
  const convenience = CONVENIENCE.find(known => known === name)
  if (convenience) return row.envelope[convenience] as Json
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
    case 'size':
      return row.size
    case 'receivedAt':
      return utcDate(row.receivedAt)
    case 'hasAttachment':
      return row.hasAttachment
    case 'preview':
      return row.preview
    case 'notices':
      return row.notices
    case 'uid':
      return row.uid
    default:
      throw new Error(`no such email property: ${name}`)
  }
}
