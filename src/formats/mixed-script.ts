/**
 * Does a host name, in Unicode, have a label that can pass for another: letters of several scripts that no language
 * writes together (UTS 39 5.2, "highly restrictive"), or Cyrillic ones alone that are all drawn like Latin ones?
 */
export function isMixedScript(host: string): boolean {
  return host.slice(0, 255).split('.').some(isOddLabel)
}

function isOddLabel(label: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a label of ASCII is what it looks like
  if (/^[\x00-\x7f]*$/.test(label)) return false
  if (LIKE_LATIN.test(label)) return true
  const found = SCRIPTS.filter(([, letters]) => letters.test(label)).map(([name]) => name)
  const others = /\p{L}/u.test(label.replace(KNOWN, '')) ? ['other'] : []
  const scripts = [...found, ...others].join(' ')
  return scripts.includes(' ') && !TOGETHER.some(together => together.test(scripts))
}

const SCRIPTS: [name: string, letters: RegExp][] = [
  ['latin', /\p{Script=Latin}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['han', /\p{Script=Han}/u],
  ['kana', /\p{Script=Hiragana}|\p{Script=Katakana}/u],
  ['bopomofo', /\p{Script=Bopomofo}/u],
  ['hangul', /\p{Script=Hangul}/u],
]
const KNOWN =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\u30fc]/gu

/** Japanese, Chinese and Korean write these together, and Latin letters among them. */
const TOGETHER = [
  /^(latin )?(han )?kana$/,
  /^latin han$/,
  /^(latin )?han bopomofo$/,
  /^(latin )?(han )?hangul$/,
]

/** Nothing but Cyrillic letters that are drawn like Latin ones, digits and hyphens. */
const LIKE_LATIN = /^(?=.*\p{Script=Cyrillic})[\d\-аеорсухіјѕһӏԁԛԝ]+$/u
