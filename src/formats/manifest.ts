import { pipeline, Readable } from 'node:stream'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import type { StateCopy, StateHeader } from '../domain/folder-state.ts'

/**
 * The manifest of a folder state: zstd (with its checksum) over JSON lines, the header first, then one line a copy by rising UID.
 * `zstd -dc 17.jsonl.zst` shows it to a person; nothing else is needed to rebuild the index.
 */
export function encodeManifest(header: StateHeader, copies: Iterable<StateCopy>): Readable {
  // Hashes between short repeats: the lowest level makes the smallest file of them, and in half the time.
  const params = { [constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: 1 }
  return Readable.from(lines(header, copies)).pipe(createZstdCompress({ params }))
}

/** The header and the copies of a manifest. Throws a fault when the bytes are not a whole manifest. */
export async function* decodeManifest(bytes: Readable): AsyncGenerator<StateHeader | StateCopy> {
  for await (const lines of decodeInBlocks(bytes)) yield* lines
}

/** The same, as many lines at a time as come together: to wait for each costs more than to read it. */
export async function* decodeInBlocks(bytes: Readable): AsyncGenerator<(StateHeader | StateCopy)[]> {
  const zstd = createZstdDecompress()
  // An error of either stream ends the other, and arrives below.
  pipeline(bytes, zstd, () => {})
  const decoder = new TextDecoder()
  let header: StateHeader | undefined
  let seen = 0
  let rest = ''
  const read = (line: string): StateHeader | StateCopy => {
    const value = JSON.parse(line)
    if (header !== undefined) seen++
    else if (value.v !== 1) throw new Error(`unknown manifest version ${value.v}`)
    else header = value
    return value
  }
  for await (const chunk of zstd) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield lines.map(read)
  }
  if (rest) yield [read(rest)]
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
