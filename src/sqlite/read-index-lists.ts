import { emailId, parseEmailId } from '../domain/ids.ts'
import type { FolderInPoint } from '../domain/point.ts'
import type { EmailList, EmailSkim, EmailWindow } from '../domain/ports.ts'
import { folderNumber } from './index-schema.ts'
import { once } from './once.ts'
import type { Db } from './open.ts'

type Order = Pick<EmailList, 'folder' | 'ascending'>

interface Copy {
  folder: number
  uidValidity: number
  uid: number
}

/**
 * Folders, windows, ranks. Emails are ordered by INTERNALDATE, then folder, then UID: never by a row id, so a rebuilt
 * index lists them alike.
 */
export function listReader(db: Db) {
  const holds = db.prepare('SELECT 1 FROM point WHERE number = :point')
  const folders = db.prepare<object, FolderRow>(
    `SELECT p.folder, p.path, p.name, p.parent, p.role, p.subscribed, p.outcome, p.state,
       coalesce(s.total, 0) AS total, coalesce(s.unread, 0) AS unread, coalesce(s.threads, 0) AS threads,
       p.unread_threads AS unreadThreads, coalesce(s.bytes, 0) AS bytes
     FROM point_folder p LEFT JOIN folder_state s ON s.folder = p.folder AND s.n = p.state
     WHERE p.point = :point ORDER BY p.path, p.folder`,
  )
  const total = db
    .prepare(
      `SELECT coalesce(sum(s.total), 0) FROM point_folder p JOIN folder_state s ON s.folder = p.folder AND s.n = p.state
       WHERE p.point = :point AND (:folder IS NULL OR p.folder = :folder)`,
    )
    .pluck()
  const window = ordered(what => db.prepare<object, Copy>(`${what} LIMIT :limit OFFSET :position`), IDS)
  const skim = ordered(what => db.prepare<object, [...SkimRow]>(what).raw(), SKIM)
  const find = db.prepare<object, Found>(
    `SELECT c.folder, c.date, c.uid FROM point_folder p
     JOIN copy c ON c.folder = p.folder AND c.uid = :uid AND c.a <= p.state AND c.b > p.state
     WHERE p.point = :point AND p.folder = :folder AND c.uid_validity = :uidValidity`,
  )
  const newer = once(() => rankers(db, '>'))
  const older = once(() => rankers(db, '<'))

  return {
    holds: (point: number): boolean => holds.get({ point }) !== undefined,

    folders: (point: number): FolderInPoint[] => folders.all({ point }).map(toFolder),

    list(point: number, { folder, ascending, position, limit }: EmailList): EmailWindow {
      const where = { point, folder: folder === null ? null : folderNumber(folder) }
      const rows = window(folder, ascending).all({ ...bound(where), limit: limit ?? -1, position })
      return { ids: rows.map(toId), total: Number(total.get(where)) }
    },

    skim(point: number, { folder, ascending, limit }: Order & { limit?: number }): EmailSkim {
      const where = { point, folder: folder === null ? null : folderNumber(folder) }
      const answer: EmailSkim = { ids: [], threads: [], deleted: [] }
      for (const [f, uidValidity, uid, thread, deleted] of skim(folder, ascending).iterate(bound(where))) {
        answer.ids.push(emailId(`f${f}`, uidValidity, uid))
        answer.threads.push(thread)
        answer.deleted.push(deleted === 1)
        if (answer.ids.length === limit) break
      }
      return answer
    },

    rank(point: number, id: string, { folder, ascending }: Order): number | null {
      const key = parseEmailId(id)
      if (!key || (folder !== null && folder !== key.folder)) return null
      const found = find.get({ point, ...key, folder: folderNumber(key.folder) })
      if (!found) return null
      const count = ascending ? older() : newer()
      return Number((folder === null ? count.all : count.folder).get({ point, ...found }))
    },
  }
}

interface FolderRow extends Omit<FolderInPoint, 'folder' | 'parent' | 'subscribed'> {
  folder: number
  parent: number | null
  subscribed: number
}

interface Found {
  folder: number
  date: number
  uid: number
}

type SkimRow = [folder: number, uidValidity: number, uid: number, thread: string, deleted: number]

const IDS = 'c.folder, c.uid_validity AS uidValidity, c.uid'
const SKIM = `c.folder, c.uid_validity, c.uid, 't' || lower(hex(c.thread)), f.deleted`

// The four lists there are. CROSS JOIN holds SQLite to the order written: it walks an index and never sorts.
function ordered<S>(prepare: (what: string) => S, columns: string) {
  const flags = columns === SKIM ? 'CROSS JOIN flags f ON f.id = c.flags' : ''
  const one = (direction: string) =>
    prepare(
      `SELECT ${columns} FROM point_folder p CROSS JOIN copy c ON c.folder = p.folder AND c.a <= p.state AND c.b > p.state
       ${flags} WHERE p.point = :point AND p.folder = :folder ORDER BY c.date ${direction}, c.uid ${direction}`,
    )
  const all = (direction: string) =>
    prepare(
      `SELECT ${columns} FROM copy c INDEXED BY copy_by_date
       CROSS JOIN point_folder p ON p.point = :point AND p.folder = c.folder AND c.a <= p.state AND c.b > p.state
       ${flags} ORDER BY c.date ${direction}, c.folder ${direction}, c.uid ${direction}`,
    )
  const down = { one: once(() => one('DESC')), all: once(() => all('DESC')) }
  const up = { one: once(() => one('ASC')), all: once(() => all('ASC')) }
  return (folder: string | null, ascending: boolean): S => {
    const statements = ascending ? up : down
    return folder === null ? statements.all() : statements.one()
  }
}

function rankers(db: Db, side: '<' | '>') {
  return {
    folder: db
      .prepare(
        `SELECT count(*) FROM point_folder p CROSS JOIN copy c ON c.folder = p.folder AND c.a <= p.state AND c.b > p.state
         WHERE p.point = :point AND p.folder = :folder AND (c.date, c.uid) ${side} (:date, :uid)`,
      )
      .pluck(),
    all: db
      .prepare(
        `SELECT count(*) FROM copy c INDEXED BY copy_by_date
         CROSS JOIN point_folder p ON p.point = :point AND p.folder = c.folder AND c.a <= p.state AND c.b > p.state
         WHERE (c.date, c.folder, c.uid) ${side} (:date, :folder, :uid)`,
      )
      .pluck(),
  }
}

// The lists over all folders have no parameter for one.
function bound({ point, folder }: { point: number; folder: number | null }): object {
  return folder === null ? { point } : { point, folder }
}

function toFolder({ folder, parent, subscribed, ...row }: FolderRow): FolderInPoint {
  return {
    ...row,
    folder: `f${folder}`,
    parent: parent === null ? null : `f${parent}`,
    subscribed: subscribed === 1,
  }
}

function toId({ folder, uidValidity, uid }: Copy): string {
  return emailId(`f${folder}`, uidValidity, uid)
}
