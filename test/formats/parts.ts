import type { Part } from '../../src/domain/message.ts'

/** All parts that hold something, in the order of the tree. */
export function allParts(structure: Part): Part[] {
  const out: Part[] = []
  const waiting = [structure]
  for (let part = waiting.shift(); part; part = waiting.shift()) {
    if (part.parts) waiting.unshift(...part.parts)
    else out.push(part)
  }
  return out
}

/** The octets of a part's body as they stand in the message. */
export function bodyOf(bytes: Uint8Array, part: Part): Uint8Array {
  return bytes.subarray(part.body[0], part.body[1])
}
