/**
 * The text of HTML that no parser may be trusted with (too deep, too large): tags are taken out in one walk, the
 * commonest character references are read. The result is text and must be shown as text.
 */
export function plainText(html: string): string {
  const lower = html.toLowerCase()
  let out = ''
  let at = 0
  for (let open = nextTag(lower, 0); open >= 0; open = nextTag(lower, at)) {
    out += html.slice(at, open)
    const close = endOf(lower, open)
    if (close < 0) return tidy(out)
    if (BREAKS.test(lower.slice(open, open + 12))) out += '\n'
    at = close
  }
  return tidy(out + html.slice(at))
}

const BREAKS = /^<\/?(p|div|br|tr|table|li|ul|ol|h[1-6]|blockquote|pre|hr)\b/
const HIDDEN = /^<(script|style|title|template|noscript|svg|math)\b/

function nextTag(html: string, from: number): number {
  for (let at = html.indexOf('<', from); at >= 0; at = html.indexOf('<', at + 1)) {
    if (/[a-z/!?]/.test(html.charAt(at + 1))) return at
  }
  return -1
}

function endOf(html: string, open: number): number {
  const hidden = HIDDEN.exec(html.slice(open, open + 12))
  const mark = hidden ? `</${hidden[1]}` : html.startsWith('<!--', open) ? '--' : ''
  const inner = mark ? html.indexOf(mark, open + 4) : open
  if (inner < 0) return -1
  const close = html.indexOf('>', inner)
  return close < 0 ? -1 : close + 1
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function tidy(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole
      return character(Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10))
    })
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*\n/g, '\n\n')
    .trim()
    .toWellFormed()
}

function character(code: number): string {
  const control = code < 32 ? code !== 9 && code !== 10 : code >= 127 && code < 160
  return control || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)
    ? '\ufffd'
    : String.fromCodePoint(code)
}
