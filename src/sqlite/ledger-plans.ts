import type Database from 'better-sqlite3'
import type { AccountId } from '../domain/point.ts'
import type { Write } from './ledger.ts'

/** Which plan an account has of its own. */
export function ledgerPlans(db: Database.Database, write: Write) {
  return {
    /** null: that of its mail domain. When its next night begins is found out anew. */
    setPlan: write((id: AccountId, plan: string | null) => {
      db.prepare('UPDATE accounts SET plan = ?, next_at = 0 WHERE id = ?').run(plan, id)
    }),
  }
}
