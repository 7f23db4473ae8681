import { readArguments } from './arguments.ts'
import { knowsTime, mailAccount } from './call.ts'
import { readEmailFilter } from './email-filter.ts'
import { methodError } from './errors.ts'
import type { JsonObject } from './json.ts'
import type { Method } from './methods.ts'
import { snippetOf, soughtWords } from './search-snippet.ts'

/** Emails of one call: each may have to be read again. RFC 8621 5.1 wants 50 at least. */
const MOST_SNIPPETS = 100

/** SearchSnippet/get (RFC 8621 5.1). */
export const searchSnippetGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const words = soughtWords(readEmailFilter(given.any('filter'), knowsTime(asked)))
  const emailIds = given.ids('emailIds')
  given.done()
  if (emailIds.length > MOST_SNIPPETS)
    throw methodError('requestTooLarge', `One call can have snippets of ${MOST_SNIPPETS} emails.`)
  const point = await mailAccount(asked, accountId)
  const rows = await point.emails(emailIds)
  const list: JsonObject[] = []
  const notFound: string[] = []
  for (const emailId of emailIds) {
    const row = rows.get(emailId)
    if (!row || (row.keywords.includes('$deleted') && !knowsTime(asked))) notFound.push(emailId)
    else list.push({ emailId, ...(await snippetOf(asked, point, row, words)) })
  }
  return { accountId, list, notFound: notFound.length > 0 ? notFound : null }
}
