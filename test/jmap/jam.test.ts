import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { after, test } from 'node:test'
import { parsePointId } from '../../src/domain/ids.ts'
import { decodeTransfer } from '../../src/formats/transfer-encoding.ts'
import { answerJmap } from '../../src/jmap/answer.ts'
import { sessionOf } from '../../src/jmap/session.ts'
import { findBlob } from '../../src/open/find-blob.ts'
import { JamClient } from './jam.mjs'
import { makePerson } from './person.ts'
import { CORE, MAIL, TIME } from './request.ts'

/** jmap-jam, as npm has it, over a real listener: what an ordinary client makes of the answers. */

const letter = (n: number, root: number, more = '') =>
  `From: =?UTF-8?Q?Ren=C3=A9?= <rene@example.com>\nTo: maria@rossi.example\nSubject: Letter ${n}\nDate: Fri, 13 Nov 2026 09:12:00 +0100\nMessage-ID: <${n}@b.example>\nReferences: <${root}@b.example>\n${more}`
const text = (n: number, root = n) =>
  letter(n, root, `Content-Type: text/plain; charset=utf-8\n\nHello ${n} €\n`)
const attached = letter(
  50,
  50,
  `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<p>See the <b>invoice</b>.</p>
--b
Content-Type: application/pdf; name="Fattura 118.pdf"
Content-Disposition: attachment
Content-Transfer-Encoding: base64

JVBERi0xLjcK
--b--
`,
)
const nested = `Subject: nested
Content-Type: multipart/mixed; boundary=a

--a

text
--a
Content-Type: multipart/related; boundary=b

--b
Content-Type: text/html

<img src="cid:dot">
--b
Content-Type: image/gif
Content-ID: <dot>
Content-Disposition: attachment
Content-Transfer-Encoding: base64

R0lGODlh
--b--
--a--
`
const at = (n: number) => new Date(Date.UTC(2026, 10, 1) + n * 3_600_000).toISOString()
const messages = Array.from({ length: 49 }, (_, i) => ({ raw: text(i + 1, i % 7), date: at(i) }))
const yesterday = { folders: [{ path: 'INBOX', messages }] }
const today = {
  folders: [
    {
      path: 'INBOX',
      messages: [...messages.slice(0, 48), { raw: attached, date: at(50), uid: 50, flags: ['\\Flagged'] }],
    },
    { path: 'Sent', messages: [], specialUse: '\\Sent' },
    { path: 'Nested', messages: [{ raw: nested, date: at(0), uid: 1 }] },
  ],
}
const person = await makePerson([yesterday, today])
const server = createServer((request, response) => {
  handle(request, response).catch(error => response.writeHead(500).end(String(error)))
})
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
after(async () => {
  server.closeAllConnections()
  server.close()
  await person[Symbol.asyncDispose]()
})

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', base)
  const [, point] = /^\/at\/(\d+)\/\.well-known\/jmap$/.exec(url.pathname) ?? []
  if (point !== undefined || url.pathname === '/.well-known/jmap') {
    const session = await sessionOf(person.reader, { base, only: point === undefined ? null : Number(point) })
    response.writeHead(session ? 200 : 404, { 'content-type': 'application/json' }).end(session ?? '{}')
  } else if (url.pathname === '/jmap/api') {
    const answer = await answerJmap(person.reader, await buffer(request), fault => {
      throw fault
    })
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
  } else {
    const [, , , account = '', blobId = ''] = url.pathname.split('/').map(decodeURIComponent)
    const reader = await person.reader.open(parsePointId(account) ?? 0)
    const place = reader && (await findBlob(reader, blobId))
    if (!place) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': url.searchParams.get('type') ?? place.type })
    const file = createReadStream(place.file, { start: place.start, end: place.end - 1 })
    const decode = decodeTransfer(place.encoding)
    await (decode ? pipeline(file, decode, response) : pipeline(file, response))
  }
}

const client = (path = '/.well-known/jmap') =>
  new JamClient({
    bearerToken: 'none',
    sessionUrl: `${base}${path}`,
    customCapabilities: { RestorePoint: TIME },
  })
const jam = client()
const accountId = await jam.getPrimaryAccount()

test('the primary account is the newest restore point', async () => {
  assert.equal(accountId, 'p142')
  const { accounts, capabilities, username } = await jam.session
  assert.equal(username, 'maria@rossi.example')
  assert.deepEqual(Object.keys(capabilities), [CORE, MAIL, TIME])
  assert.equal(accounts.p142?.isReadOnly, true)
})

test('the session below /at/<point>/ opens that day as the primary account', async () => {
  const then = client('/at/141/.well-known/jmap')
  assert.equal(await then.getPrimaryAccount(), 'p141')
  const [{ total }] = await then.api.Email.query({ accountId: 'p141', calculateTotal: true, limit: 1 })
  assert.equal(total, 49)
})

test('mailboxes come with names, roles and counts', async () => {
  const [{ list }] = await jam.api.Mailbox.get({ accountId, ids: null })
  assert.deepEqual(
    list.map(({ name, role, totalEmails }) => [name, role, totalEmails]),
    [
      ['INBOX', 'inbox', 49],
      ['Nested', null, 1],
      ['Sent', 'sent', 0],
    ],
  )
})

