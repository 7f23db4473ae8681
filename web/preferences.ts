import { signal } from '@preact/signals'

export type Theme = 'system' | 'light' | 'dark'

/** Appearance, kept in this browser. */
export const theme = signal<Theme>(kept('theme', ['light', 'dark'], 'system'))
/** May single letters act (WCAG 2.1.4 asks for a switch)? */
export const singleKeys = signal(kept('keys', ['off'], 'on') === 'on')
/** Is the window one pane wide? */
export const narrow = signal(false)

/** Applies the kept choices and follows the width of the window. */
export function usePreferences(): void {
  setTheme(theme.value)
  const width = matchMedia('(max-width: 47.99rem)')
  narrow.value = width.matches
  width.addEventListener('change', () => {
    narrow.value = width.matches
  })
}

export function setTheme(next: Theme): void {
  theme.value = next
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
  keep('theme', next)
}

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on
  keep('keys', on ? 'on' : 'off')
}

function kept<T extends string, O extends string>(name: string, known: readonly T[], otherwise: O): T | O {
  try {
    const value = localStorage.getItem(`yestermail.${name}`)
    return known.find(one => one === value) ?? otherwise
  } catch {
    // storage may be switched off in the browser; then choices last as long as the page
    return otherwise
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`yestermail.${name}`, value)
  } catch {
    // as above
  }
}
