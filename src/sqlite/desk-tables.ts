/** Tables of the desk that `work` reads, too, each as it stands in the file's own schema after "CREATE TABLE ". */
export const DESK_TABLES = {
  asks: 'asks (id INTEGER PRIMARY KEY AUTOINCREMENT, ask TEXT NOT NULL) STRICT',
  preferences: 'preferences (account TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID',
} as const
