/** A file that old programs wrote into a text (uuencode), or the text between such files. */
export type PackedPiece = { text: string } | { name: string; lines: readonly string[]; size: number }

/**
 * Splits a text at the files that stand in it, which begin with "begin 644 name" and end with "end". What only begins
 * like one stays text. Each line is looked at twice at most.
 */
export function splitPacked(text: string): PackedPiece[] {
  if (!/^begin [0-7]{3,4} \S/m.test(text)) return [{ text }]
  const pieces: PackedPiece[] = []
  const lines = text.split('\n')
  let own: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const name = /^begin [0-7]{3,4} (\S.{0,200})$/.exec(lines[at] ?? '')?.[1]
    const end = name === undefined ? -1 : endOf(lines, at + 1)
    if (name === undefined || end < 0) own.push(lines[at] ?? '')
    else {
      if (own.some(Boolean)) pieces.push({ text: own.join('\n') })
      own = []
      const packed = lines.slice(at + 1, end)
      pieces.push({ name, lines: packed, size: packed.reduce((sum, line) => sum + lengthOf(line), 0) })
      at = end
    }
  }
  if (own.some(Boolean)) pieces.push({ text: own.join('\n') })
  return pieces
}

/** The octets that these lines hold. */
export function unpacked(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const octets: number[] = []
  for (const line of lines) {
    let left = lengthOf(line)
    for (let i = 1; left > 0; i += 4) {
      const group =
        (six(line, i) << 18) | (six(line, i + 1) << 12) | (six(line, i + 2) << 6) | six(line, i + 3)
      for (const octet of [group >> 16, (group >> 8) & 255, group & 255]) if (left-- > 0) octets.push(octet)
    }
  }
  return Uint8Array.from(octets)
}

/** Index of the line that ends the file, or -1: the first line that is none of it ends the search. */
function endOf(lines: readonly string[], from: number): number {
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === 'end') return at
    const needed = Math.ceil(lengthOf(line) / 3) * 4
    // spaces at the end may have been lost on the way
    if (!/^[\x20-\x60]{0,62}$/.test(line) || line.trimEnd().length > needed + 2) return -1
  }
  return -1
}

function lengthOf(line: string): number {
  return line === '' ? 0 : (line.charCodeAt(0) - 32) & 63
}

function six(line: string, at: number): number {
  return at < line.length ? (line.charCodeAt(at) - 32) & 63 : 0
}
