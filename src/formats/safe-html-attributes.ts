import type { Element, Properties } from 'hast'
import type { HtmlOptions } from '../domain/safe-html.ts'
import { linkTarget, pictureTarget, realTarget } from './links.ts'
import type { CssCleaner, PictureUrl } from './safe-css.ts'
import { MAX_DEPTH } from './safe-html-parse.ts'

export interface CleanOptions extends HtmlOptions {
  /** Content-ID without the angle brackets → part id */
  cids: ReadonlyMap<string, string>
  /** what is handed in is not the whole of the part */
  isCut?: boolean
}

/**
 * Rewrites, in place, every attribute and style of an element and all below it whose value means something: addresses,
 * ids and names, CSS. The tree holds only elements and attributes of the allow-list. Returns the number of pictures
 * from the internet, held back or let through.
 */
export function cleanAttributes(top: Element, css: CssCleaner, options: CleanOptions): number {
  let remotePictures = 0
  const picture = (source: string): string | null => {
    const own = ownPicture(source, options)
    if (own !== undefined) return own
    return options.remote ? pictureTarget(source) : null
  }
  const counted: PictureUrl = source => {
    if (ownPicture(source, options) === undefined && pictureTarget(source) !== null) remotePictures++
    return picture(source)
  }
  const open: [Element, number][] = [[top, 2]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [element, depth] = next
    element.children = element.children.filter(child => !isOurs(child) && !isEmptyStyle(child, css, counted))
    cleanCommon(element, css, counted)
    if (element.tagName === 'a' || element.tagName === 'area') cleanLink(element, depth)
    if (element.tagName === 'img' || element.tagName === 'source') {
      if (cleanPicture(element, picture)) remotePictures++
    }
    if (element.tagName === 'pre' || element.tagName === 'listing') keepFirstLine(element)
    for (const child of element.children) {
      if (child.type === 'element' && child.tagName !== 'style' && !isOurs(child))
        open.push([child, depth + 1])
    }
  }
  return remotePictures
}

/** Before every id and name of a message, so that none can stand in for something of the page (DOM clobbering). */
export const PREFIX = 'm-'
const TARGET_CLASS = 'ym-target'
const TARGET_STYLE =
  'all:initial!important;display:inline!important;unicode-bidi:isolate!important;font:12px monospace!important;color:#8a1500!important;background:#fff!important'

// What an earlier pass wrote is written again, never trusted: a message may hold the same words.
function isOurs(node: Element['children'][number]): boolean {
  return node.type === 'element' && [node.properties.className].flat().includes(TARGET_CLASS)
}

function cleanCommon(element: Element, css: CssCleaner, picture: PictureUrl): void {
  const { properties } = element
  for (const key of ['id', 'name']) rewrite(properties, key, value => (value ? prefixed(value) : null))
  rewrite(properties, 'useMap', value => (value.length > 1 ? `#${prefixed(value.replace(/^#/, ''))}` : null))
  rewrite(properties, 'style', value => css.declarations(value, picture) || null)
  rewrite(properties, 'background', picture)
}

function cleanLink(element: Element, depth: number): void {
  const { properties } = element
  const href = typeof properties.href === 'string' ? properties.href.trim() : null
  delete properties.href
  if (href === null) return
  if (href.startsWith('#')) {
    properties.href = href.length > 1 ? `#${prefixed(href.slice(1))}` : '#'
    return
  }
  const target = linkTarget(href)
  // No room below for the words that say where it leads: then it leads nowhere.
  if (target === null || depth + 2 > MAX_DEPTH) return
  properties.href = target
  properties.target = '_blank'
  properties.rel = ['noopener', 'noreferrer', 'nofollow']
  const real = realTarget(textOf(element), target)
  if (real !== null && element.tagName === 'a') element.children.push(targetNote(real))
}

function targetNote(real: string): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: [TARGET_CLASS], style: TARGET_STYLE },
    children: [{ type: 'text', value: ` [${real}]` }],
  }
}

