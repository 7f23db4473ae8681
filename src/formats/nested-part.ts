import type { Part } from '../domain/message.ts'
import { partById } from './body-lists.ts'
import { readMessage } from './read-message.ts'

/** Octets of messages within messages that are read to find one part. */
const MOST_OCTETS = 33_554_432

/** Encodings under which a part lies in its message octet for octet: the only ones for a message (RFC 2046 5.2.1). */
const AS_IT_IS: ReadonlySet<string> = new Set(['7bit', '8bit', 'binary'])

/** Does the part lie in its message octet for octet? */
export function liesAsItIs({ encoding }: Part): boolean {
  return AS_IT_IS.has(encoding)
}

/** A part, and the structure of the message that holds it directly (its offsets are that message's own). */
export interface HeldPart {
  part: Part
  within: Part
}

/**
 * A part of a message; of a message that is a part of it; and so on along the path of part ids, in which "-" may stand
 * for ".". Its offsets are those in the outermost message, of which `read` gives octets. Null when there is none, or
 * when a message on the way is encoded or too long.
 */
export async function nestedPart(
  read: (start: number, end: number) => Promise<Uint8Array>,
  structure: Part,
  path: readonly string[],
): Promise<Part | null> {
  return (await heldPart(read, structure, path))?.part ?? null
}

/** As nestedPart, with the structure around it, for whoever needs the parts beside it. */
export async function heldPart(
  read: (start: number, end: number) => Promise<Uint8Array>,
  structure: Part,
  path: readonly string[],
): Promise<HeldPart | null> {
  let within = structure
  let part: Part | null = null
  let left = MOST_OCTETS
  let offset = 0
  for (const id of path) {
    if (part) {
      const [start, end]: Part['body'] = part.body
      left -= end - start
      if (!liesAsItIs(part) || left < 0) return null
      within = readMessage(await read(start, end)).structure
      offset = start
    }
    const found: Part | null = partById(within, id.replaceAll('-', '.'))
    if (found?.id == null) return null
    const [start, end] = found.body
    part = { ...found, body: [offset + start, offset + end] }
  }
  return part && { part, within }
}
