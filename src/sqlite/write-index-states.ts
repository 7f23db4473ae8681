import { createReadStream } from 'node:fs'
import type { PointFolder, StateChanges, StateCopy, StateHeader } from '../domain/folder-state.ts'
import type { FolderId } from '../domain/message.ts'
import { decodeManifest, isHeader } from '../formats/manifest.ts'
import { folderNumber, OPEN_END } from './index-schema.ts'
import type { Db } from './open.ts'
import { isUnread, keywordsOf } from './write-index-keywords.ts'
import { threadsAfter } from './write-index-threads.ts'

/** Rows of the state before that are held at a time while a manifest streams past. */
const PAGE = 2_000

/** A copy that the index shows in the state's place so far. */
interface Standing {
  date: number
  uid: number
  a: number
  b: number
  uidValidity: number
  flags: number
  sha: string
  key?: string
}

const STANDING = `SELECT c.date, c.uid, c.a, c.b, c.uid_validity AS uidValidity, c.flags, lower(hex(m.sha)) AS sha
  FROM copy c INDEXED BY copy_by_uid CROSS JOIN message m ON m.id = c.message
  WHERE c.folder = :folder AND c.a <= :n AND c.b > :n`

interface Place {
  folder: number
  n: number
  /** the next later state in the index, or OPEN_END: states may come in any order */
  next: number
  uidValidity: number
}

/**
 * Puts folder states into the index. Manifest and standing copies, both by rising UID, are read side by side, so a folder
 * of any size needs a page of rows in memory. Must run inside a transaction.
 */
export function stateWriter(db: Db) {
  const isThere = db.prepare('SELECT 1 FROM folder_state WHERE folder = :folder AND n = :n')
  const nextState = db
    .prepare('SELECT coalesce(min(n), :end) FROM folder_state WHERE folder = :folder AND n > :n')
    .pluck()
  const savingState = (threads: string) =>
    db.prepare(
      `INSERT INTO folder_state(folder, n, uid_validity, read_at, total, unread, threads, bytes)
       SELECT :folder, :n, :uidValidity, :readAt, count(*), coalesce(sum(unread), 0), ${threads}, :bytes
       FROM copy WHERE folder = :folder AND a <= :n AND b > :n`,
    )
  const saveState = savingState('count(DISTINCT thread)')
  // To count the threads of a folder anew costs ten times what its copies do.
  const saveChanged = savingState(':threads')
  const countThreads = threadsAfter(db)
  const newest = db.prepare<object, { n: number; uidValidity: number; threads: number }>(
    `SELECT n, uid_validity AS uidValidity, threads FROM folder_state WHERE folder = :folder
     ORDER BY n DESC LIMIT 1`,
  )
  const total = db.prepare('SELECT total FROM folder_state WHERE folder = :folder AND n = :n').pluck()
  const forget = db.prepare('DELETE FROM folder_state WHERE folder = :folder AND n = :n')
  const standing = db.prepare<object, Standing>(`${STANDING} AND c.uid = :uid`)
  const change = copyChanges(db)
  const flagsOf = flagSets(db)
  const changed = new Map<number, { from: number; n: number; uids: string }>()

  return {
    /** UIDs, as JSON, of all that is other in state `n` than in `from`; null when that is not known here */
    changed(folder: number, from: number, n: number): string | null {
      const last = changed.get(folder)
      return last?.from === from && last.n === n ? last.uids : null
    },
    has: (folder: FolderId, n: number): boolean =>
      isThere.get({ folder: folderNumber(folder), n }) !== undefined,
    /** Ids of flag sets are remembered; after a rollback they may not exist. */
    forgetFlags: flagsOf.forget,
    /**
     * Puts a state in by what it changed of the newest one. False, and the state is not in, when that is another than
     * `changes` is about or the sum is wrong: then the whole state is to be saved, which mends what was written here.
     */
    change({ folder: id, n }: { folder: FolderId; n: number }, changes: StateChanges): boolean {
      const folder = folderNumber(id)
      const { uidValidity, readAt, messages, bytes } = changes.header
      const last = newest.get({ folder })
      if (last?.n !== changes.from || last.uidValidity !== uidValidity || n <= last.n) return false
      const place = { folder, n, next: OPEN_END, uidValidity }
      const now = new Map(changes.copies.map(copy => [copy.uid, copy]))
      for (const uid of changes.uids) {
        const old = standing.get({ folder, n, uid })
        const copy = now.get(uid)
        const flags = copy && flagsOf(copy.flags)
        if (old && copy && isSame(old, copy, flags, uidValidity)) continue
        if (old) change.end(place, old)
        if (copy && flags) change.begin(place, copy, flags)
      }
      const uids = JSON.stringify(changes.uids)
      const threads = countThreads({ folder, from: last.n, n, uids, threads: last.threads })
      saveChanged.run({ folder, n, uidValidity, readAt, threads, bytes })
      if (total.get({ folder, n }) !== messages) {
        forget.run({ folder, n })
        return false
      }
      changed.set(folder, { from: last.n, n, uids })
      return true
    },
    async save(
      { folder: id, state: n }: Pick<PointFolder, 'folder' | 'state'>,
      manifest: string | undefined,
    ): Promise<void> {
      if (n === null) return
      const folder = folderNumber(id)
      if (isThere.get({ folder, n })) return
      if (!manifest) throw new Error(`state ${id}/${n} is neither in the index nor given`)
      changed.delete(folder)
      const next = nextState.get({ folder, n, end: OPEN_END }) as number
      let header: StateHeader | undefined
      let bytes = 0
      let merge: ReturnType<typeof merging> | undefined
      for await (const line of decodeManifest(createReadStream(manifest))) {
        if (isHeader(line)) {
          if (line.folder !== id || line.n !== n) throw new Error(`${manifest} is not of ${id}/${n}`)
          header = line
          merge = merging({ db, change, flagsOf }, { folder, n, next, uidValidity: line.uidValidity })
          continue
        }
        merge?.add(line)
        bytes += line.size
      }
      merge?.end()
      saveState.run({
        folder,
        n,
        uidValidity: header?.uidValidity,
        readAt: header?.readAt,
        bytes,
      })
    },
  }
}

