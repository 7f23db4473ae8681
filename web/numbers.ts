/** How the reader writes dates and numbers: the browser's own habit when it is one of the page's language. */
export let locale = 'en-GB'

/** Where nobody says otherwise English is written as in Europe: day before month. */
const usual: Record<string, string> = { en: 'en-GB' }

let numbers: Intl.NumberFormat
let fewDigits: Intl.NumberFormat
let lists: Intl.ListFormat

/** Takes a language into use; `habits` are the browser's languages ("de-AT"), the best first. */
export function setHabits(language: string, habits: readonly string[]): void {
  locale = habits.find(tag => tag.split('-')[0] === language) ?? usual[language] ?? language
  numbers = new Intl.NumberFormat(locale)
  fewDigits = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })
  lists = new Intl.ListFormat(locale, { type: 'unit', style: 'long' })
}

/** 1204 → "1,204" */
export function count(n: number): string {
  return numbers.format(n)
}

/** ["a", "b"] → "a, b" */
export function listed(parts: readonly string[]): string {
  return lists.format(parts)
}

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
