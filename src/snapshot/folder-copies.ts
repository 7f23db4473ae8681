import type { CopyColumns } from '../domain/copy-columns.ts'
import { setNumbers, startFlagSets } from '../domain/flag-sets.ts'
import type { ChangingCopies, StateCopy } from '../domain/folder-state.ts'
import type { UidRange } from '../domain/live-mailbox.ts'
import { isInRanges } from '../domain/uid-ranges.ts'

/**
 * The copies of one folder by UID, in columns: a folder of 250,000 messages takes some 20 MB, where an object for each
 * would take 150. Copies are put in any order and read by rising UID.
 */
export interface FolderCopies extends ChangingCopies {
  count(): number
  bytes(): number
  has(uid: number): boolean
  /** rising */
  uids(): Float64Array
  /** adds it, or takes the place of the one with its UID */
  put(copy: StateCopy): void
  /** adds copies as they were in the last state: that is no change */
  load(copies: CopyColumns): void
  /** false when it had these flags already, or is not there */
  setFlags(uid: number, flags: string[]): boolean
  remove(uid: number): boolean
  /** removes every one whose UID is not in this list, which is rising; returns how many */
  keepOnly(uids: readonly number[]): number
  /** removes those in these ranges, which are rising and apart; returns how many */
  removeRanges(ranges: readonly UidRange[]): number
  /** what tells a copy from another message under its UID */
  marks(uid: number): { date: number; said: number } | null
  /** how often it was changed */
  changes(): number
}

export function folderCopies(): FolderCopies {
  const columns = startColumns()
  const rows = new Map<number, number>()
  const flagSets = startFlagSets()
  let octets = 0
  let changes = 0
  let changed: Set<number> | null = new Set()
  const note = (uid: number) => {
    changes++
    changed?.add(uid)
    if (changed && changed.size > Math.max(1_000, rows.size / 10)) changed = null
  }
  const read = (row: number): StateCopy => {
    const said = columns.said[row] as number
    const size = columns.size[row] as number
    const emailId = columns.emailId[row]
    const file = columns.file.get(row)
    return {
      uid: columns.uid[row] as number,
      sha: columns.sha.toString('hex', row * 32, row * 32 + 32),
      date: columns.date[row] as number,
      size,
      flags: flagSets.all[columns.flags[row] as number] ?? [],
      ...(said === size ? {} : { said }),
      ...(emailId === undefined ? {} : { emailId }),
      ...(file === undefined ? {} : { file }),
    }
  }
  // An iterator would make an object for each.
  const uids = () => {
    const all = new Float64Array(rows.size)
    let i = 0
    rows.forEach((_, uid) => {
      all[i++] = uid
    })
    return all.sort()
  }
  const remove = (uid: number): boolean => {
    const row = rows.get(uid)
    if (row === undefined) return false
    octets -= columns.size[row] as number
    rows.delete(uid)
    columns.free(row)
    note(uid)
    return true
  }
  return {
    count: () => rows.size,
    bytes: () => octets,
    has: uid => rows.has(uid),
    uids,
    get: uid => {
      const row = rows.get(uid)
      return row === undefined ? null : read(row)
    },
    put(copy) {
      remove(copy.uid)
      const row = columns.next()
      columns.uid[row] = copy.uid
      columns.sha.write(copy.sha, row * 32, 32, 'hex')
      columns.date[row] = copy.date
      columns.size[row] = copy.size
      columns.said[row] = copy.said ?? copy.size
      columns.flags[row] = flagSets.add(copy.flags)
      if (copy.emailId !== undefined) columns.emailId[row] = copy.emailId
      if (copy.file !== undefined) columns.file.set(row, copy.file)
      rows.set(copy.uid, row)
      octets += copy.size
      note(copy.uid)
    },
    setFlags(uid, flags) {
      const row = rows.get(uid)
      if (row === undefined) return false
      const set = flagSets.add(flags)
      if (columns.flags[row] === set) return false
      columns.flags[row] = set
      note(uid)
      return true
    },
    remove,
    keepOnly(uids) {
      const stay = new Set(uids)
      let gone = 0
      for (const uid of rows.keys()) if (!stay.has(uid) && remove(uid)) gone++
      return gone
    },
    removeRanges(ranges) {
      let gone = 0
      // A server may name all numbers there are: what is known is walked then, once, however many ranges there be.
      const named = ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0)
      if (named > rows.size) {
        for (const uid of rows.keys()) if (isInRanges(ranges, uid) && remove(uid)) gone++
      } else
        for (const [from, to] of ranges) for (let uid = from; uid <= to; uid++) gone += remove(uid) ? 1 : 0
      return gone
    },
    marks(uid) {
      const row = rows.get(uid)
      return row === undefined
        ? null
        : { date: columns.date[row] as number, said: columns.said[row] as number }
    },
    changes: () => changes,
    changed: () => changed && [...changed],
    load(copies) {
      const sets = copies.sets.map(flagSets.add)
      const first = columns.take(copies, sets)
      for (let i = 0; i < copies.uids.length; i++) {
        const uid = copies.uids[i] as number
        if (rows.has(uid)) throw new Error(`UID ${uid} stands there twice`)
        rows.set(uid, first + i)
        octets += copies.sizes[i] as number
      }
    },
    *columns(most) {
      const all = uids()
      for (let from = 0; from < all.length; from += most)
        yield packRows(columns, all.slice(from, from + most), rows, flagSets.all)
    },
  }
}

