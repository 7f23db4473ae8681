import type { NamedCopy, PackedCopies } from './copy-columns.ts'

/** Packs copies by so many, in the order in which they come. */
export function* packCopies(copies: Iterable<NamedCopy>, most: number): Generator<PackedCopies> {
  let some: NamedCopy[] = []
  for (const copy of copies) {
    some.push(copy)
    if (some.length < most) continue
    yield packOf(some)
    some = []
  }
  if (some.length) yield packOf(some)
}

/** Reads the copy of a row. */
export function unpack(packed: PackedCopies): (row: number) => NamedCopy {
  const { uids, dates, sizes, flags, sets, files } = packed
  const shas = Buffer.from(packed.shas.buffer, packed.shas.byteOffset, packed.shas.length)
  return row => {
    const file = files.get(row)
    return {
      uid: uids[row] as number,
      sha: shas.toString('hex', row * 32, row * 32 + 32),
      date: dates[row] as number,
      size: sizes[row] as number,
      flags: sets[flags[row] as number] ?? [],
      ...(file === undefined ? {} : { file }),
    }
  }
}

function packOf(copies: readonly NamedCopy[]): PackedCopies {
  const sets: (readonly string[])[] = []
  const numbers = new Map<string, number>()
  const files = new Map<number, string>()
  const shas = Buffer.alloc(copies.length * 32)
  const flags = Uint32Array.from(copies, (copy, row) => {
    shas.write(copy.sha, row * 32, 32, 'hex')
    if (copy.file !== undefined) files.set(row, copy.file)
    const key = copy.flags.join(' ')
    const number = numbers.get(key) ?? sets.push(copy.flags) - 1
    numbers.set(key, number)
    return number
  })
  return {
    uids: Float64Array.from(copies, copy => copy.uid),
    dates: Float64Array.from(copies, copy => copy.date),
    sizes: Float64Array.from(copies, copy => copy.size),
    ...{ shas, flags, sets, files },
  }
}