function isSame(old: Standing, copy: StateCopy, flags: FlagSet | undefined, uidValidity: number): boolean {
  return (
    old.flags === flags?.id &&
    old.date === copy.date &&
    old.sha === copy.sha &&
    old.uidValidity === uidValidity
  )
}

// One pass over the standing copies of a folder beside the lines of its new state.
function merging(
  { db, change, flagsOf }: { db: Db; change: Changes; flagsOf: ReturnType<typeof flagSets> },
  place: Place,
) {
  const standing = standingCopies(db, place)
  let before = 0
  let old = standing()
  return {
    add(copy: StateCopy): void {
      if (copy.uid <= before) throw new Error('a manifest must list its copies by rising UID')
      before = copy.uid
      while (old && old.uid < copy.uid) {
        change.end(place, old)
        old = standing()
      }
      const flags = flagsOf(copy.flags)
      if (old && old.uid === copy.uid) {
        const same = isSame(old, copy, flags, place.uidValidity)
        if (!same) change.end(place, old)
        old = standing()
        if (same) return
      }
      change.begin(place, copy, flags)
    },
    end(): void {
      for (; old; old = standing()) change.end(place, old)
    },
  }
}

// Reads on by UID, a page at a time: the rows behind the cursor may change, those ahead do not.
function standingCopies(db: Db, { folder, n }: Place): () => Standing | undefined {
  const page = db.prepare<object, Standing>(`${STANDING} AND c.uid > :after ORDER BY c.uid LIMIT :limit`)
  let rows: Standing[] = []
  let i = 0
  let after = 0
  let more = true
  return () => {
    if (i === rows.length && more) {
      rows = page.all({ folder, n, after, limit: PAGE })
      after = rows.at(-1)?.uid ?? after
      more = rows.length === PAGE
      i = 0
    }
    return rows[i++]
  }
}

interface FlagSet {
  id: number
  unread: number
}

interface Changes {
  /** the copy is not in the state any more */
  end(place: Place, old: Standing): void
  /** the copy is new in the state, or other than before */
  begin(place: Place, copy: StateCopy, flags: FlagSet): void
}

function copyChanges(db: Db): Changes {
  const row = 'folder = :folder AND date = CAST(:date AS INTEGER) AND uid = :uid AND a = :a'
  const cut = db.prepare(`UPDATE copy SET b = :n WHERE ${row}`)
  const remove = db.prepare(`DELETE FROM copy WHERE ${row}`)
  const keepLater = db.prepare(
    `INSERT INTO copy(folder, date, uid, a, b, uid_validity, message, flags, unread, thread, size, has_attachment)
     SELECT folder, date, uid, :next, b, uid_validity, message, flags, unread, thread, size, has_attachment
     FROM copy WHERE ${row}`,
  )
  const insert = db.prepare(
    `INSERT INTO copy(folder, date, uid, a, b, uid_validity, message, flags, unread, thread, size, has_attachment)
     SELECT :folder, date, :uid, :n, :next, :uidValidity, id, :flags, :unread, thread, size, has_attachment
     FROM message WHERE sha = unhex(:sha) AND date = CAST(:date AS INTEGER)`,
  )
  return {
    end({ folder, n, next }, { date, uid, a, b }) {
      if (next < b) keepLater.run({ folder, date, uid, a, next })
      if (a < n) cut.run({ folder, date, uid, a, n })
      else remove.run({ folder, date, uid, a })
    },
    begin({ folder, n, next, uidValidity }, { sha, date, uid }, flags) {
      const { changes } = insert.run({
        folder,
        date,
        uid,
        n,
        next,
        uidValidity,
        sha,
        flags: flags.id,
        unread: flags.unread,
      })
      if (changes !== 1) throw new Error(`message ${sha} of ${date} was not added before its copy`)
    },
  }
}

// Few sets of flags are in use, so a copy holds a number. Keywords are chosen by senders too: the memory is bounded.
function flagSets(db: Db) {
  const find = db.prepare<object, FlagSet>('SELECT id, unread FROM flags WHERE raw = :raw')
  const insert = db.prepare<object, FlagSet>(
    `INSERT INTO flags(raw, keywords, unread, deleted) VALUES(:raw, :keywords, :unread, :deleted)
     RETURNING id, unread`,
  )
  const known = new Map<string, FlagSet>()
  const flagsOf = (flags: readonly string[]): FlagSet => {
    const raw = JSON.stringify(flags)
    const before = known.get(raw)
    if (before) return before
    const keywords = keywordsOf(flags)
    const found =
      find.get({ raw }) ??
      insert.get({
        raw,
        keywords: JSON.stringify(keywords),
        unread: isUnread(keywords) ? 1 : 0,
        deleted: keywords.includes('$deleted') ? 1 : 0,
      })
    if (!found) throw new Error('a set of flags was not written')
    if (known.size > 10_000) known.clear()
    known.set(raw, found)
    return found
  }
  return Object.assign(flagsOf, { forget: () => known.clear() })
}
