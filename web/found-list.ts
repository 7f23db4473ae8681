import { answerOf, type Call, jmap } from './jmap.ts'
import { type ListPage, pageSize, type Row, rowProperties } from './mail.ts'
import { type Presence, tellPresence } from './presence.ts'
import { foundBadge } from './presence-badge.ts'
import { and, type Filter, type MissingState } from './search-filter.ts'
import { daysText } from './stood-on.ts'

/** A list over all days, one row a message (EmailSearch/query of the control account). */
export interface FoundQuery {
  /** the control account */
  accountId: string
  filter: Filter | null
  sort: { property: string; isAscending: boolean }[]
}

/** A search in one restore point (RFC 8621 4.4), with snippets where words are looked for (RFC 8621 5). */
export interface DayQuery extends FoundQuery {
  hasWords: boolean
  /** what a folder is called */
  folderName(id: string): string | undefined
}

/** What EmailSearch/get says of a message. */
interface FoundRow extends Omit<Row, 'days'> {
  mailboxId: string
  mailboxPath: string
  mailboxRole: string | null
  days: { first: string; last: string; count: number }
  presence: Presence | null
}

interface Found {
  ids: string[]
  total: number
  totalIsAtLeast?: boolean
}

/** What is asked of all days, beside what a person typed. */
export function overDays(
  filter: Filter | null,
  more: { missing?: readonly MissingState[] | null; inPoint?: string | null; inMailbox?: string | null },
): Filter | null {
  const own = Object.fromEntries(Object.entries(more).filter(([, value]) => value))
  if (!filter || !('operator' in filter || 'inMailbox' in filter)) {
    const one = { ...own, ...filter }
    return Object.keys(one).length > 0 ? one : null
  }
  return and(Object.keys(own).length > 0 ? [own, filter] : [filter])
}

/** One page of messages of all days. */
export async function loadFoundPage(query: FoundQuery, page: number): Promise<ListPage> {
  const { accountId, filter } = query
  const [found, emails] = await jmap<[Found, { list: FoundRow[] }]>(
    ['EmailSearch/query', { ...query, ...part(page) }],
    ['EmailSearch/get', { accountId, '#ids': answerOf(0, 'EmailSearch/query', '/ids'), filter }],
  )
  const byId = new Map(emails.list.map(one => [one.id, foundRow(one)]))
  return pageOf(found, byId)
}

/** One page of what was found on one day. */
export async function loadDayPage(query: DayQuery, page: number): Promise<ListPage> {
  const { accountId, filter, sort, hasWords } = query
  const calls: Call[] = [
    ['Email/query', { accountId, filter, sort, ...part(page) }],
    [
      'Email/get',
      {
        accountId,
        '#ids': answerOf(0, 'Email/query', '/ids'),
        properties: [...rowProperties, 'mailboxIds'],
      },
    ],
  ]
  if (hasWords)
    calls.push(['SearchSnippet/get', { accountId, filter, '#emailIds': answerOf(0, 'Email/query', '/ids') }])
  const [found, emails, snippets] = await jmap<
    [
      Found,
      { list: (Row & { mailboxIds: Record<string, true> })[] },
      { list: ({ emailId: string } & NonNullable<Row['snippet']>)[] } | undefined,
    ]
  >(...calls)
  const words = new Map(snippets?.list.map(one => [one.emailId, one]))
  const byId = new Map(
    emails.list.map(({ mailboxIds, ...row }): [string, Row] => {
      const folderName = Object.keys(mailboxIds).map(query.folderName).find(Boolean)
      const snippet = words.get(row.id)
      return [row.id, { ...row, ...(folderName ? { folderName } : {}), ...(snippet ? { snippet } : {}) }]
    }),
  )
  return pageOf(found, byId)
}

/** Where a message stands in such a list, or null when it is not in it. */
export async function rankIn(
  method: 'Email/query' | 'EmailSearch/query',
  { accountId, filter, sort }: FoundQuery,
  anchor: string,
): Promise<number | null> {
  try {
    const args = { accountId, filter, sort, anchor, limit: 1 }
    const [answer] = await jmap<[{ position: number }]>([method, args])
    return answer.position
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'anchorNotFound') return null
    throw error
  }
}

function part(page: number) {
  return { position: page * pageSize, limit: pageSize, calculateTotal: true }
}

function pageOf(found: Found, byId: ReadonlyMap<string, Row>): ListPage {
  const rows = found.ids.flatMap(id => byId.get(id) ?? [])
  return { rows, total: found.total, atLeast: found.totalIsAtLeast === true }
}

function foundRow(one: FoundRow): Row {
  const { days, presence, snippet, mailboxId: _, mailboxPath, mailboxRole, ...row } = one
  if (presence) tellPresence(one.id, presence)
  const badge = presence && foundBadge(presence)
  return {
    ...row,
    spot: { path: mailboxPath, role: mailboxRole },
    days: daysText(days),
    ...(badge ? { badge } : {}),
    ...(snippet ? { snippet } : {}),
  }
}
