import { crc32, deflateSync } from 'node:zlib'

/** Red, green and blue from 0 to 255 at a place of the picture; x and y run from 0 to 1. */
export type Paint = (x: number, y: number) => readonly [number, number, number]

/** A PNG (RFC 2083), 8 bits a colour, painted point by point, its edges smoothed. The same paint gives the same octets. */
export function png(width: number, height: number, paint: Paint): Buffer {
  const line = width * 3
  const rough = new Float32Array(line * height)
  for (let at = 0; at < rough.length; at += 3) {
    rough.set(paint(((at % line) / 3 + 0.5) / width, (Math.floor(at / line) + 0.5) / height), at)
  }
  const rows = Buffer.alloc(height * (line + 1))
  for (let y = 0; y < height; y++) {
    // Each colour is written as its difference from the one on its left (filter 1), which deflates well.
    rows[y * (line + 1)] = 1
    let [red, green, blue] = [0, 0, 0]
    for (let x = 0; x < width; x++) {
      const at = y * line + x * 3
      const [r = 0, g = 0, b = 0] = isEdge(rough, at, line)
        ? smooth(paint, x, y, width, height)
        : rough.subarray(at, at + 3)
      const now = [octet(r), octet(g), octet(b)] as const
      rows.set([now[0] - red, now[1] - green, now[2] - blue], y * (line + 1) + 1 + x * 3)
      red = now[0]
      green = now[1]
      blue = now[2]
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function isEdge(rough: Float32Array, at: number, line: number): boolean {
  for (const other of [at - 3, at + 3, at - line, at + line]) {
    for (let n = 0; n < 3; n++) {
      if (Math.abs((rough[other + n] ?? rough[at + n] ?? 0) - (rough[at + n] ?? 0)) > 10) return true
    }
  }
  return false
}

function smooth(paint: Paint, x: number, y: number, width: number, height: number): number[] {
  const sum = [0, 0, 0]
  for (const dx of [0.25, 0.75]) {
    for (const dy of [0.25, 0.75]) {
      const colour = paint((x + dx) / width, (y + dy) / height)
      for (const [n, value] of colour.entries()) sum[n] = (sum[n] ?? 0) + value / 4
    }
  }
  return sum
}

function octet(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)))
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const out = Buffer.alloc(named.length + 8)
  out.writeUInt32BE(data.length, 0)
  named.copy(out, 4)
  out.writeUInt32BE(crc32(named), named.length + 4)
  return out
}
