import type { Part } from '../domain/message.ts'
import { type BodyLists, bodyLists } from './body-lists.ts'
import { decodeBody } from './body-value.ts'
import { decodeRawHeader } from './charset.ts'
import { headerForm } from './header-forms.ts'
import { htmlText } from './html-text.ts'
import { walkMessage } from './mime-walk.ts'
import { decodeTransferBytes } from './transfer-encoding.ts'

/** Messages inside a message that are read for the index, at all levels together. */
const MAX_INNER = 10
/** Octets of an encoded message inside that are undone. */
const INNER_LIMIT = 1 << 20

/** What a message shows as text: its textBody, or its HTML when that is blank. At most about `limit` octets are decoded. */
export function shownText(b: Buffer, { textBody, htmlBody }: BodyLists, limit: number): string {
  const plain = joinTexts(b, textBody, limit)
  return plain.trim() || htmlBody.every(p => textBody.includes(p)) ? plain : joinTexts(b, htmlBody, limit)
}

/**
 * Subjects, texts and file names of the messages attached to a message, for the index alone: what was forwarded or came
 * back is looked for by its words too. One after the other, never one inside the other.
 */
export function innerTexts(b: Buffer, structure: Part, limit: number): { texts: string[]; names: string[] } {
  const texts: string[] = []
  const names: string[] = []
  const waiting = innerMessages(b, structure)
  let left = limit
  for (let i = 0; i < waiting.length && i < MAX_INNER && left > 0; i++) {
    const inner = waiting[i] as Buffer
    const walked = walkMessage(inner)
    const lists = bodyLists(walked.structure)
    const subject = walked.fields.find(f => f.name.toLowerCase() === 'subject')
    if (subject)
      texts.push(
        headerForm('Text', decodeRawHeader(inner.toString('latin1', subject.start, subject.end), null)),
      )
    const text = shownText(inner, lists, left)
    left -= text.length
    texts.push(text)
    for (const part of [...lists.attachments, ...lists.textBody]) if (part.name) names.push(part.name)
    waiting.push(...innerMessages(inner, walked.structure))
  }
  return { texts, names }
}

function innerMessages(b: Buffer, structure: Part): Buffer[] {
  const found: Buffer[] = []
  const waiting = [structure]
  for (let part = waiting.pop(); part && found.length < MAX_INNER; part = waiting.pop()) {
    if (part.parts) waiting.push(...part.parts.toReversed())
    if (part.type !== 'message/rfc822' && part.type !== 'message/global') continue
    const [start, end] = part.body
    const plain = part.size === end - start
    const bytes = decodeTransferBytes(
      b.subarray(start, plain ? end : Math.min(end, start + INNER_LIMIT)),
      part.encoding,
    )
    found.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  }
  return found
}

function joinTexts(b: Buffer, parts: Part[], limit: number): string {
  let left = limit
  const out: string[] = []
  for (const part of parts) {
    if (left <= 0 || !part.type.startsWith('text/')) continue
    const html = part.type === 'text/html'
    // encoded text is at most three times as long
    const raw = b.subarray(part.body[0], Math.min(part.body[1], part.body[0] + left * 3 + 4))
    const bytes = decodeTransferBytes(raw, part.encoding).subarray(0, left)
    left -= bytes.length
    const decoded = decodeBody(bytes, part.charset, html).text
    out.push(html ? htmlText(decoded) : decoded)
  }
  return out.join('\n')
}
