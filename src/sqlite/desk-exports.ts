import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import type { ExportTicket } from '../domain/export.ts'
import type { Sha256 } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'

/** of one account; the oldest makes room */
const MOST_TICKETS = 30
/** Octets of all their wishes together, but the newest: who names hundreds of thousands of messages, again and again, fills no disk. */
const MOST_OCTETS = 32 << 20
/** how long a download can be taken up again: milliseconds */
const KEPT_MS = 3 * 86_400_000

/** Granted downloads, so that they go on after a restart: what was wished, and what was found damaged on the way. */
export function deskExports(db: Database.Database) {
  db.exec(`CREATE TABLE IF NOT EXISTS exports (
    ticket TEXT PRIMARY KEY, account TEXT NOT NULL, at INTEGER NOT NULL, wish BLOB NOT NULL, mark TEXT NOT NULL, lost TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`)
  const insert = db.prepare(
    'INSERT INTO exports (ticket, account, at, wish, mark, lost) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const select = db.prepare<
    [string, number],
    { account: AccountId; wish: Uint8Array; mark: string; lost: string }
  >('SELECT account, wish, mark, lost FROM exports WHERE ticket = ? AND at > ?')
  const selectState = db.prepare<[string, number], { account: AccountId; mark: string; lost: string }>(
    'SELECT account, mark, lost FROM exports WHERE ticket = ? AND at > ?',
  )
  const forget = db.prepare(`DELETE FROM exports WHERE at <= @before OR (account = @account AND ticket NOT IN
    (SELECT ticket FROM (SELECT ticket, row_number() OVER newest AS n, sum(length(wish)) OVER newest AS octets
       FROM exports WHERE account = @account WINDOW newest AS (ORDER BY at DESC, ticket ROWS UNBOUNDED PRECEDING))
     WHERE n = 1 OR (n <= ${MOST_TICKETS} AND octets <= ${MOST_OCTETS})))`)
  const update = db.prepare(
    `UPDATE exports SET lost = (SELECT json_group_array(DISTINCT value) FROM
      (SELECT value FROM json_each(lost) UNION SELECT value FROM json_each(@more))) WHERE ticket = @ticket`,
  )
  return {
    async addExport(
      ticket: string,
      { account, wish, mark }: Omit<ExportTicket, 'lost'>,
      at: number,
    ): Promise<void> {
      insert.run(ticket, account, at, deflateRawSync(JSON.stringify(wish)), mark, '[]')
      forget.run({ account, before: at - KEPT_MS })
    },
    /** The same without the wish, which may be long: for who is asked often. */
    async exportState(ticket: string, now: number): Promise<Omit<ExportTicket, 'wish'> | null> {
      const row = selectState.get(ticket, now - KEPT_MS)
      return row ? { ...row, lost: JSON.parse(row.lost) } : null
    },
    async export(ticket: string, now: number): Promise<ExportTicket | null> {
      const row = select.get(ticket, now - KEPT_MS)
      if (!row) return null
      const wish = JSON.parse(inflateRawSync(row.wish).toString())
      return { account: row.account, wish, mark: row.mark, lost: JSON.parse(row.lost) }
    },
    /** These were left out of what was written: it is never to be continued as if they had been there. */
    async addLost(ticket: string, messages: readonly Sha256[]): Promise<void> {
      update.run({ ticket, more: JSON.stringify(messages) })
    },
  }
}
