import type { Alarm, AlarmDetail } from '../domain/alarm.ts'
import type { Language } from '../domain/language.ts'
import { texts } from './texts.ts'

/** What an alarm's figures say, each "name: value" in words, dates and sizes of a language; times with their zone. */
export function alarmFacts(
  language: Language,
  zone: string,
  { about, detail }: Pick<Alarm, 'about' | 'detail'>,
): string[] {
  const { figures } = texts[language]
  // What stands before it already: the address of the account, the domain or key it is about.
  const said = Object.entries(detail).filter(
    ([name, value]) =>
      name !== 'address' && value !== about && value !== '' && !(value === 0 && UNKNOWN.has(name)),
  )
  return said.map(([name, value]) => {
    const label = Object.hasOwn(figures, name) ? figures[name as keyof typeof figures] : name
    return labelled(language, label, shownValue(language, zone, name, value))
  })
}

/** "name: value"; French has a space before the colon, which no line may begin with. */
export function labelled(language: Language, label: string, value: string): string {
  return `${label}${language === 'fr' ? '\u00a0' : ''}: ${value}`
}

/** "21 November 2026" in a language. */
export function longDay(language: Language, at: number, zone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: zone }).format(at)
}

/** "21 November 2026 at 17:00 (Europe/Rome)" in a language. */
export function longTime(language: Language, at: number, zone: string): string {
  const style = { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23', timeZone: zone } as const
  return `${new Intl.DateTimeFormat(language, style).format(at)} (${zone})`
}

/** of which 0 says that nothing is known */
const UNKNOWN = new Set(['uid', 'until', 'takenAt', 'done', 'of'])
const OCTETS = new Set(['free', 'wanted'])

function shownValue(language: Language, zone: string, name: string, value: AlarmDetail[string]): string {
  const { values } = texts[language]
  if (typeof value === 'string') {
    if (name === 'day' && /^\d{4}-\d\d-\d\d/.test(value))
      return `${longDay(language, Date.parse(value.slice(0, 10)), 'UTC')}${value.slice(10)}`
    if (CODED.has(name) && Object.hasOwn(values, value)) return values[value as keyof typeof values]
    return value.slice(0, 300)
  }
  if (/(until|At|since)$/.test(name) && value > 1e11) return longTime(language, value, zone)
  if (name === 'point') return `#${value}`
  if (name === 'uid') return String(value)
  return OCTETS.has(name) ? shownSize(language, value) : new Intl.NumberFormat(language).format(value)
}

/** whose strings are codes; what a folder or key is called is not */
const CODED = new Set(['problem', 'what', 'why', 'reason', 'clock'])

function shownSize(language: Language, octets: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, octets)) / 3)))
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    maximumFractionDigits: 1,
  }).format(octets / 1000 ** power)
}
