import type Database from 'better-sqlite3'
import type { AccountId } from '../domain/point.ts'
import type { Write } from './ledger.ts'

/** The right to work on an account, and the number that tells a stale holder from the present one. */
export function ledgerLeases(db: Database.Database, write: Write) {
  return {
    /** who holds the lease, past its end or not; null when nobody does */
    async holder(id: AccountId): Promise<string | null> {
      const owner = db.prepare('SELECT lease_owner FROM accounts WHERE id = ?').pluck().get(id)
      return typeof owner === 'string' ? owner : null
    },
    /**
     * The right to work on an account until `until`: the epoch to show when finishing, or null when somebody else has it.
     * `dead` is a holder known to be gone.
     */
    claim: write(
      (id: AccountId, owner: string, now: number, until: number, dead: string | null): number | null => {
        const epoch = db
          .prepare(
            `UPDATE accounts SET lease_owner = @owner, lease_epoch = lease_epoch + 1, lease_until = @until
           WHERE id = @id AND (lease_owner IS NULL OR lease_until <= @now OR lease_owner = @dead)
           RETURNING lease_epoch`,
          )
          .pluck()
          .get({ id, owner, now, until, dead })
        return typeof epoch === 'number' ? epoch : null
      },
    ),
    /** False when the lease was lost: then nothing more may be written for this account. */
    renew: write((id: AccountId, epoch: number, until: number): boolean => holdsLease(db, id, epoch, until)),
    release: write((id: AccountId, epoch: number) => {
      db.prepare(
        'UPDATE accounts SET lease_owner = NULL, lease_until = 0 WHERE id = ? AND lease_epoch = ?',
      ).run(id, epoch)
    }),
  }
}

/** Is that lease still the present one? With `until` it is prolonged. Within the transaction of what needs it. */
export function holdsLease(
  db: Database.Database,
  id: AccountId,
  epoch: number,
  until: number | null,
): boolean {
  return (
    db
      .prepare(
        'UPDATE accounts SET lease_until = coalesce(@until, lease_until) WHERE id = @id AND lease_epoch = @epoch AND lease_owner IS NOT NULL',
      )
      .run({ id, epoch, until }).changes === 1
  )
}
