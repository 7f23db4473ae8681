import { emailId, parseEmailId } from '../domain/ids.ts'
import type { RestoreIndex, Standing, WishedCopy } from '../domain/restore-index.ts'
import { isInRanges } from '../domain/uid-ranges.ts'
import { comparedId } from '../formats/message-head.ts'
import { type DaysView, daysView } from './days-view.ts'
import { folderNumber, isFolder } from './index-schema.ts'
import { openOwnIndex } from './own-index.ts'
import { listReader } from './read-index-lists.ts'
import { type Content, whereabouts } from './whereabouts.ts'

/** An account's index as the plan of a restore asks it; null when there is no such file of ours. */
export function openRestoreIndex(file: string): RestoreIndex | null {
  const db = openOwnIndex(file)
  if (!db) return null
  const where = whereabouts(db)
  const lists = listReader(db)
  const columns = `:point AS point, c.folder, c.uid, c.uid_validity AS uidValidity, c.message, c.flags,
    (SELECT min(s.id) FROM message s WHERE s.sha = m.sha) AS key`
  const from = `FROM point_folder p CROSS JOIN copy c INDEXED BY copy_by_uid
      ON c.folder = p.folder AND c.a <= p.state AND c.b > p.state
    CROSS JOIN message m ON m.id = c.message
    WHERE p.point = :point AND p.folder = :folder`
  const page = db.prepare<object, WishedCopy>(
    `SELECT ${columns} ${from} AND c.uid > :after ORDER BY c.uid LIMIT :limit`,
  )
  const one = db.prepare<object, WishedCopy>(
    `SELECT ${columns} ${from} AND c.uid = :uid AND c.uid_validity = :uidValidity`,
  )
  const detail = db.prepare<object, Detail>(
    `SELECT lower(hex(m.sha)) AS sha, m.file, m.size, m.date, f.raw AS flags,
       m.envelope ->> '$.messageId' AS messageId
     FROM message m CROSS JOIN flags f WHERE m.id = :message AND f.id = :flags`,
  )
  const shaOf = db.prepare<object, string>('SELECT lower(hex(sha)) FROM message WHERE id = :key').pluck()
  let view: DaysView | null = null
  return {
    compare(known) {
      view = daysView(db, known)
      return view !== null
    },
    folders: point => (lists.holds(point) ? lists.folders(point) : []),
    copies: (point, folder, after, limit) =>
      isFolder(folder) ? page.all({ point, folder: folderNumber(folder), after, limit }) : [],
    byIds: (point, ids) =>
      ids.flatMap(id => {
        const key = parseEmailId(id)
        return (key && one.get({ point, ...key, folder: folderNumber(key.folder) })) || []
      }),
    standing(keys) {
      const found = new Map<number, Standing>()
      if (!view) throw new Error('nothing was compared')
      for (const content of where.contents(keys))
        found.set(content.key, {
          ...standsIn(view, content),
          sha: shaOf.get({ key: content.key }) ?? '',
          arrived: where.arrived(view, content),
        })
      return found
    },
    details: copies =>
      copies.map(({ folder, uid, uidValidity, message, flags }) => {
        const row = detail.get({ message, flags })
        if (!row) throw new Error('the index lost a message')
        return {
          ...row,
          email: emailId(`f${folder}`, uidValidity, uid),
          file: row.file === row.sha ? null : row.file,
          flags: JSON.parse(row.flags),
          messageId: comparedId(row.messageId === null ? null : JSON.parse(row.messageId)),
        }
      }),
    close: () => db.close(),
  }
}

interface Detail {
  sha: string
  file: string | null
  size: number
  date: number
  flags: string
  messageId: string | null
}

function standsIn(view: DaysView, { stands }: Content): Pick<Standing, 'copies' | 'unsure'> {
  const copies: Standing['copies'] = new Map()
  const unsure: Standing['unsure'] = new Set()
  for (const { folder, uid, uidValidity, a, b } of stands) {
    const it = view.now.get(folder)
    if (!it || it.state === null || !(a <= it.state && it.state < b) || isInRanges(it.gone, uid)) continue
    if (!it.known) {
      unsure.add(folder)
      continue
    }
    const known = copies.get(folder) ?? new Set()
    copies.set(folder, known.add(`${uidValidity}/${uid}`))
  }
  return { copies, unsure }
}
