import type { StateCopy } from '../domain/folder-state.ts'
import type { FolderId } from '../domain/message.ts'
import { folderNumber } from './index-schema.ts'
import { openOwnIndex } from './own-index.ts'

/**
 * The copies of a folder state as the index has them, by rising UID, shaped as its manifest has them; none when the index
 * is not there or does not have the state. What a server says of its own of a message (its ids, its sizes) is not among it.
 */
export function copiesInIndex(file: string, state: { folder: FolderId; n: number }): StateCopy[] {
  const db = openOwnIndex(file)
  if (!db) return []
  try {
    return db
      .prepare<object, CopyRow>(
        `SELECT c.uid, lower(hex(m.sha)) AS sha, m.date, m.size, f.raw, m.file
         FROM copy c INDEXED BY copy_by_uid CROSS JOIN message m ON m.id = c.message JOIN flags f ON f.id = c.flags
         WHERE c.folder = :folder AND c.a <= :n AND c.b > :n ORDER BY c.uid`,
      )
      .all({ folder: folderNumber(state.folder), n: state.n })
      .map(({ uid, sha, date, size, raw, file: base }) => ({
        uid,
        sha,
        date,
        size,
        flags: JSON.parse(raw),
        ...(base === null || base === sha ? {} : { file: base }),
      }))
  } finally {
    db.close()
  }
}

/** The UIDs of a folder state as the index has them, rising; none when the index is not there or does not have the state. */
export function uidsInIndex(file: string, state: { folder: FolderId; n: number }): number[] {
  const db = openOwnIndex(file)
  if (!db) return []
  try {
    return db
      .prepare<object, number>(
        'SELECT uid FROM copy INDEXED BY copy_by_uid WHERE folder = :folder AND a <= :n AND b > :n ORDER BY uid',
      )
      .pluck()
      .all({ folder: folderNumber(state.folder), n: state.n })
  } finally {
    db.close()
  }
}

interface CopyRow {
  uid: number
  sha: string
  date: number
  size: number
  raw: string
  file: string | null
}
