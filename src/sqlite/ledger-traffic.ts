import type Database from 'better-sqlite3'
import type { AccountId } from '../domain/point.ts'
import type { Write } from './ledger.ts'

/** Octets received of a mail server for an account, by UTC day; those of the last forty days are kept. */
export function ledgerTraffic(db: Database.Database, write: Write) {
  return {
    async traffic(server: string, account: AccountId, day: string): Promise<number> {
      const bytes = db
        .prepare('SELECT bytes FROM traffic WHERE server = ? AND account = ? AND day = ?')
        .pluck()
        .get(server, account, day)
      return typeof bytes === 'number' ? bytes : 0
    },
    addTraffic: write((server: string, account: AccountId, day: string, bytes: number) => {
      db.prepare(
        `INSERT INTO traffic (server, account, day, bytes) VALUES (?, ?, ?, ?)
         ON CONFLICT (server, account, day) DO UPDATE SET bytes = bytes + excluded.bytes`,
      ).run(server, account, day, bytes)
      db.prepare(`DELETE FROM traffic WHERE server = ? AND account = ? AND day < date(?, '-40 days')`).run(
        server,
        account,
        day,
      )
    }),
  }
}
