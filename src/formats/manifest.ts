import { Readable } from 'node:stream'
import { constants, createZstdCompress } from 'node:zlib'
import type { InColumns } from '../domain/copy-columns.ts'
import type { StateCopy, StateHeader } from '../domain/folder-state.ts'
import { unpack } from '../domain/pack-copies.ts'
import { decodeInColumns } from './manifest-columns.ts'
import { manifestLines } from './manifest-writer.ts'

/** Octets of one step of the compressor: each is a way to another thread and back. */
const STEP = 1 << 18
/** Copies made into lines at a time. */
const AT_ONCE = 1000

/**
 * The manifest of a folder state: zstd (with its checksum) over JSON lines, the header first, then one line a copy by rising UID.
 * `zstd -dc 17.jsonl.zst` shows it to a person; nothing else is needed to rebuild the index.
 */
export function encodeManifest(header: StateHeader, copies: InColumns): Readable {
  // Hashes between short repeats: the lowest level makes the smallest file of them, and in half the time.
  const params = { [constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: 1 }
  return Readable.from(lines(header, copies), { highWaterMark: 1 }).pipe(
    createZstdCompress({ params, chunkSize: STEP }),
  )
}

/** The header and the copies of a manifest. Throws a fault when the bytes are not a whole manifest. */
export async function* decodeManifest(bytes: Readable): AsyncGenerator<StateHeader | StateCopy> {
  for await (const { header, copies } of decodeInColumns(bytes)) {
    if (header) yield header
    const copyAt = unpack(copies)
    for (let row = 0; row < copies.uids.length; row++) yield copyAt(row)
  }
}

/** The header is the one line with a version. */
export function isHeader(line: StateHeader | StateCopy): line is StateHeader {
  return 'v' in line
}

function* lines(header: StateHeader, copies: InColumns): Generator<Buffer> {
  yield Buffer.from(`${JSON.stringify(header)}\n`)
  for (const some of copies.columns(AT_ONCE)) yield* manifestLines(some)
}
