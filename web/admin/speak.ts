import { signal } from '@preact/signals'
import type { Language } from '../../src/domain/language.ts'
import { chooseLanguage } from '../language.ts'
import type { AdminTexts } from './i18n/en.ts'
import { kept } from './kept.ts'
import { setAdminWords } from './words.ts'

const catalogues: Record<Language, () => Promise<AdminTexts>> = {
  en: () => import('./i18n/en.ts').then(it => it.en),
  it: () => import('./i18n/it.ts').then(it => it.it),
  fr: () => import('./i18n/fr.ts').then(it => it.fr),
  nb: () => import('./i18n/nb.ts').then(it => it.nb),
  de: () => import('./i18n/de.ts').then(it => it.de),
  es: () => import('./i18n/es.ts').then(it => it.es),
}

/** The language everything is written in; what shows texts is made anew when it changes. */
export const spoken = signal<Language | null>(null)

/** What was chosen in this browser, else what it prefers. */
export function ownLanguage(): Language {
  return chooseLanguage(kept('language'), navigator.languages, Object.keys(catalogues) as Language[])
}

/** Rejects when the texts cannot be had; then all stays as it is. */
export async function speak(language: Language): Promise<void> {
  const texts = await catalogues[language]()
  setAdminWords(texts, navigator.languages)
  document.documentElement.lang = language
  spoken.value = language
}
