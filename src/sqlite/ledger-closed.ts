import type Database from 'better-sqlite3'
import type { NewAuditEntry } from '../domain/audit.ts'
import type { ClosedAccount } from '../domain/closed.ts'
import type { NewLetter } from '../domain/letter.ts'
import type { AccountId } from '../domain/point.ts'
import type { Write } from './ledger.ts'
import { markAccount } from './ledger-admins.ts'
import { appendAudit } from './ledger-audit.ts'
import { putLetters } from './ledger-letters.ts'

const DAY = 86_400_000

/** Closed accounts. That one is open again is noted by a trigger, whoever lists it or makes it active. */
export function ledgerClosed(db: Database.Database, write: Write) {
  return {
    /**
     * These accounts are closed just now, since `now` unless they were before; no other is. False when the clock has
     * leapt since the look before, or nobody looked for a day, which looks alike: then what operators were told does not hold
     * any more, and they are told anew.
     */
    noteClosed: write((ids: readonly AccountId[], now: number): boolean => {
      const last = db.prepare(`SELECT value FROM facts WHERE name = 'closed-look'`).pluck().get()
      db.prepare(
        `INSERT INTO facts VALUES ('closed-look', @now) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      ).run({ now: String(now) })
      const steady = last === undefined || Math.abs(now - Number(last)) <= DAY
      if (!steady) db.prepare('UPDATE accounts SET erase_from = NULL WHERE erase_from IS NOT NULL').run()
      const closed = JSON.stringify(ids)
      db.prepare(
        `UPDATE accounts SET closed_at = NULL, erase_from = NULL, kept_at = NULL
         WHERE closed_at IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?))`,
      ).run(closed)
      db.prepare(
        `UPDATE accounts SET closed_at = @now WHERE state = 'gone' AND id IN (SELECT value FROM json_each(@closed))
         AND (closed_at IS NULL OR closed_at > @now)`,
      ).run({ closed, now })
      return steady
    }),
    /** Operators are told that these go from then on; false, and nothing written, when another worker told of one, or one is open again. */
    tellClosed: write(
      (
        accounts: readonly { id: AccountId; closedAt: number; from: number }[],
        letters: readonly NewLetter[],
        now: number,
      ): boolean => {
        const find = db.prepare(
          `SELECT 1 FROM accounts WHERE id = @id AND closed_at = @closedAt AND erase_from IS NULL AND kept_at IS NULL`,
        )
        if (accounts.some(one => find.get(one) === undefined)) return false
        const tell = db.prepare('UPDATE accounts SET erase_from = @from WHERE id = @id')
        for (const { id, from } of accounts) tell.run({ id, from })
        putLetters(db, letters, now)
        return true
      },
    ),
    /** Marks it to be erased, unless anything that was planned by is another since; false then. */
    eraseClosed: write(
      (
        { id, closedAt, eraseFrom }: Pick<ClosedAccount, 'id' | 'closedAt' | 'eraseFrom'>,
        now: number,
        audit: NewAuditEntry,
      ): boolean => {
        const due = db.prepare(
          `SELECT 1 FROM accounts a WHERE id = @id AND state = 'gone' AND closed_at = @closedAt AND erase_from = @eraseFrom
           AND erase_from <= @now AND kept_at IS NULL AND NOT ${HELD}`,
        )
        return due.get({ id, closedAt, eraseFrom, now }) !== undefined && markAccount(db, id, now, audit)
      },
    ),
    /** It is not erased by time until it is closed anew; false when it is not closed, or kept already. */
    keepClosed: write((id: AccountId, at: number, audit: NewAuditEntry): boolean => {
      const { changes } = db
        .prepare(
          `UPDATE accounts SET kept_at = @at, erase_from = NULL
           WHERE id = @id AND closed_at IS NOT NULL AND kept_at IS NULL AND erasing_at IS NULL`,
        )
        .run({ id, at })
      if (changes === 1) appendAudit(db, audit)
      return changes === 1
    }),
    /** An operator agrees to what is due of a domain within a day. */
    acceptErasure: write((domain: string, now: number, audit: NewAuditEntry) => {
      appendAudit(db, audit)
      db.prepare(
        'INSERT INTO facts VALUES (@name, @now) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      ).run({ name: `erase-closed/${domain}`, now: String(now) })
    }),
  }
}

const HELD = `(EXISTS (SELECT 1 FROM requests r WHERE r.account = a.id
    AND r.state IN ('waiting', 'confirmed', 'running', 'undoing'))
  OR EXISTS (SELECT 1 FROM pins JOIN points p ON p.number = pins.point
    WHERE p.account = a.id AND pins.until > @now))`

/** The reading half. */
export function readClosed(db: Database.Database) {
  const closed = db.prepare<object, Omit<ClosedAccount, 'isHeld'> & { isHeld: 0 | 1 }>(
    `SELECT id, address, domain, closed_at AS closedAt, erase_from AS eraseFrom, kept_at AS keptAt, ${HELD} AS isHeld
     FROM accounts a WHERE closed_at IS NOT NULL AND erasing_at IS NULL ORDER BY closed_at, id`,
  )
  return {
    /** without those that are being erased */
    async closedAccounts(now: number): Promise<ClosedAccount[]> {
      return closed.all({ now }).map(row => ({ ...row, isHeld: row.isHeld === 1 }))
    },
    /** of a mail domain: its accounts, those erased by time in the last 24 hours, and when an operator agreed to what was due */
    async closing(
      domain: string,
      now: number,
    ): Promise<{ accounts: number; lately: number; accepted: number | null }> {
      const accepted = db
        .prepare('SELECT value FROM facts WHERE name = ?')
        .pluck()
        .get(`erase-closed/${domain}`)
      const lately = db
        .prepare(
          `SELECT count(*) FROM audit WHERE act = 'account.erased-closed' AND at > ? AND about ->> 'domain' = ?`,
        )
        .pluck()
        .get(now - DAY, domain)
      // Those that wait for their erasure are counted by their entries.
      const accounts = db
        .prepare('SELECT count(*) FROM accounts WHERE domain = ? AND erasing_at IS NULL')
        .pluck()
        .get(domain)
      return {
        ...{ accounts: Number(accounts), lately: Number(lately) },
        accepted: accepted === undefined ? null : Number(accepted),
      }
    },
  }
}
