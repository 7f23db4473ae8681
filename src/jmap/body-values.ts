import type { Part } from '../domain/message.ts'
import { decodeText } from '../formats/decode-text.ts'
import type { Arguments } from './arguments.ts'
import type { Asked } from './call.ts'
import type { EmailSource } from './email-source.ts'
import type { JsonObject } from './json.ts'

/** Which body values are wanted (RFC 8621 4.2). */
export interface BodyValues {
  text: boolean
  html: boolean
  all: boolean
  /** octets of each; 0 is no limit of the client's */
  max: number
}

/** The fetch arguments of Email/get. */
export function readBodyValues(args: Arguments): BodyValues {
  return {
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
  for (const [id, part] of parts) values.push([id, await bodyValue(asked, source, part, wanted.max)])
  return Object.fromEntries(values)
}

async function bodyValue(asked: Asked, source: EmailSource, part: Part, limit: number): Promise<JsonObject> {
  const left = Math.max(0, asked.budget.body)
  const max = limit === 0 ? left : Math.min(limit, left)
  const [start, end] = part.body
  if (max === 0) return { value: '', isEncodingProblem: false, isTruncated: end > start }
  // Quoted-printable needs three octets for one, UTF-32 four for one: that much is enough to fill `max`.
  const enough = Math.min(end, start + max * 12 + 1024)
  const raw = await source.bytes(start, enough)
  const decoded = decodeText(raw, part.encoding, part.charset, { max, html: part.type === 'text/html' })
  const { value, isEncodingProblem } = decoded
  asked.budget.body -= Buffer.byteLength(value)
  return { value, isEncodingProblem, isTruncated: decoded.isTruncated || enough < end }
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
