import type Database from 'better-sqlite3'
import type { AccountId } from '../domain/point.ts'

/** What the web holds of accounts that were removed goes: sessions, what was chosen, downloads that were prepared, verifiers. */
export function deskErasure(db: Database.Database) {
  const drops = ['sessions', 'preferences', 'exports', 'verifiers'].map(table =>
    db.prepare(`DELETE FROM ${table} WHERE account IN (SELECT value FROM json_each(@gone))`),
  )
  // A network is kept by address, and that of a removed account is known to nobody any more.
  const dropNetworks = db.prepare(
    'DELETE FROM networks WHERE address NOT IN (SELECT value FROM json_each(@addresses))',
  )
  const forget = db.transaction((gone: string, addresses: string) => {
    for (const drop of drops) drop.run({ gone })
    dropNetworks.run({ addresses })
  })
  return {
    /** `addresses`: of all accounts that are there. */
    async forgetAccounts(gone: readonly AccountId[], addresses: readonly string[]): Promise<void> {
      forget.immediate(JSON.stringify(gone), JSON.stringify(addresses))
      db.pragma('wal_checkpoint(TRUNCATE)')
    },
  }
}