// Rows of typed arrays that grow by half; a row that is free is given again.
function startColumns() {
  let room = 256
  let used = 0
  const free: number[] = []
  const columns = {
    uid: new Float64Array(room),
    date: new Float64Array(room),
    size: new Float64Array(room),
    said: new Float64Array(room),
    flags: new Uint32Array(room),
    sha: Buffer.alloc(room * 32),
    /** few servers have ids, few files have names of their own */
    emailId: [] as (string | undefined)[],
    file: new Map<number, string>(),
    next(): number {
      const again = free.pop()
      if (again !== undefined) return again
      if (used === room) grow()
      return used++
    },
    /** Puts these into rows one after another; returns the first. */
    take(copies: CopyColumns, sets: readonly number[]): number {
      const first = used
      used += copies.uids.length
      while (used > room) grow()
      columns.uid.set(copies.uids, first)
      columns.date.set(copies.dates, first)
      columns.size.set(copies.sizes, first)
      columns.said.set(copies.sizes, first)
      columns.sha.set(copies.shas, first * 32)
      for (let row = 0; row < copies.flags.length; row++)
        columns.flags[first + row] = sets[copies.flags[row] as number] as number
      for (const [row, said] of copies.said) columns.said[first + row] = said
      for (const [row, emailId] of copies.emailIds) columns.emailId[first + row] = emailId
      for (const [row, file] of copies.files) columns.file.set(first + row, file)
      return first
    },
    free(row: number): void {
      columns.file.delete(row)
      if (columns.emailId[row] !== undefined) columns.emailId[row] = undefined
      free.push(row)
    },
  }
  const grow = () => {
    room = Math.ceil(room * 1.5)
    for (const name of ['uid', 'date', 'size', 'said'] as const) {
      const larger = new Float64Array(room)
      larger.set(columns[name])
      columns[name] = larger
    }
    const flags = new Uint32Array(room)
    flags.set(columns.flags)
    columns.flags = flags
    const sha = Buffer.alloc(room * 32)
    columns.sha.copy(sha)
    columns.sha = sha
  }
  return columns
}

function packRows(
  columns: ReturnType<typeof startColumns>,
  uids: Float64Array,
  rows: ReadonlyMap<number, number>,
  sets: readonly string[][],
): CopyColumns {
  const dates = new Float64Array(uids.length)
  const sizes = new Float64Array(uids.length)
  const flags = new Uint32Array(uids.length)
  const shas = new Uint8Array(uids.length * 32)
  const files = new Map<number, string>()
  const said = new Map<number, number>()
  const emailIds = new Map<number, string>()
  const own: string[][] = []
  const setOf = setNumbers(own)
  for (let i = 0; i < uids.length; i++) {
    const row = rows.get(uids[i] as number) as number
    const size = columns.size[row] as number
    const other = columns.said[row] as number
    dates[i] = columns.date[row] as number
    sizes[i] = size
    flags[i] = setOf(sets[columns.flags[row] as number] ?? [])
    for (let octet = 0; octet < 32; octet++) shas[i * 32 + octet] = columns.sha[row * 32 + octet] as number
    if (other !== size) said.set(i, other)
    const emailId = columns.emailId[row]
    if (emailId !== undefined) emailIds.set(i, emailId)
    const file = columns.file.get(row)
    if (file !== undefined) files.set(i, file)
  }
  return { uids, dates, sizes, shas, flags, sets: own, files, said, emailIds }
}
