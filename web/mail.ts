import type { Address } from '../src/domain/message.ts'
import type { Folder } from './folder-tree.ts'
import { answerOf, jmap } from './jmap.ts'

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
}

/** Rows asked for at a time. */
export const pageSize = 100

const rowProperties = ['id', 'from', 'to', 'subject', 'preview', 'receivedAt', 'hasAttachment', 'keywords']
const partProperties = ['partId', 'blobId', 'type', 'name', 'size', 'cid', 'disposition']
/** Longer texts are cut in the pane and whole in the download. */
const mostText = 400_000
const newestFirst = [{ property: 'receivedAt', isAscending: false }]

export async function loadFolders(accountId: string): Promise<Folder[]> {
  const [answer] = await jmap<[{ list: Folder[] }]>(['Mailbox/get', { accountId, ids: null }])
  return answer.list
}

/** One page of a folder, newest first. */
export async function loadPage(accountId: string, folder: string, page: number): Promise<ListPage> {
  const [query, emails] = await jmap<[{ ids: string[]; total: number }, { list: Row[] }]>(
    [
      'Email/query',
      {
        accountId,
        filter: { inMailbox: folder },
        sort: newestFirst,
        position: page * pageSize,
        limit: pageSize,
        calculateTotal: true,
      },
    ],
    ['Email/get', { accountId, '#ids': answerOf(0, 'Email/query', '/ids'), properties: rowProperties }],
  )
  const byId = new Map(emails.list.map(row => [row.id, row]))
  return { rows: query.ids.flatMap(id => byId.get(id) ?? []), total: query.total }
}

/** Where a message stands in its folder's list, or null when it is not in it. */
export async function loadRank(accountId: string, folder: string, email: string): Promise<number | null> {
  const args = { accountId, filter: { inMailbox: folder }, sort: newestFirst, anchor: email, limit: 1 }
  try {
    const [answer] = await jmap<[{ position: number }]>(['Email/query', args])
    return answer.position
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'anchorNotFound') return null
    throw error
  }
}

/** One message with its texts, or null when this backup does not hold it. */
export async function loadMessage(accountId: string, email: string): Promise<Message | null> {
  const [answer] = await jmap<[{ list: Message[] }]>([
    'Email/get',
    {
      accountId,
      ids: [email],
      properties: [
        ...rowProperties,
        ...['blobId', 'mailboxIds', 'size', 'sentAt', 'cc', 'bcc', 'replyTo', 'notices', 'damaged'],
        ...['textBody', 'htmlBody', 'attachments', 'bodyValues'],
      ],
      bodyProperties: partProperties,
      fetchTextBodyValues: true,
      maxBodyValueBytes: mostText,
    },
  ])
  return answer.list[0] ?? null
}

/** Every header field as it stands in the message. */
export async function loadHeaders(accountId: string, email: string): Promise<Header[]> {
  const [answer] = await jmap<[{ list: { headers: Header[] }[] }]>([
    'Email/get',
    { accountId, ids: [email], properties: ['headers'] },
  ])
  return answer.list[0]?.headers ?? []
}

/** Which of these backups hold the message. */
export async function loadHolders(accountIds: readonly string[], email: string): Promise<boolean[]> {
  return Promise.all(
    accountIds.map(async accountId => {
      const [answer] = await jmap<[{ list: unknown[] }]>([
        'Email/get',
        { accountId, ids: [email], properties: ['id'] },
      ])
      return answer.list.length > 0
    }),
  )
}

/** Where the bytes of a blob are downloaded (RFC 8620 6.2). */
export function downloadUrl(accountId: string, blobId: string, name: string, type: string): string {
  return `/jmap/download/${accountId}/${blobId}/${encodeURIComponent(name)}?type=${encodeURIComponent(type)}`
}
