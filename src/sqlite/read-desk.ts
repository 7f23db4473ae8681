import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Ask } from '../domain/ask.ts'
import type { AccountId } from '../domain/point.ts'
import { deskPreferences } from './desk-preferences.ts'
import { DESK_TABLES } from './desk-tables.ts'

export interface WrittenAsk {
  id: number
  ask: Ask
}

/** Octets of an ask; a wish that names 100,000 emails has some three million. */
const MOST_OCTETS = 16 << 20
const MOST_ASKS = 100
/** A number that leaps ahead further is none: were it believed, none that follows would ever be taken up. */
const MOST_AHEAD = 100_000_000
/** A reader of a WAL hardly ever waits; who keeps the desk locked keeps this process no longer than it takes to be told so. */
const TRIES = 10
const BETWEEN_TRIES = 50

/**
 * The desk, for `work`: read only, and empty as long as `serve` has never run. Whoever writes it may be in other hands:
 * what is too long is no ask, what only looks like a table is none, and nothing of it is worked out by expressions that
 * it brings along. Opened anew after a failure: another file may lie there by then.
 */
export function openDeskReader(file: string, pause: (milliseconds: number) => Promise<unknown>) {
  let db: Database.Database | undefined
  const close = () => {
    db?.close()
    db = undefined
  }
  const read = async <T>(look: (desk: Database.Database) => T, none: T): Promise<T> => {
    for (let tries = 1; ; tries++) {
      if (!db && !existsSync(file)) return none
      try {
        db ??= openUntrusted(file)
        return look(db)
      } catch (error) {
        close()
        if (tries === TRIES || !isBusy(error)) throw error
      }
      await pause(BETWEEN_TRIES)
    }
  }
  return {
    async asksAfter(id: number): Promise<WrittenAsk[]> {
      return read(desk => (isPlainTable(desk, 'asks') ? asksAfter(desk, id) : []), [])
    },
    /** what an owner chose, unchecked; null where nothing was, or the desk cannot be read: a letter goes out all the same */
    async preferences(account: AccountId): Promise<unknown> {
      try {
        return await read(
          desk => (isPlainTable(desk, 'preferences') ? deskPreferences(desk).preferences(account) : null),
          null,
        )
      } catch {
        return null
      }
    },
    async close(): Promise<void> {
      close()
    },
  }
}

/** Those after `id` by rising number, the first hundred at most, and no more than some of them where they are long. */
export function asksAfter(db: Database.Database, id: number): WrittenAsk[] {
  const rows = db
    .prepare<object, { id: number; ask: string | null }>(
      `SELECT id, CASE WHEN octet_length(ask) <= ${MOST_OCTETS} THEN ask END AS ask
       FROM asks WHERE id > @id AND id <= @id + ${MOST_AHEAD} ORDER BY id LIMIT ${MOST_ASKS}`,
    )
    .iterate({ id })
  const asks: WrittenAsk[] = []
  let length = 0
  for (const row of rows) {
    asks.push({ id: row.id, ask: parsed(row.ask) })
    length += row.ask?.length ?? 0
    if (length > MOST_OCTETS) break
  }
  return asks
}

function openUntrusted(file: string): Database.Database {
  const db = new Database(file, { readonly: true, timeout: 0 })
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  return db
}

// Word for word: a view, a column that is computed or a table without its key could keep whoever reads it busy for ever.
function isPlainTable(db: Database.Database, name: keyof typeof DESK_TABLES): boolean {
  const plain = db.prepare(
    `SELECT 1 FROM sqlite_schema WHERE name = @name AND type = 'table' AND rootpage > 0 AND sql = @sql`,
  )
  return plain.get({ name, sql: `CREATE TABLE ${DESK_TABLES[name]}` }) !== undefined
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}

// What is no JSON is refused like any other ask that is none: the nights must not end by it.
function parsed(text: string | null): WrittenAsk['ask'] {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return JSON.parse('null')
  }
}
