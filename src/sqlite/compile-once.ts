import type Database from 'better-sqlite3'

/**
 * Lets a prepared statement stay compiled. SQLite 3.54 looks at the value beside `column =` and LIMIT to guess how many rows
 * are left, and compiles the statement anew whenever a value is given, the same one too (`expmask` in its sources): that was
 * three quarters of its time in `serve`. Built with SQLITE_ENABLE_QPSG it would not, and only then. A plus before a parameter
 * does nothing to the value (https://sqlite.org/lang_expr.html#operators), but hides it.
 */
export function compileOnce(db: Database.Database): Database.Database {
  const prepare = db.prepare.bind(db) as (sql: string) => never
  db.prepare = (sql: string) => prepare(withoutLooks(sql))
  return db
}

export function withoutLooks(sql: string): string {
  return sql.replace(/(=|\b(?:IS|LIMIT))\s*(?=[:@?])/g, '$1 +')
}
