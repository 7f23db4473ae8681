/** UTCDate of RFC 8620 1.4 from milliseconds since 1970: "2026-11-21T01:00:00Z", never with a fraction of zero. */
export function utcDate(ms: number): string {
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, -5)}Z`
}

/** Milliseconds since 1970 of a UTCDate, or null when the text is none. */
export function parseUtcDate(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)) return null
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}
