const memory = new Map<string, string>()

/** What this browser keeps of the panel; null where nothing was chosen. */
export function kept(name: 'language' | 'theme'): string | null {
  try {
    return memory.get(name) ?? localStorage.getItem(`yestermail.panel.${name}`)
  } catch {
    return null
  }
}

export function keep(name: 'language' | 'theme', value: string): void {
  memory.set(name, value)
  try {
    localStorage.setItem(`yestermail.panel.${name}`, value)
  } catch {
    // storage may be switched off in the browser; then a choice lasts as long as the page
  }
}
