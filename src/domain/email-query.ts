import type { Envelope, FolderId, Sha256 } from './message.ts'

/** What is looked for among emails, and in which order: RFC 8621 4.4.1 and 4.4.2 with times and keywords already read. */

/** NOT is true when none of its conditions is (RFC 8620 5.5). */
export type EmailFilter =
  | { operator: 'AND' | 'OR' | 'NOT'; conditions: EmailFilter[] }
  | { operator: null; condition: EmailCondition }

/** All that are given must be true of an email. */
export interface EmailCondition {
  inMailbox?: FolderId
  inMailboxOtherThan?: FolderId[]
  /** receivedAt, milliseconds since 1970: earlier than `before`, not earlier than `after` */
  before?: number
  after?: number
  /** octets: at least `minSize`, fewer than `maxSize` */
  minSize?: number
  maxSize?: number
  /** keywords in lower case */
  allInThreadHaveKeyword?: string
  someInThreadHaveKeyword?: string
  noneInThreadHaveKeyword?: string
  hasKeyword?: string
  notKeyword?: string
  hasAttachment?: boolean
  /** texts to look for, as a person writes them (formats/search-query.ts) */
  text?: string
  from?: string
  to?: string
  cc?: string
  bcc?: string
  subject?: string
  body?: string
  /** ours: names of attachments */
  fileName?: string
  /** a field of that name, and in its value this text where it is not null */
  header?: { name: string; value: string | null }
  /** within: rows of the index (message.id) */
  messages?: number[]
  /** within: messages by their bytes */
  blobs?: Sha256[]
}

/** The conditions that are texts. */
export const TEXT_CONDITIONS = [
  'text',
  'from',
  'to',
  'cc',
  'bcc',
  'subject',
  'body',
  'fileName',
] as const satisfies (keyof EmailCondition)[]

export type TextCondition = (typeof TEXT_CONDITIONS)[number]

/** Header fields the index keeps, by lower-case name. Date is not among them: what is kept of it is not what was written. */
export const KEPT_HEADERS: ReadonlyMap<string, keyof Envelope> = new Map([
  ['from', 'from'],
  ['sender', 'sender'],
  ['to', 'to'],
  ['cc', 'cc'],
  ['bcc', 'bcc'],
  ['reply-to', 'replyTo'],
  ['subject', 'subject'],
  ['message-id', 'messageId'],
  ['in-reply-to', 'inReplyTo'],
  ['references', 'references'],
])

/** One comparator; what is equal by all of them stands by receivedAt, newest first. */
export interface EmailOrder {
  property:
    | 'receivedAt'
    | 'size'
    | 'from'
    | 'to'
    | 'subject'
    | 'sentAt'
    | 'hasKeyword'
    | 'allInThreadHaveKeyword'
    | 'someInThreadHaveKeyword'
  isAscending: boolean
  /** of the three that go by a keyword, in lower case; else null */
  keyword: string | null
  /** of the three that are texts: an id that collationKey knows; else null */
  collation: string | null
}

/** What is asked of a point (PointReader.search). */
export interface EmailSearch {
  filter: EmailFilter | null
  sort: readonly EmailOrder[]
  /** one email a thread: the first in this order */
  collapseThreads: boolean
  /** leave out what carries \Deleted */
  hidesDeleted: boolean
  position: number
  /** at most; null = all */
  limit: number | null
  /** emails are counted up to this many beyond those asked for; null = all */
  countTo: number | null
}

export interface EmailsFound {
  ids: string[]
  /** emails (or threads) in the whole list, or how many there are at least */
  total: number
  isAtLeast: boolean
}
