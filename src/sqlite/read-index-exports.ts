import type { CopiesWanted, CopyToExport } from '../domain/export.ts'
import { parseEmailId } from '../domain/ids.ts'
import { folderNumber } from './index-schema.ts'
import type { Db } from './open.ts'

/** Copies of a point for an export: by folder, a page at a time by rising UID, or by their ids. */
export function exportReader(db: Db) {
  const columns = `c.folder, c.uid, lower(hex(m.sha)) AS sha, m.file, m.size, m.crc32, m.date, f.raw AS flags,
    m.envelope ->> 'subject' AS subject`
  const from = `FROM point_folder p CROSS JOIN copy c INDEXED BY copy_by_uid
      ON c.folder = p.folder AND c.a <= p.state AND c.b > p.state
    CROSS JOIN message m ON m.id = c.message CROSS JOIN flags f ON f.id = c.flags
    WHERE p.point = :point AND p.folder = :folder`
  const one = db.prepare<object, Row>(
    `SELECT ${columns} ${from} AND c.uid = :uid AND c.uid_validity = :uidValidity`,
  )
  const page = db.prepare<object, Row>(
    `SELECT ${columns} ${from} AND c.uid > :after ORDER BY c.uid LIMIT :limit`,
  )
  const newest = db
    .prepare<object, number | null>(
      `SELECT max(p.point) FROM copy c INDEXED BY copy_by_uid
       CROSS JOIN point_folder p ON p.folder = c.folder AND p.state >= c.a AND p.state < c.b
       WHERE c.folder = :folder AND c.uid = :uid AND c.uid_validity = :uidValidity`,
    )
    .pluck()
  return {
    page: (point: number, { folder, after, limit }: CopiesWanted): CopyToExport[] =>
      page.all({ point, folder: folderNumber(folder), after, limit }).map(toCopy),
    newestPoints(ids: readonly string[]): Map<string, number> {
      const points = new Map<string, number>()
      for (const id of ids) {
        const key = parseEmailId(id)
        const point = key && newest.get({ ...key, folder: folderNumber(key.folder) })
        if (typeof point === 'number') points.set(id, point)
      }
      return points
    },
    byId(point: number, ids: readonly string[]): CopyToExport[] {
      return ids.flatMap(id => {
        const key = parseEmailId(id)
        const found = key && one.get({ point, ...key, folder: folderNumber(key.folder) })
        return found ? [toCopy(found)] : []
      })
    },
  }
}

interface Row extends Omit<CopyToExport, 'folder' | 'flags'> {
  folder: number
  flags: string
}

function toCopy({ folder, flags, ...row }: Row): CopyToExport {
  return { ...row, folder: `f${folder}`, flags: JSON.parse(flags) }
}
