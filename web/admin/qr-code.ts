/**
 * A text as a QR code (ISO/IEC 18004): byte mode, error correction M, versions 1 to 15, which is 412 octets. Rows of
 * modules, true is dark, without the quiet zone of four around it; null when the text is longer.
 */
export function qrCode(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text)
  const at = ECC.findIndex((_, i) => bytes.length <= dataLength(i + 1) - (i + 1 < 10 ? 2 : 3))
  if (at < 0) return null
  const version = at + 1
  const words = withCorrection(dataWords(bytes, version), version)
  const masked = MASKS.map((isFlipped, mask) => drawn(version, words, mask, isFlipped))
  return masked.reduce((best, one) => (penalty(one) < penalty(best) ? one : best))
}

// By version, from 1 on, at level M: codewords of correction a block, and blocks.
const ECC = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24]
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10]

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  x => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

const of = (list: ArrayLike<number>, i: number): number => list[i] ?? 0

function totalLength(version: number): number {
  let modules = (16 * version + 128) * version + 64
  if (version > 1) {
    const marks = Math.floor(version / 7) + 2
    modules -= (25 * marks - 10) * marks - 55
  }
  if (version > 6) modules -= 36
  return Math.floor(modules / 8)
}

function dataLength(version: number): number {
  return totalLength(version) - of(ECC, version - 1) * of(BLOCKS, version - 1)
}

// Mode, length, octets, an end of four zeros, and filling.
function dataWords(bytes: Uint8Array, version: number): number[] {
  const length = bytes.length.toString(2).padStart(version < 10 ? 8 : 16, '0')
  const bits = `0100${length}${Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')}0000`
  const words = (bits.match(/.{1,8}/g) ?? []).map(part => Number.parseInt(part.padEnd(8, '0'), 2))
  const room = dataLength(version)
  for (let fill = 0xec; words.length < room; fill ^= 0xec ^ 0x11) words.push(fill)
  return words.slice(0, room)
}

// Blocks of two lengths, each with its correction; they go out one codeword of each in turn.
function withCorrection(data: readonly number[], version: number): number[] {
  const blocks = of(BLOCKS, version - 1)
  const degree = of(ECC, version - 1)
  const total = totalLength(version)
  const short = Math.floor(total / blocks) - degree
  const shorts = blocks - (total % blocks)
  const divisor = divisorOf(degree)
  const parts: number[][] = []
  const rests: number[][] = []
  for (let i = 0, from = 0; i < blocks; i++) {
    const part = data.slice(from, from + short + (i < shorts ? 0 : 1))
    from += part.length
    parts.push(part)
    rests.push(remainder(part, divisor))
  }
  return [...inTurn(parts, short + 1), ...inTurn(rests, degree)]
}

function inTurn(lists: readonly number[][], length: number): number[] {
  return Array.from({ length }, (_, i) => lists.flatMap(list => list.slice(i, i + 1))).flat()
}

// Reed and Solomon over GF(256) with 0x11d.
function times(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--)
    product = (product << 1) ^ ((product >>> 7) * 0x11d) ^ (((b >>> bit) & 1) * a)
  return product
}

function divisorOf(degree: number): number[] {
  let divisor = [...new Array<number>(degree - 1).fill(0), 1]
  let root = 1
  for (let i = 0; i < degree; i++) {
    divisor = divisor.map((word, j) => times(word, root) ^ of(divisor, j + 1))
    root = times(root, 2)
  }
  return divisor
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  let rest = new Array<number>(divisor.length).fill(0)
  for (const word of data) {
    const factor = word ^ of(rest, 0)
    rest = [...rest.slice(1), 0].map((one, i) => one ^ times(of(divisor, i), factor))
  }
  return rest
}

function drawn(
  version: number,
  words: readonly number[],
  mask: number,
  isFlipped: (x: number, y: number) => boolean,
): boolean[][] {
  const size = 17 + 4 * version
  const dark = Array.from({ length: size }, () => new Array<boolean>(size).fill(false))
  const taken = Array.from({ length: size }, () => new Array<boolean>(size).fill(false))
  const set = (x: number, y: number, value: boolean) => {
    const [row, marks] = [dark[y], taken[y]]
    if (!row || !marks || x < 0 || x >= size) return
    row[x] = value
    marks[x] = true
  }
  for (let i = 0; i < size; i++)
    for (const [x, y] of [
      [i, 6],
      [6, i],
    ] as const)
      set(x, y, i % 2 === 0)
  const ring = (cx: number, cy: number, radius: number, isLight: (far: number) => boolean) => {
    for (let dy = -radius; dy <= radius; dy++)
      for (let dx = -radius; dx <= radius; dx++)
        set(cx + dx, cy + dy, !isLight(Math.max(Math.abs(dx), Math.abs(dy))))
  }
  const places = alignments(version, size)
  const last = places.length - 1
  for (const [i, x] of places.entries())
    for (const [j, y] of places.entries())
      if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)))
        ring(x, y, 2, far => far === 1)
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    ring(x, y, 4, far => far === 2 || far === 4)
  drawFormat(set, size, mask)
  if (version > 6) drawVersion(set, size, version)
  let bit = 0
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step
        if (taken[y]?.[x]) continue
        const value = ((of(words, bit >>> 3) >>> (7 - (bit & 7))) & 1) === 1
        set(x, y, value !== isFlipped(x, y))
        bit++
      }
  }
  return dark
}

function alignments(version: number, size: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2
  return [6, ...Array.from({ length: count - 1 }, (_, i) => size - 7 - step * (count - 2 - i))]
}

type Set = (x: number, y: number, value: boolean) => void

// Level M is 00; both copies, and the module that is always dark.
function drawFormat(set: Set, size: number, mask: number): void {
  let rest = mask
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
  const bits = ((mask << 10) | rest) ^ 0x5412
  const at = (i: number) => ((bits >>> i) & 1) === 1
  for (let i = 0; i < 15; i++) {
    set(8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, at(i))
    set(i < 8 ? size - 1 - i : i < 9 ? 15 - i : 14 - i, 8, at(i))
  }
  set(8, size - 8, true)
}

function drawVersion(set: Set, size: number, version: number): void {
  let rest = version
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let i = 0; i < 18; i++) {
    const value = ((bits >>> i) & 1) === 1
    const [far, near] = [size - 11 + (i % 3), Math.floor(i / 3)]
    set(far, near, value)
    set(near, far, value)
  }
}

/** What makes a code hard to read: long runs, squares, what looks like a finder, too much of one colour. */
function penalty(dark: readonly boolean[][]): number {
  const rows = dark.map(row => row.map(one => (one ? '1' : '0')).join(''))
  const columns = rows.map((_, x) => rows.map(row => row[x]).join(''))
  let sum = 0
  for (const line of [...rows, ...columns]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2
    for (const _ of line.matchAll(/(?=10111010000|00001011101)/g)) sum += 40
  }
  for (let y = 1; y < rows.length; y++)
    for (let x = 1; x < rows.length; x++) {
      const square = `${rows[y - 1]?.slice(x - 1, x + 1)}${rows[y]?.slice(x - 1, x + 1)}`
      if (square === '0000' || square === '1111') sum += 3
    }
  const share = rows.join('').replaceAll('0', '').length / rows.length ** 2
  return sum + Math.floor(Math.abs(share - 0.5) * 20) * 10
}
