import type { ExportProgress } from './wire.ts'

/** What a stream tells of itself. */
export interface ExportWatch {
  took(octets: number): void
  ended(how: 'done' | 'broken' | 'canceled'): void
}

/** Downloads that are remembered; the one begun first makes room. */
const MOST = 1000

/** How far each download has come: browsers say it to their users, but not to the page. */
export function downloadProgress() {
  const known = new Map<string, ExportProgress>()
  return {
    of: (ticket: string): ExportProgress =>
      known.get(ticket) ?? { sent: 0, size: null, end: null, isBegun: false },
    begin(ticket: string, start: number, size: number | null): ExportWatch {
      const it: ExportProgress = { sent: start, size, end: null, isBegun: true }
      known.delete(ticket)
      known.set(ticket, it)
      for (const oldest of known.keys()) {
        if (known.size <= MOST) break
        known.delete(oldest)
      }
      return {
        took(octets) {
          it.sent += octets
        },
        ended(how) {
          it.end ??= how
        },
      }
    },
  }
}