/** true when the element asked for something on the internet */
function cleanPicture(element: Element, picture: PictureUrl): boolean {
  const { properties } = element
  const candidates = srcSet(properties.srcSet)
  const remote =
    pictureTarget(typeof properties.src === 'string' ? properties.src : '') !== null ||
    candidates.some(([url]) => pictureTarget(url) !== null)
  rewrite(properties, 'src', picture)
  const kept = candidates.flatMap(([url, size]) => {
    const clean = picture(url)
    // A comma would be read as the end of the address.
    return clean === null || clean.startsWith('data:') ? [] : [`${clean.replaceAll(',', '%2C')}${size}`]
  })
  delete properties.srcSet
  if (kept.length > 0) properties.srcSet = kept.join(', ')
  else delete properties.sizes
  return remote
}

function srcSet(value: Properties[string]): [url: string, size: string][] {
  const text = Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : ''
  const out: [string, string][] = []
  for (const candidate of text.slice(0, 20_000).split(/,\s+|,$/)) {
    const [url, size = ''] = candidate.trim().split(/\s+/)
    if (url && /^(\d{1,5}(\.\d{1,3})?[wx])?$/.test(size)) out.push([url, size && ` ${size}`])
  }
  return out
}

// undefined: not a picture that travels in the message.
function ownPicture(source: string, options: CleanOptions): string | null | undefined {
  const text = source.trim()
  if (/^cid:/i.test(text)) {
    const part = options.cids.get(text.slice(4)) ?? options.cids.get(decoded(text.slice(4)))
    return part === undefined ? null : options.partsUrl + encodeURIComponent(part)
  }
  if (/^data:/i.test(text)) {
    return /^data:image\/(png|jpe?g|gif|webp)(;[a-z0-9=-]{1,40})*;base64,[a-z0-9+/=\s%]*$/i.test(text)
      ? text
      : null
  }
  // Written by an earlier pass.
  if (!text.startsWith(options.partsUrl)) return undefined
  const part = decoded(text.slice(options.partsUrl.length))
  for (const known of options.cids.values()) if (known === part) return text
  return null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// Cleans a `style` element; true when nothing of it is left.
function isEmptyStyle(
  element: Element['children'][number],
  cleaner: CssCleaner,
  picture: PictureUrl,
): boolean {
  if (element.type !== 'element' || element.tagName !== 'style') return false
  const { type, media } = element.properties
  let css = ''
  for (const child of element.children) if (child.type === 'text') css += child.value
  const screen = media === undefined || /^\s*(all|screen|)\s*$/i.test(String(media))
  const isCss = type === undefined || /^\s*(text\/css|)\s*$/i.test(String(type))
  const isPlain = media === undefined || /^[\w\s(),:.\-/]*$/.test(String(media))
  const clean = isCss && isPlain ? cleaner.sheet(css, screen ? picture : () => null) : ''
  element.properties = media === undefined || !clean ? {} : { media }
  element.children = [{ type: 'text', value: clean }]
  return clean === ''
}

// A parser drops the first line break of `pre`; one that is part of the text has to be said twice (HTML 13.1.2.5).
function keepFirstLine(element: Element): void {
  const [first] = element.children
  if (first?.type === 'text' && first.value.startsWith('\n')) first.value = `\n${first.value}`
}

function textOf(element: Element): string {
  let text = ''
  const open: Element['children'] = [...element.children].reverse()
  for (let node = open.pop(); node && text.length < 2000; node = open.pop()) {
    if (node.type === 'text') text += node.value
    if (node.type === 'element') open.push(...node.children.toReversed())
  }
  return text
}

function prefixed(name: string): string {
  return name.startsWith(PREFIX) ? name : PREFIX + name
}

function rewrite(properties: Properties, key: string, change: (value: string) => string | null): void {
  const value = properties[key]
  if (value === undefined) return
  const changed = typeof value === 'string' ? change(value) : null
  if (changed === null) delete properties[key]
  else properties[key] = changed
}
