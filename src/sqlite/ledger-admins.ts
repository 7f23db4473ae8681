import type Database from 'better-sqlite3'
import type { Admin } from '../domain/admin.ts'
import type { NewAuditEntry } from '../domain/audit.ts'
import type { AccountId } from '../domain/point.ts'
import type { Write } from './ledger.ts'
import { endAccessesOf } from './ledger-access.ts'
import { appendAudit } from './ledger-audit.ts'

/** Admins, and what they did to accounts: each with its entry in the audit log, in one transaction. */
export function ledgerAdmins(db: Database.Database, write: Write) {
  return {
    /** A new admin, or one that was removed; false when there is one of this name. */
    addAdmin: write((admin: Omit<Admin, 'epoch'>, audit: NewAuditEntry): boolean => {
      const { changes } = db
        .prepare(
          `INSERT INTO admins (name, role, domains, mail, language, made_at, epoch, link_hash, link_until)
           VALUES (@name, @role, @domains, @mail, @language, @madeAt, 1, @linkHash, @linkUntil)
           ON CONFLICT (name) DO UPDATE SET role = @role, domains = @domains, mail = @mail, language = @language,
             made_at = @madeAt, epoch = epoch + 1, link_hash = @linkHash, link_until = @linkUntil, removed_at = NULL
           WHERE removed_at IS NOT NULL`,
        )
        .run({ ...admin, domains: JSON.stringify(admin.domains) })
      if (changes === 1) appendAudit(db, audit)
      return changes === 1
    }),
    /** A new one-time link: password, second factor, sessions and what they gave to owners are nothing any more. False without such an admin. */
    linkAdmin: write((name: string, hash: string, until: number, audit: NewAuditEntry): boolean => {
      const { changes } = db
        .prepare(
          `UPDATE admins SET epoch = epoch + 1, link_hash = @hash, link_until = @until
           WHERE name = @name AND removed_at IS NULL`,
        )
        .run({ name, hash, until })
      if (changes === 1) appendAudit(db, audit)
      if (changes === 1) endAccessesOf(db, name, audit.at, audit.who)
      return changes === 1
    }),
    removeAdmin: write((name: string, at: number, audit: NewAuditEntry): boolean => {
      const { changes } = db
        .prepare(
          'UPDATE admins SET removed_at = @at, link_hash = NULL WHERE name = @name AND removed_at IS NULL',
        )
        .run({ name, at })
      if (changes === 1) appendAudit(db, audit)
      if (changes === 1) endAccessesOf(db, name, at, audit.who)
      return changes === 1
    }),
    /** No nights from now on; null: they go on at once. */
    setPaused: write((id: AccountId, at: number | null, audit: NewAuditEntry) => {
      const { changes } = db
        .prepare(
          `UPDATE accounts SET paused_at = @at, next_at = CASE WHEN @at IS NULL THEN 0 ELSE next_at END
           WHERE id = @id AND (paused_at IS NULL) <> (@at IS NULL)`,
        )
        .run({ id, at })
      if (changes === 1) appendAudit(db, audit)
    }),
    /** All its data is to go; nothing begins for it any more. */
    markErasing: write((id: AccountId, at: number, audit: NewAuditEntry, most?: Removals): boolean => {
      if (most && removalsSince(db, most.since, null) >= most.most) return false
      if (most?.own && removalsSince(db, most.since, most.own.by) >= most.own.most) return false
      markAccount(db, id, at, audit)
      return true
    }),
  }
}

/** Marks an account to be erased, within the transaction of what asks for it; false, and nothing written, when it is marked already. */
export function markAccount(db: Database.Database, id: AccountId, at: number, audit: NewAuditEntry): boolean {
  const mark = db.prepare(
    'UPDATE accounts SET erasing_at = @at WHERE id = @id AND erasing_at IS NULL RETURNING id',
  )
  if (mark.get({ id, at }) === undefined) return false
  db.prepare('DELETE FROM accesses WHERE account = ?').run(id)
  appendAudit(db, audit)
  return true
}

/** So many removals may be asked for by the web since then; `own`: and so many of them by that one admin. */
interface Removals {
  most: number
  since: number
  own?: { by: string; most: number } | null
}

function removalsSince(db: Database.Database, since: number, by: string | null): number {
  return db
    .prepare(
      `SELECT count(*) FROM audit WHERE act = 'account.removal-asked' AND at > @since AND who ->> 'kind' = 'admin'
       AND (@by IS NULL OR who ->> 'name' = @by)`,
    )
    .pluck()
    .get({ since, by }) as number
}

/** The reading half. */
export function readAdmins(db: Database.Database) {
  const one = db.prepare<string, AdminRow>('SELECT * FROM admins WHERE name = ? AND removed_at IS NULL')
  const byLink = db.prepare<string, AdminRow>(
    'SELECT * FROM admins WHERE link_hash = ? AND removed_at IS NULL',
  )
  const all = db.prepare<[], AdminRow>('SELECT * FROM admins WHERE removed_at IS NULL ORDER BY name')
  return {
    async admin(name: string): Promise<Admin | null> {
      return toAdmin(one.get(name))
    },
    /** by the hash of a one-time link's token */
    async adminByLink(hash: string): Promise<Admin | null> {
      return toAdmin(byLink.get(hash))
    },
    async admins(): Promise<Admin[]> {
      return all.all().flatMap(row => toAdmin(row) ?? [])
    },
    /** accounts whose data is to go, the oldest mark first */
    async erasing(): Promise<AccountId[]> {
      return db
        .prepare('SELECT id FROM accounts WHERE erasing_at IS NOT NULL ORDER BY erasing_at')
        .pluck()
        .all() as AccountId[]
    },
  }
}

interface AdminRow {
  name: string
  role: Admin['role']
  domains: string
  mail: string | null
  language: Admin['language']
  made_at: number
  epoch: number
  link_hash: string | null
  link_until: number | null
}

function toAdmin(row: AdminRow | undefined): Admin | null {
  if (!row) return null
  const { name, role, domains, mail, language, made_at, epoch, link_hash, link_until } = row
  return {
    ...{ name, role, domains: JSON.parse(domains), mail, language, epoch },
    ...{ madeAt: made_at, linkHash: link_hash, linkUntil: link_until },
  }
}
