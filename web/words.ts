import type { Catalogue, FirstTexts } from './i18n/en.ts'
import type { MoreTexts } from './i18n/en-more.ts'
import { setHabits } from './numbers.ts'

/**
 * The catalogue in use. It is there before anything is rendered (`setWords`), and never changes while the page lives:
 * who chooses another language loads the page anew. So no module may look into it while it is being loaded itself.
 * The texts of en-more.ts are in it when `moreWords` has resolved, which every part that comes through `later` waits for.
 */
export let words: Catalogue

let loadMore: () => Promise<MoreTexts>
let isWhole = false

/** Takes a catalogue into use; `habits` are the browser's languages ("de-AT"), the best first. */
export function setWords(
  texts: FirstTexts,
  habits: readonly string[],
  more: () => Promise<MoreTexts> = () => Promise.reject(new Error('no more texts')),
): void {
  words = { ...texts } as Catalogue
  loadMore = more
  isWhole = false
  setHabits(texts.language, habits)
}

/** Resolves when the texts of rare parts are there too. */
export async function moreWords(): Promise<void> {
  if (isWhole) return
  Object.assign(words, await loadMore())
  isWhole = true
}

/** The sentence for something that failed. */
export function troubleText(it: { code: string; message: string }): string {
  if (it.code === 'offline') return words.trouble.offline
  if (it.code === 'damaged') return words.trouble.damaged
  if (it.code === 'index-rebuilding') return words.trouble.rebuilding
  if (it.code === 'accountNotFound') return words.trouble.accountNotFound
  return words.trouble.fault(it.message)
}
