import type Database from 'better-sqlite3'
import type { Write } from './ledger.ts'

/** The processes that take the backups, each of which says now and then that it is alive. */
export function ledgerWorkers(db: Database.Database, write: Write) {
  return {
    /** `worker` lives; those that have been silent for a week are forgotten. */
    heartbeatNow: write((now: number, worker = 'work') => {
      db.prepare(
        `INSERT INTO workers (name, beat_at, since) VALUES (@worker, @now, @now)
         ON CONFLICT (name) DO UPDATE SET beat_at = @now`,
      ).run({ worker, now })
      db.prepare('DELETE FROM workers WHERE beat_at < ?').run(now - 7 * 86_400_000)
    }),
    /** It has ended as it should. */
    workerEnds: write((worker: string) => {
      db.prepare('DELETE FROM workers WHERE name = ?').run(worker)
    }),
  }
}

/** The reading half. */
export function readWorkers(db: Database.Database) {
  const newest = db.prepare<[], { beat: number | null }>('SELECT max(beat_at) AS beat FROM workers')
  const all = db.prepare<[], Worker>(
    'SELECT name, beat_at AS beatAt, since FROM workers ORDER BY since, name',
  )
  return {
    /** when any worker last said that it is alive, milliseconds; 0 = never */
    async heartbeat(): Promise<number> {
      return newest.get()?.beat ?? 0
    },
    async workers(): Promise<Worker[]> {
      return all.all()
    },
  }
}

export interface Worker {
  name: string
  /** milliseconds since 1970 */
  beatAt: number
  since: number
}
