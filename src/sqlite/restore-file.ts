import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { ItemState, RestoreItem } from '../domain/restore.ts'
import type {
  ItemChange,
  ItemCount,
  ItemsWanted,
  NewRestoreFile,
  RestoreFile,
} from '../domain/restore-file.ts'
import { type Db, openToRead } from './open.ts'

/**
 * Begins the file of a request: nobody sees it before `seal`, which replaces one that is there, and whose promise says
 * that it is on the disk.
 */
export function writeRestoreFile(file: string): NewRestoreFile {
  const hidden = `${file}.new`
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  rmSync(hidden, { force: true })
  const db = new Database(hidden)
  // Nobody reads a half-made one, so it needs no way back.
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.exec(SCHEMA)
  const insert = db.prepare<object>(
    `INSERT INTO item VALUES (:n, :email, :point, :folder, :path, :target, :sha, :file, :size, :date, :flags, :messageId,
       :state, :why, :said, :uid, :uidValidity, :addedFlags)`,
  )
  return {
    add(items) {
      for (let i = 0; i < items.length; i += MOST_ROWS)
        db.transaction(() => {
          for (const item of items.slice(i, i + MOST_ROWS)) insert.run(toRow(item))
        })()
    },
    async seal() {
      db.exec('CREATE INDEX item_by_state ON item(state, n)')
      db.close()
      syncPath(hidden)
      renameSync(hidden, file)
      syncPath(dirname(file))
    },
    discard() {
      db.close()
      rmSync(hidden, { force: true })
    },
  }
}

/** The file of a request, to go on with; null when there is none. Every change is durable when its call returns. */
export function openRestoreFile(file: string): RestoreFile | null {
  const there = openToRead(file)
  if (!there) return null
  there.close()
  const db = new Database(file, { fileMustExist: true, timeout: 10_000 })
  // Not WAL: who reads beside us may have a folder in which nothing can be made.
  db.pragma('journal_mode = TRUNCATE')
  db.pragma('synchronous = FULL')
  db.pragma('trusted_schema = OFF')
  const change = db.prepare<object>(
    `UPDATE item SET state = :state, why = :why, said = :said, uid = :uid, uid_validity = :uidValidity,
       added_flags = :addedFlags WHERE n = :n`,
  )
  const one = db.prepare<object, Row>('SELECT * FROM item WHERE n = :n')
  const write = (changed: ItemChange) => {
    const row = one.get({ n: changed.n })
    if (!row) throw new Error(`the request has no item ${changed.n}`)
    change.run(toRow({ ...toItem(row), ...changed }))
  }
  return {
    ...reading(db),
    mark(changes) {
      for (let i = 0; i < changes.length; i += MOST_ROWS)
        db.transaction(() => {
          for (const changed of changes.slice(i, i + MOST_ROWS)) write(changed)
        }).immediate()
    },
    close: () => db.close(),
  }
}

/** The same to read only, for who shows it; null when there is none. */
export function openRestoreFileReader(file: string): Omit<RestoreFile, 'mark'> | null {
  const db = openToRead(file)
  return db && { ...reading(db), close: () => db.close() }
}

/** Of so many rows at most no transaction is longer. */
const MOST_ROWS = 500

const SCHEMA = `
CREATE TABLE item(
  n INTEGER PRIMARY KEY,
  email TEXT NOT NULL,
  point INTEGER NOT NULL,
  folder TEXT NOT NULL,
  path TEXT NOT NULL,
  target TEXT NOT NULL,
  sha BLOB NOT NULL,
  file TEXT,
  size INTEGER NOT NULL,
  date INTEGER NOT NULL,
  flags TEXT NOT NULL,
  message_id TEXT,
  state TEXT NOT NULL,
  why TEXT,
  said TEXT,
  uid INTEGER,
  uid_validity INTEGER,
  added_flags TEXT
);
PRAGMA user_version = 1;
`

function reading(db: Db): Pick<RestoreFile, 'items' | 'window' | 'counts'> {
  const among = '(:states IS NULL OR state IN (SELECT value FROM json_each(:states)))'
  // One state, as most ask, is a range of the index by it.
  const ofOne = db.prepare<object, Row>(
    'SELECT * FROM item WHERE state = :state AND n > :after ORDER BY n LIMIT :limit',
  )
  const ofSome = db.prepare<object, Row>(
    `SELECT * FROM item WHERE n > :after AND ${among} ORDER BY n LIMIT :limit`,
  )
  const window = db.prepare<object, Row>(
    `SELECT * FROM item WHERE ${among} ORDER BY n LIMIT :limit OFFSET :position`,
  )
  const counts = db.prepare<[], ItemCount>(
    'SELECT state, why, target, count(*) AS count, sum(size) AS bytes FROM item GROUP BY state, why, target',
  )
  const json = (states: readonly ItemState[] | undefined) => (states ? JSON.stringify(states) : null)
  return {
    items({ states, after, limit }: ItemsWanted) {
      const [state] = states ?? []
      const rows =
        states?.length === 1
          ? ofOne.all({ state, after, limit })
          : ofSome.all({ states: json(states), after, limit })
      return rows.map(toItem)
    },
    window: ({ states, position, limit }) =>
      window.all({ states: json(states), position, limit }).map(toItem),
    counts: () => counts.all(),
  }
}

interface Row extends Pick<RestoreItem, 'n' | 'email' | 'point' | 'folder' | 'path' | 'target' | 'file'> {
  sha: Buffer
  size: number
  date: number
  flags: string
  message_id: string | null
  state: RestoreItem['state']
  why: RestoreItem['why']
  said: string | null
  uid: number | null
  uid_validity: number | null
  added_flags: string | null
}

function toRow({ sha, flags, addedFlags, ...item }: RestoreItem): object {
  return {
    ...item,
    sha: Buffer.from(sha, 'hex'),
    flags: JSON.stringify(flags),
    addedFlags: addedFlags && JSON.stringify(addedFlags),
  }
}

function toItem({ sha, flags, message_id, uid_validity, added_flags, ...row }: Row): RestoreItem {
  return {
    ...row,
    sha: sha.toString('hex'),
    flags: JSON.parse(flags),
    messageId: message_id,
    uidValidity: uid_validity,
    addedFlags: added_flags === null ? null : JSON.parse(added_flags),
  }
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
