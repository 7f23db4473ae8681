import { answerOf, type Call, jmap } from './jmap.ts'
import { type ListPage, pageSize, type Row, rowProperties } from './mail.ts'

/** A list of one restore point, as Email/query takes it (RFC 8621 4.4). */
export interface ListQuery {
  accountId: string
  filter: Record<string, unknown> | null
  sort: { property: string; isAscending: boolean }[]
  collapseThreads: boolean
}

interface Found {
  ids: string[]
  total: number
  totalIsAtLeast?: boolean
}

interface Thread {
  id: string
  emailIds: string[]
}

/** Messages of a conversation that are tried when its row is looked for. */
const mostTried = 12

/** Rows asked for anew at a time; servers take a thousand at least (our maxObjectsInGet). */
const mostAtOnce = 500

/** One page of a list. Where a conversation is one row, each row says which messages it stands for. */
export async function loadListPage(query: ListQuery, page: number): Promise<ListPage> {
  const { accountId } = query
  const part = { position: page * pageSize, limit: pageSize, calculateTotal: true }
  const calls: Call[] = [
    ['Email/query', { ...query, ...part }],
    [
      'Email/get',
      {
        accountId,
        '#ids': answerOf(0, 'Email/query', '/ids'),
        properties: [...rowProperties, ...(query.collapseThreads ? ['threadId'] : [])],
      },
    ],
  ]
  if (query.collapseThreads)
    calls.push(['Thread/get', { accountId, '#ids': answerOf(1, 'Email/get', '/list/*/threadId') }])
  const [found, emails, threads] = await jmap<[Found, { list: Row[] }, { list: Thread[] } | undefined]>(
    ...calls,
  )
  const byId = new Map(withThreads(emails.list, threads?.list ?? []).map(row => [row.id, row]))
  const rows = found.ids.flatMap(id => byId.get(id) ?? [])
  return { rows, total: found.total, atLeast: found.totalIsAtLeast === true }
}

/** These rows as they are in another restore point, by id; those it does not have are missing. `grouped`: with their conversations. */
export async function refreshRows(
  accountId: string,
  ids: readonly string[],
  grouped: boolean,
): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>()
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const part = ids.slice(from, from + mostAtOnce)
    const calls: Call[] = [
      ['Email/get', { accountId, ids: part, properties: [...rowProperties, 'threadId'] }],
    ]
    if (grouped)
      calls.push(['Thread/get', { accountId, '#ids': answerOf(0, 'Email/get', '/list/*/threadId') }])
    const [emails, threads] = await jmap<[{ list: Row[] }, { list: Thread[] } | undefined]>(...calls)
    for (const row of withThreads(emails.list, threads?.list ?? [])) rows.set(row.id, row)
  }
  return rows
}

function withThreads(rows: readonly Row[], threads: readonly Thread[]): Row[] {
  const inThread = new Map(threads.map(({ id, emailIds }) => [id, emailIds]))
  return rows.map(row => {
    const threadIds = inThread.get(row.threadId ?? '') ?? []
    return threadIds.length > 1 ? { ...row, threadIds, threadCount: threadIds.length } : row
  })
}

/** Where a message, or the row of its conversation, stands in a list; null when it is not in it. */
export async function loadListRank(query: ListQuery, email: string): Promise<number | null> {
  const own = await rankOf(query, email)
  if (own !== null || !query.collapseThreads) return own
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
      { ...query, anchor: email, limit: 1 },
    ])
    return answer.position
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'anchorNotFound') return null
    throw error
  }
}
