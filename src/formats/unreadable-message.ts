import type { Envelope, MessageFacts, Part } from '../domain/message.ts'

/** The envelope of a message that has none of its fields. */
export const NO_ENVELOPE: Readonly<Envelope> = {
  messageId: null,
  inReplyTo: null,
  references: null,
  sender: null,
  from: null,
  to: null,
  cc: null,
  bcc: null,
  replyTo: null,
  subject: null,
  sentAt: null,
}

/** What is known of a message that could not be parsed: one part that is all its octets. */
export function unreadableFacts(size: number): MessageFacts {
  const structure: Part = {
    id: '1',
    type: 'application/octet-stream',
    charset: null,
    encoding: 'binary',
    disposition: 'attachment',
    name: null,
    cid: null,
    language: null,
    location: null,
    header: [0, 0],
    body: [0, size],
    size,
  }
  return {
    envelope: { ...NO_ENVELOPE },
    structure,
    headerLength: 0,
    hasAttachment: false,
    preview: '',
    threadRoot: '',
    notices: ['unreadable'],
    search: { subject: '', from: '', to: '', cc: '', bcc: '', others: '', files: '', text: '' },
  }
}
