import Database from 'better-sqlite3'

/** Does SQLite say that a file is not as it was written (https://sqlite.org/rescode.html#corrupt)? */
export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
}
