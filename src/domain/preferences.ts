import { isLanguage, type Language } from './language.ts'

/** What an owner may choose. Written by `serve`, read by `work`, each of which checks it. */
export interface Preferences {
  /** of the page and of letters; null: that of the browser, and of the mail domain */
  language: Language | null
  /** write when much mail left the mailbox in one night */
  vanishAlarm: boolean
  /** from so many mails on */
  vanishMails: number
  /** or from so many percent of all mail on; null: not by share */
  vanishPercent: number | null

  // how the page looks and behaves
  theme: 'system' | 'light' | 'dark'
  density: 'cosy' | 'compact'
  /** where the open message stands beside its list */
  layout: 'right' | 'below'
  /** sizes of panes in rem; null: as they come */
  paneSizes: { folders: number | null; list: number | null }
  /** messages of one conversation are one row */
  threads: boolean
  /** rows show the beginning of the text */
  showPreview: boolean
  /** text rather than HTML where a message has both */
  preferText: boolean
  /** single letters act (WCAG 2.1.4) */
  singleKeys: boolean
  /** ids of folders the list of folders leaves out */
  hiddenFolders: readonly string[]
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
  theme: 'system',
  density: 'cosy',
  layout: 'right',
  paneSizes: { folders: null, list: null },
  threads: true,
  showPreview: true,
  preferText: false,
  singleKeys: true,
  hiddenFolders: [],
}

/** Ten octets each: all of them fit into what is kept for one owner. */
const MOST_HIDDEN = 1000

/** What each may be; null stands for the default. */
const RULES: { [K in keyof Preferences]: (value: unknown) => value is Preferences[K] } = {
  language: (value): value is Language | null => value === null || isLanguage(value),
  vanishAlarm: isBoolean,
  vanishMails: (value): value is number => isWhole(value, 1_000_000),
  vanishPercent: (value): value is number | null => value === null || isWhole(value, 100),
  theme: isOneOf('system', 'light', 'dark'),
  density: isOneOf('cosy', 'compact'),
  layout: isOneOf('right', 'below'),
  paneSizes: isPaneSizes,
  threads: isBoolean,
  showPreview: isBoolean,
  preferText: isBoolean,
  singleKeys: isBoolean,
  hiddenFolders: (value): value is string[] =>
    Array.isArray(value) && value.length <= MOST_HIDDEN && value.every(id => /^f[0-9]{1,9}$/.test(id)),
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

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

function isOneOf<const T extends string>(...known: T[]) {
  return (value: unknown): value is T => known.some(one => one === value)
}

function isPaneSizes(value: unknown): value is Preferences['paneSizes'] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false
  return ['folders', 'list'].every(pane => {
    const size = (value as Record<string, unknown>)[pane]
    return size === null || (typeof size === 'number' && size >= 5 && size <= 200)
  })
}

function isName(name: string): name is keyof Preferences {
  return Object.hasOwn(RULES, name)
}

function isWhole(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most
}
