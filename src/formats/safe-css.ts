import { type CssNode, generate, parse, walk } from 'css-tree'
import { FUNCTIONS, isAllowedProperty, isPictureProperty, STATIC_PSEUDO } from './safe-css-lists.ts'

/** Reads a message's CSS; each text once, and no more of it than an honest message has. */
export interface CssCleaner {
  declarations(css: string, picture: PictureUrl): string
  sheet(css: string, picture: PictureUrl): string
}

/** A cleaner for one message. */
export function openCssCleaner(prefix: string): CssCleaner {
  const known = new Map<string, string>()
  let budget = MAX_WORK
  return {
    declarations: (css, picture) => once('d', css, picture, use => cleanDeclarations(css, use)),
    sheet: (css, picture) => once('s', css, picture, use => cleanSheet(css, use, prefix)),
  }

  function once(kind: string, css: string, picture: PictureUrl, clean: (use: PictureUrl) => string): string {
    const seen = known.get(kind + css)
    if (seen !== undefined) return seen
    budget -= css.length + 50
    if (budget < 0) return ''
    let pictures = 0
    const result = clean(url => {
      pictures++
      return picture(url)
    })
    // One that has pictures is read each time, so that each of them counts.
    if (pictures === 0) known.set(kind + css, result)
    return result
  }
}

/** What to do with a picture's address: the address to use instead, or null to show none. */
export type PictureUrl = (url: string) => string | null

/**
 * The declarations of a `style` attribute as far as they can do no harm, or ''. Every word that comes out went
 * through a real CSS parser; whatever it cannot read, and every value that could fetch, is left out.
 */
function cleanDeclarations(css: string, picture: PictureUrl): string {
  if (css.length > MAX_ATTRIBUTE) return ''
  try {
    const list = parse(css, { context: 'declarationList', parseCustomProperty: true })
    return list.type === 'DeclarationList' ? declarations(list.children.toArray(), picture).join(';') : ''
  } catch {
    return '' // deeper than the parser's stack
  }
}

/** A style sheet as far as it can do no harm, or ''. `#id` selectors get the prefix that ids get. */
function cleanSheet(css: string, picture: PictureUrl, prefix: string): string {
  if (css.length > MAX_SHEET) return ''
  try {
    const sheet = parse(css, { parseCustomProperty: true })
    const clean = sheet.type === 'StyleSheet' ? rules(sheet.children.toArray(), picture, prefix, 0) : ''
    // A `style` element is raw text: nothing in it may look like the tag that ends it.
    return /<[/!?]/.test(clean) ? '' : clean
  } catch {
    return ''
  }
}

/** characters of distinct CSS that are read in one message, and its cleaning twice over */
const MAX_WORK = 2 * 1024 * 1024
const MAX_ATTRIBUTE = 20_000
const MAX_SHEET = 512 * 1024
const MAX_NESTING = 8
/** px; no honest message is larger, and a frame that follows its content must not grow without end */
const MAX_LENGTH = 20_000
const NO_PICTURE: PictureUrl = () => null

function rules(nodes: CssNode[], picture: PictureUrl, prefix: string, depth: number): string {
  if (depth > MAX_NESTING) return ''
  let out = ''
  for (const node of nodes) {
    if (node.type === 'Rule') out += rule(node, picture, prefix, depth)
    if (node.type === 'Atrule') out += atRule(node, picture, prefix, depth)
  }
  return out
}

function rule(node: CssNode & { type: 'Rule' }, picture: PictureUrl, prefix: string, depth: number): string {
  if (node.prelude.type !== 'SelectorList') return ''
  let fixed = true
  let known = true
  walk(node.prelude, part => {
    if (part.type === 'Raw') known = false
    if (part.type === 'IdSelector' && !part.name.startsWith(prefix)) part.name = prefix + part.name
    // A picture that comes only when something is touched, visited or written tells of the reader, so it never comes.
    if (part.type === 'AttributeSelector') fixed = false
    if (part.type === 'PseudoClassSelector' && !STATIC_PSEUDO.has(part.name.toLowerCase())) fixed = false
  })
  const selector = generate(node.prelude)
  if (!known || !selector || selector.includes('<')) return ''
  const children = node.block.children.toArray()
  const allowed = fixed ? picture : NO_PICTURE
  const own = declarations(children, allowed).join(';')
  const nested = rules(children, allowed, prefix, depth + 1)
  if (!own && !nested) return ''
  return `${selector}{${own}${own && nested ? ';' : ''}${nested}}`
}

