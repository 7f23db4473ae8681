import type { Language } from '../src/domain/language.ts'
import type { Catalogue } from './i18n/en.ts'
import { chooseLanguage } from './language.ts'

/** One lazy chunk each: nobody loads a language that is not read. */
const catalogues: { [L in Language]?: () => Promise<Catalogue> } & { en: () => Promise<Catalogue> } = {
  en: async () => (await import('./i18n/en.ts')).en,
}

/**
 * The first script, a few hundred octets: it asks for the texts while the page itself is still on its way, so that
 * nothing is ever rendered in another language first.
 */
async function boot(): Promise<void> {
  const language = chooseLanguage(keptLanguage(), navigator.languages, Object.keys(catalogues) as Language[])
  const [texts, page] = await Promise.all([
    (catalogues[language] ?? catalogues.en)().catch(catalogues.en),
    import('./main.ts'),
  ])
  document.documentElement.lang = texts.language
  page.start(texts)
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
