import type { Db } from './open.ts'

interface Gone {
  folder: number
  /** the nearest states that stay, on either side */
  before: number
  after: number
}

/** Every so many points all messages are looked at, not only those whose copies went: for what a killed run added. */
const WHOLE = 16

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
  // Found in the covering index alone: rows of a folder are many, those that go are few.
  const dropCopies = db
    .prepare<object, number>(
      `DELETE FROM copy WHERE (folder, date, uid, a) IN (
         SELECT folder, date, uid, a FROM copy INDEXED BY copy_by_uid
         WHERE folder = :folder AND a > :before AND b <= :after)
       RETURNING message`,
    )
    .pluck()
  const hasCopy = db.prepare('SELECT 1 FROM copy WHERE message = :message LIMIT 1')
  const withoutCopy = db
    .prepare<[], number>(
      'SELECT id FROM message WHERE NOT EXISTS(SELECT 1 FROM copy c WHERE c.message = message.id)',
    )
    .pluck()
  const dropWords = db.prepare('DELETE FROM search WHERE rowid = :message')
  const dropMessage = db.prepare('DELETE FROM message WHERE id = :message')
  const dropFlags = db.prepare('DELETE FROM flags WHERE id NOT IN (SELECT flags FROM copy)')

  return point => {
    dropFolders.run({ point })
    dropPoint.run({ point })
    const lost = new Set<number>()
    for (const { folder, n } of dropStates.all()) {
      const around = neighbours.get({ folder, n })
      if (!around) continue
      for (const message of dropCopies.all(around)) if (!hasCopy.get({ message })) lost.add(message)
    }
    const whole = point % WHOLE === 0
    for (const message of whole ? withoutCopy.all() : lost) {
      dropWords.run({ message })
      dropMessage.run({ message })
    }
    if (whole) dropFlags.run()
  }
}
