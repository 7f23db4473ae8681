import { type Signal, signal } from '@preact/signals'
import type { Preferences } from '../src/domain/preferences.ts'

/** What the page lets its reader choose; the letters' part of Preferences is not among it. */
export type PagePreferences = Omit<Preferences, 'vanishAlarm' | 'vanishMails' | 'vanishPercent'>
export type Theme = Preferences['theme']

/** null: as the browser says */
export const language = signal<PagePreferences['language']>(null)
export const theme = signal<Theme>('system')
export const density = signal<PagePreferences['density']>('cosy')
/** Where the open message stands beside its list. */
export const layout = signal<PagePreferences['layout']>('right')
/** In rem; null: as they come. */
export const paneSizes = signal<PagePreferences['paneSizes']>({ folders: null, list: null })
/** Are the messages of one conversation one row? */
export const threads = signal(true)
/** Do rows show the beginning of the text? */
export const showPreview = signal(true)
/** Text rather than HTML, where a message has both? */
export const preferText = signal(false)
/** May single letters act (WCAG 2.1.4 asks for a switch)? */
export const singleKeys = signal(true)
/** Ids of folders that the list of folders leaves out. */
export const hiddenFolders = signal<readonly string[]>([])

/** Is the window one pane wide? */
export const narrow = signal(false)

/** Follows the width of the window. */
export function watchWidth(): void {
  const width = matchMedia('(max-width: 47.99rem)')
  narrow.value = width.matches
  width.addEventListener('change', () => {
    narrow.value = width.matches
  })
}

export type PreferenceName = keyof PagePreferences

const all: { [K in PreferenceName]: Signal<PagePreferences[K]> } = {
  ...{ language, theme, density, layout, paneSizes },
  ...{ threads, showPreview, preferText, singleKeys, hiddenFolders },
}

/** As they are where nothing was chosen; equal to the server's, which a test sees to. */
export const defaults: Readonly<PagePreferences> = preferences()

/** Told of every choice the reader makes, to keep it. */
let keep: (name: PreferenceName) => void = () => {}

/** A choice of the reader: in force at once, then kept. */
export function setPreference<K extends PreferenceName>(name: K, value: PagePreferences[K]): void {
  all[name].value = value
  keep(name)
}

/** Puts kept values in force; those that are missing are as if nothing had been chosen. */
export function takePreferences(values: Partial<PagePreferences>): void {
  for (const [name, value] of Object.entries({ ...defaults, ...values })) {
    const one = all[name as PreferenceName] as Signal<unknown> | undefined
    // an equal list is not a new one
    if (one && JSON.stringify(one.peek()) !== JSON.stringify(value)) one.value = value
  }
}

/** All of them as they are now. */
export function preferences(): PagePreferences {
  return Object.fromEntries(
    Object.entries(all).map(([name, one]) => [name, one.peek()]),
  ) as unknown as PagePreferences
}

/** From now on every choice is told to `keeper`. */
export function whenChosen(keeper: (name: PreferenceName) => void): void {
  keep = keeper
}
