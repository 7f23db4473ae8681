import { messageArguments, pageSize, rowProperties } from '../../web/mail.ts'
import type { Client } from './client.ts'

export interface Folder {
  id: string
  name: string
  role: string | null
  totalEmails: number
}

/** The folders of a day, as the page asks for them when a day is opened. */
export async function folders(client: Client, accountId: string): Promise<Folder[]> {
  const [answer] = await client.jmap(['Mailbox/get', { accountId, ids: null }])
  return answer.list
}

/** One page of a folder's list, conversations as one row, as the page asks for it; the ids of its rows. */
export async function listPage(
  client: Client,
  accountId: string,
  folder: string,
  position: number,
): Promise<string[]> {
  const query = { accountId, filter: { inMailbox: folder }, collapseThreads: true, position, limit: pageSize }
  const from = (resultOf: string, name: string, path: string) => ({ resultOf, name, path })
  const [found, emails] = await client.jmap(
    ['Email/query', { ...query, sort: newestFirst, calculateTotal: true }],
    [
      'Email/get',
      { accountId, '#ids': from('0', 'Email/query', '/ids'), properties: [...rowProperties, 'threadId'] },
    ],
    ['Thread/get', { accountId, '#ids': from('1', 'Email/get', '/list/*/threadId') }],
  )
  if (emails.list.length !== found.ids.length) throw new Error('rows are missing')
  return found.ids
}

/** A message opened to be read: its texts and, where it has HTML, the document of its frame. */
export async function openMessage(client: Client, accountId: string, email: string): Promise<void> {
  const [answer] = await client.jmap(['Email/get', { accountId, ids: [email], ...messageArguments(null) }])
  const [message] = answer.list
  if (!message) throw new Error(`${email} is not in ${accountId}`)
  const html = message.htmlBody.find((part: { type: string }) => part.type === 'text/html')
  if (html) await (await client.ask(`/render/${accountId}/${email}/${html.partId}`)).text()
}

/** A search in the day, newest first, as the page asks for its first rows. */
export async function search(client: Client, accountId: string, text: string): Promise<number> {
  const from = { resultOf: '0', name: 'Email/query', path: '/ids' }
  const query = { accountId, filter: { text }, sort: newestFirst, position: 0, limit: pageSize }
  const [found] = await client.jmap(
    ['Email/query', { ...query, collapseThreads: false, calculateTotal: true }],
    ['Email/get', { accountId, '#ids': from, properties: rowProperties }],
    ['SearchSnippet/get', { accountId, filter: { text }, '#emailIds': from }],
  )
  return found.ids.length
}

const newestFirst = [{ property: 'receivedAt', isAscending: false }]