// @media and @supports choose; all other at-rules fetch, name or move things and are left out.
function atRule(
  node: CssNode & { type: 'Atrule' },
  picture: PictureUrl,
  prefix: string,
  depth: number,
): string {
  const name = node.name.toLowerCase()
  if ((name !== 'media' && name !== 'supports') || !node.block || node.prelude?.type !== 'AtrulePrelude')
    return ''
  const prelude = generate(node.prelude)
  if (!/^[\w\s(),:.\-/<>=%+*]+$/.test(prelude) || /url|src|image|<[/!]/i.test(prelude)) return ''
  const allowed = /print/i.test(prelude) ? NO_PICTURE : picture
  const children = node.block.children.toArray()
  const inner = rules(children, allowed, prefix, depth + 1)
  return inner ? `@${name} ${prelude}{${inner}}` : ''
}

function declarations(nodes: CssNode[], picture: PictureUrl): string[] {
  const out: string[] = []
  for (const node of nodes) {
    if (node.type !== 'Declaration' || node.value.type !== 'Value') continue
    const property = node.property.startsWith('--') ? node.property : node.property.toLowerCase()
    if (!isAllowedProperty(property)) continue
    const pictures = isPictureProperty(property) ? picture : null
    if (!isHarmless(node.value, pictures, 0) || !isContained(property, node.value)) continue
    // "<" stands only inside strings here; written as an escape it cannot end a `style` element.
    const value = generate(node.value).replaceAll('<', '\\3c ')
    if (value) out.push(`${property}:${value}${node.important === true ? '!important' : ''}`)
  }
  return out
}

function isHarmless(node: CssNode, picture: PictureUrl | null, depth: number): boolean {
  if (depth > MAX_NESTING) return false
  switch (node.type) {
    case 'Value':
    case 'Parentheses':
      return node.children.toArray().every(child => isHarmless(child, picture, depth + 1))
    case 'Function':
      if (!FUNCTIONS.has(node.name.toLowerCase())) return false
      return node.children.toArray().every(child => isHarmless(child, picture, depth + 1))
    case 'Url':
      return picture !== null && replaceUrl(node, picture)
    // An escape in a name can spell url( for the browser and something else for the parser.
    case 'Identifier':
      return /^[-\w\u0080-\uffff]+$/.test(node.name)
    case 'Dimension':
      return /^[a-z]+$/i.test(node.unit)
    case 'Operator':
      return /^\s*[-+*/,]\s*$/.test(node.value)
    case 'Hash':
      return /^\w+$/.test(node.value)
    case 'Raw':
      return isHarmlessFallback(node, depth)
    case 'String':
    case 'Number':
    case 'Percentage':
    case 'WhiteSpace':
      return true
    default:
      return false
  }
}

// `var(--x, fallback)` keeps its fallback as raw text; it is read again like any value, without pictures.
function isHarmlessFallback(node: CssNode & { type: 'Raw' }, depth: number): boolean {
  if (depth === 0 || /[\\;{}]/.test(node.value)) return false
  const value = parse(node.value, { context: 'value' })
  if (value.type !== 'Value' || !isHarmless(value, null, depth + 1)) return false
  node.value = generate(value)
  return true
}

// "none" keeps the other words of a shorthand (colour, position) valid.
function replaceUrl(node: CssNode & { type: 'Url' }, picture: PictureUrl): boolean {
  const url = picture(node.value)
  if (url === null) Object.assign(node, { type: 'Identifier', name: 'none' })
  else node.value = url
  return true
}

// Nothing leaves the flow of the page, follows the scroll, or grows without end.
function isContained(property: string, value: CssNode & { type: 'Value' }): boolean {
  const parts = value.children.toArray()
  if (property === 'position') {
    const [only] = parts
    return (
      parts.length === 1 && only?.type === 'Identifier' && /^(static|relative|absolute)$/i.test(only.name)
    )
  }
  if (!/^(min-)?(width|height|inline-size|block-size)$|^(margin|padding)/.test(property)) return true
  return parts.every(
    part =>
      part.type === 'Identifier' ||
      part.type === 'Percentage' ||
      (part.type === 'Function' && part.name !== 'var') ||
      ((part.type === 'Dimension' || part.type === 'Number') && Math.abs(Number(part.value)) <= MAX_LENGTH),
  )
}
