import { isLanguage, type Language } from './language.ts'

/** What an owner may choose. Written by `serve`, read by `work`, each of which checks it. */
export interface Preferences {
  /** of letters; null: that of the mail domain */
  language: Language | null
  /** write when much mail left the mailbox in one night */
  vanishAlarm: boolean
  /** from so many mails on */
  vanishMails: number
  /** or from so many percent of all mail on; null: not by share */
  vanishPercent: number | null
}

/**
 * Warned from the first night on, at 50 mails: whoever loses mail without wanting to notices it too late, and fewer
 * deleted on one day are everyday life.
 */
export const DEFAULT_PREFERENCES: Preferences = {
  language: null,
  vanishAlarm: true,
  vanishMails: 50,
  vanishPercent: null,
}

/** What each may be; null stands for the default. */
const RULES: { [K in keyof Preferences]: (value: unknown) => value is Preferences[K] } = {
  language: (value): value is Language | null => value === null || isLanguage(value),
  vanishAlarm: (value): value is boolean => typeof value === 'boolean',
  vanishMails: (value): value is number => isWhole(value, 1_000_000),
  vanishPercent: (value): value is number | null => value === null || isWhole(value, 100),
}

/** Preferences as they were kept: what is missing or senseless in them is as if it had not been chosen. */
export function readPreferences(kept: unknown): Preferences {
  const given = typeof kept === 'object' && kept !== null ? kept : {}
  return { ...DEFAULT_PREFERENCES, ...changePreferences(DEFAULT_PREFERENCES, given).preferences }
}

/** `before` with the properties of `patch`, and the names of those in it that are unknown or wrong and were left. */
export function changePreferences(
  before: Preferences,
  patch: object,
): { preferences: Preferences; wrong: string[] } {
  const preferences: Preferences = { ...before }
  const wrong: string[] = []
  for (const [name, value] of Object.entries(patch)) {
    if (!isName(name)) wrong.push(name)
    else if (RULES[name](value)) Object.assign(preferences, { [name]: value })
    else if (value === null) Object.assign(preferences, { [name]: DEFAULT_PREFERENCES[name] })
    else wrong.push(name)
  }
  return { preferences, wrong }
}

function isName(name: string): name is keyof Preferences {
  return Object.hasOwn(RULES, name)
}

function isWhole(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most
}
