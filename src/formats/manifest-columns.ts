import { pipeline, type Readable } from 'node:stream'
import { createZstdDecompress } from 'node:zlib'
import type { CopyColumns } from '../domain/copy-columns.ts'
import type { StateHeader } from '../domain/folder-state.ts'
import { lineReader } from './manifest-reader.ts'

/** Octets of one step of the decompressor: each is a way to another thread and back. */
const STEP = 1 << 18
const LF = 0x0a

/** What comes of a manifest at a time. */
export interface ManifestBlock {
  /** with the first one only */
  header: StateHeader | null
  copies: CopyColumns
}

/** A manifest (formats/manifest.ts), some thousand copies at a time. Throws a fault when the bytes are not a whole one. */
export async function* decodeInColumns(bytes: Readable): AsyncGenerator<ManifestBlock> {
  const zstd = createZstdDecompress({ chunkSize: STEP })
  // An error of either stream ends the other, and arrives below.
  pipeline(bytes, zstd, () => {})
  const read = lineReader()
  let messages: number | null = null
  let seen = 0
  let rest: Buffer = Buffer.alloc(0)
  const next = (lines: Buffer): ManifestBlock => {
    const header = messages === null ? headerOf(lines) : null
    messages ??= header?.messages ?? 0
    const copies = read(header ? lines.subarray(lines.indexOf(LF) + 1) : lines)
    seen += copies.uids.length
    return { header, copies }
  }
  for await (const chunk of zstd as AsyncIterable<Buffer>) {
    // Only the line that was begun is copied.
    const begun = rest.length ? chunk.indexOf(LF) + 1 : 0
    if (begun) yield next(Buffer.concat([rest, chunk.subarray(0, begun)]))
    const end = chunk.lastIndexOf(LF) + 1
    if (end > begun) yield next(chunk.subarray(begun, end))
    rest = end ? chunk.subarray(end) : Buffer.concat([rest, chunk])
  }
  if (rest.length) yield next(Buffer.concat([rest, Buffer.of(LF)]))
  if (seen !== messages) throw new Error('manifest is cut')
}

function headerOf(lines: Buffer): StateHeader {
  const header = JSON.parse(lines.toString('utf8', 0, lines.indexOf(LF)))
  if (header.v !== 1) throw new Error(`unknown manifest version ${header.v}`)
  return header
}
