import { decodeEntities } from './html-entities.ts'

/**
 * The words of an HTML text for preview and index; never for showing. Tags, comments, scripts, styles and titles are
 * left out, blocks become line breaks, entities are decoded. One pass, linear on any input.
 */
export function htmlText(html: string): string {
  const out: string[] = []
  let at = 0
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', at)) {
    const c = html.charCodeAt(open + 1)
    const letter = (c | 32) >= 97 && (c | 32) <= 122
    if (!letter && c !== 47 && c !== 33 && c !== 63) {
      // "<" that opens no tag is text (WHATWG HTML 13.2.5.6); a run of them is taken at once
      let end = open + 1
      while (html.charCodeAt(end) === 60) end++
      const keep = end - open > 1 && isTagStart(html.charCodeAt(end)) ? end - 1 : end
      out.push(html.slice(at, keep))
      at = keep
      continue
    }
    if (open > at) out.push(html.slice(at, open))
    if (!letter && c !== 47) {
      at = afterDeclaration(html, open)
      continue
    }
    const name = tagName(html, c === 47 ? open + 2 : open + 1)
    at = tagEnd(html, open + 1 + name.length)
    if (name === 'img') out.push(' ', altText(html.slice(open, Math.min(at, open + 4096))), ' ')
    if (BLOCKS.has(name)) out.push('\n')
    else if (CELLS.has(name)) out.push(' ')
    else if (letter && SILENT.has(name)) at = afterSilent(html, at, name)
  }
  out.push(html.slice(at))
  return decodeEntities(out.join(''))
}

function isTagStart(c: number): boolean {
  return ((c | 32) >= 97 && (c | 32) <= 122) || c === 47 || c === 33 || c === 63
}

/** Lower case; no element has a longer name than 20 letters. */
function tagName(html: string, start: number): string {
  let end = start
  while (end - start < 20) {
    const c = html.charCodeAt(end)
    if (!(((c | 32) >= 97 && (c | 32) <= 122) || (c >= 48 && c <= 57))) break
    end++
  }
  return html.slice(start, end).toLowerCase()
}

/** After the ">" of a tag; one inside a quoted attribute value does not end it. What never ends is dropped, as in browsers. */
function tagEnd(html: string, start: number): number {
  let i = start
  for (;;) {
    const close = html.indexOf('>', i)
    if (close < 0) return html.length
    const quote = quotedValue(html, i, close)
    if (quote < 0) return close + 1
    const end = html.indexOf(html[quote] as string, quote + 1)
    if (end < 0) return html.length
    i = end + 1
  }
}

/** The first quote after "=" between `from` and `to`, or -1. */
function quotedValue(html: string, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const c = html.charCodeAt(i)
    if (c !== 34 && c !== 39) continue
    let k = i - 1
    while (k > from && html.charCodeAt(k) <= 32) k--
    if (html.charCodeAt(k) === 61) return i
  }
  return -1
}

/** What stands for a picture: in mail made of pictures it is all the text there is. A URL is no text. */
function altText(tag: string): string {
  const m = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag)
  const text = m?.[1] ?? m?.[2] ?? m?.[3] ?? ''
  return text.includes('://') ? '' : text.replaceAll('<', ' ')
}

function afterDeclaration(html: string, open: number): number {
  const comment = html.startsWith('<!--', open)
  const end = comment ? html.indexOf('-->', open + 2) : html.indexOf('>', open)
  if (end < 0) return html.length
  return end + (comment ? 3 : 1)
}

/** Elements whose content is no text of the message. */
function afterSilent(html: string, at: number, name: string): number {
  const close = SILENT.get(name) as RegExp
  close.lastIndex = at
  const hit = close.exec(html)
  return hit ? tagEnd(html, hit.index + hit[0].length) : html.length
}

const SILENT = new Map(
  ['style', 'script', 'title', 'noframes', 'iframe', 'noembed'].map(n => [
    n,
    new RegExp(`</${n}(?![a-z0-9])`, 'gi'),
  ]),
)
const CELLS = new Set(['td', 'th', 'option'])
const BLOCKS = new Set(
  'address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
