import type Database from 'better-sqlite3'
import type { Access } from '../domain/admin.ts'
import type { AuditActor, NewAuditEntry } from '../domain/audit.ts'
import type { NewLetter } from '../domain/letter.ts'
import type { AccountId } from '../domain/point.ts'
import { ACCESS_SESSION_MS } from '../domain/way-in.ts'
import type { Write } from './ledger.ts'
import { appendAudit } from './ledger-audit.ts'
import { putLetters } from './ledger-letters.ts'

/** Links that open an account without its mail password: granted, used, withdrawn, each with its entry in the audit log. */
export function ledgerAccess(db: Database.Database, write: Write) {
  return {
    /** A link that opens the account once; its owner is told by `letters`. */
    grantAccess: write(
      (access: Omit<Access, 'usedAt'>, audit: NewAuditEntry, letters: readonly NewLetter[]) => {
        db.prepare('DELETE FROM accesses WHERE until < ?').run(access.at)
        const { changes } = db
          .prepare(
            `INSERT OR IGNORE INTO accesses (hash, account, by_name, at, until) VALUES (@hash, @account, @by, @at, @until)`,
          )
          .run(access)
        // The same ask once more, after a crash.
        if (changes === 0) return
        appendAudit(db, audit)
        putLetters(db, letters, access.at)
      },
    ),
    /** Somebody came in by it. `hash`: null where an older web did not say which it was. */
    noteAccessUsed: write((hash: string | null, at: number, audit: NewAuditEntry) => {
      db.prepare('UPDATE accesses SET used_at = coalesce(used_at, @at) WHERE hash = @hash').run({ hash, at })
      appendAudit(db, audit)
    }),
    /**
     * A link, or with null every one, of that account is good no more, and whoever came in by it is out. How many were
     * open; of each it is written down who withdrew it.
     */
    endAccess: write((account: AccountId, hash: string | null, at: number, who: AuditActor): number =>
      endWhere(db, 'account = @account AND (@hash IS NULL OR hash = @hash)', { account, hash }, at, who),
    ),
  }
}

/** Within the transaction in which an admin goes or is given a new link: what they gave is good no more. */
export function endAccessesOf(db: Database.Database, name: string, at: number, who: AuditActor): number {
  return endWhere(db, 'by_name = @name', { name }, at, who)
}

function endWhere(db: Database.Database, which: string, values: object, at: number, who: AuditActor): number {
  const ended = db
    .prepare<object, { account: string; by: string }>(
      `UPDATE accesses SET ended_at = @at WHERE ended_at IS NULL AND until > @at AND ${which}
       RETURNING account, by_name AS "by"`,
    )
    .all({ ...values, at })
  for (const { account, by } of ended)
    appendAudit(db, { at, who, act: 'access.ended', account, about: { admin: by } })
  return ended.length
}

/** The reading half: of links that were not withdrawn. */
export function readAccess(db: Database.Database) {
  const open = `SELECT hash, account, by_name AS "by", at, until, used_at AS usedAt FROM accesses WHERE ended_at IS NULL`
  const one = db.prepare<string, Access>(`${open} AND hash = ?`)
  const some = db.prepare<object, Access>(
    `${open} AND until > @now AND (used_at IS NULL OR used_at + ${ACCESS_SESSION_MS} > @now)
       AND (@account IS NULL OR account = @account) ORDER BY at DESC, hash`,
  )
  return {
    /** whether its time is over is the caller's to ask */
    async access(hash: string): Promise<Access | null> {
      return one.get(hash) ?? null
    },
    /** by which somebody can come in, or is in, at `now`, newest first; of one account, or of all */
    async accesses(account: AccountId | null, now: number): Promise<Access[]> {
      return some.all({ account, now })
    },
  }
}
