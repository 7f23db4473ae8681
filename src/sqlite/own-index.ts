import { isOurIndex } from './index-schema.ts'
import { type Db, openToRead } from './open.ts'
import { isOwnFile } from './own-file.ts'

/**
 * Opens an account's index to read, for who acts by what it says. `serve` may write there, too: null for what is no file of
 * ours, and for one that has other tables than ours.
 */
export function openOwnIndex(file: string): Db | null {
  const db = isOwnFile(file) ? openToRead(file) : null
  try {
    if (!db || isOurIndex(db)) return db
  } catch (error) {
    db?.close()
    throw error
  }
  db.close()
  return null
}
