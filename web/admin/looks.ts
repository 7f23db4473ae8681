import { useEffect, useRef } from 'preact/hooks'
import type { Language } from '../../src/domain/language.ts'
import { html } from '../html.ts'
import { languageNames } from '../language-names.ts'
import { asTrouble } from '../server.ts'
import { keep, kept } from './kept.ts'
import { said, troubleWords, typed } from './parts.ts'
import { speak } from './speak.ts'
import { words } from './words.ts'

let isChoosing = false

const themes = ['system', 'light', 'dark'] as const

/** Language and appearance of the panel, in this browser: also for who has not signed in yet. */
export function Looks() {
  const { looks } = words
  const select = useRef<HTMLSelectElement>(null)
  useEffect(() => {
    // Everything was made anew in another language, this too: whoever chose it goes on from here.
    if (isChoosing) select.current?.focus()
    isChoosing = false
  }, [])
  const spoken = (event: Event) => {
    const language = typed(event)
    keep('language', language)
    isChoosing = true
    speak(language as Language).catch(error => {
      isChoosing = false
      said.value = troubleWords(asTrouble(error))
    })
  }
  const seen = (event: Event) => {
    keep('theme', typed(event))
    showTheme()
  }
  return html`<p class="admin-looks">
    <select ref=${select} aria-label=${looks.language} value=${words.language} onChange=${spoken}>${Object.entries(
      languageNames,
    ).map(
      ([name, own]) =>
        html`<option value=${name} lang=${name} selected=${name === words.language}>${own}</option>`,
    )}</select>
    <select aria-label=${looks.theme} value=${themeNow()} onChange=${seen}>${themes.map(
      one => html`<option value=${one} selected=${one === themeNow()}>${looks[one]}</option>`,
    )}</select></p>`
}

/** Shows the panel as light or dark as was chosen, else as the system is. */
export function showTheme(): void {
  const now = themeNow()
  if (now === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = now
}

function themeNow(): (typeof themes)[number] {
  return themes.find(one => one === kept('theme')) ?? 'system'
}
