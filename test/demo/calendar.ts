import { addDays, type Day, instantOf, localDay } from '../../src/domain/day.ts'

/** The days of the story, so that letters can speak of them: day 10 is yesterday, day 1 ten days ago, day 0 and less lie before. */
export interface Calendar {
  zone: string
  /** the story's day that was the last Thursday before today: 4 to 10 */
  thursday: number
  /** "2026-11-21" */
  day(n: number): Day
  /** milliseconds since 1970 of "HH:MM" on that day, in the zone */
  at(n: number, time: string): number
  /** that day, or the Monday after it when it falls on a weekend */
  workday(n: number): number
  /** "Thursday", in the language of the letter */
  weekday(n: number, language: string): string
  /** "19 November", in the language of the letter */
  date(n: number, language: string): string
}

export const lastDay = 10

/** `now` is milliseconds since 1970; "yesterday" is meant in `zone` (IANA name). */
export function storyCalendar({ now, zone }: { now: number; zone: string }): Calendar {
  const today = localDay(now, zone)
  const day = (n: number) => addDays(today, n - lastDay - 1)
  const noon = (n: number) => new Date(`${day(n)}T12:00:00Z`)
  const write = (n: number, language: string, how: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...how, timeZone: 'UTC' }).format(
      noon(n),
    )
  const thursdays = [4, 5, 6, 7, 8, 9, 10].filter(n => noon(n).getUTCDay() === 4)
  return {
    zone,
    thursday: thursdays[0] ?? lastDay,
    day,
    at: (n, time) => instantOf(day(n), time, zone),
    workday: n => n + ([1, 0, 0, 0, 0, 0, 2][noon(n).getUTCDay()] ?? 0),
    weekday: (n, language) => write(n, language, { weekday: 'long' }),
    date: (n, language) => write(n, language, { day: 'numeric', month: 'long' }),
  }
}
