/** A whole day or a month or year of the reader's calendar, as the instants it begins and ends (exclusive), or null. */
export function daySpan(text: string): { from: number; to: number } | null {
  const m = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(text)
  if (!m) return null
  const [year, month, day] = [Number(m[1]), m[2] ? Number(m[2]) - 1 : null, m[3] ? Number(m[3]) : null]
  const from = new Date(year, month ?? 0, day ?? 1)
  // "2026-02-31" is no day: the calendar would quietly take the third of March
  if (from.getMonth() !== (month ?? 0) || from.getDate() !== (day ?? 1)) return null
  const to =
    month === null
      ? new Date(year + 1, 0, 1)
      : day === null
        ? new Date(year, month + 1, 1)
        : new Date(year, month, day + 1)
  return { from: from.getTime(), to: to.getTime() }
}

const units: Record<string, number> = { '': 1, b: 1, k: 1e3, m: 1e6, g: 1e9 }

/** "5MB", "1,5 m", "300 KB", "5 Mo" → octets; decimal units, as sizes are shown. null where it is no size. */
export function octetsOf(text: string): number | null {
  const m = /^(\d{1,9}(?:[.,]\d{1,3})?)\s*([kmg]?)(?:i?[bo])?$/i.exec(text.trim())
  if (!m) return null
  return Math.round(Number(m[1]?.replace(',', '.')) * (units[m[2]?.toLowerCase() ?? ''] ?? 1))
}

/** Octets as the operators take them: 5000000 → "5MB". */
export function octetsText(octets: number): string {
  for (const [unit, name] of [
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'KB'],
  ] as const)
    if (octets >= unit) return `${Math.round((octets / unit) * 1000) / 1000}${name}`
  return String(octets)
}
