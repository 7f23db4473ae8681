import Database from 'better-sqlite3'
import type { AccountId } from '../domain/point.ts'

/** What owners chose, as JSON nobody has checked: domain/preferences.ts reads it. */
export function deskPreferences(db: Database.Database) {
  const select = db.prepare<[string], { json: string }>(
    'SELECT json FROM preferences WHERE account = ? AND octet_length(json) <= 65536',
  )
  return {
    /** null where nothing was chosen yet */
    async preferences(account: AccountId): Promise<unknown> {
      const row = select.get(account)
      return row ? JSON.parse(row.json) : null
    },
    /** Small: 16 KiB of JSON at most. */
    async setPreferences(account: AccountId, value: unknown): Promise<void> {
      const json = JSON.stringify(value)
      if (json.length > 16_384) throw new Error('preferences are too long')
      db.prepare(
        `INSERT INTO preferences (account, json) VALUES (@account, @json)
         ON CONFLICT DO UPDATE SET json = @json`,
      ).run({ account, json })
    },
  }
}

/** The preferences alone, for a reader thread of `serve`; the desk must be there. */
export function openDeskPreferences(file: string) {
  const db = new Database(file, { fileMustExist: true, timeout: 5000 })
  return { ...deskPreferences(db), close: () => db.close() }
}
