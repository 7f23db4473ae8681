import { answerOf, jmap } from './jmap.ts'
import { loadRows } from './list-threads.ts'
import { type ListPage, pageSize, type Row } from './mail.ts'

/** A list of one restore point, as Email/query takes it (RFC 8621 4.4). */
export interface ListQuery {
  accountId: string
  filter: Record<string, unknown> | null
  sort: { property: string; isAscending: boolean }[]
  /** the folder in which conversations are one row; null: every message is */
  grouped: string | null
}

interface Found {
  ids: string[]
  total: number
  totalIsAtLeast?: boolean
}

/** Messages of a conversation that are tried when its row is looked for. */
const mostTried = 12

/** Rows asked for anew at a time; servers take a thousand at least (our maxObjectsInGet). */
const mostAtOnce = 500

/** One page of a list. */
export async function loadListPage(query: ListQuery, page: number): Promise<ListPage> {
  const { accountId } = query
  const part = { position: page * pageSize, limit: pageSize, calculateTotal: true }
  const { answers, rows } = await loadRows({
    accountId,
    before: [['Email/query', { ...queryArguments(query), ...part }]],
    ids: { '#ids': answerOf(0, 'Email/query', '/ids') },
    folder: query.grouped,
  })
  const [found] = answers as [Found]
  return {
    rows: found.ids.flatMap(id => rows.get(id) ?? []),
    total: found.total,
    atLeast: found.totalIsAtLeast === true,
  }
}

/** These rows as they are in another restore point, by id; those it does not have are missing. */
export async function refreshRows(
  accountId: string,
  ids: readonly string[],
  folder: string | null,
): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>()
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const part = ids.slice(from, from + mostAtOnce)
    for (const [id, row] of (await loadRows({ accountId, before: [], ids: { ids: part }, folder })).rows)
      rows.set(id, row)
  }
  return rows
}

/** Where a message, or the row of its conversation, stands in a list; null when it is not in it. */
export async function loadListRank(query: ListQuery, email: string): Promise<number | null> {
  const own = await rankOf(query, email)
  if (own !== null || query.grouped === null) return own
  const { accountId } = query
  const [, threads] = await jmap<[unknown, { list: { emailIds: string[] }[] }]>(
    ['Email/get', { accountId, ids: [email], properties: ['threadId'] }],
    ['Thread/get', { accountId, '#ids': answerOf(0, 'Email/get', '/list/*/threadId') }],
  )
  // a row shows the newest of them that the list has; RFC 8621 3 has them oldest first
  const others = (threads.list[0]?.emailIds ?? []).filter(id => id !== email).slice(-mostTried)
  const ranks = await Promise.all(others.map(id => rankOf(query, id)))
  return ranks.find(rank => rank !== null) ?? null
}

async function rankOf(query: ListQuery, email: string): Promise<number | null> {
  try {
    const [answer] = await jmap<[{ position: number }]>([
      'Email/query',
      { ...queryArguments(query), anchor: email, limit: 1 },
    ])
    return answer.position
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'anchorNotFound') return null
    throw error
  }
}

function queryArguments({ accountId, filter, sort, grouped }: ListQuery) {
  return { accountId, filter, sort, collapseThreads: grouped !== null }
}
