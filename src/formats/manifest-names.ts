import { pipeline, type Readable } from 'node:stream'
import { createZstdDecompress } from 'node:zlib'
import type { StateCopy } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'

/** A copy by what its message's file is called. */
export interface CopyName {
  uid: number
  sha: Sha256
  /** basename below messages/ab/ */
  base: string
}

/**
 * The lines of a manifest's copies, by rising UID and unread, in batches: for who goes through all of a large mailbox and
 * looks at few. `nameOf` reads one. Throws a fault when the bytes are no manifest; a cut one is not noticed.
 */
export async function* copyLines(bytes: Readable): AsyncGenerator<string[]> {
  const zstd = createZstdDecompress()
  // An error of either stream ends the other, and arrives below.
  pipeline(bytes, zstd, () => {})
  const decoder = new TextDecoder()
  let rest = ''
  let isFirst = true
  for await (const chunk of zstd as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (isFirst && lines.length) {
      lines.shift()
      isFirst = false
    }
    yield lines
  }
  if (rest && !isFirst) yield [rest]
}

// As encodeManifest writes a line. A quotation mark inside of a flag is escaped, so that no flag can look like a key.
const USUAL = /^\{"uid":(\d+),"sha":"([0-9a-f]{64})",/

/** What a line of `copyLines` names. Throws when it is none. */
export function nameOf(line: string): CopyName {
  const usual = USUAL.exec(line)
  if (usual && !line.includes('"file":"')) {
    const [, uid = '', sha = ''] = usual
    return { uid: Number(uid), sha, base: sha }
  }
  const { uid, sha, file } = JSON.parse(line) as StateCopy
  return { uid, sha, base: file ?? sha }
}
