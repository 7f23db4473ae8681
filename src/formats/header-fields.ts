import { decodeRawHeader } from './charset.ts'

/** Octets of a header that are read; what is longer is passed over. */
export const HEADER_LIMIT = 262144

/** One field by its place: the name, and the octets of its value without the line end that closes it. */
export interface FieldPlace {
  name: string
  start: number
  end: number
}

export interface HeaderPlace {
  fields: FieldPlace[]
  /** first octet after the header and its blank line */
  end: number
  /** no blank line ended it */
  open: boolean
  /** longer than HEADER_LIMIT */
  cut: boolean
}

/**
 * The fields of a message in their order, with the values in RFC 8621's Raw form (4.1.2.1): what follows the colon,
 * folding included; raw 8-bit octets as UTF-8 when valid, else by a guess, so that no reader meets broken text.
 */
export function headerFields(
  bytes: Uint8Array,
  charset: string | null = null,
): { name: string; value: string }[] {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return scanHeader(b, skipLeadIn(b), b.length, lineEnd(b), NONE).fields.map(f => ({
    name: f.name,
    value: decodeRawHeader(b.toString('latin1', f.start, f.end), charset).replaceAll('\0', ''),
  }))
}

/** LF ends lines; only a message without any (an old Macintosh's) is read by its CRs. */
export function lineEnd(b: Buffer): number {
  return b.includes(10) ? 10 : 13
}

/** Where the top header begins: after a byte order mark, and after blank lines when a field follows them. */
export function skipLeadIn(b: Buffer): number {
  const start = b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf ? 3 : 0
  let i = start
  while (b[i] === 13 || b[i] === 10) i++
  return i > start && FIELD.test(b.toString('latin1', i, i + 80)) ? i : start
}

/**
 * Reads a header line by line, from `start` to at most `end`. A line that is neither field nor continuation is passed
 * over when a blank line still follows (the "From " line of a mailbox file, garbage of gateways); when none follows, the
 * body begins at that line. `isBoundary` tells lines that end the part at once.
 */
export function scanHeader(
  b: Buffer,
  start: number,
  end: number,
  eol: number,
  isBoundary: (lineStart: number, lineEnd: number) => boolean,
): HeaderPlace {
  const fields: FieldPlace[] = []
  let last: FieldPlace | null = null
  let garbage = -1
  let cut = false
  let seen: Set<string> | null = null
  let at = start
  while (at < end) {
    let nl = b.indexOf(eol, at)
    if (nl < 0 || nl >= end) nl = end
    let stop = nl
    while (stop > at && b[stop - 1] === 13) stop--
    const next = Math.min(end, nl + 1)
    const c = b[at]
    if (stop === at) return { fields, end: next, open: false, cut }
    if (c === 45 && b[at + 1] === 45 && isBoundary(at, stop)) break
    if (at - start > HEADER_LIMIT) {
      cut = true
      seen ??= new Set(fields.map(f => f.name.toLowerCase()))
      if (c !== 32 && c !== 9) last = keepLate(fields, seen, readField(b, at, stop))
      else if (last && late(last, stop)) last.end = stop
    } else if ((c === 32 || c === 9) && fields.length) {
      if (last) last.end = stop
    } else {
      last = readField(b, at, stop)
      if (last) fields.push(last)
      else if (garbage < 0) garbage = at
    }
    at = next
  }
  // the mbox "From " line is no sign that the body begins
  if (garbage >= 0 && !(garbage === start && fields.length))
    return { fields: fields.filter(f => f.start < garbage), end: garbage, open: true, cut }
  return { fields, end: at, open: true, cut }
}

/** Octets of a field that stands behind the limit. */
const LATE_FIELD = 16384

/** Behind thousands of trace fields the subject still matters: fields not seen before are kept, a few and short ones. */
function keepLate(fields: FieldPlace[], seen: Set<string>, field: FieldPlace | null): FieldPlace | null {
  const name = field?.name.toLowerCase() ?? ''
  if (!field || !late(field, field.end) || !LATE.has(name) || seen.has(name)) return null
  seen.add(name)
  fields.push(field)
  return field
}

function late(field: FieldPlace, end: number): boolean {
  return end - field.start <= LATE_FIELD
}

function readField(b: Buffer, from: number, end: number): FieldPlace | null {
  // a first line that is indented by mistake is a field all the same
  let start = from
  while (start < end && (b[start] === 32 || b[start] === 9)) start++
  for (let i = start; i < end; i++) {
    const c = b[i] as number
    if (c === 58)
      return i === start ? null : { name: b.toString('latin1', start, i).trimEnd(), start: i + 1, end }
    if (c > 32 && c < 127) continue
    // obsolete white space before the colon (RFC 5322 4.5.3)
    if (c !== 32 && c !== 9) return null
    let k = i
    while (k < end && (b[k] === 32 || b[k] === 9)) k++
    if (b[k] !== 58 || i === start) return null
    i = k - 1
  }
  return null
}

const NONE = () => false
const FIELD = /^[!-9;-~]+[ \t]*:/
const LATE = new Set(
  'from sender reply-to to cc bcc subject date message-id in-reply-to references content-type content-transfer-encoding content-disposition'.split(
    ' ',
  ),
)
