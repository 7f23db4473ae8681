import Database from 'better-sqlite3'
import type { AccountState } from '../domain/account.ts'
import type { NewAuditEntry } from '../domain/audit.ts'
import type { AccountId, Point, Problem, Progress, Run, Trigger } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import { compileOnce } from './compile-once.ts'
import { ledgerAccess } from './ledger-access.ts'
import { ledgerAdmins } from './ledger-admins.ts'
import { ledgerAlarms } from './ledger-alarms.ts'
import { ledgerAsks } from './ledger-asks.ts'
import { appendAudit, ledgerAudit } from './ledger-audit.ts'
import { ledgerClosed } from './ledger-closed.ts'
import { ledgerCredentials } from './ledger-credentials.ts'
import { ledgerDamages } from './ledger-damages.ts'
import { ledgerDropping } from './ledger-dropping.ts'
import { holdsLease, ledgerLeases } from './ledger-leases.ts'
import { forgetLettersNaming, ledgerLetters } from './ledger-letters.ts'
import { ledgerPins } from './ledger-pins.ts'
import { ledgerPlans } from './ledger-plans.ts'
import { ledgerPresence } from './ledger-presence.ts'
import { ledgerRequests } from './ledger-requests.ts'
import { ledgerSchedule } from './ledger-schedule.ts'
import { ledgerSchema } from './ledger-schema.ts'
import { ledgerTraffic } from './ledger-traffic.ts'
import { ledgerWorkers } from './ledger-workers.ts'
import { readLedger } from './read-ledger.ts'

/**
 * What was done and cannot be rebuilt: accounts, points, runs, leases. Only `work` and the command line write it.
 * Every write is one BEGIN IMMEDIATE transaction, durable when it returns (WAL, synchronous=FULL). Throws Refusal
 * 'newer-ledger' when a later version of the program has written it. `durable: false` is for tests of many days.
 */
