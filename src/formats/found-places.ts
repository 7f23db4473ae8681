import type { Sought } from './search-query.ts'
import { UNSPACED_LETTERS } from './search-text.ts'

/** Where something that was looked for stands: offsets into a text, end exclusive. */
export type Place = [start: number, end: number]

interface Word {
  folded: string
  start: number
  end: number
  /** a letter that goes on a run of them: the index knows runs by their pairs */
  isRun: boolean
}

/**
 * The places in a text that the full-text index would find it by, in their order, none over another. The words are those
 * of the index's tokenizer (unicode61 without diacritics) and of search-text.ts, each letter of a script without spaces
 * being one of its own.
 */
export function foundPlaces(text: string, sought: readonly Sought[]): Place[] {
  const words = wordsOf(text)
  const phrases = sought
    .map(one => ({ ...one, words: wordsOf(one.text) }))
    .filter(one => one.words.length > 0)
  const places: Place[] = []
  for (let i = 0; i < words.length; ) {
    const longest = Math.max(0, ...phrases.map(phrase => lengthAt(words, i, phrase)))
    const first = words[i]
    const last = words[i + longest - 1]
    if (longest > 0 && first && last) places.push([first.start, last.end])
    i += Math.max(1, longest)
  }
  return places
}

/** Is every one of them somewhere in the text? */
export function hasAll(text: string, sought: readonly Sought[]): boolean {
  const words = wordsOf(text)
  return sought.every(one => {
    const phrase = { ...one, words: wordsOf(one.text) }
    return phrase.words.length === 0 || words.some((_, i) => lengthAt(words, i, phrase) > 0)
  })
}

/** How many words from this one on are the phrase: all of its words, or none. */
function lengthAt(words: readonly Word[], at: number, phrase: { words: Word[]; isPrefix: boolean }): number {
  const { words: wanted, isPrefix } = phrase
  for (const [i, { folded, isRun }] of wanted.entries()) {
    const word = words[at + i]
    if (!word || (i > 0 && word.isRun !== isRun)) return 0
    const goesOn = isPrefix && i === wanted.length - 1
    if (goesOn ? !word.folded.startsWith(folded) : word.folded !== folded) return 0
  }
  return wanted.length
}

function wordsOf(text: string): Word[] {
  let run = -1
  return Array.from(text.matchAll(WORDS), match => {
    const [word, letter] = match
    const start = match.index
    const end = start + word.length
    const isRun = letter !== undefined && start === run
    run = letter === undefined ? -1 : end
    return { folded: letter === undefined ? foldWord(word) : foldLetter(letter), start, end, isRun }
  })
}

function foldWord(word: string): string {
  return word.normalize('NFKD').replace(MARKS, '').toLowerCase()
}

function foldLetter(letter: string): string {
  return letter.replace(MARKS, '').normalize('NFKC')
}

const MARKS = /[\p{M}\u200b-\u200d]/gu
const WORDS = new RegExp(
  `([${UNSPACED_LETTERS}][\\p{M}\\u200b-\\u200d]*)|(?:(?![${UNSPACED_LETTERS}])[\\p{L}\\p{N}\\p{Co}])(?:(?![${UNSPACED_LETTERS}])[\\p{L}\\p{N}\\p{Co}\\p{M}])*`,
  'gu',
)
