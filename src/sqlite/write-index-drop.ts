import type { Db } from './open.ts'

interface Gone {
  folder: number
  /** the nearest states that stay, on either side */
  before: number
  after: number
}

/**
 * Forgets a point, then the states no point names, the copies that stood in those states alone and the messages without
 * a copy, their full text included. Must run inside a transaction, and not between `add` and `seal` of a run.
 */
export function dropper(db: Db): (point: number) => void {
  const dropFolders = db.prepare('DELETE FROM point_folder WHERE point = :point')
  const dropPoint = db.prepare('DELETE FROM point WHERE number = :point')
  const dropStates = db.prepare<[], { folder: number; n: number }>(
    `DELETE FROM folder_state WHERE NOT EXISTS(
       SELECT 1 FROM point_folder p WHERE p.folder = folder_state.folder AND p.state = folder_state.n)
     RETURNING folder, n`,
  )
  const neighbours = db.prepare<object, Gone>(
    `SELECT :folder AS folder,
       coalesce((SELECT max(n) FROM folder_state WHERE folder = :folder AND n < :n), 0) AS before,
       coalesce((SELECT min(n) FROM folder_state WHERE folder = :folder AND n > :n), 2147483647) AS after`,
  )
  const dropCopies = db.prepare('DELETE FROM copy WHERE folder = :folder AND a > :before AND b <= :after')
  const orphans = 'SELECT id FROM message WHERE NOT EXISTS(SELECT 1 FROM copy c WHERE c.message = message.id)'
  const dropWords = db.prepare(`DELETE FROM search WHERE rowid IN (${orphans})`)
  const dropMessages = db.prepare(`DELETE FROM message WHERE id IN (${orphans})`)
  const dropFlags = db.prepare('DELETE FROM flags WHERE id NOT IN (SELECT flags FROM copy)')

  return point => {
    dropFolders.run({ point })
    dropPoint.run({ point })
    const gone = dropStates.all()
    for (const { folder, n } of gone) {
      const around = neighbours.get({ folder, n })
      if (around) dropCopies.run(around)
    }
    dropWords.run()
    dropMessages.run()
    if (gone.length) dropFlags.run()
  }
}
