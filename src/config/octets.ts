import { z } from 'zod'

const UNITS: Record<string, number> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 }

/** "2 GB", "500 MB", "0.5 TB": decimal units, as providers and disks count. */
export const octets = z.string().transform(readOctets).pipe(z.number())

function readOctets(text: string): number | null {
  const m = /^(\d{1,6}(?:\.\d{1,3})?) ?(B|kB|MB|GB|TB)$/.exec(text.trim())
  return m ? Math.round(Number(m[1]) * (UNITS[m[2] ?? ''] ?? 0)) : null
}
