import { CHARSETS, type Charset, charsetNamed } from '../domain/charsets.ts'
import type { Part } from '../domain/message.ts'
import { decodeText } from '../formats/body-value.ts'
import { decodeTransferBytes } from '../formats/transfer-encoding.ts'
import type { Arguments } from './arguments.ts'
import { type Asked, knowsTime } from './call.ts'
import type { EmailSource } from './email-source.ts'
import { methodError } from './errors.ts'
import type { JsonObject } from './json.ts'

/** A part up to this long is read whole, whatever the limit: most are, and then nothing has to be guessed. */
const LEAST = 65_536

/** After these is undone, what is left is as if it had been sent plain. */
const DECODED: ReadonlySet<string> = new Set(['base64', 'quoted-printable', 'x-uuencode'])

/** Which body values are wanted (RFC 8621 4.2). */
export interface BodyValues {
  text: boolean
  html: boolean
  all: boolean
  /** octets of each; 0 is no limit of the client's */
  max: number
  /** the reader chose it for all of them, whatever their labels say */
  charset: Charset | null
}

/** The fetch arguments of Email/get, and under our own capability `charset`, one of domain/charsets.ts. */
export function readBodyValues(args: Arguments, withOurs: boolean): BodyValues {
  const name = withOurs ? args.stringOrNull('charset') : null
  const charset = charsetNamed(name)
  if (name !== null && charset === null)
    throw methodError('invalidArguments', `"charset" must be one of ${CHARSETS.join(', ')}.`)
  return {
    charset,
    text: args.boolean('fetchTextBodyValues'),
    html: args.boolean('fetchHTMLBodyValues'),
    all: args.boolean('fetchAllBodyValues'),
    max: args.unsigned('maxBodyValueBytes'),
  }
}

/**
 * bodyValues: the text of each wanted text part by partId. A text is cut at the client's limit or where the request's
 * budget ends, and then says `isTruncated`: the whole of it is a download away.
 */
export async function bodyValues(
  asked: Asked,
  source: EmailSource,
  lists: { structure: Part; textBody: readonly Part[]; htmlBody: readonly Part[] },
  wanted: BodyValues,
): Promise<JsonObject> {
  const parts = new Map<string, Part>()
  const candidates = wanted.all
    ? leaves(lists.structure)
    : [...(wanted.text ? lists.textBody : []), ...(wanted.html ? lists.htmlBody : [])]
  for (const part of candidates)
    if (part.id !== null && part.type.startsWith('text/')) parts.set(part.id, part)
  const values: [string, JsonObject][] = []
  for (const [id, part] of parts) values.push([id, await bodyValue(asked, source, part, wanted)])
  return Object.fromEntries(values)
}

async function bodyValue(
  asked: Asked,
  source: EmailSource,
  part: Part,
  { max: limit, charset }: BodyValues,
): Promise<JsonObject> {
  const left = Math.max(0, asked.budget.body)
  const max = limit === 0 ? left : Math.min(limit, left)
  const [start, end] = part.body
  if (max === 0) return { value: '', isEncodingProblem: false, isTruncated: end > start }
  const enough = Math.min(end, start + Math.max(LEAST, max * octetsFor(part)))
  // Damaged or lost on the disk: the log is told, and the emails asked for with it are still answered.
  const octets = await source.bytes(start, enough).catch(fault => {
    asked.onLost(fault)
    return null
  })
  if (!octets) {
    const damaged = knowsTime(asked) && source.isDamaged() ? { damaged: true } : {}
    return { value: '', isEncodingProblem: true, isTruncated: true, ...damaged }
  }
  const whole = decodeTransferBytes(octets, part.encoding)
  const bytes = enough < end ? upToACharacter(whole, max) : whole
  const encoding = DECODED.has(part.encoding) ? '8bit' : part.encoding
  const decoded = decodeText(bytes, encoding, charset ?? part.charset, {
    max,
    html: part.type === 'text/html',
  })
  const { value, isEncodingProblem } = decoded
  asked.budget.body -= Buffer.byteLength(value)
  return { value, isEncodingProblem, isTruncated: decoded.isTruncated || enough < end }
}

/** Octets in the message that one octet of the value can need: transfer encoding times charset. */
function octetsFor({ encoding, charset }: Part): number {
  const transfer = encoding === 'quoted-printable' ? 3 : 1.5
  // UTF-7 writes up to five octets for one, UTF-16 and UTF-32 two and four, ISO-2022 its escapes.
  return transfer * (/^(utf-?(7|16|32)|ucs|iso-2022)/.test(charset ?? '') ? 5 : 1)
}

/** Where the reading stopped in the middle, half a character is no fault of the message: back to a line's end or a whole UTF-8 character. */
function upToACharacter(bytes: Uint8Array, atLeast: number): Uint8Array {
  const line = bytes.lastIndexOf(0x0a)
  if (line >= atLeast) return bytes.subarray(0, line + 1)
  let end = bytes.length
  while (end > bytes.length - 3 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end--
  return bytes.subarray(0, (bytes[end - 1] ?? 0) >= 0xc0 ? end - 1 : end)
}

function leaves(structure: Part): Part[] {
  const found: Part[] = []
  const waiting = [structure]
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (part.parts) waiting.push(...part.parts.toReversed())
    else found.push(part)
  }
  return found
}
