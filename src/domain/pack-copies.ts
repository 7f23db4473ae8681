import type { CopyColumns, InColumns } from './copy-columns.ts'
import { startFlagSets } from './flag-sets.ts'
import type { StateCopy } from './folder-state.ts'

/** Copies that are there as a list, by rising UID. */
export function inColumns(copies: Iterable<StateCopy>): InColumns {
  return { columns: most => packCopies(copies, most) }
}

/** Packs copies by so many, in the order in which they come. */
export function* packCopies(copies: Iterable<StateCopy>, most: number): Generator<CopyColumns> {
  let some: StateCopy[] = []
  for (const copy of copies) {
    some.push(copy)
    if (some.length < most) continue
    yield packOf(some)
    some = []
  }
  if (some.length) yield packOf(some)
}

/** Reads the copy of a row, its keys in the order in which manifests have them. */
export function unpack(columns: CopyColumns): (row: number) => StateCopy {
  const { uids, dates, sizes, flags, sets, files, said, emailIds } = columns
  const shas = Buffer.from(columns.shas.buffer, columns.shas.byteOffset, columns.shas.length)
  return row => {
    const copy: StateCopy = {
      uid: uids[row] as number,
      sha: shas.toString('hex', row * 32, row * 32 + 32),
      date: dates[row] as number,
      size: sizes[row] as number,
      flags: sets[flags[row] as number] ?? [],
    }
    const other = said.get(row)
    if (other !== undefined) copy.said = other
    const emailId = emailIds.get(row)
    if (emailId !== undefined) copy.emailId = emailId
    const file = files.get(row)
    if (file !== undefined) copy.file = file
    return copy
  }
}

function packOf(copies: readonly StateCopy[]): CopyColumns {
  const flagSets = startFlagSets()
  const files = new Map<number, string>()
  const said = new Map<number, number>()
  const emailIds = new Map<number, string>()
  const shas = Buffer.alloc(copies.length * 32)
  const flags = Uint32Array.from(copies, (copy, row) => {
    shas.write(copy.sha, row * 32, 32, 'hex')
    if (copy.file !== undefined) files.set(row, copy.file)
    if (copy.said !== undefined) said.set(row, copy.said)
    if (copy.emailId !== undefined) emailIds.set(row, copy.emailId)
    return flagSets.add(copy.flags)
  })
  return {
    uids: Float64Array.from(copies, copy => copy.uid),
    dates: Float64Array.from(copies, copy => copy.date),
    sizes: Float64Array.from(copies, copy => copy.size),
    ...{ shas, flags, sets: flagSets.all, files, said, emailIds },
  }
}
