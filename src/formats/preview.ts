/** Characters (RFC 8621 4.1.4). */
const LONGEST = 256
/** Of a longer text the preview is of its beginning alone. */
const LOOKED_AT = 65_536
/** A line that says who wrote what follows is no longer than this, and so may the line before it be its beginning. */
const ATTRIBUTION = 200

/**
 * The beginning of a text in one line: what others wrote before is left out, unless there is nothing else. Letters that
 * show nothing and only fill a newsletter's preview are white space here.
 */
export function previewOf(shown: string): string {
  const text = withoutQuotes(shown.slice(0, LOOKED_AT))
  let folded = ''
  for (const length of [1024, 16384]) {
    if (folded.length >= LONGEST || (folded && text.length <= 1024)) break
    folded = text
      .slice(0, length)
      .replace(BLANK_RUNS, run => (JOINER.test(run) ? run : ' '))
      .trim()
  }
  const cut = folded.slice(0, LONGEST)
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
}

/** Without lines that begin with ">", and without the line before them that ends in a colon ("Anna wrote:"). */
function withoutQuotes(text: string): string {
  if (!/^>/m.test(text)) return text
  const own: string[] = []
  let isQuote = false
  for (const line of text.split('\n')) {
    const was = isQuote
    isQuote = line.startsWith('>')
    if (isQuote && !was) dropAttribution(own)
    if (!isQuote) own.push(line)
  }
  const rest = own.join('\n')
  return rest.trim() ? rest : text
}

function dropAttribution(own: string[]): void {
  while (own.at(-1)?.trim() === '') own.pop()
  const last = own.at(-1)?.trim() ?? ''
  if (!last.endsWith(':') || last.length > ATTRIBUTION) return
  own.pop()
  // Broken in two by the program that wrote it: the address stands in the line before.
  if (/[@<]/.test(last)) return
  const before = own.at(-1) ?? ''
  if (/[@<]/.test(before) && before.length <= ATTRIBUTION) own.pop()
}

/** white space, controls, and letters that show nothing (soft hyphen, joiners, directional marks, fillers) */
const BLANK_RUNS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls have no place in a preview
  /(?:[\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]|\u034f)+/g
/** alone between letters they belong to a word or a picture */
const JOINER = /^[\u00ad\u200b-\u200d]$/
