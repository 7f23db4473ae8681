/**
 * UTCDate of RFC 8620 1.4 from milliseconds since 1970: "2026-11-21T01:00:00Z", never with a fraction of zero. What has no
 * year of four digits is the first or the last that has; what is no number, 1970. Never throws.
 */
export function utcDate(ms: number): string {
  const held = Math.min(latest, Math.max(earliest, ms || 0))
  return `${new Date(Math.floor(held / 1000) * 1000).toISOString().slice(0, -5)}Z`
}

const earliest = Date.UTC(-1, 12, 1)
const latest = Date.UTC(9999, 11, 31, 23, 59, 59)

/** Milliseconds since 1970 of a UTCDate, or null when the text is none. */
export function parseUtcDate(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)) return null
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}
