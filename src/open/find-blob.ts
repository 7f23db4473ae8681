import type { Part } from '../domain/message.ts'
import type { BlobPlace } from '../domain/ports.ts'
import { heldPart } from '../formats/nested-part.ts'
import type { OpenPoint } from './open-account.ts'

/**
 * Where the octets of a blob of this point lie. A blobId is the hash of a message, or hash, "_" and part id of one of its
 * parts, in which "-" may stand for ".": an Id has no dots (RFC 8620 1.2). Further "_" and part ids lead into messages
 * that are parts. Null when the point does not hold it: account, point, message, part, never the pool of messages alone.
 */
export async function findBlob(point: OpenPoint, blobId: string): Promise<BlobPlace | null> {
  if (!/^[0-9a-f]{64}(_[1-9][0-9.-]*)*$/.test(blobId) || blobId.length > 400) return null
  const [sha = '', ...path] = blobId.split('_')
  const message = await point.blob(sha)
  if (!message) return null
  const { receivedAt } = message
  if (path.length === 0) {
    const { size } = message
    const file = await point.file(sha, receivedAt)
    const whole = { encoding: null, type: 'message/rfc822', charset: null, name: null }
    return { file, start: 0, end: size, ...whole, size }
  }
  const read = (start: number, end: number) => point.bytes(sha, receivedAt, start, end)
  const held = await heldPart(read, message.structure, path)
  if (!held) return null
  const { body, encoding, type, charset, name, size } = held.part
  const file = await point.file(sha, receivedAt)
  const place = { file, start: body[0], end: body[1], encoding, type, charset, name, size }
  return held.holders.length > 0 ? { ...place, holders: held.holders } : place
}

/** Every node of the tree, outer before inner. */
export function* allParts(structure: Part): Generator<Part> {
  const open = [structure]
  for (let part = open.pop(); part; part = open.pop()) {
    yield part
    for (const child of part.parts?.toReversed() ?? []) open.push(child)
  }
}
