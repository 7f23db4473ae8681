import { Transform, type TransformCallback } from 'node:stream'
import { createUudecoder, uuSize } from './uuencode.ts'

/** What undoes an encoding piece by piece: the octets of each piece, at last what is left. Constant memory. */
export interface PieceDecoder {
  push(piece: Uint8Array): Uint8Array
  end(): Uint8Array
}

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
  if (encoding === 'base64') {
    const size = evenSize(bytes)
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
    const quick = size < 0 ? EMPTY : Buffer.from(text, 'base64')
    if (quick.length === size) return quick
  }
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

function pieceDecoder(encoding: string | null): PieceDecoder | null {
  if (encoding === 'base64') return createBase64()
  if (encoding === 'quoted-printable') return createQuoted()
  if (encoding === 'x-uuencode') return createUudecoder()
  return null
}

/** 0-63 for a letter of the alphabet, 64 for the padding sign, 65 for what a footer begins with, 255 for all else. */
const LETTER = new Uint8Array(256).fill(255)
for (const [i, c] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  LETTER[c.charCodeAt(0)] = i
LETTER[61] = 64
LETTER[45] = LETTER[95] = 65

/** Letters in two neighbouring octets; 9 when one of them needs a closer look. Two at a time is what makes sizes cheap. */
const PAIR = new Uint8Array(65536)
for (let i = 0; i < 65536; i++) {
  const a = LETTER[i & 255] as number
  const b = LETTER[i >> 8] as number
  PAIR[i] = a === 64 || a === 65 || b === 64 || b === 65 ? 9 : (a < 64 ? 1 : 0) + (b < 64 ? 1 : 0)
}

function base64Size(bytes: Uint8Array): number {
  if (bytes.length === 0) return 0
  const even = evenSize(bytes)
  if (even >= 0) return even
  let n = 0
  // a view of pairs must begin at an even place of its memory
  const odd = bytes.byteOffset & 1
  if (odd && (LETTER[bytes[0] as number] as number) < 64) n++
  const pairs = new Uint16Array(bytes.buffer, bytes.byteOffset + odd, (bytes.length - odd) >> 1)
  let p = 0
  for (; p < pairs.length; p++) {
    const step = PAIR[pairs[p] as number] as number
    if (step < 9) {
      n += step
      continue
    }
    for (let k = odd + p * 2; k < odd + p * 2 + 2; k++) {
      const v = LETTER[bytes[k] as number] as number
      if (v < 64) n++
      else if (v === 64 && (n & 3) > 1) return octets(n)
      else if (v === 65 && k > 0 && bytes[k - 1] === 10) return octets(n)
    }
  }
  const rest = odd + p * 2
  if (rest < bytes.length && (LETTER[bytes[rest] as number] as number) < 64) n++
  return octets(n)
}

const scratch = Buffer.allocUnsafeSlow(65536)

/**
 * The same for what nearly all base64 is: lines of one length, nothing but letters. The length follows from the line
 * ends; that there is no dirt is proved by Node's own decoder, ten times faster than a loop here, which would write
 * fewer octets. It takes "-" and "_" for letters, so these are looked for. -1: count letter by letter.
 */
function evenSize(bytes: Uint8Array): number {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const line = b.indexOf(10) + 1
  const width = line - (b[line - 2] === 13 ? 2 : 1)
  if (width < 4 || width & 3 || line > 4096) return -1
  const lines = Math.floor(b.length / line)
  // the last two lines may hold padding; they are counted as what they are
  const even = lines - 1
  const step = Math.floor(scratch.length / line) * line
  for (let end = line; end <= even * line; end += line)
    if (b[end - 1] !== 10 || (line - width === 2 && b[end - 2] !== 13)) return -1
  for (let at = 0; at < even * line; at += step) {
    const end = Math.min(at + step, even * line)
    if (scratch.write(b.toString('latin1', at, end), 'base64') !== (((end - at) / line) * width * 3) / 4)
      return -1
  }
  if (even < 1 || foreignLetter(b, even * line)) return -1
  const tail = createBase64(10)
  return (even * width * 3) / 4 + tail.push(b.subarray(even * line)).length + tail.end().length
}

function foreignLetter(b: Buffer, end: number): boolean {
  return b.subarray(0, end).includes(45) || b.subarray(0, end).includes(95)
}

function octets(letters: number): number {
  const rest = letters & 3
  return (letters >> 2) * 3 + (rest > 1 ? rest - 1 : 0)
}

function createBase64(octetBefore = 0): PieceDecoder {
  let quantum = 0
  let have = 0
  let ended = false
  let before = octetBefore
  const rest = (): Uint8Array => {
    if (have < 2) return EMPTY
    return have === 2 ? Uint8Array.of(quantum >> 4) : Uint8Array.of(quantum >> 10, (quantum >> 2) & 255)
  }
  return {
    push(piece) {
      if (ended) return EMPTY
      const out = Buffer.allocUnsafe(((piece.length + have) >> 2) * 3 + 3)
      let o = 0
      for (let i = 0; i < piece.length; i++) {
        const v = LETTER[piece[i] as number] as number
        if (v === 255) continue
        if (v === 65) {
          ended = (i > 0 ? piece[i - 1] : before) === 10
          if (ended) break
          continue
        }
        if (v === 64) {
          // padding only where a quantum can end; elsewhere it is dirt
          if (have < 2) continue
          for (const octet of rest()) out[o++] = octet
          have = 0
          ended = true
          break
        }
        quantum = (quantum << 6) | v
        if (++have < 4) continue
        out[o++] = (quantum >> 16) & 255
        out[o++] = (quantum >> 8) & 255
        out[o++] = quantum & 255
        have = quantum = 0
      }
      before = piece[piece.length - 1] ?? before
      return out.subarray(0, o)
    },
    end: rest,
  }
}

/** Value of a hex digit, 255 for all else; lower case is common and forbidden. */
const HEX = new Uint8Array(256).fill(255)
for (let i = 0; i < 16; i++) {
  HEX[i.toString(16).charCodeAt(0)] = i
  HEX[i.toString(16).toUpperCase().charCodeAt(0)] = i
}

/** Longest run of white space between "=" and the line end that is still a soft line break. */
const SOFT = 64

/** What an "=" at `i` is: octets to skip and, for an escape, the octet it stands for (-1 soft break, -2 literal); null when more must be seen. */
function readEscape(b: Uint8Array, i: number, last: boolean): [skip: number, octet: number] | null {
  const end = b.length
  if (i + 1 >= end) return last ? [1, -1] : null
  const high = HEX[b[i + 1] as number] as number
  if (high < 16) {
    if (i + 2 >= end) return last ? [1, -2] : null
    const low = HEX[b[i + 2] as number] as number
    return low < 16 ? [3, (high << 4) | low] : [1, -2]
  }
  let k = i + 1
  while (k < end && k - i <= SOFT && (b[k] === 32 || b[k] === 9)) k++
  if (k >= end) return last ? [k - i, -1] : null
  if (b[k] === 10) return [k + 1 - i, -1]
  if (b[k] !== 13) return [1, -2]
  if (k + 1 >= end) return last ? [k + 1 - i, -1] : null
  return [b[k + 1] === 10 ? k + 2 - i : k + 1 - i, -1]
}

function createQuoted(): PieceDecoder {
  let carry: Uint8Array = EMPTY
  const decode = (bytes: Uint8Array, last: boolean): Uint8Array => {
    const b = carry.length ? Buffer.concat([carry, bytes]) : bytes
    carry = EMPTY
    const out = Buffer.allocUnsafe(b.length)
    let o = 0
    for (let i = 0; i < b.length; ) {
      const c = b[i] as number
      if (c !== 61) {
        out[o++] = c
        i++
        continue
      }
      const found = readEscape(b, i, last)
      if (found === null) {
        carry = Uint8Array.from(b.subarray(i))
        break
      }
      if (found[1] !== -1) out[o++] = found[1] === -2 ? 61 : found[1]
      i += found[0]
    }
    return out.subarray(0, o)
  }
  return { push: piece => decode(piece, false), end: () => decode(EMPTY, true) }
}

function quotedSize(b: Uint8Array): number {
  let n = b.length
  for (let i = b.indexOf(61); i >= 0; i = b.indexOf(61, i)) {
    const [skip, octet] = readEscape(b, i, true) as [number, number]
    n -= octet === -1 ? skip : skip - 1
    i += skip
  }
  return n
}

const EMPTY = new Uint8Array(0)
