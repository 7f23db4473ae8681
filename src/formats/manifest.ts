import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import type { StateCopy, StateHeader } from '../domain/folder-state.ts'

/**
 * The manifest of a folder state: zstd over JSON lines, the header first, then one line a copy by rising UID.
 * `zstd -dc 17.jsonl.zst` shows it to a person; nothing else is needed to rebuild the index.
 */
export function encodeManifest(header: StateHeader, copies: Iterable<StateCopy>): Readable {
  return Readable.from(lines(header, copies)).pipe(createZstdCompress())
}

/** The header and the copies of a manifest. Throws a fault when the bytes are not a whole manifest. */
export async function* decodeManifest(bytes: Readable): AsyncGenerator<StateHeader | StateCopy> {
  let seen = 0
  let header: StateHeader | undefined
  const zstd = createZstdDecompress()
  bytes.once('error', error => zstd.destroy(error))
  for await (const line of createInterface({
    input: bytes.pipe(zstd),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const value = JSON.parse(line)
    if (header === undefined) {
      if (value.v !== 1) throw new Error(`unknown manifest version ${value.v}`)
      header = value
    } else seen++
    yield value
  }
  if (!header || seen !== header.messages) throw new Error('manifest is cut')
}

/** The header is the one line with a version. */
export function isHeader(line: StateHeader | StateCopy): line is StateHeader {
  return 'v' in line
}

function* lines(header: StateHeader, copies: Iterable<StateCopy>): Generator<string> {
  yield `${JSON.stringify(header)}\n`
  let block = ''
  for (const copy of copies) {
    block += `${JSON.stringify(copy)}\n`
    if (block.length < 65536) continue
    yield block
    block = ''
  }
  if (block) yield block
}
