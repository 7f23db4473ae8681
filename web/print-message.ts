import { filesOf } from './attachments.ts'
import { fullDate } from './dates.ts'
import { frameNotes, insideOf } from './frame-document.ts'
import { htmlUrl, isHtml, type Letter, lookAt, showsText } from './letter.ts'
import type { BodyPart } from './mail.ts'
import { size } from './numbers.ts'
import { openBackup } from './open.ts'
import { me } from './session.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Never scripts; "modals" is what browsers call the print window, which only a script could open from inside. */
const sandbox = 'allow-same-origin allow-modals'
/** Pictures that do not come must not keep the sheet back for ever. */
const longestWait = 15_000

/**
 * Prints a clean sheet of one message: its header block and its body as it is shown, HTML or text, quotes unfolded, on
 * white paper, and nothing of the page around it. The body is what the guarded document on screen shows, in a box that
 * its styles cannot reach out of. Throws when the HTML cannot be had.
 */
export async function printMessage(letter: Letter): Promise<void> {
  const parts = showsText(letter) ? letter.message.textBody : letter.message.htmlBody
  const frames = new Map<BodyPart, HTMLIFrameElement>()
  for (const part of parts)
    if (isHtml(part) && part.blobId !== null) frames.set(part, openFrame(sheetUrl(letter, part)))
  const sheet = [...frames.values()][0] ?? openFrame(null)
  try {
    await Promise.all([...frames.values()].map(arrived))
    await fill(sheet, letter, parts, frames)
  } catch (error) {
    for (const frame of frames.values()) frame.remove()
    throw error
  }
  for (const frame of frames.values()) if (frame !== sheet) frame.remove()
  const print = sheet.contentWindow
  print?.addEventListener('afterprint', () => setTimeout(() => sheet.remove()))
  print?.print()
}

function sheetUrl(letter: Letter, part: BodyPart): string {
  const url = htmlUrl(letter, part, { ...lookAt(letter), dark: false })
  return `${url}${url.includes('?') ? '&' : '?'}print=1`
}

/** A frame that nobody sees; one that an earlier print left goes. Without an address it is empty, under the page's policy. */
function openFrame(url: string | null): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.className = 'print-sheet'
  frame.title = words.letter.print
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  frame.setAttribute('sandbox', sandbox)
  frame.referrerPolicy = 'no-referrer'
  if (url !== null) frame.src = url
  document.body.append(frame)
  return frame
}

async function arrived(frame: HTMLIFrameElement): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  frame.addEventListener('load', () => resolve(), { once: true })
  const timer = setTimeout(resolve, longestWait)
  await promise
  clearTimeout(timer)
  if (frameNotes(frame) === null) throw new Error('the message to print did not come')
}

async function fill(
  sheet: HTMLIFrameElement,
  letter: Letter,
  parts: readonly BodyPart[],
  frames: ReadonlyMap<BodyPart, HTMLIFrameElement>,
): Promise<void> {
  const inside = insideOf(sheet)
  const css = sheet.contentWindow && new (sheet.contentWindow as Window & typeof globalThis).CSSStyleSheet()
  if (!inside || !css) throw new Error('the sheet has no document')
  const { document: page, root } = inside
  css.replaceSync(style)
  const own = (fillIn: (into: ShadowRoot) => void): HTMLElement => ownBlock(page, css, fillIn)
  const blocks = [own(into => headBlock(page, into, letter))]
  const shown: ShadowRoot[] = []
  for (const part of parts) {
    const frame = frames.get(part)
    const value = letter.message.bodyValues[part.partId ?? '']?.value
    if (frame) blocks.push(boxed(page, frame, shown))
    else if (value) blocks.push(own(into => element(page, into, 'pre', value)))
  }
  const body = make(page, 'body')
  // In quirks mode a body is as high as the window.
  setStyle(body, { margin: '0', height: 'fit-content' })
  body.append(...blocks)
  // Of the message nothing is left out here, so no style of it reaches the head block or the sheet.
  for (const name of Element.prototype.getAttributeNames.call(root))
    Element.prototype.removeAttribute.call(root, name)
  Element.prototype.replaceChildren.call(root, make(page, 'head'), body)
  page.title = subjectOf(letter)
  const pictures = shown.flatMap(one => [...one.querySelectorAll('img')])
  await Promise.all(pictures.map(picture => picture.decode().catch(() => undefined)))
}

