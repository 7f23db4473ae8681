import type { Address, Envelope, MessageFacts, Part, SearchTexts } from '../domain/message.ts'
import { bodyLists } from './body-lists.ts'
import { decodeRawHeader } from './charset.ts'
import type { FieldPlace } from './header-fields.ts'
import { headerForm } from './header-forms.ts'
import { type Walked, walkMessage } from './mime-walk.ts'
import { previewOf } from './preview.ts'
import { foldForSearch } from './search-text.ts'
import { innerTexts, shownText } from './shown-text.ts'
import { unreadableFacts } from './unreadable-message.ts'

/** Octets of text that go to the index. */
const TEXT_LIMIT = 262144

/**
 * Everything the index keeps of a message, from its bytes. Never throws and never recurses on what the message says;
 * time is linear in the length. Attachments are counted, not decoded. What could not be read at all is one plain part
 * with the notice 'unreadable': its bytes can still be had.
 */
export function readMessage(bytes: Uint8Array): MessageFacts {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  try {
    return readFacts(b, walkMessage(b))
  } catch {
    return unreadableFacts(b.length)
  }
}

function readFacts(b: Buffer, walked: Walked): MessageFacts {
  const { structure, headerLength, notices } = walked
  const lists = bodyLists(structure)
  const charset =
    (structure.charset ?? [...lists.textBody, ...lists.htmlBody].find(p => p.charset)?.charset) || null
  const values = readFields(b, walked.fields, charset)
  const envelope = readEnvelope(values)
  const text = shownText(b, lists, TEXT_LIMIT)
  const inner = innerTexts(b, structure, TEXT_LIMIT - text.length)
  const names = [...lists.attachments, ...lists.textBody, ...lists.htmlBody]
    .map(p => p.name ?? '')
    .filter(Boolean)
  return {
    envelope,
    structure,
    headerLength,
    hasAttachment: lists.attachments.some(isForPeople),
    preview: previewOf(text),
    threadRoot: threadRoot(envelope, values),
    notices: saysTwoSenders(values) ? [...notices, 'two-from'] : notices,
    search: {
      subject: foldForSearch(envelope.subject ?? ''),
      ...people(values),
      files: foldForSearch([...new Set([...names, ...inner.names])].join('\n')),
      text: foldForSearch([text, ...inner.texts].join('\n')),
    },
  }
}

/** RFC 5322 3.6 allows one; with two, programs that check a sender and programs that show one may take different ones. */
function saysTwoSenders(values: FieldValues): boolean {
  return new Set(values.get('from')?.map(value => value.trim())).size > 1
}

/** All values of the fields the index wants, by lower-case name, in their order. */
type FieldValues = Map<string, string[]>

function readFields(b: Buffer, places: FieldPlace[], charset: string | null): FieldValues {
  const values: FieldValues = new Map()
  for (const place of places) {
    const name = place.name.toLowerCase()
    if (!WANTED.has(name)) continue
    const value = decodeRawHeader(b.toString('latin1', place.start, place.end), charset)
    const before = values.get(name)
    if (!before) values.set(name, [value])
    else if (before.length < 20) before.push(value)
  }
  return values
}

/** Of two equal fields the first counts, as with Content-Type: one rule for list, view and search. */
function readEnvelope(values: FieldValues): Envelope {
  const ids = (name: string) => form('MessageIds', name) as string[] | null
  const people = (name: string) => form('Addresses', name) as Address[] | null
  const form = (as: 'MessageIds' | 'Addresses' | 'Text' | 'Date', name: string) => {
    const raw = values.get(name)?.[0]
    return raw === undefined ? null : headerForm(as, raw)
  }
  return {
    messageId: ids('message-id'),
    inReplyTo: ids('in-reply-to'),
    references: ids('references'),
    sender: people('sender'),
    from: people('from'),
    to: people('to'),
    cc: people('cc'),
    bcc: people('bcc'),
    replyTo: people('reply-to'),
    subject: form('Text', 'subject') as string | null,
    sentAt: form('Date', 'date') as string | null,
  }
}

/** Ids without brackets are no ids by the RFC, yet the same sender writes them alike in every message of a thread. */
function threadRoot(envelope: Envelope, values: FieldValues): string {
  const loose = (name: string) =>
    /[^\s<>"]{1,500}@[^\s<>"]{1,500}/.exec(values.get(name)?.[0]?.slice(0, 2000) ?? '')?.[0]
  return (
    envelope.references?.[0] ??
    loose('references') ??
    envelope.inReplyTo?.[0] ??
    envelope.messageId?.[0] ??
    loose('message-id') ??
    ''
  )
}

/** Names and addresses of everybody named, of repeated fields too. */
function people(values: FieldValues): Pick<SearchTexts, 'from' | 'to' | 'cc' | 'bcc' | 'others'> {
  const named = (...names: string[]) => {
    const all = names.flatMap(name => values.get(name) ?? []).flatMap(raw => headerForm('Addresses', raw))
    return new Set(all.map(({ name, email }) => `${name ?? ''} ${email}`.trim()))
  }
  const fold = (people: ReadonlySet<string>) => foldForSearch([...people].join('\n'))
  const from = named('from')
  const to = named('to')
  return {
    from: fold(from),
    to: fold(to),
    cc: fold(named('cc')),
    bcc: fold(named('bcc')),
    // Nearly always the sender once more.
    others: fold(named('sender', 'reply-to').difference(from).difference(to)),
  }
}

/** Attachments a person would look for: no pictures that belong to the HTML, no signatures, no reports for machines. */
function isForPeople(part: Part): boolean {
  if (SIGNATURES.has(part.type)) return false
  if (part.disposition === 'attachment') return true
  if (part.cid !== null && /^(image|audio|video)\//.test(part.type)) return false
  if (part.name !== null) return true
  return !/^(text\/|message\/(delivery-status|disposition-notification|feedback-report|global-))/.test(
    part.type,
  )
}

const PEOPLE = ['from', 'sender', 'to', 'cc', 'bcc', 'reply-to']
const WANTED = new Set([...PEOPLE, 'message-id', 'in-reply-to', 'references', 'subject', 'date'])
const SIGNATURES = new Set(
  ['pgp-signature', 'pkcs7-signature', 'x-pkcs7-signature', 'pgp-encrypted'].map(t => `application/${t}`),
)
