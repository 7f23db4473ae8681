import type { Root } from 'hast'
import { fromParse5 } from 'hast-util-from-parse5'
import { type DefaultTreeAdapterMap, type DefaultTreeAdapterTypes, defaultTreeAdapter, Parser } from 'parse5'
import { DROPPED } from './safe-html-schema.ts'

/**
 * The tree a browser without scripting would build, at most MAX_DEPTH deep; below that only the text is kept.
 * Null when it would be larger or deeper than any honest message: then nothing of the tree is used.
 *
 * The HTML parser itself is linear only for honest input (deep nesting, one tag with 100,000 attributes and
 * formatting elements that are opened again in each paragraph are quadratic), so it is fed in slices and watched.
 */
export function parseBounded(html: string): { tree: Root; mode: Mode; cut: boolean } | null {
  const document = watchedParse(html)
  if (!document) return null
  const cut = flatten(document)
  const tree = fromParse5(document)
  if (tree.type !== 'root') return null
  return { tree, mode: document.mode, cut }
}

/** how the message's doctype has it laid out (DOM 4.5) */
export type Mode = DefaultTreeAdapterTypes.Document['mode']

/** levels; honest mail with quotes of quotes in tables stays below */
export const MAX_DEPTH = 200
const MAX_OPEN = 1000
const MAX_NODES = 100_000
const MAX_ATTRIBUTES = 200
const SLICE = 4096

type Node = DefaultTreeAdapterTypes.Node
type Parent = DefaultTreeAdapterTypes.ParentNode

function watchedParse(html: string): DefaultTreeAdapterTypes.Document | null {
  let nodes = 0
  const parser = new Parser<DefaultTreeAdapterMap>({
    scriptingEnabled: false,
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement(name, namespace, attributes) {
        if (++nodes > MAX_NODES) throw TOO_LARGE
        return defaultTreeAdapter.createElement(name, namespace, attributes)
      },
      // What a table fosters is put before the table, the last child: looking from the end keeps that linear.
      insertBefore(parent, node, reference) {
        parent.childNodes.splice(parent.childNodes.lastIndexOf(reference as never), 0, node as never)
        node.parentNode = parent
      },
      insertTextBefore(parent, text, reference) {
        const at = parent.childNodes.lastIndexOf(reference as never)
        const before = parent.childNodes[at - 1]
        if (before && defaultTreeAdapter.isTextNode(before)) before.value += text
        else {
          const node = defaultTreeAdapter.createTextNode(text)
          parent.childNodes.splice(at, 0, node as never)
          node.parentNode = parent
        }
      },
    },
  })
  const { tokenizer } = parser
  tokenizer.preprocessor.bufferWaterline = SLICE
  try {
    for (let at = 0; at < html.length; ) {
      // A long text stays in the tokenizer's buffer and is copied with each slice: then the slices grow.
      const size = Math.min(Math.max(tokenizer.preprocessor.html.length >> 2, SLICE), 8 * SLICE)
      tokenizer.write(html.slice(at, at + size), false)
      at += size
      if (parser.openElements.stackTop > MAX_OPEN || openAttributes(parser) > MAX_ATTRIBUTES * 10) return null
    }
    tokenizer.write('', true)
  } catch (error) {
    if (error === TOO_LARGE || error instanceof RangeError) return null
    throw error
  }
  return parser.document
}

const TOO_LARGE = new Error('more elements than any honest message')

// The token under construction is not public; a test (one tag with 100,000 attributes) holds this.
function openAttributes(parser: Parser<DefaultTreeAdapterMap>): number {
  const token: unknown = Reflect.get(parser.tokenizer, 'currentToken')
  if (typeof token !== 'object' || token === null || !('attrs' in token)) return 0
  return Array.isArray(token.attrs) ? token.attrs.length : 0
}

// Without recursion: the passes after this one recurse, and may because of it.
function flatten(document: DefaultTreeAdapterTypes.Document): boolean {
  let cut = false
  const open: [Parent, number][] = [[document, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [parent, depth] = next
    for (const child of parent.childNodes) {
      if (!defaultTreeAdapter.isElementNode(child)) continue
      if (child.attrs.length > MAX_ATTRIBUTES) child.attrs.length = MAX_ATTRIBUTES
      if (depth + 1 < MAX_DEPTH) open.push([child, depth + 1])
      else if (child.childNodes.some(defaultTreeAdapter.isElementNode)) {
        cut = true
        const text = textOf(child)
        child.childNodes = []
        if (!DROPPED.includes(child.tagName)) defaultTreeAdapter.insertText(child, text)
      }
    }
  }
  return cut
}

function textOf(element: DefaultTreeAdapterTypes.Element): string {
  let text = ''
  const open: Node[] = [element]
  for (let node = open.pop(); node; node = open.pop()) {
    if (defaultTreeAdapter.isTextNode(node)) text += node.value
    if (!defaultTreeAdapter.isElementNode(node)) continue
    if (node.tagName === 'style' || DROPPED.includes(node.tagName)) continue
    for (let i = node.childNodes.length - 1; i >= 0; i--) open.push(node.childNodes[i] as Node)
  }
  return text
}
