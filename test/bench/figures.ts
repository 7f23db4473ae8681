/** One measured figure beside its limit. */
export interface Figure {
  name: string
  value: number
  limit: number
  unit: string
  ok: boolean
  /** the limit is a least, not a most */
  isFloor?: boolean
}

/** A figure that must not be above its limit; what could not be measured (NaN) is not OK. */
export function atMost(name: string, value: number, limit: number, unit: string): Figure {
  return { name, value, limit, unit, ok: value <= limit }
}

/** A figure that must not be below its limit; what could not be measured (NaN) is not OK. */
export function atLeast(name: string, value: number, limit: number, unit: string): Figure {
  return { name, value, limit, unit, ok: value >= limit, isFloor: true }
}

/** The table for people: figure, value, limit, ok. */
export function figureTable(figures: Figure[]): string {
  const rows = figures.map(f => [
    f.name,
    `${short(f.value)} ${f.unit}`,
    `${f.isFloor ? '≥' : '≤'} ${short(f.limit)} ${f.unit}`,
    f.ok ? 'ok' : 'NOT OK',
  ])
  const head = ['figure', 'measured', 'limit', '']
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map(row => row[i]?.length ?? 0)))
  return [head, ...rows].map(row => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')).join('\n')
}

export function median(values: number[]): number {
  return percentile(values, 0.5)
}

/** The value that the share `p` of all values does not exceed. */
export function percentile(values: number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)] ?? Number.NaN
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value < 1 ? 3 : 2)
}
