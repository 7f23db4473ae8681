/**
 * Text as the full-text index keeps it: runs of scripts written without spaces become overlapping pairs of letters and
 * their last letter ("日本語" → "日本 本語 語"), because the index splits words at spaces only; so every letter of a run
 * begins a word. Marks inside such runs are left out: the index would split words at them. All else is left to the index
 * (case, diacritics).
 */
export function foldForSearch(text: string): string {
  if (!UNSPACED.test(text)) return text
  const whole = COMPATIBLE.test(text) ? text.normalize('NFKC') : text
  return whole.replace(RUNS, run => ` ${pairs(run)} `)
}

/**
 * The same for text that is looked for, as a sequence of words. `end` is how it ends: with a pair, which no word of the
 * index goes on from; with one letter alone, which begins words; or with a word of another script.
 */
export function foldForQuery(text: string): { words: string; end: 'pair' | 'letter' | 'word' } {
  // What is no letter at the end says nothing: the index does not have it.
  const words = foldForSearch(text)
    .trim()
    .replace(/[^\p{L}\p{N}\p{Co}\p{M}]+$/u, '')
  const [, before, last = ''] = /^(.*?)(\S+)$/su.exec(words) ?? []
  if (before === undefined || !LETTER.test(last)) return { words, end: 'word' }
  // After its pairs a run ends with its last letter, which a longer run does not have in that place.
  return PAIR.test(before) ? { words: before.trimEnd(), end: 'pair' } : { words, end: 'letter' }
}

function pairs(run: string): string {
  const letters = [...run.replace(MARKS, '')]
  if (letters.length < 2) return letters.join('')
  const out: string[] = []
  for (let i = 1; i < letters.length; i++) out.push(`${letters[i - 1]}${letters[i]}`)
  out.push(letters.at(-1) ?? '')
  return out.join(' ')
}

/** Letters of scripts written without spaces, for a class of a regular expression. */
export const UNSPACED_LETTERS =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}ー々'
const RUNS = new RegExp(`[${UNSPACED_LETTERS}][${UNSPACED_LETTERS}\\p{M}\\u200b-\\u200d]*`, 'gu')
const LETTER = new RegExp(`^[${UNSPACED_LETTERS}]$`, 'u')
const PAIR = new RegExp(`(?:^|\\s)[${UNSPACED_LETTERS}]{2}\\s+$`, 'u')
const MARKS = /[\p{M}\u200b-\u200d]/gu
/** cheap first look: anything from Thai on; most mail ends here */
const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u2e80-\ud7ff\ud840-\udbff\uf900-\ufaff\uff00-\uffef]/
/** half- and full-width letters, and Korean in pieces */
const COMPATIBLE = /[\u1100-\u11ff\u3130-\u318f\uf900-\ufaff\uff00-\uffef]/
