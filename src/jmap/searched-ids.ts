import type { EmailSearch, EmailsFound } from '../domain/email-query.ts'
import type { PointReader } from '../domain/ports.ts'
import { type Asked, knowsTime } from './call.ts'
import { hiddenEmails } from './hidden.ts'
import { keptIds } from './kept-ids.ts'
import type { OrderedIds } from './window.ts'

/** Emails found are counted up to here, unless the client must have the whole number. */
const COUNTED = 1000

/** What is looked for, without the window. */
export type Looked = Pick<EmailSearch, 'filter' | 'sort' | 'collapseThreads'>

/**
 * Emails by a filter that no list answers. Newest first they are taken piece by piece from the index; any other order is
 * made whole and kept, and so it is for whoever asks for a rank.
 */
export async function searchedIds(asked: Asked, point: PointReader, looked: Looked): Promise<OrderedIds> {
  const [first] = looked.sort
  const isNewestFirst = !first || (first.property === 'receivedAt' && !first.isAscending)
  const withOurs = knowsTime(asked)
  // Nearly always there is none: then nothing need be looked at for it.
  const hidesDeleted = (await hiddenEmails(asked, point)).size > 0
  const search = (position: number, limit: number | null, countTo: number | null) =>
    point.search({ ...looked, hidesDeleted, position, limit, countTo })
  const all = () => keptIds(asked, point, looked, async () => (await search(0, null, null)).ids)
  let counted: EmailsFound | undefined
  return {
    async total() {
      if (!isNewestFirst) return (await all()).length
      if (!counted || counted.isAtLeast) counted = await search(0, 0, null)
      return counted.total
    },
    async count() {
      if (!isNewestFirst) return { total: (await all()).length, isAtLeast: false }
      counted ??= await search(0, 0, withOurs ? COUNTED : null)
      return counted
    },
    async rank(id) {
      const rank = (await all()).indexOf(id)
      return rank < 0 ? null : rank
    },
    async slice(position, limit, isCounted) {
      if (!isNewestFirst) return (await all()).slice(position, limit === null ? undefined : position + limit)
      // Only a client that knows of it is told a number that is not the whole.
      const found = await search(position, limit, isCounted ? (withOurs ? COUNTED : null) : 0)
      if (isCounted) counted = found
      return found.ids
    },
  }
}
