import { decodeRawHeader } from './charset.ts'
import { cleanLine, unfold } from './encoded-words.ts'
import type { FieldPlace } from './header-fields.ts'
import { parseParameters, textParameter } from './parameters.ts'

/** What a header says about its part; the words of domain/message.ts Part, and what only the walker needs. */
export interface PartFields {
  type: string
  charset: string | null
  encoding: string
  disposition: string | null
  name: string | null
  cid: string | null
  language: string[] | null
  location: string | null
  /** as octets; null when the part is no multipart or names none */
  boundary: string | null
  /** the root of multipart/related */
  start: string | null
}

/** Reads the Content-* fields; of two equal ones the first counts, everywhere. `inDigest` sets the default type (RFC 2046 5.1.5). */
export function describePart(b: Buffer, fields: FieldPlace[], inDigest: boolean): PartFields {
  const found: Record<string, string> = { __proto__: null as never }
  for (const f of fields) {
    if (f.name.length < 10 || (f.name.charCodeAt(0) | 32) !== 99) continue
    const name = f.name.toLowerCase()
    if (name.startsWith('content-') && !(name in found))
      found[name] = unfold(b.toString('latin1', f.start, f.end))
  }
  const type = parseParameters(found['content-type'] ?? '')
  const disposition = parseParameters(found['content-disposition'] ?? '')
  const media = found['content-type'] === undefined && inDigest ? 'message/rfc822' : mediaType(type.value)
  const charset = type.parameters.get('charset')?.trim().toLowerCase() || null
  const name =
    textParameter(disposition, 'filename', charset) ||
    textParameter(type, 'name', charset) ||
    (media === 'message/partial' ? nameOfPiece(type.parameters) : null)
  return {
    type: media,
    charset,
    encoding: encodingName(found['content-transfer-encoding']),
    disposition: disposition.value.toLowerCase().split(/\s/, 1)[0] || null,
    name: name || null,
    cid: bracketed(found['content-id']),
    language: languages(found['content-language']),
    location: found['content-location']
      ? cleanLine(decodeRawHeader(found['content-location'], charset)) || null
      : null,
    boundary: media.startsWith('multipart/') ? type.parameters.get('boundary')?.trimEnd() || null : null,
    start: bracketed(type.parameters.get('start')),
  }
}

/** RFC 2046 5.2.2: a message that was sent in pieces; which one this is, as a name, since pieces have none. */
function nameOfPiece(parameters: ReadonlyMap<string, string>): string | null {
  const [number, total] = ['number', 'total'].map(key => /^\d{1,6}$/.exec(parameters.get(key) ?? '')?.[0])
  if (number === undefined) return null
  return total === undefined ? `part ${number}.eml` : `part ${number} of ${total}.eml`
}

/** RFC 2045 5.2: what is missing or makes no sense is plain text. */
function mediaType(value: string): string {
  const type = /^"?([!#$&^_.+\w-]{1,127}\/[!#$&^_.+\w-]{1,127})(?=["\s(,]|$)/.exec(value)?.[1]
  return type?.toLowerCase() ?? 'text/plain'
}

function encodingName(value: string | undefined): string {
  if (value === undefined) return '7bit'
  const name = value
    .replace(/\([^()]{0,80}\)/g, ' ')
    .replace(/["';,]/g, ' ')
    .trim()
    .toLowerCase()
    .split(/\s/, 1)[0]
  if (!name) return '7bit'
  return UU.test(name) ? 'x-uuencode' : name.slice(0, 60)
}

function bracketed(value: string | undefined): string | null {
  return value === undefined ? null : cleanLine(value).replace(/^<|>$/g, '').trim() || null
}

function languages(value: string | undefined): string[] | null {
  const list = value
    ?.split(',', 100)
    .map(l => cleanLine(l))
    .filter(Boolean)
  return list?.length ? list : null
}

const UU = /^(x-)?uue(ncode)?$/
