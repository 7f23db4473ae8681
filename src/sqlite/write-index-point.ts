import { rolesOf } from '../domain/folder-roles.ts'
import type { PointFolder } from '../domain/folder-state.ts'
import type { Point } from '../domain/point.ts'
import { folderNumber } from './index-schema.ts'
import type { Db } from './open.ts'
import { placesOf } from './write-index-folders.ts'

/** Puts a point and its folders into the index, in place of what was there. Its states must be there already. */
export function pointWriter(db: Db) {
  const savePoint = db.prepare(
    `INSERT INTO point(number, taken_at) VALUES(:number, :takenAt)
     ON CONFLICT(number) DO UPDATE SET taken_at = excluded.taken_at`,
  )
  const clear = db.prepare('DELETE FROM point_folder WHERE point = :point')
  const saveFolder = db.prepare(
    `INSERT INTO point_folder(point, folder, state, outcome, path, name, parent, role, subscribed, unread_threads)
     VALUES(:point, :folder, :state, :outcome, :path, :name, :parent, :role, :subscribed, 0)`,
  )
  const countUnread = unreadThreads(db)

  return {
    save(point: Pick<Point, 'number' | 'takenAt'>, folders: readonly PointFolder[]): void {
      savePoint.run({ number: point.number, takenAt: point.takenAt })
      clear.run({ point: point.number })
      const roles = rolesOf(folders)
      const places = placesOf(folders)
      for (const { folder, state, outcome, path, subscribed } of folders) {
        const { parent, name } = places.get(folder) ?? { parent: null, name: path }
        saveFolder.run({
          point: point.number,
          folder: folderNumber(folder),
          state,
          outcome,
          path,
          name,
          parent: parent === null ? null : folderNumber(parent),
          role: roles.get(folder) ?? null,
          subscribed: subscribed ? 1 : 0,
        })
      }
      countUnread(point.number)
    },
  }
}

// RFC 8621 2, unreadThreads: a thread counts in every folder it touches once any of its emails is unread, wherever that
// one lies; but trash and the other folders do not see one another's emails.
function unreadThreads(db: Db) {
  const alike = db
    .prepare(
      `SELECT q.number FROM point q WHERE q.number <> :point AND NOT EXISTS(
         SELECT folder, state, role IS 'trash' FROM point_folder WHERE point = :point AND state IS NOT NULL
         EXCEPT SELECT folder, state, role IS 'trash' FROM point_folder WHERE point = q.number)
       AND NOT EXISTS(
         SELECT folder, state, role IS 'trash' FROM point_folder WHERE point = q.number AND state IS NOT NULL
         EXCEPT SELECT folder, state, role IS 'trash' FROM point_folder WHERE point = :point)
       ORDER BY q.number DESC LIMIT 1`,
    )
    .pluck()
  const copy = db.prepare(
    `UPDATE point_folder SET unread_threads = other.unread_threads FROM point_folder other
     WHERE other.point = :other AND other.folder = point_folder.folder AND point_folder.point = :point`,
  )
  const count = db.prepare(
    `WITH unread AS MATERIALIZED (
       SELECT DISTINCT c.thread, p.role IS 'trash' AS trash FROM point_folder p
       CROSS JOIN copy c ON c.folder = p.folder AND c.a <= p.state AND c.b > p.state
       WHERE p.point = :point AND c.unread
     ), counted AS MATERIALIZED (
       SELECT p.folder, count(DISTINCT u.thread) AS threads FROM unread u
       CROSS JOIN copy c INDEXED BY copy_by_thread ON c.thread = u.thread
       CROSS JOIN point_folder p ON p.point = :point AND p.folder = c.folder AND c.a <= p.state AND c.b > p.state
       WHERE (p.role IS 'trash') = u.trash GROUP BY p.folder
     )
     UPDATE point_folder SET unread_threads = counted.threads FROM counted
     WHERE counted.folder = point_folder.folder AND point_folder.point = :point`,
  )
  return (point: number): void => {
    const other = alike.get({ point })
    if (typeof other === 'number') copy.run({ point, other })
    else count.run({ point })
  }
}
