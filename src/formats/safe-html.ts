import type { Element, ElementContent, Root } from 'hast'
import { sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import type { SafeHtml } from '../domain/safe-html.ts'
import { type CssCleaner, openCssCleaner } from './safe-css.ts'
import { type CleanOptions, cleanAttributes, PREFIX } from './safe-html-attributes.ts'
import { type Mode, parseBounded } from './safe-html-parse.ts'
import { SCHEMA } from './safe-html-schema.ts'
import { plainText } from './safe-html-text.ts'

/**
 * A whole document made of a hostile message's HTML: nothing in it runs, asks the network (but for pictures, after
 * `remote`), reaches out of its frame or acts. Served with no policy at all it is still harmless; see
 * render-policy.ts for the other wall.
 *
 * What is returned (but for what is noted in its head, and the style of dark paper) reads back as itself: it was parsed and cleaned
 * once more and came out the same, so no second parser can find another meaning in it. What never settles, or is too large or deep, is shown as its text.
 * Never throws. Time and memory grow with the length, of which MAX_LENGTH characters are read.
 */
export function safeHtml(html: string, options: CleanOptions): SafeHtml {
  const css = openCssCleaner(PREFIX)
  try {
    const first = clean(html.slice(0, MAX_LENGTH), css, options)
    if (first) {
      let document = first.html
      for (let round = 0; round < ROUNDS; round++) {
        const again = clean(document, css, options)
        if (!again || again.html.length > MAX_OUTPUT) break
        if (again.html === document) {
          const cut = first.cut || html.length > MAX_LENGTH || options.isCut === true
          return { ...first, html: noted(document, { ...first, cut }, options.dark === true), cut }
        }
        document = again.html
      }
    }
  } catch {
    // a fault in a parser is no reason to show nothing
  }
  const said = { remotePictures: 0, cut: true }
  const text = textDocument(html.slice(0, MAX_TEXT))
  return { html: noted(text, said, options.dark === true), ...said }
}

/** UTF-16 units of HTML that are read */
const MAX_LENGTH = 2 * 1024 * 1024
const MAX_OUTPUT = 6 * 1024 * 1024
/** and of those that are shown when only the text can be */
const MAX_TEXT = 1024 * 1024
const ROUNDS = 5

// Mail of twenty years was drawn in each of the three modes; in another, tables and pictures come apart.
const DOCTYPES: Record<string, string> = {
  'no-quirks': '<!doctype html>',
  'limited-quirks':
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
  quirks: '',
}

const LAYOUT =
  'body{margin:16px;font:15px/1.45 system-ui,sans-serif;overflow-wrap:break-word}pre{white-space:pre-wrap}'
/** Colours turned round, and turned back in pictures; the place of one that is not shown has none, and is dark as the rest. */
const DARK_PAPER =
  'html{filter:invert(.9) hue-rotate(180deg)!important;background:#fff!important}img:is([src],[srcset]),video,[background],[style*="url("]{filter:invert(1) hue-rotate(180deg)}img:is([src],[srcset]){color:#ccc!important}'
const KNOWS_DARK = '<meta name="color-scheme" content="light dark">'
/** White paper, whatever the theme around it, unless the message says that it knows dark ones. */
const PAPER = 'html{background:#fff;color:#1b1b1b;color-scheme:light}'

function clean(html: string, css: CssCleaner, options: CleanOptions): SafeHtml | null {
  const parsed = parseBounded(html)
  if (!parsed) return null
  const dark = knowsDark(parsed.tree)
  const tree = sanitize(parsed.tree, SCHEMA)
  const root = tree.type === 'root' ? child(tree, 'html') : tree.type === 'element' ? tree : undefined
  const body = root && child(root, 'body')
  const styles = (root && child(root, 'head')?.children.filter(isForeignStyle)) ?? []
  const message: Element = {
    type: 'element',
    tagName: 'html',
    properties: root?.properties ?? {},
    children: [element('head', styles), body ?? element('body', [])],
  }
  const remotePictures = cleanAttributes(message, css, options)
  return { html: serialise(message, dark, parsed.mode), remotePictures, cut: parsed.cut }
}

function serialise(message: Element, dark: boolean, mode: Mode): string {
  const head = child(message, 'head')
  if (head) {
    const meta = (properties: Element['properties']) => element('meta', [], properties)
    head.children = [
      meta({ charSet: 'utf-8' }),
      ...(dark ? [meta({ name: 'color-scheme', content: 'light dark' })] : []),
      element('style', [{ type: 'text', value: dark ? LAYOUT : PAPER + LAYOUT }]),
      ...head.children.filter(node => node.type === 'element' && node.children.length > 0),
    ]
  }
  return DOCTYPES[mode] + toHtml(message)
}

// Written last, and read by the page: a frame cannot be asked for headers. The quotes stand in no attribute, so this is
// the first element of the head.
function noted(
  document: string,
  { remotePictures, cut }: Pick<SafeHtml, 'remotePictures' | 'cut'>,
  dark: boolean,
): string {
  const notes = [
    remotePictures > 0 ? `<meta name="remote-pictures" content="${remotePictures}">` : '',
    cut ? '<meta name="cut" content="1">' : '',
    dark && !document.includes(KNOWS_DARK) ? `<style>${DARK_PAPER}</style>` : '',
  ].join('')
  return (notes && document.replace('<meta charset="utf-8">', all => all + notes)) || document
}

function textDocument(html: string): string {
  const text: ElementContent = { type: 'text', value: plainText(html) }
  const body = element('body', [element('div', [text], { style: 'white-space:pre-wrap' })])
  return serialise(element('html', [element('head', []), body]), false, 'no-quirks' as Mode)
}

// Apple's and the standard's way to say that the message has colours for dark themes.
function knowsDark(tree: Root): boolean {
  const html = child(tree, 'html')
  const metas = (html && child(html, 'head')?.children) ?? []
  return metas.some(
    node =>
      node.type === 'element' &&
      node.tagName === 'meta' &&
      /^(supported-)?color-schemes?$/i.test(String(node.properties.name)) &&
      /\bdark\b/i.test(String(node.properties.content)),
  )
}

function isForeignStyle(node: ElementContent): boolean {
  if (node.type !== 'element' || node.tagName !== 'style') return false
  const [text] = node.children
  return text?.type === 'text' && text.value !== LAYOUT && text.value !== PAPER + LAYOUT
}

function child(parent: Root | Element, name: string): Element | undefined {
  for (const node of parent.children) if (node.type === 'element' && node.tagName === name) return node
  return undefined
}

function element(
  tagName: string,
  children: ElementContent[],
  properties: Element['properties'] = {},
): Element {
  return { type: 'element', tagName, properties, children }
}
