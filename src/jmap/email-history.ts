import { pointId } from '../domain/ids.ts'
import type { History } from '../domain/time-reader.ts'
import { readArguments } from './arguments.ts'
import { controlAccount } from './call.ts'
import { allDays, daysState } from './days.ts'
import { methodError } from './errors.ts'
import { idsToGet, pick, propertiesToGet } from './get.ts'
import type { JsonObject } from './json.ts'
import type { Method } from './methods.ts'

/** EmailHistory/get: the life of the messages of these emails, from the first point that holds them on. */
export const emailHistoryGet: Method = async (asked, args) => {
  const given = readArguments(args)
  const accountId = given.id('accountId')
  const ids = idsToGet(given)
  const properties = propertiesToGet(given, ['id', 'spans', 'goneAfter', 'unread'])
  given.done()
  await controlAccount(asked, accountId)
  if (ids === null) throw methodError('requestTooLarge', 'Name the emails that are wanted.')
  const days = await allDays(asked)
  const objects = [...(await days.history(ids))].map(([id, history]) => toHistory(id, history))
  return { accountId, state: daysState(asked, await days.basis()), ...pick(objects, ids, properties) }
}

function toHistory(id: string, { spans, goneAfter, unread }: History): JsonObject {
  return {
    id,
    spans: spans.map(({ from, to, folder, path, role, email, keywords }) => ({
      from: pointId(from),
      to: pointId(to),
      mailboxId: folder,
      path,
      role,
      emailId: email,
      keywords: Object.fromEntries(keywords.map(keyword => [keyword, true])),
    })),
    goneAfter: goneAfter === null ? null : pointId(goneAfter),
    unread: unread.map(({ point, path }) => ({ point: pointId(point), path })),
  }
}
