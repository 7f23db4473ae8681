import type { Charset } from '../src/domain/charsets.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { changeLook, type Letter, lookAt } from './letter.ts'
import { words } from './words.ts'

/** Each with letters it is for: those say more than its name, in every language. */
const choices: [Charset, string][] = [
  ['utf-8', '€ é я 中'],
  ['windows-1252', 'é ñ ø ß'],
  ['iso-8859-15', 'é ñ € œ'],
  ['windows-1250', 'ł ž ő ř'],
  ['iso-8859-2', 'ł ž ő ř'],
  ['windows-1251', 'Привет'],
  ['koi8-r', 'Привет'],
  ['koi8-u', 'Привіт'],
  ['iso-8859-5', 'Привет'],
  ['windows-1253', 'Ελληνικά'],
  ['windows-1254', 'Türkçe ğ ş'],
  ['windows-1255', 'עברית'],
  ['windows-1256', 'العربية'],
  ['windows-1257', 'ā ė ž'],
  ['windows-1258', 'Tiếng Việt'],
  ['windows-874', 'ไทย'],
  ['gb18030', '简体中文'],
  ['big5', '繁體中文'],
  ['shift_jis', '日本語'],
  ['euc-jp', '日本語'],
  ['iso-2022-jp', '日本語'],
  ['euc-kr', '한국어'],
  ['utf-16le', 'A é 中'],
  ['macintosh', 'é ñ ø'],
  ['cp437', 'é ñ ß ═'],
  ['cp850', 'é ñ ø ═'],
]

/** The text could not be read for sure: the reader may say in which charset it was written, and sees it at once. */
export function CharsetChoice({ letter, isGuess }: { letter: Letter; isGuess: boolean }) {
  const { charset } = lookAt(letter)
  const choose = (event: Event) => {
    const value = (event.currentTarget as HTMLSelectElement).value
    changeLook(letter, { charset: choices.find(([name]) => name === value)?.[0] ?? null, charsets: true })
  }
  const isDoubted = isGuess && charset === null
  return html`<div class="bar-note ${isDoubted ? 'warn' : ''}">${icon(isDoubted ? 'warning' : 'file')}
    <label class="charset"><span>${isDoubted ? words.letter.guessed : words.letter.charset}</span>
      <select value=${charset ?? ''} onChange=${choose}>
        <option value="">${words.letter.asItSays}</option>
        ${choices.map(([name, letters]) => html`<option value=${name} lang="">${`${name} – ${letters}`}</option>`)}
      </select></label></div>`
}