test('the four-call list of RFC 8621 4.10 runs in one request through references', async () => {
  const [{ query, emails, threads, list }] = await jam.requestMany(t => {
    const query = t.Email.query({
      accountId,
      filter: { inMailbox: 'f1' },
      sort: [{ property: 'receivedAt', isAscending: false }],
      collapseThreads: true,
      position: 0,
      limit: 30,
      calculateTotal: true,
    })
    const emails = t.Email.get({ accountId, ids: query.$ref('/ids'), properties: ['threadId'] })
    const threads = t.Thread.get({ accountId, ids: emails.$ref('/list/*/threadId') })
    const list = t.Email.get({
      accountId,
      ids: threads.$ref('/list/*/emailIds'),
      properties: [
        'threadId',
        'from',
        'subject',
        'receivedAt',
        'keywords',
        'hasAttachment',
        'preview',
        'size',
      ],
    })
    return { query, emails, threads, list }
  })
  assert.equal(query.total, 8)
  assert.equal(query.ids.length, 8)
  assert.equal(emails.list.length, 8)
  assert.equal(threads.list.flatMap(thread => thread.emailIds).length, 49)
  assert.equal(list.list.length, 49)
  const [newest] = list.list
  assert.deepEqual(newest?.from, [{ name: 'René', email: 'rene@example.com' }])
  assert.equal(newest?.subject, 'Letter 50')
  assert.deepEqual(newest?.keywords, { $flagged: true })
  assert.equal(newest?.hasAttachment, true)
  assert.equal(newest?.preview, 'See the invoice.')
})

test('an email opens with its body and parts, and every blob it names can be downloaded', async () => {
  const [{ ids }] = await jam.api.Email.query({ accountId, limit: 1 })
  const [{ list }] = await jam.api.Email.get({
    accountId,
    ids,
    properties: ['blobId', 'htmlBody', 'attachments', 'bodyValues', 'size'],
    fetchHTMLBodyValues: true,
  })
  const email = list[0]
  assert.ok(email)
  assert.equal(email.bodyValues['1']?.value, '<p>See the <b>invoice</b>.</p>')
  const [pdf] = email.attachments
  assert.equal(pdf?.name, 'Fattura 118.pdf')
  const download = async (blobId: string, mimeType: string) => {
    const response = await jam.downloadBlob({ accountId, blobId, mimeType, fileName: 'x' })
    return Buffer.from(await response.arrayBuffer())
  }
  assert.equal((await download(pdf?.blobId ?? '', 'application/pdf')).toString(), '%PDF-1.7\n')
  assert.equal(
    (await download(email.htmlBody[0]?.blobId ?? '', 'text/html')).toString(),
    '<p>See the <b>invoice</b>.</p>',
  )
  assert.deepEqual(
    await download(email.blobId, 'message/rfc822'),
    Buffer.from(attached.replaceAll('\n', '\r\n')),
  )
})

test('a part deep in a message has a blobId that is an Id, and can be downloaded by it', async () => {
  const [{ list }] = await jam.api.Email.get({ accountId, ids: ['e3-7-1'], properties: ['attachments'] })
  const [part] = list[0]?.attachments ?? []
  assert.match(part?.blobId ?? '', /^[0-9a-f]{64}_2-2$/)
  const blob = { accountId, blobId: part?.blobId ?? '', mimeType: 'image/gif', fileName: 'dot.gif' }
  const response = await jam.downloadBlob(blob)
  assert.equal(await response.text(), 'GIF89a')
})

test('an email of yesterday that is gone today keeps its id in yesterday and is not found today', async () => {
  const [{ list }] = await jam.api.Email.get({ accountId: 'p141', ids: ['e1-7-1d'], properties: ['subject'] })
  assert.equal(list[0]?.subject, 'Letter 49')
  const [{ notFound }] = await jam.api.Email.get({ accountId, ids: ['e1-7-1d'], properties: ['subject'] })
  assert.deepEqual(notFound, ['e1-7-1d'])
})

test('a write is refused as accountReadOnly', async () => {
  await assert.rejects(
    jam.api.Email.set({ accountId, destroy: ['e1-7-1'] }),
    error => JamClient.isProblemDetails(error) && error.type === 'accountReadOnly',
  )
})

test('an unknown capability is a problem with the whole request', async () => {
  await assert.rejects(
    jam.request(['Core/echo', {}], { using: ['https://example.com/apis/foobar'] }),
    error =>
      JamClient.isProblemDetails(error) && error.type === 'urn:ietf:params:jmap:error:unknownCapability',
  )
})

test('restore points are listed with our capability, which the client is told of by its name', async () => {
  const control = (await jam.session).primaryAccounts[TIME]
  const [answer] = await jam.request([
    'RestorePoint/get',
    { accountId: control, properties: ['localDay', 'accountId'] },
  ])
  assert.deepEqual(answer.list, [
    { id: 'p142', localDay: '2026-11-21', accountId: 'p142' },
    { id: 'p141', localDay: '2026-11-20', accountId: 'p141' },
  ])
})
