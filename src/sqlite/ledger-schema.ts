/** Numbered, forward only; each runs once, in a transaction with its number recorded as user_version. */
export const ledgerSchema: readonly string[] = [
  `CREATE TABLE accounts (
     id TEXT PRIMARY KEY,
     address TEXT NOT NULL UNIQUE,
     domain TEXT NOT NULL,
     zone TEXT NOT NULL,
     state TEXT NOT NULL,
     plan TEXT,
     credential TEXT,
     listed_at INTEGER,
     build TEXT,
     next_at INTEGER NOT NULL DEFAULT 0,
     created_at INTEGER NOT NULL,
     lease_owner TEXT,
     lease_epoch INTEGER NOT NULL DEFAULT 0,
     lease_until INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE INDEX accounts_next ON accounts (next_at, id);
   CREATE INDEX accounts_leased ON accounts (lease_owner) WHERE lease_owner IS NOT NULL;
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
     point INTEGER,
     worker TEXT
   ) STRICT;
   CREATE INDEX runs_of_account ON runs (account, id);
   CREATE INDEX runs_by_start ON runs (account, started_at);
   CREATE INDEX runs_by_end ON runs (finished_at);
   CREATE INDEX runs_waiting ON runs (account) WHERE state = 'waiting';
   CREATE TABLE pins (
     point INTEGER NOT NULL REFERENCES points (number) ON DELETE CASCADE,
     reason TEXT NOT NULL,
     until INTEGER NOT NULL,
     PRIMARY KEY (point, reason)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE alarms (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     kind TEXT NOT NULL,
     account TEXT REFERENCES accounts (id) ON DELETE CASCADE,
     about TEXT NOT NULL,
     raised_at INTEGER NOT NULL,
     last_at INTEGER NOT NULL,
     times INTEGER NOT NULL,
     cleared_at INTEGER,
     detail TEXT NOT NULL,
     told_at INTEGER,
     solved_told_at INTEGER,
     owner_told_at INTEGER
   ) STRICT;
   CREATE INDEX alarms_open ON alarms (kind, account, about) WHERE cleared_at IS NULL;
   CREATE INDEX alarms_by_end ON alarms (cleared_at);
   CREATE TABLE letters (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     account TEXT REFERENCES accounts (id) ON DELETE CASCADE,
     recipient TEXT NOT NULL,
     letter TEXT NOT NULL,
     message_id TEXT NOT NULL UNIQUE,
     made_at INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     next_at INTEGER NOT NULL,
     claimed_until INTEGER NOT NULL DEFAULT 0,
     sent_at INTEGER,
     given_up_at INTEGER,
     failure TEXT
   ) STRICT;
   CREATE INDEX letters_waiting ON letters (next_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
   CREATE TABLE damages (
     account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
     what TEXT NOT NULL,
     file TEXT NOT NULL,
     mailbox TEXT NOT NULL,
     uid INTEGER NOT NULL,
     folder TEXT,
     days TEXT NOT NULL,
     detail TEXT NOT NULL,
     found_at INTEGER NOT NULL,
     PRIMARY KEY (account, what, file, mailbox, uid)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE checks (
     account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
     at INTEGER NOT NULL,
     round_at INTEGER NOT NULL,
     mark TEXT NOT NULL,
     messages INTEGER NOT NULL,
     bytes INTEGER NOT NULL,
     next_at INTEGER NOT NULL,
     whole_at INTEGER
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE traffic (
     server TEXT NOT NULL,
     account TEXT NOT NULL,
     day TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     PRIMARY KEY (server, account, day)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE workers (name TEXT PRIMARY KEY, beat_at INTEGER NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE asks (
     id INTEGER PRIMARY KEY,
     taken_at INTEGER NOT NULL,
     worker TEXT NOT NULL,
     state TEXT NOT NULL
   ) STRICT;
   CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE presence (
     account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
     state TEXT NOT NULL CHECK (state IN ('checking', 'ready', 'failed')),
     asked_at INTEGER NOT NULL,
     worker TEXT NOT NULL,
     ended_at INTEGER,
     problem TEXT,
     compared_at INTEGER,
     found TEXT
   ) STRICT;`,
  `CREATE TABLE requests (
     number INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
     state TEXT NOT NULL,
     point INTEGER NOT NULL,
     points TEXT NOT NULL,
     wish TEXT NOT NULL,
     plan TEXT,
     problem TEXT,
     by_whom TEXT NOT NULL,
     language TEXT NOT NULL,
     note TEXT,
     price TEXT,
     made_at INTEGER NOT NULL,
     filed_at INTEGER,
     decide_until INTEGER,
     decided_at INTEGER,
     decided_by TEXT,
     reason TEXT,
     started_at INTEGER,
     ended_at INTEGER,
     next_at INTEGER,
     tries INTEGER NOT NULL DEFAULT 0,
     worker TEXT,
     beat_at INTEGER NOT NULL DEFAULT 0,
     progress TEXT,
     cancelled_by TEXT,
     result TEXT,
     undo_until INTEGER,
     undone_at INTEGER,
     undone TEXT
   ) STRICT;
   CREATE INDEX requests_of_account ON requests (account, number);
   CREATE INDEX requests_by_state ON requests (state, number);
   CREATE TABLE audit (
     id INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     who TEXT NOT NULL,
     act TEXT NOT NULL,
     account TEXT,
     about TEXT NOT NULL,
     hash TEXT NOT NULL
   ) STRICT;
   CREATE INDEX audit_of_account ON audit (account, id);
   CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
   CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
   CREATE TABLE billing (
     request INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     account TEXT REFERENCES accounts (id) ON DELETE SET NULL,
     domain TEXT NOT NULL,
     price TEXT NOT NULL,
     messages INTEGER NOT NULL,
     bytes INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX billing_by_time ON billing (at);
   CREATE INDEX billing_of_account ON billing (account);
   CREATE TABLE admins (
     name TEXT PRIMARY KEY,
     role TEXT NOT NULL CHECK (role IN ('operator', 'domain')),
     domains TEXT NOT NULL,
     mail TEXT,
     language TEXT NOT NULL,
     made_at INTEGER NOT NULL,
     epoch INTEGER NOT NULL,
     link_hash TEXT,
     link_until INTEGER,
     removed_at INTEGER
   ) STRICT;
   CREATE TABLE accesses (
     hash TEXT PRIMARY KEY,
     account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
     by_name TEXT NOT NULL,
     at INTEGER NOT NULL,
     until INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX accesses_of_account ON accesses (account);
   ALTER TABLE accounts ADD COLUMN paused_at INTEGER;
   ALTER TABLE accounts ADD COLUMN erasing_at INTEGER;
   CREATE INDEX accounts_erasing ON accounts (erasing_at) WHERE erasing_at IS NOT NULL;
   CREATE INDEX runs_by_day ON runs (local_day, id);
   CREATE INDEX runs_by_outcome ON runs (local_day, state, account);
   CREATE INDEX points_by_day ON points (local_day, account, trigger, new_bytes, new_messages);`,
  `ALTER TABLE accounts ADD COLUMN closed_at INTEGER;
   ALTER TABLE accounts ADD COLUMN erase_from INTEGER;
   ALTER TABLE accounts ADD COLUMN kept_at INTEGER;
   CREATE INDEX accounts_closed ON accounts (closed_at) WHERE closed_at IS NOT NULL;
   CREATE TRIGGER accounts_opened AFTER UPDATE OF state, listed_at ON accounts
     WHEN OLD.closed_at IS NOT NULL AND (NEW.state <> 'gone' OR NEW.listed_at IS NOT OLD.listed_at)
     BEGIN UPDATE accounts SET closed_at = NULL, erase_from = NULL, kept_at = NULL WHERE id = NEW.id; END;`,
  `ALTER TABLE requests ADD COLUMN faults INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX points_partial ON points (local_day, account) WHERE status = 'partial';`,
  `ALTER TABLE requests ADD COLUMN shown INTEGER;
   UPDATE requests SET shown = number WHERE filed_at IS NOT NULL;
   CREATE UNIQUE INDEX requests_shown ON requests (shown) WHERE shown IS NOT NULL;
   INSERT INTO facts VALUES ('last-request', coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'requests'), 0));`,
  `ALTER TABLE accesses ADD COLUMN used_at INTEGER;
   ALTER TABLE accesses ADD COLUMN ended_at INTEGER;`,
]
