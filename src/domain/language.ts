/** The languages of the page and of letters. */
export const LANGUAGES = ['en', 'it', 'fr', 'nb', 'de', 'es'] as const

export type Language = (typeof LANGUAGES)[number]

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some(language => language === value)
}
