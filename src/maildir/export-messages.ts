import { createHash, hash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportedMessage } from '../domain/export.ts'
import type { AccountId } from '../domain/point.ts'
import { isShortage } from '../domain/shortage.ts'
import { type Layout, MESSAGE_FILE } from './layout.ts'

/** Up to this long a message is read whole: what is given out are the very bytes that were proven. */
const SMALL = 16 << 20
const PIECE = 1 << 20

/** Where a download's messages are read into, one after the other; it grows with them. */
export interface Scratch {
  bytes: Buffer
}

/**
 * The bytes of a message, held against their SHA-256 before the first is given out; longer ones are read twice. `lost` is
 * thrown when they are not those that were received, or not there; another fault when they changed between the two.
 * It never waits: for a thread of its own. What is given out is good until the next is asked for.
 */
export function* exportedBytes(
  layout: Layout,
  account: AccountId,
  message: Pick<ExportedMessage, 'sha' | 'file' | 'size'>,
  scratch: Scratch,
  lost: () => Error,
): Generator<Uint8Array> {
  const file = openMessage(layout, account, message)
  if (file === null) throw lost()
  try {
    const { size, sha } = message
    if (sizeOf(file) !== size) throw lost()
    if (size <= SMALL) {
      const bytes = room(scratch, size)
      if (fill(file, bytes, 0) !== size || hash('sha256', bytes, 'hex') !== sha) throw lost()
      yield bytes
      return
    }
    if (hashOf(file, size, room(scratch, PIECE)) !== sha) throw lost()
    const again = createHash('sha256')
    for (let at = 0; at < size; at += PIECE) {
      const piece = room(scratch, Math.min(PIECE, size - at))
      if (fill(file, piece, at) !== piece.length)
        throw new Error('a message became shorter while it was read')
      again.update(piece)
      if (at + PIECE >= size && again.digest('hex') !== sha)
        throw new Error('a message changed while it was read')
      yield piece
    }
  } finally {
    closeSync(file)
  }
}

// The index remembers a name; any other file of the same hash has the same bytes.
function openMessage(
  layout: Layout,
  account: AccountId,
  { sha, file }: Pick<ExportedMessage, 'sha' | 'file'>,
): number | null {
  const shard = layout.shard(account, sha)
  const known = file?.startsWith(`${sha}-`) && MESSAGE_FILE.test(file) ? [file, sha] : [sha]
  for (const name of known) {
    const found = openFile(join(shard, name))
    if (found !== null) return found
  }
  const other = listed(shard).find(name => name.startsWith(`${sha}-`))
  return other === undefined ? null : openFile(join(shard, other))
}

function openFile(path: string): number | null {
  return harmless(() => openSync(path, 'r'), null)
}

function listed(folder: string): string[] {
  return harmless(() => readdirSync(folder), [])
}

function sizeOf(file: number): number {
  return harmless(() => fstatSync(file).size, -1)
}

function hashOf(file: number, size: number, piece: Buffer): string {
  const sum = createHash('sha256')
  for (let at = 0; at < size; at += PIECE) sum.update(piece.subarray(0, fill(file, piece, at)))
  return sum.digest('hex')
}

function room(scratch: Scratch, size: number): Buffer {
  if (scratch.bytes.length < size) scratch.bytes = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(size)))
  return scratch.bytes.subarray(0, size)
}

/** How many octets could be read into it. */
function fill(file: number, into: Buffer, from: number): number {
  let done = 0
  while (done < into.length) {
    const read = harmless(() => readSync(file, into, done, into.length - done, from + done), 0)
    if (read === 0) break
    done += read
  }
  return done
}

// A file that cannot be read is damage; what says nothing of the file is not.
function harmless<T>(attempt: () => T, otherwise: T): T {
  try {
    return attempt()
  } catch (error) {
    if (isShortage(error)) throw error
    return otherwise
  }
}
