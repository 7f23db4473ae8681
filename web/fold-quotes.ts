import { insideOf } from './frame-document.ts'
import { words } from './words.ts'

/** Quotes of which less can be seen are not folded: some five lines, in pixels. */
const shortQuote = 110
/** What a hostile mail has beyond so many stays as it is. */
const mostQuotes = 300
/** As mail programs mark what they quote; a blockquote alone may be an indent. */
const quotes = 'blockquote[type="cite" i], blockquote[class*="quote" i]'

/**
 * Long quotes of a framed mail fold, each from its outermost on, as those of a plain text do. A mail that is nothing but
 * a quote, as some programs forward, stays open. Nodes are moved, nothing is read as markup again.
 */
export function foldQuotes(frame: HTMLIFrameElement): void {
  const inside = insideOf(frame)
  const body = inside && query(inside.root, 'body')[0]
  if (!inside || !body) return
  const found = query(body, quotes).slice(0, mostQuotes)
  const outer = found.filter(one => !one.parentElement?.closest(quotes))
  const own = letters(body) - outer.reduce((sum, one) => sum + letters(one), 0)
  if (own <= 0) return
  // all heights first: each fold would have the browser lay out anew
  for (const quote of outer.filter(one => one.getBoundingClientRect().height > shortQuote))
    fold(inside.document, quote)
}

function fold(page: Document, quote: Element): void {
  const make = (name: string): HTMLElement => Document.prototype.createElement.call(page, name)
  const details = make('details')
  const summary = make('summary')
  summary.lang = words.language
  // whatever the mail's own styles say of such elements
  for (const [name, value] of Object.entries(look)) summary.style.setProperty(name, value, 'important')
  // a finger needs 44 px
  if (matchMedia('(pointer: coarse)').matches) summary.style.setProperty('padding', '12px 0', 'important')
  summary.append(words.letter.quotedText)
  quote.before(details)
  details.append(summary, quote)
}

const look = {
  display: 'list-item',
  visibility: 'visible',
  position: 'static',
  margin: '8px 0',
  padding: '4px 0',
  font: '14px/1.4 system-ui, sans-serif',
  color: 'LinkText',
  background: 'Canvas',
  cursor: 'pointer',
}

function letters(of: Element): number {
  return (of.textContent ?? '').replace(/\s+/g, '').length
}

function query(of: Element, which: string): HTMLElement[] {
  return [...Element.prototype.querySelectorAll.call(of, which)] as HTMLElement[]
}
