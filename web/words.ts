import { type Catalogue, en } from './i18n/en.ts'

/** The catalogue in use. English is the only language so far, so every other choice of the browser falls back to it. */
export const words: Catalogue = en

/** The reader's own habit of writing dates, when it is one of the catalogue's language. */
export const locale =
  (globalThis.navigator?.languages ?? []).find(tag => tag.split('-')[0] === words.language) ?? 'en-GB'

const numbers = new Intl.NumberFormat(locale)

/** 1204 → "1,204" */
export function count(n: number): string {
  return numbers.format(n)
}

const lists = new Intl.ListFormat(locale, { type: 'unit', style: 'long' })

/** ["a", "b"] → "a, b" */
export function listed(parts: readonly string[]): string {
  return lists.format(parts)
}

const fewDigits = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })

/** Where there is little room: 100000 → "100K"; exact below ten thousand. */
export function shortCount(n: number): string {
  return n < 10_000 ? count(n) : fewDigits.format(n)
}

/** Octets → "84 KB"; decimal units, as mail programs and disks count. */
export function size(octets: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  let value = octets
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[unit] as string,
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: unit > 1 && value < 10 ? 1 : 0,
  }).format(value)
}

/** The sentence for something that failed. */
export function troubleText(it: { code: string; message: string }): string {
  if (it.code === 'offline') return words.trouble.offline
  if (it.code === 'damaged') return words.trouble.damaged
  if (it.code === 'index-rebuilding') return words.trouble.rebuilding
  if (it.code === 'accountNotFound') return words.trouble.accountNotFound
  return words.trouble.fault(it.message)
}
