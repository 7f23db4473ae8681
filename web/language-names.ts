import type { Language } from '../src/domain/language.ts'

/** The languages of the page, each by its own name. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  it: 'Italiano',
  fr: 'Français',
  nb: 'Norsk bokmål',
  de: 'Deutsch',
  es: 'Español',
}
