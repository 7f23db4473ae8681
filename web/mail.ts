import type { Charset } from '../src/domain/charsets.ts'
import type { Address } from '../src/domain/message.ts'
import type { Folder } from './folder-tree.ts'
import { jmap } from './jmap.ts'

/** What a row of the list shows. */
export interface Row {
  id: string
  from: Address[] | null
  to: Address[] | null
  subject: string | null
  preview: string
  /** UTC date and time */
  receivedAt: string
  hasAttachment: boolean
  keywords: Record<string, true>
  /** JMAP account it is opened in, where that is not the open day's */
  accountId?: string
  threadId?: string
  /** all messages of the conversation that the row stands for, oldest first, where there are several */
  threadIds?: string[]
  /** those of them that are in this list, so that are selected with the row */
  selects?: string[]
  /** how many there are, each counted once whatever the folders it lies in */
  threadCount?: number
  /** where it stands, when rows of several folders are mixed */
  folderName?: string
  /** the same as the mail server has it: its name depends on the folders that are known when it is shown */
  spot?: { path: string; role: string | null }
  badge?: { text: string; kind: 'gone' | 'trash' | 'moved' | 'unknown' }
  /** what a search found, as SearchSnippet/get has it: escaped, with <mark> (RFC 8621 5) */
  snippet?: { subject: string | null; preview: string | null }
  /** the days it stood on, in words */
  days?: string
}

/** Is this the row of that message? One that stands for a conversation is that of each of its messages. */
export function isRowOf(row: Row, email: string): boolean {
  return row.id === email || row.threadIds?.includes(email) === true
}

/** One part of a message (RFC 8621 4.1.4 EmailBodyPart). */
export interface BodyPart {
  partId: string | null
  blobId: string | null
  type: string
  name: string | null
  size: number
  cid: string | null
  disposition: string | null
  charset: string | null
}

/** What the reading pane shows. */
export interface Message extends Row {
  blobId: string
  mailboxIds: Record<string, true>
  size: number
  sentAt: string | null
  cc: Address[] | null
  bcc: Address[] | null
  replyTo: Address[] | null
  textBody: BodyPart[]
  htmlBody: BodyPart[]
  attachments: BodyPart[]
  bodyValues: Record<string, { value: string; isTruncated: boolean; isEncodingProblem: boolean }>
  /** its stored bytes are not those that were received */
  damaged?: boolean
  /** what was cut or guessed while the message was read */
  notices: string[]
}

export interface Header {
  name: string
  value: string
}

export interface ListPage {
  rows: Row[]
  total: number
  /** there may be more than `total` */
  atLeast?: boolean
}

/** Rows asked for at a time. */
export const pageSize = 100

export const rowProperties = [
  'id',
  'from',
  'to',
  'subject',
  'preview',
  'receivedAt',
  'hasAttachment',
  'keywords',
]
const partProperties = ['partId', 'blobId', 'type', 'name', 'size', 'cid', 'disposition', 'charset']
/** Longer texts are cut in the pane and whole in the download. */
const mostText = 400_000

export async function loadFolders(accountId: string): Promise<Folder[]> {
  const [answer] = await jmap<[{ list: Folder[] }]>(['Mailbox/get', { accountId, ids: null }])
  return answer.list
}

/** One message with its texts, or null when this backup does not hold it. */
export async function loadMessage(
  accountId: string,
  email: string,
  charset: Charset | null = null,
): Promise<Message | null> {
  const [answer] = await jmap<[{ list: Message[] }]>([
    'Email/get',
    { accountId, ids: [email], ...messageArguments(charset) },
  ])
  return answer.list[0] ?? null
}

/** How a message is asked for that is to be read; `charset` is the reader's choice for its texts. */
export function messageArguments(charset: Charset | null) {
  return {
    properties: [
      ...rowProperties,
      ...['blobId', 'mailboxIds', 'size', 'sentAt', 'cc', 'bcc', 'replyTo', 'notices', 'damaged'],
      ...['textBody', 'htmlBody', 'attachments', 'bodyValues'],
    ],
    bodyProperties: partProperties,
    fetchTextBodyValues: true,
    maxBodyValueBytes: mostText,
    ...(charset === null ? {} : { charset }),
  }
}

/** Where the bytes of a blob are downloaded (RFC 8620 6.2). */
export function downloadUrl(accountId: string, blobId: string, name: string, type: string): string {
  return `/jmap/download/${accountId}/${blobId}/${encodeURIComponent(name)}?type=${encodeURIComponent(type)}`
}
