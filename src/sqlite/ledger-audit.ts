import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { AuditActor, AuditCheck, AuditEntry, NewAuditEntry } from '../domain/audit.ts'
import type { AccountId } from '../domain/point.ts'
import type { Write } from './ledger.ts'

/** Written once: triggers refuse every later change, and each entry carries a hash over it and all before it. */
export function ledgerAudit(db: Database.Database, write: Write) {
  return {
    noteAudit: write((entry: NewAuditEntry): number => appendAudit(db, entry)),
  }
}

/** Within the transaction of what it tells of; the entry's number. */
export function appendAudit(db: Database.Database, { at, who, act, account, about }: NewAuditEntry): number {
  const last = db
    .prepare<[], { id: number; hash: string }>('SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1')
    .get()
  const row = {
    id: (last?.id ?? 0) + 1,
    at,
    who: JSON.stringify(who),
    act,
    account,
    about: JSON.stringify(about),
  }
  const hash = hashOf(last?.hash ?? '', row)
  db.prepare(
    `INSERT INTO audit (id, at, who, act, account, about, hash) VALUES (@id, @at, @who, @act, @account, @about, @hash)`,
  ).run({ ...row, hash })
  // Entries cut off at the end leave a chain that is right in itself.
  db.prepare(
    `INSERT INTO facts VALUES ('audit-head', @head) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run({ head: JSON.stringify([row.id, hash]) })
  return row.id
}

/** The reading half. */
export function readAudit(db: Database.Database) {
  const newest = db.prepare<object, AuditRow>(
    `SELECT * FROM audit WHERE (@account IS NULL OR account = @account) AND id < @before ORDER BY id DESC LIMIT @limit`,
  )
  return {
    /** Newest first; of one account, or of all. `after`: the entry after which to go on, null at the start. */
    async audit(account: AccountId | null, after: number | null, limit: number): Promise<AuditEntry[]> {
      return newest.all({ account, before: after ?? Number.MAX_SAFE_INTEGER, limit }).map(toEntry)
    },
    /** accounts that were removed, and the entry that says so, after that entry */
    async removedAccounts(after: number): Promise<{ entry: number; account: AccountId }[]> {
      return db
        .prepare<[number], { entry: number; account: AccountId }>(
          `SELECT id AS entry, account FROM audit WHERE id > ? AND act = 'account.removed' AND account IS NOT NULL ORDER BY id`,
        )
        .all(after)
    },
    /** Reads the whole chain. */
    async checkAudit(): Promise<AuditCheck> {
      let id = 0
      let hash = ''
      for (const row of db.prepare<[], AuditRow>('SELECT * FROM audit ORDER BY id').iterate()) {
        if (row.id !== id + 1) return { state: 'broken', entry: id + 1, why: 'missing' }
        if (hashOf(hash, row) !== row.hash) return { state: 'broken', entry: row.id, why: 'changed' }
        id = row.id
        hash = row.hash
      }
      const head = db
        .prepare<[], { value: string }>(`SELECT value FROM facts WHERE name = 'audit-head'`)
        .get()
      const [last, said] = head ? (JSON.parse(head.value) as [number, string]) : [0, '']
      if (last > id) return { state: 'broken', entry: id + 1, why: 'missing' }
      if (last !== id || said !== hash) return { state: 'broken', entry: id, why: 'changed' }
      return { state: 'whole', entries: id, hash }
    },
  }
}

interface AuditRow {
  id: number
  at: number
  who: string
  act: string
  account: string | null
  about: string
  hash: string
}

function hashOf(before: string, { id, at, who, act, account, about }: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256')
    .update(`${before}\n${JSON.stringify([id, at, who, act, account, about])}`)
    .digest('hex')
}

function toEntry({ who, about, ...row }: AuditRow): AuditEntry {
  return { ...row, who: JSON.parse(who) as AuditActor, about: JSON.parse(about) as AuditEntry['about'] }
}
