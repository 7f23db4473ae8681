import Database from 'better-sqlite3'
import { once } from './once.ts'
import type { Db } from './open.ts'

/** Of the schema below; the name of an index file begins with it (maildir/layout.ts). */
export const INDEX_VERSION = 2

/** End of an interval that still goes on: later than any number of a folder state. */
export const OPEN_END = 2_147_483_647

/**
 * Message ids a second of INTERNALDATE has room for. Few, because FTS5 writes the distance to the next id for every word
 * of every message: 2^20 made the index of 20,000 messages a third larger than 2^4.
 */
export const IDS_PER_SECOND = 16

/**
 * One account's index. Disposable: its file name carries the schema's version, and a new version is built by reindex.
 *
 * message.id is INTERNALDATE × IDS_PER_SECOND + n, so rows and full text grow with the date and newest-first reads
 * stream. It is nobody's name for a message: a rebuilt index may have another.
 * copy is one message in one folder over the folder states a ≤ n < b; changed flags begin a new row. What a search asks of
 * every message stands there too: rows of message are long, and reading all of them takes seconds.
 */
const SCHEMA = `
CREATE TABLE message(
  id INTEGER PRIMARY KEY,
  sha BLOB NOT NULL,
  date INTEGER NOT NULL,
  size INTEGER NOT NULL,
  crc32 INTEGER NOT NULL,
  thread BLOB NOT NULL,
  header_length INTEGER NOT NULL,
  has_attachment INTEGER NOT NULL,
  file TEXT,
  preview TEXT NOT NULL,
  notices TEXT NOT NULL,
  envelope TEXT NOT NULL,
  structure TEXT NOT NULL,
  UNIQUE(sha, date)
);
CREATE TABLE flags(
  id INTEGER PRIMARY KEY,
  raw TEXT NOT NULL UNIQUE,
  keywords TEXT NOT NULL,
  unread INTEGER NOT NULL,
  deleted INTEGER NOT NULL
);
CREATE TABLE copy(
  folder INTEGER NOT NULL,
  date INTEGER NOT NULL,
  uid INTEGER NOT NULL,
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  uid_validity INTEGER NOT NULL,
  message INTEGER NOT NULL REFERENCES message(id),
  flags INTEGER NOT NULL REFERENCES flags(id),
  unread INTEGER NOT NULL,
  thread BLOB NOT NULL,
  size INTEGER NOT NULL,
  has_attachment INTEGER NOT NULL,
  PRIMARY KEY(folder, date, uid, a)
) WITHOUT ROWID;
CREATE INDEX copy_by_uid ON copy(folder, uid, a, b);
CREATE INDEX copy_by_date ON copy(date, folder, uid, a, b);
CREATE INDEX copy_by_message ON copy(message);
CREATE INDEX copy_by_thread ON copy(thread, date, folder, uid, a, b);
CREATE TABLE folder_state(
  folder INTEGER NOT NULL,
  n INTEGER NOT NULL,
  uid_validity INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  total INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  threads INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY(folder, n)
) WITHOUT ROWID;
CREATE TABLE point(
  number INTEGER PRIMARY KEY,
  taken_at INTEGER NOT NULL
);
CREATE TABLE point_folder(
  point INTEGER NOT NULL REFERENCES point(number),
  folder INTEGER NOT NULL,
  state INTEGER,
  outcome TEXT NOT NULL,
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  parent INTEGER,
  role TEXT,
  subscribed INTEGER NOT NULL,
  unread_threads INTEGER NOT NULL,
  PRIMARY KEY(point, folder)
) WITHOUT ROWID;
CREATE INDEX point_by_state ON point_folder(folder, state);
CREATE VIRTUAL TABLE search USING fts5(
  subject, sender, recipients, cc, bcc, others, files, text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO search(search, rank) VALUES('hashsize', 16777216);
PRAGMA user_version = ${INDEX_VERSION};
`

/** Creates the tables in a new file; a file that has them is left as it is. Throws where it has others. */
export function prepareIndex(db: Db): void {
  if (db.pragma('user_version', { simple: true }) !== INDEX_VERSION)
    db.transaction(() => db.exec(SCHEMA)).immediate()
  else if (!isOurIndex(db)) throw new Error('the index has other tables than ours')
}

/**
 * Has this file the tables and indexes above, word for word, and nothing else: no view, trigger or generated column that
 * would do what somebody else wrote?
 */
export function isOurIndex(db: Db): boolean {
  return db.pragma('user_version', { simple: true }) === INDEX_VERSION && schemaOf(db) === ours()
}

const ours = once(() => {
  const db = new Database(':memory:')
  prepareIndex(db)
  const schema = schemaOf(db)
  db.close()
  return schema
})

// A file may have been made when this source was wrapped otherwise.
function schemaOf(db: Db): string {
  return JSON.stringify(
    db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').raw().all(),
  ).replace(/(\\n|\s)+/g, ' ')
}

/** "f17" ↔ 17: folders are numbers inside the index. */
export function folderNumber(folder: string): number {
  if (!isFolder(folder)) throw new Error('not a folder id')
  return Number(folder.slice(1))
}

/** The index is asked for ids of its own shape only; no point has a folder with another. */
export function isFolder(id: string): boolean {
  return /^f[1-9][0-9]{0,8}$/.test(id)
}
