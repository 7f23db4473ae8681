import { createHash } from 'node:crypto'
import type { Envelope } from '../domain/message.ts'
import { headerForm } from './header-forms.ts'
import { readMessage } from './read-message.ts'

/** Longer ones are told apart by their beginning: senders choose them. */
const LONGEST = 250

/** Header fields by which a message is known again without its bytes; Content-Type for the charset of the others. */
export const HEAD_FIELDS = ['Message-ID', 'From', 'To', 'Subject', 'Date', 'Content-Type', 'Received']
export const ID_FIELDS = ['Message-ID']

export interface MessageHead {
  messageId: string | null
  /** mark of From, To, Subject and Date */
  head: string | null
  /** when the newest Received says that it came, seconds since 1970; null where there is none that can be read */
  received: number | null
}

/**
 * Message-ID, mark and time of delivery of such fields, as the index would read them. The mark is null where they are not ASCII: their charset
 * may then be that of a part of the body.
 */
export function headOf(header: Uint8Array): MessageHead {
  const { envelope } = readMessage(header)
  const isPlain = header.every(octet => octet < 0x80)
  const head = isPlain ? headMark(envelope) : null
  return { messageId: comparedId(envelope.messageId), head, received: receivedAt(header) }
}

/** The same for envelopes whose From, To, Subject and Date are. */
export function headMark({ from, to, subject, sentAt }: Envelope): string {
  const text = JSON.stringify([from, to, subject, sentAt])
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** The first Message-ID as far as it is compared, without angle brackets; null where there is none. */
export function comparedId(messageId: readonly string[] | null): string | null {
  return messageId?.[0]?.slice(0, LONGEST) ?? null
}

// Every server writes its own above those of the servers before it, and the time behind the last semicolon (RFC 5321 4.4).
function receivedAt(header: Uint8Array): number | null {
  const text = Buffer.from(header).toString('latin1')
  const field = /^Received:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/im.exec(text)?.[1]
  if (field === undefined) return null
  const at = Date.parse(String(headerForm('Date', field.slice(field.lastIndexOf(';') + 1))))
  return Number.isNaN(at) ? null : at / 1000
}
