import type { Catalogue, FirstTexts } from './i18n/en.ts'
import type { MoreTexts } from './i18n/en-more.ts'

/**
 * The catalogue in use. It is there before anything is rendered (`setWords`), and never changes while the page lives:
 * who chooses another language loads the page anew. So no module may look into it while it is being loaded itself.
 * The texts of en-more.ts are in it when `moreWords` has resolved, which every part that comes through `later` waits for.
 */
export let words: Catalogue

/** How the reader writes dates and numbers: the browser's own habit when it is one of the catalogue's language. */
export let locale = 'en-GB'

/** Where nobody says otherwise English is written as in Europe: day before month. */
const usual: Record<string, string> = { en: 'en-GB' }

let numbers: Intl.NumberFormat
let fewDigits: Intl.NumberFormat
let lists: Intl.ListFormat

let loadMore: () => Promise<MoreTexts>
let isWhole = false

/** Takes a catalogue into use; `habits` are the browser's languages ("de-AT"), the best first. */
export function setWords(
  texts: FirstTexts,
  habits: readonly string[],
  more: () => Promise<MoreTexts> = () => Promise.reject(new Error('no more texts')),
): void {
  words = { ...texts } as Catalogue
  loadMore = more
  isWhole = false
  const { language } = texts
  locale = habits.find(tag => tag.split('-')[0] === language) ?? usual[language] ?? language
  numbers = new Intl.NumberFormat(locale)
  fewDigits = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })
  lists = new Intl.ListFormat(locale, { type: 'unit', style: 'long' })
}

/** Resolves when the texts of rare parts are there too. */
export async function moreWords(): Promise<void> {
  if (isWhole) return
  Object.assign(words, await loadMore())
  isWhole = true
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

/** The sentence for something that failed. */
export function troubleText(it: { code: string; message: string }): string {
  if (it.code === 'offline') return words.trouble.offline
  if (it.code === 'damaged') return words.trouble.damaged
  if (it.code === 'index-rebuilding') return words.trouble.rebuilding
  if (it.code === 'accountNotFound') return words.trouble.accountNotFound
  return words.trouble.fault(it.message)
}