export function openLedger(file: string, { durable = true } = {}) {
  const db = compileOnce(new Database(file, { timeout: 10_000 }))
  db.pragma('journal_mode = WAL')
  db.pragma(`synchronous = ${durable ? 'FULL' : 'OFF'}`)
  db.pragma('foreign_keys = ON')
  db.pragma('secure_delete = ON')
  migrate(db)
  const write: Write = change => {
    const transaction = db.transaction(change)
    return async (...args) => transaction.immediate(...args)
  }
  const removeRows = write((id: AccountId, audit?: NewAuditEntry): boolean => {
    if (audit) appendAudit(db, audit)
    db.prepare('DELETE FROM traffic WHERE account = ?').run(id)
    db.prepare(`DELETE FROM facts WHERE name LIKE 'suspect ' || ? || ' %'`).run(id)
    forgetLettersNaming(db, id)
    return db.prepare('DELETE FROM accounts WHERE id = ?').run(id).changes === 1
  })
  return {
    ...readLedger(db),
    ...ledgerAlarms(db, write),
    ...ledgerLetters(db, write),
    ...ledgerDamages(db, write),
    ...ledgerAsks(db, write),
    ...ledgerPins(db, write),
    ...ledgerPlans(db, write),
    ...ledgerDropping(db, write),
    ...ledgerCredentials(db, write),
    ...ledgerLeases(db, write),
    ...ledgerSchedule(db, write),
    ...ledgerWorkers(db, write),
    ...ledgerTraffic(db, write),
    ...ledgerPresence(db, write),
    ...ledgerAudit(db, write),
    ...ledgerRequests(db, write),
    ...ledgerAdmins(db, write),
    ...ledgerAccess(db, write),
    ...ledgerClosed(db, write),
    close: () => closeReadable(db),

    /** A new account, written down with `audit`, or the one that has this address already; its credential replaced when one is given. */
    enrol: write((account: NewAccount, audit?: Omit<NewAuditEntry, 'account'>): AccountId => {
      const row = db.prepare('SELECT id FROM accounts WHERE address = ?').pluck().get(account.address)
      const id = typeof row === 'string' ? row : account.id
      if (id === account.id) {
        db.prepare(
          `INSERT INTO accounts (id, address, domain, zone, state, credential, created_at)
           VALUES (@id, @address, @domain, @zone, @state, @credential, @createdAt)`,
        ).run({ state: 'active', ...account })
        if (audit) appendAudit(db, { ...audit, account: id })
      } else if (account.credential)
        db.prepare(
          `UPDATE accounts SET credential = @credential, state = 'active', next_at = 0 WHERE id = @id`,
        ).run({
          ...account,
          id,
        })
      return id
    }),
    /** Forgets the account with its points and runs; the files are the caller's. False when there is none. */
    async remove(id: AccountId, audit?: NewAuditEntry): Promise<boolean> {
      const removed = await removeRows(id, audit)
      // Its address and letters must not stay in the write-ahead log; a reader only puts that off to the next time.
      db.pragma('wal_checkpoint(TRUNCATE)')
      return removed
    },
    setState: write((id: AccountId, state: AccountState) => {
      // Well again, it is looked at at once: who was gone has no next time.
      db.prepare(
        `UPDATE accounts SET next_at = CASE WHEN @state = 'active' AND state <> 'active' THEN 0 ELSE next_at END,
           state = @state WHERE id = @id`,
      ).run({ state, id })
    }),
    setBuild: write((id: AccountId, build: string) => {
      db.prepare('UPDATE accounts SET build = ? WHERE id = ?').run(build, id)
    }),
    /** the sealed box, or null */
    async credential(id: AccountId): Promise<string | null> {
      const value = db.prepare('SELECT credential FROM accounts WHERE id = ?').pluck().get(id)
      return typeof value === 'string' ? value : null
    },

    /** A run begins, under the lease, the one that waits for it if there is one; runs that a dead worker left behind become failed. */
    beginRun: write((run: NewRun): number => {
      failStaleRuns(db, run.account, run.at)
      const waiting = db
        .prepare(
          `UPDATE runs SET state = 'running', started_at = @at, local_day = @localDay
           WHERE id = (SELECT min(id) FROM runs WHERE account = @account AND trigger = @trigger AND state = 'waiting')
           RETURNING id`,
        )
        .pluck()
        .get(run)
      if (typeof waiting === 'number') return waiting
      return Number(
        db
          .prepare(
            `INSERT INTO runs (account, trigger, started_at, local_day, state)
             VALUES (@account, @trigger, @at, @localDay, 'running')`,
          )
          .run(run).lastInsertRowid,
      )
    }),
    /** The number of the point a run hopes to seal; never used twice. */
    reservePoint: write((point: NewRun): number =>
      Number(
        db
          .prepare(
            `INSERT INTO points (account, status, trigger, taken_at, local_day, zone, dir, kept_until, messages, bytes,
               new_messages, new_bytes, duration_ms, problems)
             VALUES (@account, 'reserved', @trigger, @at, @localDay, '', '', 0, 0, 0, 0, 0, 0, '[]')`,
          )
          .run(point).lastInsertRowid,
      ),
    ),
    /** Numbers up to this one are never given again: days on disk may know more than a ledger from a backup. */
    raiseNumbers: write((to: number) => {
      db.prepare(
        `INSERT INTO sqlite_sequence (name, seq) SELECT 'points', 0
         WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'points')`,
      ).run()
      db.prepare(`UPDATE sqlite_sequence SET seq = ? WHERE name = 'points' AND seq < ?`).run(to, to)
    }),
    progress: write((run: number, progress: Progress) => {
      db.prepare(`UPDATE runs SET progress = ? WHERE id = ? AND state = 'running'`).run(
        JSON.stringify(progress),
        run,
      )
    }),
    failRun: write((run: number, now: number, problem: Problem) => {
      const { changes } = db
        .prepare(
          `UPDATE runs SET state = 'failed', finished_at = ?, problem = ? WHERE id = ? AND state = 'running'`,
        )
        .run(now, JSON.stringify(problem), run)
      // Of a worker that slept too long it was failed by the next one, whose number this may be.
      if (changes === 0) return
      db.prepare(
        `DELETE FROM points WHERE status = 'reserved' AND account = (SELECT account FROM runs WHERE id = ?)`,
      ).run(run)
    }),
    /** The commit point of a day: from here on it exists. False (and nothing written) when the lease was lost or the number is another point's. */
    sealPoint: write((point: Point, run: number | null, epoch: number, now: number): boolean => {
      if (!holdsLease(db, point.account, epoch, null)) return false
      const { changes } = db
        .prepare(
          `INSERT INTO points (number, account, status, trigger, taken_at, local_day, zone, dir, kept_until, messages, bytes,
           new_messages, new_bytes, duration_ms, problems)
         VALUES (@number, @account, @status, @trigger, @takenAt, @localDay, @zone, @dir, @keptUntil, @messages, @bytes,
           @newMessages, @newBytes, @durationMs, @problems)
         ON CONFLICT (number) DO UPDATE SET status = excluded.status, taken_at = excluded.taken_at, local_day = excluded.local_day,
           zone = excluded.zone, dir = excluded.dir, kept_until = excluded.kept_until, messages = excluded.messages,
           bytes = excluded.bytes, new_messages = excluded.new_messages, new_bytes = excluded.new_bytes,
           duration_ms = excluded.duration_ms, problems = excluded.problems
         WHERE account = excluded.account AND points.status = 'reserved'`,
        )
        .run({ ...point, problems: JSON.stringify(point.problems) })
      if (changes !== 1) return false
      if (run !== null)
        db.prepare(
          `UPDATE runs SET state = 'done', finished_at = ?, point = ?, progress = NULL WHERE id = ?`,
        ).run(now, point.number, run)
      return true
    }),
    /** names of the days that have a row, dropped ones too */
    async dirs(id: AccountId): Promise<Set<string>> {
      const rows = db.prepare<[string], { dir: string }>('SELECT dir FROM points WHERE account = ?').all(id)
      return new Set(rows.map(row => row.dir))
    },
    /** of any account, reserved ones too */
    async isPoint(number: number): Promise<boolean> {
      return db.prepare('SELECT 1 FROM points WHERE number = ?').get(number) !== undefined
    },
  }
}

