import { statSync } from 'node:fs'
import type { EmailSearch, EmailsFound } from '../domain/email-query.ts'
import type { CopiesWanted } from '../domain/export.ts'
import type { EmailRow, Part, Sha256 } from '../domain/message.ts'
import type { FolderInPoint } from '../domain/point.ts'
import type { EmailList, EmailSkim, EmailWindow } from '../domain/ports.ts'
import type { CompareWish, DaysSearch, KnownDays } from '../domain/time-reader.ts'
import { isBroken } from './check-index.ts'
import { addHeaderFunction } from './header-where.ts'
import { once } from './once.ts'
import { openToRead } from './open.ts'
import { daysReader, forgetDays } from './read-index-days.ts'
import { emailReader } from './read-index-emails.ts'
import { exportReader } from './read-index-exports.ts'
import { listReader } from './read-index-lists.ts'
import { searchReader } from './read-index-search.ts'

/**
 * An account's index opened to read; null when there is no such file. Every answer goes through a point, so it can only
 * hold what that point holds. No call leaves a transaction open.
 */
export function openIndexReader(file: string, onBroken: OnBroken = error => error) {
  try {
    return openReader(file, onBroken)
  } catch (error) {
    throw isBroken(error) ? onBroken(error) : error
  }
}

/** What is thrown in the place of an error that says that the file is no index any more. */
type OnBroken = (error: unknown) => unknown

function openReader(file: string, onBroken: OnBroken) {
  const db = openToRead(file)
  if (!db) return null
  db.pragma(`cache_size = -${CACHE >> 10}`)
  const lists = listReader(db)
  const emails = emailReader(db)
  const exports = once(() => exportReader(db))
  const days = once(() => daysReader(db))
  addHeaderFunction(db)
  const search = searchReader(db)
  const atOnce = <A extends unknown[], R>(read: (...args: A) => R) => {
    const transaction = db.transaction(read)
    return async (...args: A): Promise<R> => {
      try {
        return transaction.deferred(...args)
      } catch (error) {
        throw isBroken(error) ? onBroken(error) : error
      }
    }
  }
  return {
    holds: atOnce((point: number): boolean => lists.holds(point)),
    folders: atOnce((point: number): FolderInPoint[] => lists.folders(point)),
    list: atOnce((point: number, query: EmailList): EmailWindow => lists.list(point, query)),
    skim: atOnce((point: number, query: Order & { limit?: number }): EmailSkim => lists.skim(point, query)),
    rank: atOnce((point: number, id: string, query: Order): number | null => lists.rank(point, id, query)),
    emails: atOnce((point: number, ids: readonly string[]): Map<string, EmailRow> => emails.rows(point, ids)),
    threads: atOnce(
      (point: number, ids: readonly string[]): Map<string, string[]> => emails.threads(point, ids),
    ),
    blob: atOnce((point: number, sha: Sha256): Blob | null => emails.blob(point, sha)),
    /** name of the file that holds the bytes; null when the point does not hold such a message */
    file: atOnce((point: number, sha: Sha256, receivedAt: number): string | null =>
      emails.file(point, sha, receivedAt),
    ),
    search: atOnce((point: number, query: EmailSearch): EmailsFound => search(point, query)),
    /** for downloads: a page of a folder's copies, copies by id, and of each id the newest point that holds it */
    exportPage: atOnce((point: number, wanted: CopiesWanted) => exports().page(point, wanted)),
    exportByIds: atOnce((point: number, ids: readonly string[]) => exports().byId(point, ids)),
    newestPoints: atOnce((ids: readonly string[]) => exports().newestPoints(ids)),
    /** all points at once; "make" comes first, of what the ledger knows */
    days: {
      has: async (name: string): Promise<boolean> => days().has(name),
      make: atOnce((name: string, known: KnownDays) => days().make(name, known)),
      basis: async () => days().basis(),
      presence: atOnce((ids: readonly string[]) => days().presence(ids)),
      search: atOnce((search: DaysSearch) => days().search(search)),
      rows: atOnce((ids: readonly string[]) => days().rows(ids)),
      history: atOnce((ids: readonly string[]) => days().history(ids)),
      compare: atOnce((from: number, to: number, wish: CompareWish) => days().compare(from, to, wish)),
    },
    /** octets it may come to take: its pages, and its statements with all that belongs to them */
    memory: Math.min(CACHE, statSync(file).size) + STATEMENTS,
    close: () => {
      forgetDays(db)
      db.close()
    },
  }
}

export type IndexReader = NonNullable<ReturnType<typeof openIndexReader>>

const CACHE = 16 << 20
/** An index of 200 messages that was used for everything. */
const STATEMENTS = 512 << 10

type Order = Pick<EmailList, 'folder' | 'ascending'>
type Blob = { structure: Part; size: number; receivedAt: number }
