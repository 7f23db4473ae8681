import type { PieceDecoder } from './transfer-encoding.ts'

/**
 * Undoes uuencode (the x-uuencode and x-uue of old mail): what stands between "begin" and "end".
 * Lines that lie about their length give what they hold.
 */
export function createUudecoder(): PieceDecoder {
  let carry: Uint8Array = new Uint8Array(0)
  let state: State = 'before'
  const take = (bytes: Uint8Array, last: boolean): Uint8Array => {
    const b = carry.length ? Buffer.concat([carry, bytes]) : bytes
    const out: number[] = []
    let at = 0
    for (let nl = b.indexOf(10); at < b.length; nl = b.indexOf(10, at)) {
      // a "line" longer than any uuencoded one is decoded as it stands, so memory stays constant
      if (nl < 0 && !last && b.length - at < 1024) break
      const end = nl < 0 ? b.length : nl
      state = readLine(b, at, end, state, out)
      at = nl < 0 ? end : nl + 1
    }
    carry = Uint8Array.from(b.subarray(at))
    return Uint8Array.from(out)
  }
  return { push: piece => take(piece, false), end: () => take(new Uint8Array(0), true) }
}

/** Octets that uuencoded text decodes to. */
export function uuSize(bytes: Uint8Array): number {
  const decoder = createUudecoder()
  let n = 0
  for (let at = 0; at < bytes.length; at += 65536) n += decoder.push(bytes.subarray(at, at + 65536)).length
  return n + decoder.end().length
}

type State = 'before' | 'inside' | 'after'

function readLine(b: Uint8Array, start: number, end: number, state: State, out: number[]): State {
  const text = Buffer.from(b.buffer, b.byteOffset + start, Math.min(end - start, 1024))
    .toString('latin1')
    .trimEnd()
  if (state === 'before') return /^begin [0-7]{3,4} /.test(text) || text === 'begin' ? 'inside' : 'before'
  if (state === 'after' || text === 'end') return 'after'
  let left = (text.charCodeAt(0) - 32) & 63
  if (!text) left = 0
  for (let i = 1; i < text.length && left > 0; i += 4) {
    const q = (six(text, i) << 18) | (six(text, i + 1) << 12) | (six(text, i + 2) << 6) | six(text, i + 3)
    for (const octet of [q >> 16, (q >> 8) & 255, q & 255]) if (left-- > 0) out.push(octet)
  }
  return 'inside'
}

function six(text: string, i: number): number {
  return i < text.length ? (text.charCodeAt(i) - 32) & 63 : 0
}
