import Database from 'better-sqlite3'
import type { AccountId } from '../domain/point.ts'
import type { Ask } from '../domain/ports.ts'

/** Writes down that owners want a backup now, for a reader thread of `serve`; the desk must be there. */
export function openDeskAsks(file: string) {
  const db = new Database(file, { fileMustExist: true, timeout: 5000 })
  const open = db
    .prepare(
      `SELECT id FROM asks WHERE ask ->> 'kind' = 'snapshot' AND ask ->> 'account' = ? AND id > ? ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
  const insert = db.prepare('INSERT INTO asks (ask) VALUES (?)')
  const askSnapshot = db.transaction((account: AccountId, at: number, after: number): number => {
    const id = open.get(account, after)
    if (typeof id === 'number') return id
    const ask: Ask = { kind: 'snapshot', account, trigger: 'manual', at }
    return Number(insert.run(JSON.stringify(ask)).lastInsertRowid)
  })
  return {
    /** The number of the ask: a new one, or that of this account which lies there; those up to `after` are done. */
    async askSnapshot(account: AccountId, at: number, after: number): Promise<number> {
      return askSnapshot.immediate(account, at, after)
    },
    /** Somebody could not read the index of this account: `work` is to look at it. */
    async askMend(account: AccountId, at: number): Promise<void> {
      const ask: Ask = { kind: 'mend', account, at }
      insert.run(JSON.stringify(ask))
    },
    close: () => db.close(),
  }
}
