import type { Part } from '../domain/message.ts'
import { partById } from './body-lists.ts'
import { readMessage } from './read-message.ts'
import { decodeTransferBytes } from './transfer-encoding.ts'

/** Octets of messages within messages that are read to find one part. */
const MOST_OCTETS = 33_554_432

/** Encodings under which a part lies in its message octet for octet. */
const AS_IT_IS: ReadonlySet<string> = new Set(['7bit', '8bit', 'binary'])

/** Octets [start, end) of something. */
export type Read = (start: number, end: number) => Promise<Uint8Array>

/** An encoded message on the way to a part: where it lies in what holds it, and how it is encoded. */
export interface EncodedHolder {
  start: number
  end: number
  encoding: string
}

/** A part, and the structure of the message that holds it directly (its offsets are that message's own). */
export interface HeldPart {
  part: Part
  within: Part
  /** reads what the offsets of `part` are of: the outermost message, or the last of `holders` once decoded */
  read: Read
  /** encoded messages that have to be undone on the way, the outer first; forbidden (RFC 2046 5.2.1), and written all the same */
  holders: EncodedHolder[]
}

/**
 * A part of a message; of a message that is a part of it; and so on along the path of part ids, in which "-" may stand
 * for ".". `read` gives octets of the outermost. Null when there is none, or when messages on the way are too long.
 */
export async function heldPart(
  read: Read,
  structure: Part,
  path: readonly string[],
): Promise<HeldPart | null> {
  let within = structure
  let part: Part | null = null
  let left = MOST_OCTETS
  let offset = 0
  let here = read
  const holders: EncodedHolder[] = []
  for (const id of path) {
    if (part) {
      const [start, end]: Part['body'] = part.body
      left -= end - start
      if (left < 0) return null
      const raw = await here(start, end)
      const octets = AS_IT_IS.has(part.encoding) ? raw : decodeTransferBytes(raw, part.encoding)
      if (octets === raw) offset = start
      else {
        holders.push({ start, end, encoding: part.encoding })
        here = async (from, to) => octets.subarray(from, to)
        offset = 0
      }
      within = readMessage(octets).structure
    }
    const found: Part | null = partById(within, id.replaceAll('-', '.'))
    if (found?.id == null) return null
    const [start, end] = found.body
    part = { ...found, body: [offset + start, offset + end] }
  }
  return part && { part, within, read: here, holders }
}
