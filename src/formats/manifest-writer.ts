import type { CopyColumns } from '../domain/copy-columns.ts'
import { unpack } from '../domain/pack-copies.ts'
import { putHex, putNumber, putText } from './octets.ts'

/** Octets of a line without its flags, at most. */
const LONGEST = 200

/**
 * Copies as the lines of a manifest: what JSON.stringify makes of each StateCopy, in a third of its time and without a string
 * for each.
 */
export function manifestLines(copies: CopyColumns): Buffer {
  const { uids, dates, sizes, flags, shas } = copies
  const ends = copies.sets.map(flags => Buffer.from(`${JSON.stringify(flags)}}\n`))
  const endOf = (set: number) => ends[set] as Buffer
  const out = Buffer.allocUnsafe(flags.reduce((sum, set) => sum + LONGEST + endOf(set).length, 0))
  const others = new Set([...copies.said.keys(), ...copies.emailIds.keys(), ...copies.files.keys()])
  const copyAt = unpack(copies)
  const pieces: Buffer[] = []
  let from = 0
  let at = 0
  for (let row = 0; row < uids.length; row++) {
    if (others.has(row)) {
      // Anything may stand there, and of any length.
      pieces.push(out.subarray(from, at), Buffer.from(`${JSON.stringify(copyAt(row))}\n`))
      from = at
      continue
    }
    at = putNumber(out, putText(out, at, KEYS.uid), uids[row] as number)
    at = putHex(out, putText(out, at, KEYS.sha), shas, row * 32, 32)
    at = putNumber(out, putText(out, at, KEYS.date), dates[row] as number)
    at = putNumber(out, putText(out, at, KEYS.size), sizes[row] as number)
    at = putText(out, putText(out, at, KEYS.flags), endOf(flags[row] as number))
  }
  const last = out.subarray(from, at)
  return pieces.length ? Buffer.concat([...pieces, last]) : last
}

const KEYS = {
  uid: Buffer.from('{"uid":'),
  sha: Buffer.from(',"sha":"'),
  date: Buffer.from('","date":'),
  size: Buffer.from(',"size":'),
  flags: Buffer.from(',"flags":'),
}
