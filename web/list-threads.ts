import { answerOf, type Call, jmap } from './jmap.ts'
import { type Row, rowProperties } from './mail.ts'

interface Thread {
  id: string
  emailIds: string[]
}

/** A message of a conversation: its bytes, and the folder its copy stands in. */
interface Copy {
  id: string
  blobId: string
  mailboxIds: Record<string, true>
}

/**
 * Asks for the rows whose ids are the answer `ids` points to, or are given; `before` are the calls in front of that.
 * Where conversations are rows, each says which messages it stands for: those of `folder` it selects, all of them it counts,
 * each once though it may lie in several folders. Resolves to the answers of `before` and the rows by id.
 */
export async function loadRows(wanted: {
  accountId: string
  before: Call[]
  ids: Record<string, unknown>
  /** null: messages are single rows */
  folder: string | null
}): Promise<{ answers: unknown[]; rows: Map<string, Row> }> {
  const { accountId, before, ids, folder } = wanted
  const n = before.length
  const properties = folder === null ? rowProperties : [...rowProperties, 'threadId']
  const calls: Call[] = [...before, ['Email/get', { accountId, ...ids, properties }]]
  if (folder === null) {
    const answers = await jmap<unknown[]>(...calls)
    return { answers, rows: byId((answers[n] as { list: Row[] }).list) }
  }
  calls.push(['Thread/get', { accountId, '#ids': answerOf(n, 'Email/get', '/list/*/threadId') }])
  const copies: Call = [
    'Email/get',
    {
      accountId,
      '#ids': answerOf(n + 1, 'Thread/get', '/list/*/emailIds'),
      properties: ['id', 'blobId', 'mailboxIds'],
    },
  ]
  // conversations of thousands of messages are more than one answer holds; then they are taken as they are
  const answers = await jmap<unknown[]>(...calls, copies).catch(error => {
    if (error instanceof Error && 'code' in error && error.code === 'requestTooLarge')
      return jmap<unknown[]>(...calls)
    throw error
  })
  const [emails, threads, known] = answers.slice(n) as [
    { list: Row[] },
    { list: Thread[] },
    { list: Copy[] } | undefined,
  ]
  const rows = emails.list.map(row => grouped(row, threads.list, byId(known?.list ?? []), folder))
  return { answers, rows: byId(rows) }
}

function grouped(
  row: Row,
  threads: readonly Thread[],
  copies: ReadonlyMap<string, Copy>,
  folder: string,
): Row {
  const threadIds = threads.find(({ id }) => id === row.threadId)?.emailIds ?? []
  if (threadIds.length < 2) return row
  const isHere = (id: string) => copies.get(id)?.mailboxIds[folder] ?? copies.size === 0
  const threadCount = new Set(threadIds.map(id => copies.get(id)?.blobId ?? id)).size
  const selects = threadIds.filter(id => id === row.id || isHere(id))
  return { ...row, threadIds, selects, ...(threadCount > 1 ? { threadCount } : {}) }
}

function byId<T extends { id: string }>(list: readonly T[]): Map<string, T> {
  return new Map(list.map(one => [one.id, one]))
}
