import type { EmailSearch, EmailsFound } from '../domain/email-query.ts'
import { emailId } from '../domain/ids.ts'
import { leftOfPoint } from './left-of-point.ts'
import { newestFirst, type WordRow } from './newest-first.ts'
import type { Db } from './open.ts'
import { IN_POINT, joined, prepareSearch, type Searched } from './prepare-search.ts'
import { sortedSearch } from './read-index-sort.ts'

/** Rows looked at one by one; where more would be, those that cannot be right are left out before. */
const MOST_WALKED = 4000

const NOTHING: EmailsFound = { ids: [], total: 0, isAtLeast: false }
const COLUMNS = 'c.date, c.folder, c.uid_validity, c.uid'

/**
 * Emails of a point by a filter. Newest first they stream, with words from the full-text index and else from the lists
 * there are; every other order gathers all that is found and sorts it.
 */
export function searchReader(db: Db) {
  const messages = db
    .prepare<object, number>(
      `SELECT coalesce(sum(s.total), 0) FROM point_folder p JOIN folder_state s ON s.folder = p.folder AND s.n = p.state
       WHERE p.point = :point`,
    )
    .pluck()

  const whatIsLeft = leftOfPoint(db)

  return (point: number, query: EmailSearch): EmailsFound => {
    const searched = prepareSearch(point, query)
    if (!searched) return NOTHING
    const [first] = query.sort
    const isNewestFirst = !first || (first.property === 'receivedAt' && !first.isAscending)
    if (isNewestFirst && searched.plan.match !== null) return byWords(searched, query)
    if (isNewestFirst && !query.collapseThreads) return byDate(searched, query)
    return sortedSearch(db, searched, query)
  }

  /** Straight from the full-text index, whose rows stand by date. */
  function byWords(searched: Searched, query: EmailSearch): EmailsFound {
    const { plan, where, isFree, params } = searched
    const { collapseThreads, position, limit, countTo } = query
    const end = limit === null ? Number.POSITIVE_INFINITY : position + limit
    const most = countTo === null ? Number.POSITIVE_INFINITY : Math.max(end, countTo)
    const narrowed = isFree ? '' : narrow(searched, most)
    if (narrowed === null) return NOTHING
    const rows = db
      .prepare<object, WordRow>(
        `SELECT ${COLUMNS}, c.message, ${collapseThreads ? 'hex(c.thread)' : "''"}
         FROM search s CROSS JOIN copy c INDEXED BY copy_by_message ON c.message = s.rowid CROSS JOIN point_folder p
           ON p.point = :point AND p.folder = c.folder AND c.a <= p.state AND c.b > p.state ${joined(where)}
         WHERE s.search MATCH :match ${narrowed} AND ${where} ORDER BY s.rowid DESC`,
      )
      .raw()
    const ids: string[] = []
    const threads = new Set<string>()
    let total = 0
    for (const [, folder, uidValidity, uid, , thread] of newestFirst(
      rows.iterate({ ...params, match: plan.match }),
    )) {
      if (collapseThreads && threads.size === threads.add(thread).size) continue
      if (total >= most) return { ids, total, isAtLeast: true }
      if (total >= position && total < end) ids.push(emailId(`f${folder}`, uidValidity, uid))
      total++
    }
    return { ids, total, isAtLeast: false }
  }

  // Where few of the messages with the words can be meant, the others are passed over without a look at their copies.
  function narrow({ where, isSought, params }: Searched, wanted: number): string | null {
    const all = Number(messages.get({ point: params.point }))
    const inPoint = `${IN_POINT} ${joined(where)} WHERE p.point = :point AND ${where}`
    const left = whatIsLeft(inPoint, params, all, !isSought)
    if (left.low === null) return null
    Object.assign(params, { low: left.low, high: left.high })
    const range = 'AND s.rowid BETWEEN CAST(:low AS INTEGER) AND CAST(:high AS INTEGER)'
    if (left.count > all / 4 || (wanted * all) / left.count < MOST_WALKED) return range
    if (left.messages !== null) params.messages = left.messages
    // The plus keeps SQLite from asking the full-text index once for each of them.
    return `${range} AND +s.rowid IN (SELECT ${left.messages === null ? `c.message ${inPoint}` : 'value FROM json_each(:messages)'})`
  }

  /** From the lists there are. The whole is counted first: that is quick, and tells which way is. */
  function byDate({ plan, where, params }: Searched, query: EmailSearch): EmailsFound {
    const { position, limit } = query
    const condition = `${joined(where)} WHERE p.point = :point AND ${where}`
    const all = Number(messages.get({ point: params.point }))
    const total = whatIsLeft(`${IN_POINT} ${condition}`, params, all, false).count
    if (position >= total || limit === 0) return { ids: [], total, isAtLeast: false }
    const walked = ((position + (limit ?? total)) / total) * all
    const walks = plan.folder === null && walked < all / 5
    const rows = db
      .prepare<object, [number, number, number, number]>(
        `SELECT ${COLUMNS} ${walks ? BY_DATE : IN_POINT} ${condition}
         ORDER BY c.date DESC, c.folder DESC, c.uid DESC LIMIT :limit OFFSET :position`,
      )
      .raw()
      .all({ ...params, limit: limit ?? -1, position })
    return {
      ids: rows.map(([, folder, uidValidity, uid]) => emailId(`f${folder}`, uidValidity, uid)),
      total,
      isAtLeast: false,
    }
  }
}

/** Walked by date, not sorted; CROSS JOIN holds SQLite to the order written. */
const BY_DATE = `FROM copy c INDEXED BY copy_by_date CROSS JOIN point_folder p
  ON p.folder = c.folder AND c.a <= p.state AND c.b > p.state`
