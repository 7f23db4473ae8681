/** Text made octet by octet in a buffer, where a string for each of thousands would be most of the work. */

/** Writes `text`; returns where it ends. */
export function putText(out: Buffer, at: number, text: Uint8Array): number {
  for (let i = 0; i < text.length; i++) out[at + i] = text[i] as number
  return at + text.length
}

const HEX = Buffer.from('0123456789abcdef')

/** Writes `count` octets in hexadecimal digits; returns where they end. */
export function putHex(out: Buffer, at: number, octets: Uint8Array, from: number, count: number): number {
  for (let i = 0; i < count; i++) {
    const octet = octets[from + i] as number
    out[at + 2 * i] = HEX[octet >> 4] as number
    out[at + 2 * i + 1] = HEX[octet & 15] as number
  }
  return at + 2 * count
}

/** Writes a number as JSON does; returns where it ends. */
export function putNumber(out: Buffer, at: number, value: number): number {
  // Below zero are dates before 1970.
  if (!Number.isSafeInteger(value) || value < 0) return at + out.write(JSON.stringify(value), at)
  let digits = 1
  for (let over = 10; over <= value; over *= 10) digits++
  let rest = value
  for (let i = at + digits - 1; i >= at; i--) {
    const before = Math.floor(rest / 10)
    out[i] = 48 + (rest - before * 10)
    rest = before
  }
  return at + digits
}
