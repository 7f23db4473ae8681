/** Numbered, forward only; each runs once, in a transaction with its number recorded as user_version. */
export const ledgerSchema: readonly string[] = [
  `CREATE TABLE accounts (
     id TEXT PRIMARY KEY,
     address TEXT NOT NULL UNIQUE,
     domain TEXT NOT NULL,
     zone TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('active', 'needs-sign-in')),
     credential TEXT,
     build TEXT,
     created_at INTEGER NOT NULL,
     lease_owner TEXT,
     lease_epoch INTEGER NOT NULL DEFAULT 0,
     lease_until INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE points (
     number INTEGER PRIMARY KEY AUTOINCREMENT,
     account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
     status TEXT NOT NULL CHECK (status IN ('reserved', 'complete', 'partial')),
     trigger TEXT NOT NULL,
     taken_at INTEGER NOT NULL,
     local_day TEXT NOT NULL,
     zone TEXT NOT NULL,
     dir TEXT NOT NULL,
     kept_until INTEGER NOT NULL,
     messages INTEGER NOT NULL,
     bytes INTEGER NOT NULL,
     new_messages INTEGER NOT NULL,
     new_bytes INTEGER NOT NULL,
     duration_ms INTEGER NOT NULL,
     problems TEXT NOT NULL,
     dropped_at INTEGER,
     UNIQUE (account, dir, number)
   ) STRICT;
   CREATE INDEX points_of_account ON points (account, number);
   CREATE TABLE runs (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
     trigger TEXT NOT NULL,
     started_at INTEGER NOT NULL,
     finished_at INTEGER,
     local_day TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
     progress TEXT,
     problem TEXT,
     point INTEGER
   ) STRICT;
   CREATE INDEX runs_of_account ON runs (account, id);
   CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
]
