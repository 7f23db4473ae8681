import { Transform, type TransformCallback } from 'node:stream'
import { base64Size, createBase64 } from './base64.ts'
import { createQuoted, quotedSize } from './quoted-printable.ts'
import { createUudecoder, uuSize } from './uuencode.ts'

/**
 * A stream that undoes a content-transfer-encoding (RFC 2045 6); null where there is nothing to undo (7bit, 8bit,
 * binary, unknown names). Dirt never raises an error: what is no base64 letter is passed over, bad escapes stay as
 * written, and base64 ends at its padding or at a line that begins with a dash or an underscore, so that a list's footer
 * after it does not become octets.
 */
export function decodeTransfer(encoding: string | null): Transform | null {
  const decoder = pieceDecoder(encoding)
  if (!decoder) return null
  return new Transform({
    transform(piece: Uint8Array, _, done: TransformCallback) {
      done(null, decoder.push(piece))
    },
    flush(done: TransformCallback) {
      done(null, decoder.end())
    },
  })
}

/** The same for octets in memory; identity returns the octets it was given. */
export function decodeTransferBytes(bytes: Uint8Array, encoding: string | null): Uint8Array {
  const decoder = pieceDecoder(encoding)
  if (!decoder) return bytes
  const first = decoder.push(bytes)
  const last = decoder.end()
  return last.length ? Buffer.concat([first, last]) : first
}

/** How many octets that would be, without making them. */
export function decodedSize(bytes: Uint8Array, encoding: string | null): number {
  if (encoding === 'base64') return base64Size(bytes)
  if (encoding === 'quoted-printable') return quotedSize(bytes)
  if (encoding === 'x-uuencode') return uuSize(bytes)
  return bytes.length
}

/** Q encoding of RFC 2047 4.2: an underscore is a space. */
export function decodeQ(text: string): Buffer {
  return Buffer.from(
    decodeTransferBytes(Buffer.from(text.replaceAll('_', ' '), 'latin1'), 'quoted-printable'),
  )
}

/** What undoes an encoding piece by piece: the octets of each piece, at last what is left. Constant memory. */
export interface PieceDecoder {
  push(piece: Uint8Array): Uint8Array
  end(): Uint8Array
}

function pieceDecoder(encoding: string | null): PieceDecoder | null {
  if (encoding === 'base64') return createBase64()
  if (encoding === 'quoted-printable') return createQuoted()
  if (encoding === 'x-uuencode') return createUudecoder()
  return null
}
