import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { openOwnIndex } from './own-index.ts'

/**
 * Can this index be read, and does it have these points? Looks at the file's length, its schema and the rows of its points;
 * `deep` reads every page (PRAGMA quick_check, seconds for a large one). Throws what is no fault of the file: a lock, a disk
 * that does not answer.
 */
export function isIndexWhole(file: string, points: readonly number[], deep = false): boolean {
  try {
    const db = openOwnIndex(file)
    if (!db) return false
    try {
      if (isCut(db, file)) return false
      for (const table of ['message', 'flags', 'copy', 'folder_state', 'point_folder', 'search'])
        db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get()
      const holds = db.prepare('SELECT 1 FROM point WHERE number = ?')
      if (!points.every(number => holds.get(number))) return false
      return !deep || db.pragma('quick_check(1)', { simple: true }) === 'ok'
    } finally {
      db.close()
    }
  } catch (error) {
    if (isBroken(error)) return false
    throw error
  }
}

/**
 * Does this failure say that a database is not one, or not the one it should be? READONLY_ROLLBACK: its writer ended while it
 * was made, before it had a write-ahead log, and only a writer could undo what was half done.
 */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false
  return (
    /^SQLITE_(CORRUPT|NOTADB|FORMAT)(_|$)/.test(error.code) ||
    error.code === 'SQLITE_READONLY_ROLLBACK' ||
    (error.code === 'SQLITE_ERROR' && /^no such (table|column)/.test(error.message))
  )
}

// Pages that are still in the write-ahead log need not be in the file.
function isCut(db: Database.Database, file: string): boolean {
  if (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size) return false
  const pages = Number(db.pragma('page_count', { simple: true }))
  return statSync(file).size < pages * Number(db.pragma('page_size', { simple: true }))
}
