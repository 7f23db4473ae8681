import type { EmailRow, FolderId } from '../domain/message.ts'
import type { FolderInPoint } from '../domain/point.ts'
import type { PointReader } from '../domain/ports.ts'

const BATCH = 1000

/**
 * The folders of a point with the counts a client sees from whom `hidden` emails are kept. Only the threads of hidden
 * emails are looked at: each counts once as it is and once as the client sees it.
 */
export async function visibleFolders(
  point: PointReader,
  hidden: ReadonlySet<string>,
): Promise<FolderInPoint[]> {
  const folders = await point.folders()
  if (hidden.size === 0) return folders
  const counts = new Map(folders.map(folder => [folder.folder, { ...folder }]))
  const trash = folders.find(folder => folder.role === 'trash')?.folder ?? null
  const threads = new Set<string>()
  for (const row of await rows(point, [...hidden])) threads.add(row.thread)
  for (const ids of batches([...threads])) {
    for (const emailIds of (await point.threads(ids)).values()) {
      const emails = await rows(point, emailIds)
      const seen = emails.filter(email => !hidden.has(email.id))
      subtract(counts, tally(emails, trash), tally(seen, trash))
    }
  }
  return [...counts.values()]
}

async function rows(point: PointReader, ids: readonly string[]): Promise<EmailRow[]> {
  const all: EmailRow[] = []
  for (const some of batches(ids)) all.push(...(await point.emails(some)).values())
  return all
}

function batches(ids: readonly string[]): string[][] {
  const all: string[][] = []
  for (let i = 0; i < ids.length; i += BATCH) all.push(ids.slice(i, i + BATCH))
  return all
}

interface Tally {
  total: number
  unread: number
  threads: number
  unreadThreads: number
}

/**
 * What one thread adds to each folder (RFC 8621 2). A thread is unread in the Trash by its emails there, and
 * elsewhere by its emails that are not in the Trash.
 */
function tally(thread: readonly EmailRow[], trash: FolderId | null): Map<FolderId, Tally> {
  const unread = thread.filter(({ keywords }) => !keywords.includes('$seen') && !keywords.includes('$draft'))
  const counts = new Map<FolderId, Tally>()
  for (const { folder } of thread) {
    const here = counts.get(folder) ?? { total: 0, unread: 0, threads: 1, unreadThreads: 0 }
    here.total++
    here.unreadThreads = unread.some(email => (email.folder === trash) === (folder === trash)) ? 1 : 0
    counts.set(folder, here)
  }
  for (const { folder } of unread) {
    const here = counts.get(folder)
    if (here) here.unread++
  }
  return counts
}

function subtract(
  counts: Map<FolderId, FolderInPoint>,
  before: ReadonlyMap<FolderId, Tally>,
  after: ReadonlyMap<FolderId, Tally>,
): void {
  for (const [id, was] of before) {
    const folder = counts.get(id)
    const is = after.get(id) ?? { total: 0, unread: 0, threads: 0, unreadThreads: 0 }
    if (!folder) continue
    folder.total -= was.total - is.total
    folder.unread -= was.unread - is.unread
    folder.threads -= was.threads - is.threads
    folder.unreadThreads -= was.unreadThreads - is.unreadThreads
  }
}
