import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** SHA-256 of a stored message as it lies on the disk now; null when it is not there or cannot be read. */
export async function hashMessage(file: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), hash)
  } catch {
    return null
  }
  return hash.digest('hex')
}
