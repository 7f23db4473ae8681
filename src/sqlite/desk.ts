import { chmodSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Ask } from '../domain/ask.ts'
import type { AccountId } from '../domain/point.ts'
import type { WayIn } from '../domain/way-in.ts'
import { deskAdmins } from './desk-admins.ts'
import { deskErasure } from './desk-erasure.ts'
import { deskExports } from './desk-exports.ts'
import { deskPreferences } from './desk-preferences.ts'
import { DESK_TABLES } from './desk-tables.ts'
import { deskVerifiers } from './desk-verifiers.ts'
import { asksAfter, type WrittenAsk } from './read-desk.ts'

/**
 * What people ask for: sessions, asks, preferences, and from which networks an owner has signed in before. Its one
 * writer is `serve`. Sessions are known by the SHA-256 of their token only, so a copy of this file opens none.
 * Deleted rows are overwritten (secure_delete) and the write-ahead log is emptied after asks are forgotten: a sealed
 * password leaves this file when `work` has it.
 */
export function openDesk(file: string) {
  const db = new Database(file)
  // For `serve` and `work` alone, which may be two users of one group; SQLite gives its side files the same mode.
  if (process.getuid?.() === statSync(file).uid) chmodSync(file, 0o660)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('secure_delete = ON')
  db.pragma('busy_timeout = 5000')
  db.exec(SCHEMA)
  // A desk of before knew one way in.
  if (!db.prepare(`SELECT 1 FROM pragma_table_info('sessions') WHERE name = 'how'`).get())
    db.exec(`ALTER TABLE sessions ADD COLUMN how TEXT NOT NULL DEFAULT 'password'`)
  if (!db.prepare(`SELECT 1 FROM pragma_table_info('sessions') WHERE name = 'access'`).get())
    db.exec('ALTER TABLE sessions ADD COLUMN access TEXT')
  // SQLite makes the row of a sequence with the first insert only.
  db.exec(`INSERT INTO sqlite_sequence (name, seq) SELECT 'asks', 0
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'asks')`)
  const run = (sql: string) => {
    const statement = db.prepare(sql)
    return (values: object) => statement.run(values)
  }
  const insertSession =
    run(`INSERT INTO sessions (hash, account, address, created, used, ends, ip, agent, how, access)
    VALUES (@hash, @account, @address, @at, @at, @ends, @ip, @agent, @how, @access)`)
  const selectSession = db.prepare<{ hash: Uint8Array }, Session>('SELECT * FROM sessions WHERE hash = @hash')
  const touchSession = run('UPDATE sessions SET used = @at WHERE hash = @hash')
  const deleteSession = run('DELETE FROM sessions WHERE hash = @hash')
  const sweepSessions = run('DELETE FROM sessions WHERE ends <= @now OR used <= @idleSince')
  const endOldest = run(`DELETE FROM sessions WHERE account = @account AND hash NOT IN
    (SELECT hash FROM sessions WHERE account = @account ORDER BY used DESC, created DESC LIMIT ${MOST_SESSIONS})`)
  const insertAsk = run('INSERT INTO asks (ask) VALUES (@ask)')
  const selectRestores = db
    .prepare<object, number>(
      `SELECT id FROM asks WHERE id > @after AND ask ->> 'kind' LIKE 'restore-%' AND ask ->> 'account' = @account`,
    )
    .pluck()
  const raiseSequence = run(`UPDATE sqlite_sequence SET seq = @id WHERE name = 'asks' AND seq < @id`)
  const deleteAsks = run('DELETE FROM asks WHERE id <= @id')
  const upsertNetwork = run(`INSERT INTO networks (address, network, last) VALUES (@address, @network, @at)
    ON CONFLICT DO UPDATE SET last = @at`)
  const forgetNetworks = run('DELETE FROM networks WHERE last <= @before')
  const selectNetwork = db.prepare('SELECT 1 FROM networks WHERE address = @address AND network = @network')
  return {
    /** `ends`: milliseconds after which it is over whatever happens */
    async addSession(session: NewSession): Promise<void> {
      insertSession({ access: null, ...session })
      endOldest({ account: session.account })
    },
    async session(hash: Uint8Array): Promise<Session | null> {
      return selectSession.get({ hash }) ?? null
    },
    async touchSession(hash: Uint8Array, at: number): Promise<void> {
      touchSession({ hash, at })
    },
    async endSession(hash: Uint8Array): Promise<void> {
      deleteSession({ hash })
    },
    /** Forget sessions that are over, by absolute end or by lying idle. */
    async sweepSessions(now: number, idleSince: number): Promise<void> {
      sweepSessions({ now, idleSince })
    },
    /** Write an ask down; its id, which only grows, even over wiped ones. */
    async ask(ask: Ask): Promise<number> {
      return Number(insertAsk({ ask: JSON.stringify(ask) }).lastInsertRowid)
    },
    asksAfter: async (id: number): Promise<WrittenAsk[]> => asksAfter(db, id),
    /** Numbers of the asks about restores of that account beyond `after`. */
    async restoresAsked(account: AccountId, after: number): Promise<number[]> {
      return selectRestores.all({ account, after })
    },
    /**
     * The ledger shows them claimed: wipe them, sealed passwords and all. New asks get higher ids than `id` from now on,
     * even in a desk that was deleted and made anew beside an older ledger.
     */
    async forgetAsksUpTo(id: number): Promise<void> {
      raiseSequence({ id })
      if (deleteAsks({ id }).changes > 0) db.pragma('wal_checkpoint(TRUNCATE)')
    },
    async knowsNetwork(address: string, network: string): Promise<boolean> {
      return selectNetwork.get({ address, network }) !== undefined
    },
    async rememberNetwork(address: string, network: string, at: number): Promise<void> {
      upsertNetwork({ address, network, at })
      forgetNetworks({ before: at - 90 * 86_400_000 })
    },
    ...deskPreferences(db),
    ...deskExports(db),
    ...deskVerifiers(db),
    ...deskErasure(db),
    ...deskAdmins(db),
    async close(): Promise<void> {
      db.close()
    },
  }
}

export interface Session {
  /** SHA-256 of the token */
  hash: Uint8Array
  account: AccountId
  address: string
  /** milliseconds since 1970 */
  created: number
  used: number
  ends: number
  ip: string
  agent: string
  how: WayIn
  /** with 'access': the SHA-256 of the link's token, hexadecimal */
  access: string | null
}

type NewSession = Omit<Session, 'created' | 'used' | 'access'> & { access?: string | null; at: number }

/** of one account; the one that lay idle longest makes room */
const MOST_SESSIONS = 50

const SCHEMA = `
CREATE TABLE IF NOT EXISTS sessions (
  hash BLOB PRIMARY KEY, account TEXT NOT NULL, address TEXT NOT NULL, created INTEGER NOT NULL,
  used INTEGER NOT NULL, ends INTEGER NOT NULL, ip TEXT NOT NULL, agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ${DESK_TABLES.asks};
CREATE TABLE IF NOT EXISTS networks (
  address TEXT NOT NULL, network TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (address, network)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ${DESK_TABLES.preferences};
`