/** A block of ours: it neither takes nor gives styles. */
function ownBlock(page: Document, css: CSSStyleSheet, fillIn: (into: ShadowRoot) => void): HTMLElement {
  const block = make(page, 'div')
  setStyle(block, { all: 'initial', display: 'block' })
  const into = block.attachShadow({ mode: 'open' })
  into.adoptedStyleSheets = [css]
  fillIn(into)
  return block
}

/**
 * What an HTML part shows, with its styles: nodes are moved, nothing is read as markup again. Styles of a shadow tree end
 * at its host, which they may move (`:host`); the box around the host clips whatever would be drawn outside it.
 */
function boxed(page: Document, frame: HTMLIFrameElement, shown: ShadowRoot[]): HTMLElement {
  const box = make(page, 'div')
  setStyle(box, { all: 'initial', display: 'block', position: 'relative', isolation: 'isolate' })
  setStyle(box, { overflow: 'clip', contain: 'layout paint' })
  const host = make(page, 'div')
  box.append(host)
  const into = host.attachShadow({ mode: 'open' })
  const from = insideOf(frame)?.root
  if (!from) return box
  const root = make(page, 'html')
  for (const name of Element.prototype.getAttributeNames.call(from))
    root.setAttribute(name, Element.prototype.getAttribute.call(from, name) ?? '')
  root.append(...(Element.prototype.querySelectorAll.call(from, ':scope > *') as NodeListOf<Element>))
  into.append(root)
  shown.push(into)
  return box
}

function headBlock(page: Document, into: ShadowRoot, { message }: Letter): void {
  element(page, into, 'h1', subjectOf({ message }))
  const list = element(page, into, 'dl', '')
  const line = (label: string, value: string) => {
    if (!value) return
    element(page, list, 'dt', label)
    element(page, list, 'dd', value)
  }
  const people = (all: readonly { name: string | null; email: string }[] | null) =>
    (all ?? []).map(one => visible(one.name ? `${one.name} <${one.email}>` : one.email)).join(', ')
  const at = Date.parse(message.sentAt ?? message.receivedAt)
  line(words.letter.from, people(message.from))
  line(words.letter.to, people(message.to))
  line(words.letter.cc, people(message.cc))
  line(
    words.card.when,
    Number.isNaN(at) ? '' : fullDate(at, openBackup.value?.zone ?? me.value?.zone ?? 'UTC'),
  )
  const files = filesOf(message).own.map(
    part => `${visible(part.name ?? '') || words.letter.unnamed} (${size(part.size)})`,
  )
  line(words.letter.attachments(files.length), files.join(', '))
}

function element(page: Document, into: Node, name: string, text: string): HTMLElement {
  const made = make(page, name)
  made.dir = 'auto'
  made.append(text)
  into.appendChild(made)
  return made
}

function subjectOf({ message }: Pick<Letter, 'message'>): string {
  return visible(message.subject?.trim() ?? '') || words.list.noSubject
}

/** An element may have the name of a method of the document; see frame-document.ts. */
function make(page: Document, name: string): HTMLElement {
  return Document.prototype.createElement.call(page, name)
}

function setStyle(of: HTMLElement, styles: Record<string, string>): void {
  for (const [name, value] of Object.entries(styles)) of.style.setProperty(name, value, 'important')
}

const style = `
h1 { margin: 0 0 8px; font: 600 18px/1.3 system-ui, sans-serif; color: #000; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 12px; margin: 0 0 16px; padding: 0 0 12px;
  border-bottom: 1px solid #888; font: 12px/1.4 system-ui, sans-serif; color: #000; }
dt { color: #555; }
dd { margin: 0; overflow-wrap: anywhere; }
pre { margin: 0 0 12px; font: 13px/1.5 system-ui, sans-serif; color: #000; white-space: pre-wrap; overflow-wrap: anywhere; }
`
