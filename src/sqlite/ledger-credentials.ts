import type Database from 'better-sqlite3'
import type { AccountId } from '../domain/point.ts'
import type { Write } from './ledger.ts'

/** What is kept sealed, and who the lists of mail domains name. */
export function ledgerCredentials(db: Database.Database, write: Write) {
  return {
    async sealedCredentials(): Promise<{ id: AccountId; address: string; credential: string }[]> {
      return db
        .prepare<[], { id: AccountId; address: string; credential: string }>(
          'SELECT id, address, credential FROM accounts WHERE credential IS NOT NULL ORDER BY address',
        )
        .all()
    },
    /** Another box in place of `old`; false, and nothing written, when another was kept meanwhile. */
    replaceCredential: write(
      (id: AccountId, old: string, credential: string): boolean =>
        db
          .prepare('UPDATE accounts SET credential = ? WHERE id = ? AND credential = ?')
          .run(credential, id, old).changes === 1,
    ),

    /** The list of a domain as it was taken: these accounts are on it, those of before that are not are "no longer listed". */
    noteListed: write((domain: string, addresses: readonly string[], at: number) => {
      const note = db.prepare('UPDATE accounts SET listed_at = ? WHERE address = ? AND domain = ?')
      for (const address of addresses) note.run(at, address, domain)
      db.prepare(
        'INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      ).run(listFact(domain), JSON.stringify({ at, count: addresses.length }))
    }),
    /** When a domain's list was taken last, and how many it named; null: never */
    async lastList(domain: string): Promise<{ at: number; count: number } | null> {
      const value = db.prepare('SELECT value FROM facts WHERE name = ?').pluck().get(listFact(domain))
      return typeof value === 'string' ? (JSON.parse(value) as { at: number; count: number }) : null
    },
    /** ids of the accounts a list named once and the newest list of their domain does not */
    async noLongerListed(domain: string): Promise<Set<AccountId>> {
      const last = await this.lastList(domain)
      const rows = db
        .prepare<[string, number], { id: AccountId }>(
          'SELECT id FROM accounts WHERE domain = ? AND listed_at < ?',
        )
        .all(domain, last?.at ?? 0)
      return new Set(rows.map(row => row.id))
    },
  }
}

function listFact(domain: string): string {
  return `list/${domain}`
}
