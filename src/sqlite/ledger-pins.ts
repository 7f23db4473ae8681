import type Database from 'better-sqlite3'
import type { Pin, PinReason } from '../domain/pin.ts'
import type { AccountId } from '../domain/point.ts'
import type { Write } from './ledger.ts'

/** Pins in the ledger. Whether a point is pinned is asked by the very statement that drops it (ledger-dropping.ts). */
export function ledgerPins(db: Database.Database, write: Write) {
  return {
    pin: write((point: number, reason: PinReason, until: number): boolean => {
      const { changes } = db
        .prepare(
          `INSERT INTO pins (point, reason, until)
           SELECT number, @reason, @until FROM points
           WHERE number = @point AND dropped_at IS NULL AND status <> 'reserved'
           ON CONFLICT (point, reason) DO UPDATE SET until = max(until, excluded.until)`,
        )
        .run({ point, reason, until })
      return changes === 1
    }),
    unpin: write((point: number, reason: PinReason) => {
      db.prepare('DELETE FROM pins WHERE point = ? AND reason = ?').run(point, reason)
    }),
  }
}

/** The reading half: pins of an account's points that are there. */
export function readPins(db: Database.Database) {
  const pins = db.prepare<[string], Pin>(
    `SELECT pins.point, pins.reason, pins.until FROM pins JOIN points ON points.number = pins.point
     WHERE points.account = ? AND points.dropped_at IS NULL ORDER BY pins.point, pins.reason`,
  )
  return {
    async pins(account: AccountId): Promise<Pin[]> {
      return pins.all(account)
    },
  }
}
