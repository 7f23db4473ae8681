import type { PieceDecoder } from './transfer-encoding.ts'

/** Undoes quoted-printable (RFC 2045 6.7) piece by piece. */
export function createQuoted(): PieceDecoder {
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

/** Octets that quoted-printable text decodes to. */
export function quotedSize(b: Uint8Array): number {
  let n = b.length
  for (let i = b.indexOf(61); i >= 0; i = b.indexOf(61, i)) {
    const [skip, octet] = readEscape(b, i, true) as [number, number]
    n -= octet === -1 ? skip : skip - 1
    i += skip
  }
  return n
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

const EMPTY = new Uint8Array(0)
