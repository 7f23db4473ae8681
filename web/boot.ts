import type { Language } from '../src/domain/language.ts'
import type { FirstTexts } from './i18n/en.ts'
import type { MoreTexts } from './i18n/en-more.ts'
import { chooseLanguage } from './language.ts'

interface Texts {
  first(): Promise<FirstTexts>
  more(): Promise<MoreTexts>
}

/** Two lazy chunks each: nobody loads a language that is not read, nor the texts of dialogs before the first is opened. */
const catalogues: Record<Language, Texts> = {
  en: {
    first: () => import('./i18n/en.ts').then(it => it.en),
    more: () => import('./i18n/en-more.ts').then(it => it.enMore),
  },
  it: {
    first: () => import('./i18n/it.ts').then(it => it.it),
    more: () => import('./i18n/it-more.ts').then(it => it.itMore),
  },
  fr: {
    first: () => import('./i18n/fr.ts').then(it => it.fr),
    more: () => import('./i18n/fr-more.ts').then(it => it.frMore),
  },
  nb: {
    first: () => import('./i18n/nb.ts').then(it => it.nb),
    more: () => import('./i18n/nb-more.ts').then(it => it.nbMore),
  },
  de: {
    first: () => import('./i18n/de.ts').then(it => it.de),
    more: () => import('./i18n/de-more.ts').then(it => it.deMore),
  },
  es: {
    first: () => import('./i18n/es.ts').then(it => it.es),
    more: () => import('./i18n/es-more.ts').then(it => it.esMore),
  },
}

/**
 * The first script, a few hundred octets: it asks for the texts while the page itself is still on its way, so that
 * nothing is ever rendered in another language first.
 */
async function boot(): Promise<void> {
  const known = Object.keys(catalogues) as Language[]
  const language = chooseLanguage(keptLanguage(), navigator.languages, known)
  const { first, more } = catalogues[language]
  const [texts, page] = await Promise.all([first(), import('./main.ts')])
  document.documentElement.lang = language
  page.start(texts, more)
}

function keptLanguage(): string | null {
  try {
    return localStorage.getItem('yestermail.language')
  } catch {
    // storage may be switched off in the browser
    return null
  }
}

boot().catch(() => {
  // no catalogue can be had, so this is in English
  const text = 'Yestermail could not be loaded. Check the connection and reload the page.'
  document.getElementById('page')?.replaceChildren(text)
})
