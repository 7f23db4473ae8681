import type { Role } from '../domain/folder-roles.ts'
import type { Vanished } from '../domain/vanished.ts'
import { binsOf } from './days-view.ts'
import type { Db } from './open.ts'

interface FolderRow {
  folder: number
  state: number | null
  outcome: string
  path: string
  name: string
  role: Role | null
  parent: number | null
}

/**
 * What was in a folder at `before` and is in no folder at `after`, counted by message bytes; mail in Trash and Junk
 * counts as gone on both sides. Folders that were not read whole at `after` are unknown: nothing of theirs is gone.
 * Only folders whose state changed are read, by covering indexes; where `changed` knows under which UIDs, only those.
 */
export function vanishedCounter(
  db: Db,
  changed: (folder: number, from: number, n: number) => string | null,
): (before: number, after: number) => Vanished {
  const foldersOf = db.prepare<object, FolderRow>(
    'SELECT folder, state, outcome, path, name, role, parent FROM point_folder WHERE point = :point',
  )
  // A folder that was not read on that day: what it held on the day it was read last.
  const lastState = db
    .prepare<object, number>(
      `SELECT state FROM point_folder WHERE folder = :folder AND point < :point AND state IS NOT NULL
       ORDER BY point DESC LIMIT 1`,
    )
    .pluck()
  const total = db
    .prepare<object, number>('SELECT total FROM folder_state WHERE folder = :folder AND n = :n')
    .pluck()
  const isLeft = 'a <= :before AND b > :before AND NOT (a <= :after AND b > :after)'
  const left = db
    .prepare<object, number>(
      // Found in the covering index alone; rows are sought for those few only.
      `SELECT DISTINCT c.message FROM (
         SELECT folder, date, uid, a FROM copy INDEXED BY copy_by_uid WHERE folder = :folder AND ${isLeft}) k
       CROSS JOIN copy c ON c.folder = k.folder AND c.date = k.date AND c.uid = k.uid AND c.a = k.a`,
    )
    .pluck()
  const leftOf = db
    .prepare<object, number>(
      `SELECT DISTINCT c.message FROM json_each(:uids) u
       CROSS JOIN copy c INDEXED BY copy_by_uid ON c.folder = :folder AND c.uid = u.value WHERE ${isLeft}`,
    )
    .pluck()
  const places = db.prepare<object, { sha: string; folder: number; a: number; b: number }>(
    `SELECT lower(hex(m.sha)) AS sha, c.folder, c.a, c.b FROM message m
     JOIN message same ON same.sha = m.sha JOIN copy c ON c.message = same.id WHERE m.id = :message`,
  )

  return (before, after) => {
    const now = new Map(foldersOf.all({ point: after }).map(row => [row.folder, row]))
    const then = foldersOf.all({ point: before })
    const binsNow = bins([...now.values()])
    const binsThen = bins(then)
    const candidates = new Set<number>()
    let of = 0
    for (const { folder, state } of then) {
      const old = state ?? lastState.get({ folder, point: before })
      if (old === undefined || binsThen.has(folder)) continue
      of += total.get({ folder, n: old }) ?? 0
      const present = now.get(folder)
      if (present && present.outcome !== 'read') continue
      const fresh = present?.state ?? 0
      if (fresh === old) continue
      const states = { folder, before: old, after: fresh }
      const uids = changed(folder, old, fresh)
      const messages = uids === null ? left.all(states) : leftOf.all({ ...states, uids })
      for (const message of messages) candidates.add(message)
    }
    const gone = new Set<string>()
    for (const message of candidates) {
      const found = places.all({ message })
      const isThere = found.some(({ folder, a, b }) => {
        const state = now.get(folder)?.state ?? null
        return state !== null && a <= state && b > state && !binsNow.has(folder)
      })
      if (!isThere && found[0]) gone.add(found[0].sha)
    }
    return { gone: gone.size, of }
  }
}

function bins(folders: readonly FolderRow[]): Set<number> {
  return new Set([...binsOf(folders)].flatMap(([folder, bin]) => (bin === null ? [] : folder)))
}
