import type Database from 'better-sqlite3'
import type { AccountId } from '../domain/point.ts'
import type { KeptPresence, LiveCheck } from '../domain/presence.ts'
import type { Write } from './ledger.ts'

/** What was asked of the live mailboxes, by account: the newest check, and what the last good one found. */
export function ledgerPresence(db: Database.Database, write: Write) {
  return {
    /**
     * One worker makes the check. False when one goes on that began after `since`, by a worker that is not among `gone`,
     * or when one ended well after `fresh`, or badly after `failed`.
     */
    beginPresence: write(
      ({ account, worker, now, gone, since, fresh, failed }: BeginPresence): boolean =>
        db
          .prepare(
            `INSERT INTO presence (account, state, asked_at, worker, ended_at, problem)
             VALUES (@account, 'checking', @now, @worker, NULL, NULL)
             ON CONFLICT (account) DO UPDATE SET state = 'checking', asked_at = @now, worker = @worker, ended_at = NULL, problem = NULL
             WHERE asked_at > @now OR CASE state
               WHEN 'checking' THEN asked_at <= @since OR worker IN (SELECT value FROM json_each(@gone))
               WHEN 'ready' THEN ended_at <= @fresh ELSE ended_at <= @failed END`,
          )
          .run({ account, worker, now, gone: JSON.stringify(gone), since, fresh, failed }).changes === 1,
    ),
    /** It ended well. What is found is told from what was found before by its instant, so no two have the same, whatever the clock says. */
    presenceFound: write((account: AccountId, worker: string, found: LiveCheck) => {
      db.prepare(
        `UPDATE presence SET state = 'ready', ended_at = @at, found = @found,
           compared_at = max(@at, coalesce(compared_at + 1, 0))
         WHERE account = @account AND worker = @worker AND state = 'checking'`,
      ).run({ account, worker, at: found.comparedAt, found: JSON.stringify(found) })
    }),
    /** It ended badly; what the last good one found stays. */
    presenceFailed: write((account: AccountId, worker: string, now: number, problem: string) => {
      db.prepare(
        `UPDATE presence SET state = 'failed', ended_at = @now, problem = @problem
         WHERE account = @account AND worker = @worker AND state = 'checking'`,
      ).run({ account, worker, now, problem })
    }),
  }
}

interface BeginPresence {
  account: AccountId
  worker: string
  now: number
  gone: readonly string[]
  since: number
  fresh: number
  failed: number
}

/** The reading half. */
export function readPresence(db: Database.Database) {
  const one = db.prepare<[string], KeptPresence>(
    `SELECT account, state, asked_at AS askedAt, worker, ended_at AS endedAt, problem FROM presence WHERE account = ?`,
  )
  const compared = db
    .prepare<[string], number | null>('SELECT compared_at FROM presence WHERE account = ?')
    .pluck()
  const found = db.prepare<[string], string | null>('SELECT found FROM presence WHERE account = ?').pluck()
  return {
    async presence(account: AccountId): Promise<KeptPresence | null> {
      return one.get(account) ?? null
    },
    /** when the last good check of the account was made, and no two alike; null before the first */
    async comparedAt(account: AccountId): Promise<number | null> {
      return compared.get(account) ?? null
    },
    /** what it found */
    async liveCheck(account: AccountId): Promise<LiveCheck | null> {
      const text = found.get(account)
      return text ? JSON.parse(text) : null
    },
  }
}
