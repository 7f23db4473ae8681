import type Database from 'better-sqlite3'
import type { AccountId } from '../domain/point.ts'

/** What an owner's password is known again by while the mail server gives no answer. */
export interface KeptVerifier {
  /** canonical */
  address: string
  account: AccountId
  /** mail domain */
  domain: string
  /** formats/password-verifier.ts, with a pepper */
  verifier: string
  /** when the mail server said yes to this password, milliseconds since 1970 */
  at: number
}

/** Verifiers of owners' passwords, on a handle of the desk (sqlite/desk.ts); there are some only where a domain wants it. */
export function deskVerifiers(db: Database.Database) {
  db.exec(SCHEMA)
  const put =
    db.prepare<KeptVerifier>(`INSERT INTO verifiers VALUES (@address, @account, @domain, @verifier, @at)
    ON CONFLICT DO UPDATE SET account = @account, domain = @domain, verifier = @verifier, at = @at`)
  const select = db.prepare<string, KeptVerifier>('SELECT * FROM verifiers WHERE address = ?')
  const drop = db.prepare('DELETE FROM verifiers WHERE address = ?')
  const endSessions = db.prepare(`DELETE FROM sessions WHERE address = ? AND how = 'offline'`)
  const keep = db.transaction((given: KeptVerifier) => {
    endSessions.run(given.address)
    put.run(given)
  })
  const forget = db.transaction(
    (address: string) => drop.run(address).changes + endSessions.run(address).changes,
  )
  const sweep =
    db.prepare(`DELETE FROM verifiers WHERE address IN (SELECT value FROM json_each(@closed)) OR NOT EXISTS
    (SELECT 1 FROM json_each(@spans) WHERE key = domain AND verifiers.at + value > @now)`)
  return {
    /** In place of the one before. The mail server has answered: sessions that were begun without it are over. */
    async keepVerifier(given: KeptVerifier): Promise<void> {
      keep.immediate(given)
    },
    async verifier(address: string): Promise<KeptVerifier | null> {
      return select.get(address) ?? null
    },
    /** The password is no longer what it was: what is kept of it goes, and who came in by it alone. */
    async forgetVerifier(address: string): Promise<void> {
      if (forget.immediate(address) > 0) db.pragma('wal_checkpoint(TRUNCATE)')
    },
    /**
     * Those whose time is over go, and those of `closed` addresses; `spans`: milliseconds by mail domain, and a domain that is not
     * there keeps none.
     */
    async sweepVerifiers(
      spans: ReadonlyMap<string, number>,
      now: number,
      closed: readonly string[],
    ): Promise<void> {
      const wanted = { spans: JSON.stringify(Object.fromEntries(spans)), now, closed: JSON.stringify(closed) }
      if (sweep.run(wanted).changes > 0) db.pragma('wal_checkpoint(TRUNCATE)')
    },
  }
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS verifiers (
  address TEXT PRIMARY KEY, account TEXT NOT NULL, domain TEXT NOT NULL, verifier TEXT NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
