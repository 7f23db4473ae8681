import { type DecodedText, decodeCharset } from './charset.ts'
import { decodeTransferBytes } from './transfer-encoding.ts'

/** RFC 8621 4.1.4 EmailBodyValue. */
export interface BodyValue {
  value: string
  isEncodingProblem: boolean
  isTruncated: boolean
}

/**
 * The text of a part from its octets as they stand in the message. Lines end in LF. With `max` (octets of UTF-8) the
 * value is cut there, never inside a character and, for HTML, never inside a tag. Never throws.
 */
export function decodeText(
  bytes: Uint8Array,
  encoding: string,
  charset: string | null,
  options: { max?: number; html: boolean },
): BodyValue {
  const { text, problem } = decodeBody(decodeTransferBytes(bytes, encoding), charset, options.html)
  const value = withLf(text)
  const cut = options.max ? truncate(value, options.max, options.html) : value
  return {
    value: cut,
    isEncodingProblem: problem || !KNOWN_ENCODINGS.has(encoding),
    isTruncated: cut.length < value.length,
  }
}

/** Octets → text; where HTML comes without a charset its own <meta> decides, as in browsers (RFC 2854 6 leaves it so). */
export function decodeBody(bytes: Uint8Array, charset: string | null, html: boolean): DecodedText {
  return decodeCharset(bytes, charset ?? (html ? metaCharset(bytes) : null))
}

function metaCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2048)).toString('latin1')
  const label = /<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head)?.[1] ?? null
  // a document that says UTF-16 or UTF-7 in ASCII letters is neither (WHATWG HTML 13.2.3.2)
  return label && /^utf-?(7|16|32)/i.test(label) ? null : label
}

function withLf(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

function truncate(value: string, max: number, html: boolean): string {
  if (value.length * 3 <= max) return value
  const bytes = Buffer.from(value)
  if (bytes.length <= max) return value
  let end = max
  while (end > 0 && ((bytes[end] as number) & 0xc0) === 0x80) end--
  const cut = bytes.toString('utf8', 0, end)
  if (!html) return cut
  const open = cut.lastIndexOf('<')
  return open > cut.lastIndexOf('>') ? cut.slice(0, open) : cut
}

const KNOWN_ENCODINGS = new Set(['7bit', '8bit', 'binary', 'base64', 'quoted-printable', 'x-uuencode'])
