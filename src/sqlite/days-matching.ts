import type { EmailFilter } from '../domain/email-query.ts'
import type { DaysSearch } from '../domain/time-reader.ts'
import { planOf } from './email-plan.ts'
import { emailWhere } from './email-where.ts'
import { folderNumber } from './index-schema.ts'
import type { Db } from './open.ts'

/** Rows of messages whose copies fit a filter, newest first. */
export function matcher(db: Db) {
  const conditions = ({ inPoint, inMailbox }: DaysSearch, filter: EmailFilter | null) => {
    const { sql, params } = emailWhere(filter)
    const parts = [sql]
    if (inMailbox !== null) parts.push('c.folder = :inMailbox')
    const point =
      'CROSS JOIN point_folder p ON p.point = :inPoint AND p.folder = c.folder AND c.a <= p.state AND c.b > p.state'
    const message = /\bm\./.test(sql) ? 'CROSS JOIN message m ON m.id = c.message' : ''
    return {
      joins: `CROSS JOIN flags f ON f.id = c.flags ${inPoint === null ? '' : point} ${message}`,
      sql: parts.join(' AND '),
      params: {
        ...params,
        ...(inPoint === null ? {} : { inPoint }),
        ...(inMailbox === null ? {} : { inMailbox: folderNumber(inMailbox) }),
      },
    }
  }
  return {
    *all(search: DaysSearch, isAscending: boolean): Iterable<number> {
      const plan = planOf(search.filter)
      if (!plan) return
      const { joins, sql, params } = conditions(search, plan.rest)
      // A folder stands side by side under the primary key, in the same order.
      const order = isAscending ? 'ASC' : 'DESC'
      const text =
        plan.match === null
          ? `SELECT c.message FROM copy c ${search.inMailbox === null ? 'INDEXED BY copy_by_date' : ''} ${joins} WHERE ${sql}
             ORDER BY c.date ${order}, c.folder ${order}, c.uid ${order}`
          : `SELECT s.rowid FROM search s WHERE s.search MATCH :match AND EXISTS(
               SELECT 1 FROM copy c INDEXED BY copy_by_message ${joins} WHERE c.message = s.rowid AND ${sql})
             ORDER BY s.rowid ${order}`
      const bound = plan.match === null ? params : { ...params, match: plan.match }
      yield* db.prepare<object, number>(text).pluck().iterate(bound)
    },
    /** of these rows and those with the same bytes */
    among(ids: readonly number[], search: DaysSearch): number[] {
      const { joins, sql, params } = conditions(search, search.filter)
      return db
        .prepare<object, number>(
          `SELECT DISTINCT c.message FROM json_each(:ids) j CROSS JOIN message o ON o.id = j.value
           CROSS JOIN message s ON s.sha = o.sha CROSS JOIN copy c INDEXED BY copy_by_message ON c.message = s.id
           ${joins} WHERE ${sql}`,
        )
        .pluck()
        .all({ ...params, ids: JSON.stringify(ids) })
    },
  }
}
