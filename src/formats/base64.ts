import type { PieceDecoder } from './transfer-encoding.ts'

/** Octets that base64 text decodes to, exactly, without making them. */
export function base64Size(bytes: Uint8Array): number {
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
  const b = asBuffer(bytes)
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

/** Undoes base64 (RFC 2045 6.8) piece by piece. What begins with `octetBefore` (10) begins a line. */
export function createBase64(octetBefore = 0): PieceDecoder {
  let quantum = 0
  let have = 0
  let ended = false
  let before = octetBefore
  const rest = (): Uint8Array => {
    if (have < 2) return EMPTY
    return have === 2 ? Uint8Array.of(quantum >> 4) : Uint8Array.of(quantum >> 10, (quantum >> 2) & 255)
  }
  /** The letters held from the piece before, as they were written. */
  const held = () => {
    let text = ''
    for (let k = have - 1; k >= 0; k--) text += ALPHABET[(quantum >> (6 * k)) & 63]
    return text
  }
  /** Node's decoder takes the long stretch that holds nothing but letters and what both of us pass over. */
  const takeRun = (piece: Uint8Array): [octets: Uint8Array, end: number] => {
    const { end, letters } = letterRun(piece)
    const all = have + letters
    if (letters < 64) return [EMPTY, 0]
    const text = held() + asBuffer(piece).toString('latin1', 0, end)
    const octets = Buffer.from(text, 'base64').subarray(0, (all >> 2) * 3)
    have = all & 3
    quantum = 0
    for (let k = end - 1, n = 0; n < have; k--) {
      const v = LETTER[piece[k] as number] as number
      if (v < 64) quantum |= v << (6 * n++)
    }
    return [octets, end]
  }
  const takeEach = (piece: Uint8Array, from: number): Uint8Array => {
    const out = Buffer.allocUnsafe(((piece.length - from + have) >> 2) * 3 + 3)
    let o = 0
    for (let i = from; i < piece.length; i++) {
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
    return out.subarray(0, o)
  }
  return {
    push(piece) {
      if (ended) return EMPTY
      const [run, end] = takeRun(piece)
      const each = end < piece.length ? takeEach(piece, end) : EMPTY
      before = piece[piece.length - 1] ?? before
      if (each.length === 0) return run
      return run.length === 0 ? each : Buffer.concat([run, each])
    },
    end: rest,
  }
}

/** How far a piece goes without what needs a closer look, and how many letters that holds. */
function letterRun(bytes: Uint8Array): { end: number; letters: number } {
  const odd = bytes.byteOffset & 1
  if (bytes.length < 2) return { end: 0, letters: 0 }
  const first = odd ? (LETTER[bytes[0] as number] as number) : 255
  if (first === 64 || first === 65) return { end: 0, letters: 0 }
  let letters = first < 64 ? 1 : 0
  const pairs = new Uint16Array(bytes.buffer, bytes.byteOffset + odd, (bytes.length - odd) >> 1)
  let p = 0
  for (; p < pairs.length; p++) {
    const step = PAIR[pairs[p] as number] as number
    if (step === 9) break
    letters += step
  }
  return { end: odd + p * 2, letters }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

const EMPTY = new Uint8Array(0)
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** 0-63 for a letter of the alphabet, 64 for the padding sign, 65 for what a footer begins with, 255 for all else. */
const LETTER = new Uint8Array(256).fill(255)
for (let i = 0; i < 64; i++) LETTER[ALPHABET.charCodeAt(i)] = i
LETTER[61] = 64
LETTER[45] = LETTER[95] = 65

/** Letters in two neighbouring octets; 9 when one of them needs a closer look. Two at a time is what makes sizes cheap. */
const PAIR = new Uint8Array(65536)
for (let i = 0; i < 65536; i++) {
  const a = LETTER[i & 255] as number
  const b = LETTER[i >> 8] as number
  PAIR[i] = a === 64 || a === 65 || b === 64 || b === 65 ? 9 : (a < 64 ? 1 : 0) + (b < 64 ? 1 : 0)
}
