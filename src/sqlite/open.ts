import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { compileOnce } from './compile-once.ts'
import { makeOwnFile } from './own-file.ts'

export type Db = Database.Database

/**
 * Opens an SQLite file to write: WAL, so that readers never wait for the writer. `durable` waits for the disk at every
 * commit; without it a power cut may take the last commits with it, but never leaves a broken file. `mode`: it lies where
 * others of the group may make files; what is not ours there is not opened.
 */
export function openToWrite(file: string, { durable, mode }: { durable: boolean; mode?: number }): Db {
  // Its side files get the same mode.
  if (mode !== undefined) makeOwnFile(file, mode)
  const db = new Database(file, { timeout: 10_000 })
  db.pragma('journal_mode = WAL')
  db.pragma(`synchronous = ${durable ? 'FULL' : 'NORMAL'}`)
  // A WAL that once grew with a large commit gives its room back.
  db.pragma('journal_size_limit = 67108864')
  db.pragma('trusted_schema = OFF')
  return compileOnce(db)
}

/** Opens an SQLite file to read only; null when there is no such file. */
export function openToRead(file: string): Db | null {
  if (!existsSync(file)) return null
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 10_000 })
  db.pragma('query_only = ON')
  db.pragma('trusted_schema = OFF')
  return compileOnce(db)
}
