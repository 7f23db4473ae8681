import type Database from 'better-sqlite3'

/** What an admin signs in with. Good only beside an admin of the ledger with the same epoch. */
export interface AdminSecrets {
  name: string
  epoch: number
  /** formats/password-verifier.ts */
  verifier: string
  /** base32 */
  secret: string
  /** the newest half minute whose code was taken */
  lastStep: number
  /** hashes of recovery codes that are not used up */
  recovery: readonly string[]
}

export interface AdminSession {
  /** SHA-256 of the token */
  hash: Uint8Array
  name: string
  epoch: number
  /** milliseconds since 1970 */
  created: number
  used: number
  ends: number
  ip: string
  agent: string
}

export interface PasswordChange {
  name: string
  epoch: number
  was: string
  verifier: string
  /** hash of the session that stays */
  keep: Uint8Array
  ask: object
}

/** Admins' sign-ins, on a handle of the desk (sqlite/desk.ts). */
export function deskAdmins(db: Database.Database) {
  db.exec(SCHEMA)
  const run = (sql: string) => {
    const statement = db.prepare(sql)
    return (values: object) => statement.run(values).changes
  }
  const secrets = db.prepare<string, SecretsRow>('SELECT * FROM admin_secrets WHERE name = ?')
  const putSecrets =
    run(`INSERT INTO admin_secrets VALUES (@name, @epoch, @verifier, @secret, @lastStep, @recovery)
    ON CONFLICT (name) DO UPDATE SET epoch = @epoch, verifier = @verifier, secret = @secret, last_step = @lastStep,
      recovery = @recovery WHERE epoch < excluded.epoch`)
  const takeStep = run(`UPDATE admin_secrets SET last_step = @step
    WHERE name = @name AND epoch = @epoch AND last_step < @step`)
  const takeRecovery = run(`UPDATE admin_secrets
    SET recovery = (SELECT json_group_array(value) FROM json_each(recovery) WHERE value <> @hash)
    WHERE name = @name AND epoch = @epoch AND EXISTS (SELECT 1 FROM json_each(recovery) WHERE value = @hash)`)
  const addPending = run(
    `INSERT OR IGNORE INTO admin_pending (hash, secret, at) VALUES (@hash, @secret, @at)`,
  )
  const pending = db.prepare<string, { secret: string }>('SELECT secret FROM admin_pending WHERE hash = ?')
  const dropPending = run('DELETE FROM admin_pending WHERE hash = @hash OR at < @before')
  const insert = run(`INSERT INTO admin_sessions (hash, name, epoch, created, used, ends, ip, agent)
    VALUES (@hash, @name, @epoch, @at, @at, @ends, @ip, @agent)`)
  const endOldest = run(`DELETE FROM admin_sessions WHERE name = @name AND hash NOT IN
    (SELECT hash FROM admin_sessions WHERE name = @name ORDER BY used DESC, created DESC LIMIT 20)`)
  const session = db.prepare<object, AdminSession>('SELECT * FROM admin_sessions WHERE hash = @hash')
  const sessions = db.prepare<string, AdminSession>(
    'SELECT * FROM admin_sessions WHERE name = ? ORDER BY used DESC, created DESC',
  )
  const touch = run('UPDATE admin_sessions SET used = @at WHERE hash = @hash')
  const end = run('DELETE FROM admin_sessions WHERE hash = @hash')
  const sweep = run('DELETE FROM admin_sessions WHERE ends <= @now OR used <= @idleSince')
  const replaceVerifier = run(`UPDATE admin_secrets SET verifier = @verifier
    WHERE name = @name AND epoch = @epoch AND verifier = @was`)
  const endOthers = run('DELETE FROM admin_sessions WHERE name = @name AND hash <> @keep')
  const useAccess = run('INSERT OR IGNORE INTO used_accesses (hash, at) VALUES (@hash, @at)')
  const endByAccess = run('DELETE FROM sessions WHERE access = @hash')
  const endAccess = db.transaction((hash: string, at: number) => {
    useAccess({ hash, at })
    endByAccess({ hash })
  })
  const insertAsk = db.prepare<{ ask: string }>('INSERT INTO asks (ask) VALUES (@ask)')
  const changePassword = db.transaction(({ ask, ...change }: PasswordChange): boolean => {
    if (replaceVerifier({ ...change }) !== 1) return false
    endOthers({ name: change.name, keep: change.keep })
    insertAsk.run({ ask: JSON.stringify(ask) })
    return true
  })
  const waiting = db
    .prepare<object, string>(`SELECT ask FROM asks WHERE ask ->> 'id' = @id ORDER BY id`)
    .pluck()
  return {
    async adminSecrets(name: string): Promise<AdminSecrets | null> {
      const row = secrets.get(name)
      return row ? { ...row, lastStep: row.last_step, recovery: JSON.parse(row.recovery) } : null
    },
    /** False when there are some of this epoch or a later one: a one-time link is good once. */
    async putAdminSecrets(given: AdminSecrets): Promise<boolean> {
      return putSecrets({ ...given, recovery: JSON.stringify(given.recovery) }) === 1
    },
    /**
     * Another verifier in place of `was`, the end of the admin's sessions but one, and the ask that it be written down: all
     * or nothing. False when `was` is not the present one.
     */
    async changeAdminPassword(change: PasswordChange): Promise<boolean> {
      return changePassword.immediate(change)
    },
    /** A code of that half minute is used; false when it was, or one after it. */
    async takeStep(name: string, epoch: number, step: number): Promise<boolean> {
      return takeStep({ name, epoch, step }) === 1
    },
    /** Uses up a recovery code; false when it is none. */
    async takeRecovery(name: string, epoch: number, hash: string): Promise<boolean> {
      return takeRecovery({ name, epoch, hash }) === 1
    },
    /** The secret that was offered to who opened a link; the first one stays. Older ones than `before` are forgotten. */
    async pendingSecret(hash: string, secret: string, at: number, before: number): Promise<string> {
      dropPending({ hash: '', before })
      addPending({ hash, secret, at })
      return pending.get(hash)?.secret ?? secret
    },
    async dropPending(hash: string): Promise<void> {
      dropPending({ hash, before: 0 })
    },
    async addAdminSession(given: Omit<AdminSession, 'created' | 'used'> & { at: number }): Promise<void> {
      insert(given)
      endOldest({ name: given.name })
    },
    async adminSession(hash: Uint8Array): Promise<AdminSession | null> {
      return session.get({ hash }) ?? null
    },
    async adminSessions(name: string): Promise<AdminSession[]> {
      return sessions.all(name)
    },
    async touchAdminSession(hash: Uint8Array, at: number): Promise<void> {
      touch({ hash, at })
    },
    async endAdminSession(hash: Uint8Array): Promise<void> {
      end({ hash })
    },
    async sweepAdminSessions(now: number, idleSince: number): Promise<void> {
      sweep({ now, idleSince })
    },
    /** False when it was used before. */
    async useAccess(hash: string, at: number): Promise<boolean> {
      return useAccess({ hash, at }) === 1
    },
    /** It opens nothing any more, and whoever came in by it is out, before `work` has written it down. */
    async endAccess(hash: string, at: number): Promise<void> {
      endAccess.immediate(hash, at)
    },
    /** The number of the ask. */
    async askFor(ask: object): Promise<number> {
      return Number(insertAsk.run({ ask: JSON.stringify(ask) }).lastInsertRowid)
    },
    /** What was asked about a request and is not taken up yet. */
    async waitingAbout(id: string): Promise<unknown[]> {
      return waiting.all({ id }).map(text => JSON.parse(text))
    },
  }
}

interface SecretsRow extends Omit<AdminSecrets, 'recovery' | 'lastStep'> {
  last_step: number
  recovery: string
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS admin_secrets (
  name TEXT PRIMARY KEY, epoch INTEGER NOT NULL, verifier TEXT NOT NULL, secret TEXT NOT NULL,
  last_step INTEGER NOT NULL, recovery TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS admin_pending (
  hash TEXT PRIMARY KEY, secret TEXT NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS admin_sessions (
  hash BLOB PRIMARY KEY, name TEXT NOT NULL, epoch INTEGER NOT NULL, created INTEGER NOT NULL, used INTEGER NOT NULL,
  ends INTEGER NOT NULL, ip TEXT NOT NULL, agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS used_accesses (hash TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`
