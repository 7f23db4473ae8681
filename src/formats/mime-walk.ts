import type { Notice, Part } from '../domain/message.ts'
import { type FieldPlace, lineEnd, scanHeader, skipLeadIn } from './header-fields.ts'
import { describePart } from './part-fields.ts'
import { decodedSize } from './transfer-encoding.ts'

export const MAX_PARTS = 1000
export const MAX_DEPTH = 50

export interface Walked {
  structure: Part
  /** places of the top header's fields */
  fields: FieldPlace[]
  headerLength: number
  notices: Notice[]
}

/**
 * Finds the parts of a message in one pass, without recursion: every line that begins with "--" is compared with the
 * delimiters of the multiparts that stand around it, the innermost first. Nothing is decoded and nothing is copied but
 * headers. Linear in the length whatever the message says.
 */
export function walkMessage(b: Buffer): Walked {
  const eol = lineEnd(b)
  const walk: Walk = { b, frames: [], leaf: null, parts: 0, notices: new Set() }
  const isBoundary = (start: number, end: number) => findDelimiter(walk, start, end) !== null

  const top = scanHeader(b, skipLeadIn(b), b.length, eol, isBoundary)
  if (top.open && top.end < b.length) walk.notices.add('no-blank-line')
  if (top.cut) walk.notices.add('cut-header')
  const structure = openPart(walk, top.fields, [0, top.end], '', false)
  let at = top.end
  while (walk.frames.length) {
    const start = nextDashes(b, at, eol)
    if (start < 0) break
    const nl = b.indexOf(eol, start)
    const end = nl < 0 ? b.length : nl
    at = Math.min(b.length, end + 1)
    const hit = findDelimiter(walk, start, end)
    if (!hit) continue
    const before = lineBreakBefore(b, start)
    closeLeaf(walk, before)
    while (walk.frames.length - 1 > hit.depth) closeFrame(walk, before)
    const frame = walk.frames[hit.depth] as Frame
    frame.closed = hit.close
    if (hit.close) continue
    // a last line that forgot its closing dashes opens nothing
    if (isBlank(b, at)) break
    if (walk.parts >= MAX_PARTS) {
      walk.notices.add('cut-parts')
      frame.closed = true
      break
    }
    const header = scanHeader(b, at, b.length, eol, isBoundary)
    if (header.cut) walk.notices.add('cut-header')
    const id = `${frame.prefix}${frame.parts.length + 1}`
    frame.parts.push(openPart(walk, header.fields, [at, header.end], id, frame.digest))
    at = header.end
  }
  closeLeaf(walk, b.length)
  while (walk.frames.length) closeFrame(walk, b.length)
  return { structure, fields: top.fields, headerLength: top.end, notices: [...walk.notices] }
}

/** A multipart around the place where the walk stands. It stays after its closing line: broken mail goes on after it. */
interface Frame {
  part: Part
  parts: Part[]
  delimiter: string
  closed: boolean
  /** its own part number, and how its children's begin */
  number: string
  prefix: string
  digest: boolean
  /** Content-ID of the root of multipart/related (RFC 2387 3.2) */
  start: string | null
}

interface Walk {
  b: Buffer
  frames: Frame[]
  /** the part without parts whose end is not known yet */
  leaf: Part | null
  parts: number
  notices: Set<Notice>
}

function openPart(
  walk: Walk,
  places: FieldPlace[],
  header: [number, number],
  number: string,
  digest: boolean,
): Part {
  const { boundary, start, ...fields } = describePart(walk.b, places, digest)
  const part: Part = { id: null, ...fields, header, body: [header[1], header[1]], size: 0 }
  walk.parts++
  if (boundary !== null && walk.frames.length < MAX_DEPTH) {
    walk.frames.push({
      part,
      parts: [],
      delimiter: `--${boundary}`,
      closed: false,
      number,
      prefix: number && `${number}.`,
      digest: part.type === 'multipart/digest',
      start: part.type === 'multipart/related' ? start : null,
    })
    return part
  }
  if (boundary !== null) walk.notices.add('cut-depth')
  if (part.type.startsWith('multipart/')) part.type = 'text/plain'
  part.id = number || '1'
  walk.leaf = part
  return part
}

function closeLeaf(walk: Walk, end: number): void {
  if (walk.leaf) closePart(walk.b, walk.leaf, end)
  walk.leaf = null
}

function closePart(b: Buffer, part: Part, end: number): void {
  part.body[1] = Math.max(part.body[0], end)
  part.size = decodedSize(b.subarray(part.body[0], part.body[1]), part.encoding)
}

/** A multipart that never was one (its delimiter does not occur) is shown as the text it is, so nothing is lost. */
function closeFrame(walk: Walk, end: number): void {
  const frame = walk.frames.pop()
  if (!frame) return
  const { part, parts } = frame
  if (!frame.closed) walk.notices.add('no-end')
  if (parts.length === 0) {
    part.type = 'text/plain'
    part.id = frame.number || '1'
    closePart(walk.b, part, end)
    return
  }
  part.body[1] = Math.max(part.body[0], end)
  part.size = part.body[1] - part.body[0]
  const root = frame.start === null ? -1 : parts.findIndex(p => p.cid === frame.start)
  // RFC 8621 4.1.4 takes the first part of multipart/related for its root; the ids still tell the order in the message
  if (root > 0) parts.unshift(...parts.splice(root, 1))
  part.parts = parts
}

function isBlank(b: Buffer, from: number): boolean {
  for (let i = from; i < b.length; i++) if (b[i] !== 10 && b[i] !== 13) return false
  return true
}

/** Longer lines are no delimiters (RFC 2046 5.1.1 allows 70 letters; some senders take more). */
const LONGEST = 1000

/** The multipart a line belongs to: open ones first, then those already closed. */
function findDelimiter(walk: Walk, start: number, end: number): { depth: number; close: boolean } | null {
  if (end - start > LONGEST || !walk.frames.some(f => mayBegin(f, walk.b, start, end))) return null
  const line = walk.b.toString('latin1', start, end).trimEnd()
  for (const closed of [false, true])
    for (let depth = walk.frames.length - 1; depth >= 0; depth--) {
      const frame = walk.frames[depth] as Frame
      if (frame.closed !== closed || !line.startsWith(frame.delimiter)) continue
      if (line.length === frame.delimiter.length) return { depth, close: false }
      if (line.length === frame.delimiter.length + 2 && line.endsWith('--')) return { depth, close: true }
    }
  return null
}

/** A look at length and first letters, so that lines of dashes are not made into text. */
function mayBegin({ delimiter }: Frame, b: Buffer, start: number, end: number): boolean {
  return (
    end - start >= delimiter.length &&
    b[start + 2] === delimiter.charCodeAt(2) &&
    b[start + delimiter.length - 1] === delimiter.charCodeAt(delimiter.length - 1)
  )
}

const DASHES = Buffer.from('--')

/** The next line from `at` on that begins with "--"; a line is looked at once, so runs of dashes cost nothing. */
function nextDashes(b: Buffer, at: number, eol: number): number {
  for (let p = b.indexOf(DASHES, at); p >= 0; p = b.indexOf(DASHES, p)) {
    const c = b[p - 1]
    if (p === at || c === 10 || c === 13) return p
    p = b.indexOf(eol, p)
    if (p < 0) return -1
  }
  return -1
}

/** The line break before a delimiter belongs to the delimiter (RFC 2046 5.1.1). */
function lineBreakBefore(b: Buffer, start: number): number {
  if (b[start - 1] === 10) return b[start - 2] === 13 ? start - 2 : start - 1
  return b[start - 1] === 13 ? start - 1 : start
}