/** Makes a whole change one BEGIN IMMEDIATE transaction. */
export type Write = <A extends unknown[], R>(change: (...args: A) => R) => (...args: A) => Promise<R>

export interface NewAccount {
  id: AccountId
  address: string
  domain: string
  zone: string
  /** sealed box */
  credential: string | null
  createdAt: number
  /** 'active' where nothing is said */
  state?: AccountState
}

export interface NewRun {
  account: AccountId
  trigger: Trigger
  at: number
  localDay: Run['localDay']
}

// The last to close a file in WAL mode removes its side files, and who may not write the folder could not make them
// anew: `serve` as another user would be blind until `work` is back. Busy means that a reader keeps them there.
function closeReadable(db: Database.Database): void {
  if (!db.open) return
  try {
    db.pragma('busy_timeout = 0')
    db.pragma('journal_mode = DELETE')
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error
  } finally {
    db.close()
  }
}

function failStaleRuns(db: Database.Database, id: AccountId, now: number): void {
  const problem = JSON.stringify({ code: 'interrupted' } satisfies Problem)
  db.prepare(
    `UPDATE runs SET state = 'failed', finished_at = ?, problem = ? WHERE account = ? AND state = 'running'`,
  ).run(now, problem, id)
  db.prepare(`DELETE FROM points WHERE account = ? AND status = 'reserved'`).run(id)
}

function migrate(db: Database.Database): void {
  const steps = db.transaction(() => {
    const version = Number(db.pragma('user_version', { simple: true }))
    if (version > ledgerSchema.length)
      throw new Refusal(
        'newer-ledger',
        'This data folder was written by a newer Yestermail; start that version.',
      )
    for (const [i, sql] of ledgerSchema.entries()) if (i >= version) db.exec(sql)
    db.pragma(`user_version = ${ledgerSchema.length}`)
  })
  steps.immediate()
}
