import type Database from 'better-sqlite3'
import type { Write } from './ledger.ts'

/** Which asks of the desk were taken up, by whom, and which are done; several workers read the same desk. */
export function ledgerAsks(db: Database.Database, write: Write) {
  return {
    /** One worker has the ask; false when another has it or it is done. `gone`: workers known to be gone, whose asks are taken over. */
    takeAsk: write(
      (ask: number, worker: string, now: number, gone: readonly string[]): boolean =>
        lastAskOf(db) < ask &&
        db
          .prepare(
            `INSERT INTO asks (id, taken_at, worker, state) VALUES (@ask, @now, @worker, 'taken')
             ON CONFLICT (id) DO UPDATE SET taken_at = @now, worker = @worker
             WHERE state = 'taken' AND worker IN (SELECT value FROM json_each(@gone))`,
          )
          .run({ ask, worker, now, gone: JSON.stringify(gone) }).changes === 1,
    ),
    askDone: write((ask: number) => {
      db.prepare(`UPDATE asks SET state = 'done' WHERE id = ?`).run(ask)
    }),
    /**
     * Of these ids, rising and all that the desk holds, the done ones up to the first that is not are behind us: the
     * desk may wipe them.
     */
    passAsks: write((ids: readonly number[]) => {
      const done = new Set(db.prepare(`SELECT id FROM asks WHERE state = 'done'`).pluck().all())
      const open = ids.findIndex(id => !done.has(id))
      const last = open < 0 ? ids.at(-1) : ids[open - 1]
      if (last === undefined) return
      db.prepare(
        `INSERT INTO facts VALUES ('last-ask', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
         WHERE CAST(value AS INTEGER) < CAST(excluded.value AS INTEGER)`,
      ).run(String(last))
      db.prepare('DELETE FROM asks WHERE id <= ?').run(last)
    }),
    async askTakers(): Promise<string[]> {
      return db.prepare(`SELECT DISTINCT worker FROM asks WHERE state = 'taken'`).pluck().all() as string[]
    },
  }
}

function lastAskOf(db: Database.Database): number {
  return Number(db.prepare(`SELECT value FROM facts WHERE name = 'last-ask'`).pluck().get() ?? 0)
}
