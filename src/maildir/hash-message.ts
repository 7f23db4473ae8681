import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'

/** Octets read at once: nearly every message is one piece. */
const PIECE = 1 << 20

/** SHA-256 of a stored message as it lies on the disk now; null when it is not there or cannot be read. */
export async function hashMessage(file: string): Promise<string | null> {
  const handle = await open(file).catch(() => null)
  try {
    return handle && (await hashOf(handle))
  } catch {
    return null
  } finally {
    await handle?.close().catch(() => {})
  }
}

// A stream would cost more than the hashing of most messages.
async function hashOf(handle: FileHandle): Promise<string> {
  const { size } = await handle.stat()
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(Math.min(PIECE, size + 1))
  for (;;) {
    const { bytesRead } = await handle.read(piece, 0, piece.length)
    if (!bytesRead) return hash.digest('hex')
    hash.update(piece.subarray(0, bytesRead))
  }
}
