/**
 * The Date form of RFC 8621 4.1.2.5: an RFC 5322 date → RFC 3339 with the offset the sender wrote
 * ("2026-11-14T09:12:00+01:00"), or null when it makes no sense. Also takes what is in the wild: names of zones,
 * two-digit years, no seconds, the order of ctime(3), ISO 8601. Without a zone it is taken for UTC.
 */
export function parseDate(raw: string): string | null {
  const text = withoutComments(raw.slice(0, 400)).trim()
  const iso = ISO.exec(text)
  if (iso) return build(+(iso[1] ?? 0), +(iso[2] ?? 0), +(iso[3] ?? 0), iso.slice(4, 7), iso[7] ?? '')
  const time = /(?:^|[^\d:])(\d{1,2}):(\d{2})(?::(\d{1,2}))?(?:[.,]\d+)?\s*(am|pm)?(?![\d:])/i.exec(text)
  const month = /(?:^|[^a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/i.exec(text)
  if (!time || !month) return null
  const after = text.slice(time.index + time[0].length)
  const zone =
    /^\s*(?:utc|gmt)?\s*([+-]\d{1,2}:?\d{2})(?!\d)/i.exec(after)?.[1] ??
    /^\s*([a-z]{1,5})(?![a-z])/i.exec(after)?.[1] ??
    ''
  const rest = `${text.slice(0, time.index + 1)} ${after.replace(/[+-]\d{4}.*$/, '')}`
  const numbers = [...rest.matchAll(/(?<![\d+])\d+/g)].map(m => m[0])
  const dayAt = numbers.findIndex(n => n.length <= 2)
  const day = numbers.splice(dayAt, dayAt < 0 ? 0 : 1)[0]
  const year = numbers.find(n => n.length <= 4)
  if (day === undefined || year === undefined) return null
  const hour = time[4] ? String((+(time[1] ?? 0) % 12) + (/pm/i.test(time[4]) ? 12 : 0)) : time[1]
  return build(
    fullYear(year),
    MONTHS.indexOf((month[1] ?? '').toLowerCase()) + 1,
    +day,
    [hour, time[2], time[3]],
    zone,
  )
}

/** RFC 5322 4.3: two digits below 50 are of this century, three count from 1900. */
function fullYear(digits: string): number {
  const n = Number(digits)
  if (digits.length === 2) return n < 50 ? 2000 + n : 1900 + n
  return digits.length === 3 ? 1900 + n : n
}

function build(
  year: number,
  month: number,
  day: number,
  clock: (string | undefined)[],
  zone: string,
): string | null {
  const [hour = 0, minute = 0, second = 0] = clock.map(n => Number(n ?? 0))
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  if (hour > 23 || minute > 59 || second > 60) return null
  // no reader of ours knows second 60
  const time = [hour, minute, Math.min(second, 59)].map(n => pad(n, 2)).join(':')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${time}${offset(zone)}`
}

function offset(zone: string): string {
  const m = /^([+-])(\d{1,2}):?(\d{2})$/.exec(zone)
  const known = ZONES[zone.toUpperCase()]
  const minutes = m ? (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) : (known ?? 0) * 60
  if (minutes === 0 || Math.abs(minutes) >= 1440 || Number(m?.[3] ?? 0) > 59) return 'Z'
  const abs = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(abs / 60), 2)}:${pad(abs % 60, 2)}`
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function pad(n: number, width: number): string {
  return String(n).padStart(width, '0')
}

/** Comments may nest; what is left is read. */
function withoutComments(text: string): string {
  if (!text.includes('(')) return text
  let depth = 0
  let out = ''
  for (const c of text) {
    if (c === '(') depth++
    else if (c === ')' && depth > 0) depth--
    else if (depth === 0) out += c
  }
  return out
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** RFC 5322 4.3, and the names most seen beside them; hours east of Greenwich. All others count as UTC. */
const ZONES: Record<string, number> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  CET: 1,
  MET: 1,
  CEST: 2,
  MEST: 2,
  MESZ: 2,
  MEZ: 1,
  WEST: 1,
  BST: 1,
  EET: 2,
  EEST: 3,
  MSK: 3,
  JST: 9,
  KST: 9,
  AEST: 10,
  AEDT: 11,
}
