import { emailId } from '../domain/ids.ts'
import type {
  ChangeKind,
  Compared,
  ComparedEmail,
  ComparedFolder,
  CompareWish,
} from '../domain/time-reader.ts'
import type { DaysView } from './days-view.ts'
import { unpackEnvelope } from './index-row.ts'
import type { Db } from './open.ts'

interface Copy {
  folder: number
  uid: number
  uidValidity: number
  message: number
  date: number
  flags: number
}

interface Change {
  kind: ChangeKind
  before: Copy | null
  after: Copy | null
}

/** What was compared last, because a list is read page by page; kept beside the view, and forgotten with it. */
export interface Comparing {
  view: DaysView
  compared: { from: number; to: number; found: Found } | null
}

/** What two points show, folder by folder. */
export function pointComparer(db: Db) {
  // Rows that stand in one state and not in the other; a state of 0 holds nothing.
  const only = db.prepare<object, Copy>(
    `SELECT c.folder, c.uid, c.uid_validity AS uidValidity, c.message, c.date, c.flags FROM copy c INDEXED BY copy_by_uid
     WHERE c.folder = :folder AND c.a <= :here AND c.b > :here AND NOT (c.a <= :there AND c.b > :there)`,
  )
  const keys = db
    .prepare<object, [number, number]>(
      `SELECT m.id, (SELECT min(s.id) FROM message s WHERE s.sha = m.sha) FROM json_each(:ids) j
       CROSS JOIN message m ON m.id = j.value`,
    )
    .raw()
  const envelope = db.prepare<object, string>('SELECT envelope FROM message WHERE id = :id').pluck()
  const keywordsOf = db.prepare<object, string>('SELECT keywords FROM flags WHERE id = :id').pluck()
  const keywords = (copy: Copy | null): string[] | null =>
    copy === null ? null : JSON.parse(keywordsOf.get({ id: copy.flags }) ?? '[]')

  const find = (kept: Comparing, from: number, to: number): Found => {
    const { view, compared } = kept
    if (compared?.from === from && compared.to === to) return compared.found
    const folders = foldersOf(view, from, to)
    const lines = folders.filter(one => one.isKnown)
    const left = lines.flatMap(({ id, x, y }) => (x ? only.all({ folder: id, here: x, there: y }) : []))
    const came = lines.flatMap(({ id, x, y }) => (y ? only.all({ folder: id, here: y, there: x }) : []))
    const ids = JSON.stringify([...new Set([...left, ...came].map(copy => copy.message))])
    const key = new Map(keys.iterate({ ids }) as Iterable<[number, number]>)
    const same = (x: Copy, y: Copy) => x.flags === y.flags || `${keywords(x)}` === `${keywords(y)}`
    const changes = paired(left, came, copy => key.get(copy.message) ?? copy.message, same)
    changes.sort((x, y) => dateOf(y) - dateOf(x))
    const found = { changes, folders: counted(folders, changes) }
    kept.compared = { from, to, found }
    return found
  }
  return (kept: Comparing, from: number, to: number, wish: CompareWish): Compared => {
    const { view } = kept
    const { folders, changes } = find(kept, from, to)
    const folder = wish.folder === null ? null : Number(wish.folder.slice(1))
    const list = changes.filter(
      ({ kind, before, after }) =>
        (wish.kinds?.includes(kind) ?? true) &&
        (folder === null || before?.folder === folder || after?.folder === folder),
    )
    const page = list.slice(wish.position, wish.limit === null ? undefined : wish.position + wish.limit)
    const described = page.map(({ kind, before, after }): ComparedEmail => {
      const copy = (after ?? before) as Copy
      const home = before ?? copy
      const { from: people, subject } = unpackEnvelope(envelope.get({ id: copy.message }) ?? '{}')
      const path = (at: number) => view.facts.get(at)?.path ?? ''
      return {
        kind,
        email: emailId(`f${copy.folder}`, copy.uidValidity, copy.uid),
        point: after ? to : from,
        folder: `f${home.folder}`,
        path: path(home.folder),
        toFolder: kind === 'moved' ? `f${copy.folder}` : null,
        toPath: kind === 'moved' ? path(copy.folder) : null,
        from: people,
        subject,
        receivedAt: copy.date * 1000,
        before: keywords(before),
        after: keywords(after),
      }
    })
    return { folders, list: described, total: list.length }
  }
}

interface Found {
  changes: Change[]
  folders: ComparedFolder[]
}

interface Line {
  id: number
  /** states in the two points; 0 = none */
  x: number
  y: number
  isKnown: boolean
  folder: ComparedFolder
}

function foldersOf({ shown, points, facts }: DaysView, from: number, to: number): Line[] {
  const [i, j] = [from, to].map(number => points.findIndex(point => point.number === number))
  const lines: Line[] = []
  for (const [id, line] of shown) {
    const before = line[i ?? -1] ?? null
    const after = line[j ?? -1] ?? null
    if (!before && !after) continue
    const fact = facts.get(id)
    const isKnown = ![before, after].some(one => one?.outcome === 'not-read')
    const x = before?.state ?? 0
    const y = after?.state ?? 0
    const renamed = before && after && before.path !== after.path
    const state = !isKnown ? 'unknown' : !before ? 'new' : !after ? 'removed' : renamed ? 'renamed' : 'same'
    const path = (after ?? before)?.path ?? ''
    const folder = { folder: `f${id}`, path, role: fact?.role ?? null, state } as const
    lines.push({ id, x, y, isKnown, folder: { ...folder, added: 0, gone: 0, moved: 0, flags: 0 } })
  }
  return lines.sort((a, b) => (a.folder.path < b.folder.path ? -1 : 1))
}

// The same copy first, then the same message in its folder (a new UIDVALIDITY, say), then elsewhere: what is left went or came.
function paired(
  left: readonly Copy[],
  came: readonly Copy[],
  keyOf: (copy: Copy) => number,
  same: (x: Copy, y: Copy) => boolean,
): Change[] {
  const changes: Change[] = []
  let open = { left: [...left], came: [...came] }
  const copy = (one: Copy) => `${one.folder}/${one.uidValidity}/${one.uid}/${keyOf(one)}`
  for (const name of [copy, (one: Copy) => `${one.folder} ${keyOf(one)}`, (one: Copy) => `${keyOf(one)}`]) {
    const waiting = Map.groupBy(open.came, name)
    const rest: Copy[] = []
    for (const before of open.left) {
      const after = waiting.get(name(before))?.shift()
      if (!after) rest.push(before)
      else if (after.folder !== before.folder) changes.push({ kind: 'moved', before, after })
      else if (!same(before, after)) changes.push({ kind: 'flags', before, after })
    }
    open = { left: rest, came: [...waiting.values()].flat() }
  }
  for (const before of open.left) changes.push({ kind: 'gone', before, after: null })
  for (const after of open.came) changes.push({ kind: 'added', before: null, after })
  return changes
}

function counted(lines: readonly Line[], changes: readonly Change[]): ComparedFolder[] {
  const byId = new Map(lines.map(({ id, folder }) => [id, folder]))
  for (const { kind, before, after } of changes)
    for (const id of new Set([before?.folder, after?.folder])) {
      const folder = id === undefined ? undefined : byId.get(id)
      if (!folder) continue
      folder[kind]++
      if (folder.state === 'same') folder.state = 'changed'
    }
  return lines.map(({ folder }) => folder)
}

function dateOf({ before, after }: Change): number {
  return (after ?? before)?.date ?? 0
}
