import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { cannotRead } from './cannot-read.ts'

/** Octets read at once: nearly every message is one piece. */
const PIECE = 1 << 20

/** SHA-256 of a stored message as it lies on the disk now; null when it is not there or cannot be read. Throws when the machine is short of files. */
export async function hashMessage(file: string): Promise<string | null> {
  const handle = await open(file).catch(cannotRead)
  try {
    return handle && (await hashOf(handle).catch(cannotRead))
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
