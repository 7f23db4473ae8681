import type { Language } from '../../src/domain/language.ts'
import { chooseLanguage } from '../language.ts'
import type { AdminTexts } from './i18n/en.ts'
import { start } from './panel.ts'

const catalogues: Record<Language, () => Promise<AdminTexts>> = {
  en: () => import('./i18n/en.ts').then(it => it.en),
  it: () => import('./i18n/it.ts').then(it => it.it),
  fr: () => import('./i18n/fr.ts').then(it => it.fr),
  nb: () => import('./i18n/nb.ts').then(it => it.nb),
  de: () => import('./i18n/de.ts').then(it => it.de),
  es: () => import('./i18n/es.ts').then(it => it.es),
}

const language = chooseLanguage(null, navigator.languages, Object.keys(catalogues) as Language[])
catalogues[language]().then(
  texts => {
    document.documentElement.lang = language
    start(texts)
  },
  () => {
    // no catalogue can be had, so this is in English
    const text = 'Yestermail could not be loaded. Check the connection and reload the page.'
    document.getElementById('page')?.replaceChildren(text)
  },
)
