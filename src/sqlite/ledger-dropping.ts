import type Database from 'better-sqlite3'
import type { AccountId } from '../domain/point.ts'
import type { Write } from './ledger.ts'

/** The end of a point, in steps that can each be the last before a crash: dropped, its files removed, forgotten. */
export function ledgerDropping(db: Database.Database, write: Write) {
  return {
    /** a promise made longer; a shorter one is no change */
    keepUntil: write((number: number, until: number) => {
      db.prepare(
        'UPDATE points SET kept_until = @until WHERE number = @number AND kept_until < @until AND dropped_at IS NULL',
      ).run({ number, until })
    }),
    /** nobody sees it any more; false, and nothing done, when a pin holds it or its promise reaches beyond `now` */
    dropPoint: write((number: number, now: number): boolean => {
      const { changes } = db
        .prepare(
          `UPDATE points SET dropped_at = @now
           WHERE number = @number AND dropped_at IS NULL AND status <> 'reserved' AND kept_until <= @now
             AND NOT EXISTS (SELECT 1 FROM pins WHERE point = @number AND until > @now)`,
        )
        .run({ number, now })
      return changes === 1
    }),
    /** dropped before `before` and not yet swept from the disk */
    async dropped(
      id: AccountId,
      before: number,
    ): Promise<{ number: number; dir: string; droppedAt: number }[]> {
      return db
        .prepare<[string, number], { number: number; dir: string; droppedAt: number }>(
          `SELECT number, dir, dropped_at AS droppedAt FROM points
           WHERE account = ? AND dropped_at <= ? ORDER BY number`,
        )
        .all(id, before)
    },
    forgetPoint: write((number: number) => {
      db.prepare('DELETE FROM points WHERE number = ? AND dropped_at IS NOT NULL').run(number)
    }),
  }
}
