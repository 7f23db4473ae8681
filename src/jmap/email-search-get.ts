import { pointId } from '../domain/ids.ts'
import type { DaysRow } from '../domain/time-reader.ts'
import { readArguments } from './arguments.ts'
import { type Asked, controlAccount } from './call.ts'
import { utcDate } from './dates.ts'
import { allDays, daysState, toPresence } from './days.ts'
import { readSearchFilter } from './email-search.ts'
import { methodError } from './errors.ts'
import { idsToGet, pick, propertiesToGet } from './get.ts'
import type { Json, JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { type SnippetWords, snippetOf, soughtWords } from './search-snippet.ts'

const PROPERTIES = [
  'id',
  'accountId',
  'blobId',
  'threadId',
  'mailboxId',
  'mailboxPath',
  'mailboxRole',
  'from',
  'to',
  'subject',
  'receivedAt',
  'preview',
  'size',
  'hasAttachment',
  'keywords',
  'days',
  'presence',
  'snippet',
]

/** EmailSearch/get: the rows of a list over all days; with `filter` each has a snippet of what was looked for. */
export const emailSearchGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = idsToGet(given)
  const properties = propertiesToGet(given, PROPERTIES)
  const words = soughtWords(readSearchFilter(given.any('filter')).filter)
  given.done()
  await controlAccount(asked, accountId)
  if (ids === null) throw methodError('requestTooLarge', 'Name the emails that are wanted.')
  const days = await allDays(asked)
  const rows = await days.rows(ids)
  const wantsSnippet =
    properties.includes('snippet') && Object.values(words).some(sought => sought.length > 0)
  const objects: JsonObject[] = []
  for (const [id, row] of rows) {
    const snippet = wantsSnippet ? await snippetIn(asked, id, row.point, words) : null
    objects.push(toRow(asked, id, row, snippet))
  }
  return { accountId, state: daysState(asked, await days.basis()), ...pick(objects, ids, properties) }
}

// Its bytes are had through the point that is shown.
async function snippetIn(asked: Asked, id: string, point: number, words: SnippetWords): Promise<Json> {
  const reader = await asked.open(point)
  const row = (await reader?.emails([id]))?.get(id)
  return reader && row ? { ...(await snippetOf(asked, reader, row, words)) } : null
}

function toRow(asked: Asked, id: string, found: DaysRow, snippet: Json): JsonObject {
  const { row, point, folder, days, presence } = found
  return {
    id,
    accountId: pointId(point),
    blobId: row.blob,
    threadId: row.thread,
    mailboxId: folder.folder,
    mailboxPath: folder.path,
    mailboxRole: folder.role,
    from: row.envelope.from as Json,
    to: row.envelope.to as Json,
    subject: row.envelope.subject,
    receivedAt: utcDate(row.receivedAt),
    preview: row.preview,
    size: row.size,
    hasAttachment: row.hasAttachment,
    keywords: Object.fromEntries(row.keywords.map(keyword => [keyword, true])),
    days: { first: pointId(days.first), last: pointId(days.last), count: days.count },
    presence: toPresence(asked, presence),
    snippet,
  }
}
