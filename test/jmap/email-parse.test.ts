import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { after, test } from 'node:test'
import { findBlob } from '../../src/open/find-blob.ts'
import { makePerson } from './person.ts'
import { type Answer, CORE, call, MAIL, TIME } from './request.ts'

const innermost = `From: deep@example.com
Subject: innermost

The deepest text.
`
const inner = `From: =?utf-8?Q?Ren=C3=A9?= <rene@example.com>
To: maria@rossi.example
Subject: inner
Date: Thu, 12 Nov 2026 08:00:00 +0000
Message-ID: <inner@example.com>
Content-Type: multipart/mixed; boundary=i

--i
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

caf=C3=A9
--i
Content-Type: message/rfc822

${innermost}--i
Content-Type: application/pdf; name=a.pdf
Content-Transfer-Encoding: base64

JVBERg==
--i--
`
const outer = `Subject: outer
Content-Type: multipart/mixed; boundary=o

--o
Content-Type: text/plain

see below
--o
Content-Type: message/rfc822

${inner}
--o
Content-Type: message/rfc822
Content-Transfer-Encoding: base64

U3ViamVjdDogeA0KDQp4DQo=
--o
Content-Type: application/octet-stream

${'\u0000\u0001'.repeat(20)}
--o--
`
const person = await makePerson([
  { folders: [{ path: 'INBOX', messages: [{ raw: outer, date: '2026-11-13T08:00:00Z' }] }] },
  { folders: [{ path: 'INBOX', messages: [] }] },
])
after(() => person[Symbol.asyncDispose]())
const accountId = 'p141'
const sha = createHash('sha256').update(outer.replaceAll('\n', '\r\n')).digest('hex')
const parse = (args: object, using?: string[]) => call(person, 'Email/parse', { accountId, ...args }, using)

test('an attached message is parsed into an Email with the default properties of RFC 8621 4.9', async () => {
  const answer = await parse({ blobIds: [`${sha}_2`], fetchTextBodyValues: true })
  assert.deepEqual([answer.accountId, answer.notParsable, answer.notFound], ['p141', null, null])
  const email = answer.parsed?.[`${sha}_2`]
  assert.ok(email)
  assert.deepEqual(Object.keys(email), [
    ...[
      'messageId',
      'inReplyTo',
      'references',
      'sender',
      'from',
      'to',
      'cc',
      'bcc',
      'replyTo',
      'subject',
      'sentAt',
    ],
    ...['hasAttachment', 'preview', 'bodyValues', 'textBody', 'htmlBody', 'attachments'],
  ])
  assert.deepEqual(email.from, [{ name: 'René', email: 'rene@example.com' }])
  assert.equal(email.subject, 'inner')
  assert.equal(email.sentAt, '2026-11-12T08:00:00Z')
  assert.equal(email.hasAttachment, true)
  assert.equal(email.bodyValues?.['1']?.value, 'café')
})

test('what only the store could say of it is null, the rest is as in Email/get', async () => {
  const store = ['id', 'mailboxIds', 'keywords', 'receivedAt', 'threadId']
  const properties = [
    ...store,
    'blobId',
    'size',
    'header:subject:asText',
    'headers',
    'bodyStructure',
    'notices',
  ]
  const answer = await parse({ blobIds: [`${sha}_2`], properties }, [CORE, MAIL, TIME])
  const email = answer.parsed?.[`${sha}_2`]
  assert.ok(email)
  for (const name of store) assert.equal(email[name], null, name)
  assert.equal(email.blobId, `${sha}_2`)
  assert.equal(email['header:subject:asText'], 'inner')
  assert.equal((email.headers as unknown as object[]).length, 6)
  assert.equal(email.bodyStructure?.type, 'multipart/mixed')
  assert.deepEqual(email.notices, [])
})

test('parts of an attached message, and of one attached to that, have blobs that can be downloaded', async () => {
  const { parsed } = await parse({ blobIds: [`${sha}_2`], properties: ['attachments'] })
  const attachments = parsed?.[`${sha}_2`]?.attachments as unknown as Answer[]
  const ids = attachments.map(({ blobId }) => String(blobId))
  assert.deepEqual(ids, [`${sha}_2_2`, `${sha}_2_3`])
  const deep = await parse({ blobIds: [`${sha}_2_2`], fetchTextBodyValues: true })
  assert.equal(deep.parsed?.[`${sha}_2_2`]?.subject, 'innermost')
  const point = await person.reader.open(141)
  assert.ok(point)
  const octets = async (blobId: string) => {
    const place = await findBlob(point, blobId)
    assert.ok(place)
    await using file = await open(place.file)
    const { buffer } = await file.read(
      Buffer.alloc(place.end - place.start),
      0,
      place.end - place.start,
      place.start,
    )
    return { text: buffer.toString().trim(), type: place.type, name: place.name, encoding: place.encoding }
  }
  assert.deepEqual(await octets(`${sha}_2_3`), {
    text: 'JVBERg==',
    type: 'application/pdf',
    name: 'a.pdf',
    encoding: 'base64',
  })
  assert.equal((await octets(`${sha}_2_2`)).text, innermost.trim().replaceAll('\n', '\r\n'))
  assert.equal((await octets(`${sha}_2_2_1`)).text, 'The deepest text.')
  for (const none of [`${sha}_2_9`, `${sha}_1_2`, `${sha}_2_`, `${sha}__2`, `${sha}_3_2`]) {
    assert.equal(await findBlob(point, none), null, none)
  }
})

test('blobs that are not there are not found, and those that are no messages not parsable', async () => {
  const blobIds = [sha, `${sha}_3`, `${sha}_4`, `${sha}_9`, 'nothing', `${'0'.repeat(64)}`, sha]
  const answer = await parse({ blobIds, properties: ['subject'] })
  // Part 3 is a message in base64: forbidden, and written all the same.
  assert.deepEqual(answer.parsed, { [sha]: { subject: 'outer' }, [`${sha}_3`]: { subject: 'x' } })
  assert.deepEqual(answer.notParsable, [`${sha}_4`])
  assert.deepEqual(answer.notFound, [`${sha}_9`, 'nothing', '0'.repeat(64)])
  const none = await parse({ blobIds: [] })
  assert.deepEqual([none.parsed, none.notParsable, none.notFound], [null, null, null])
})

test('a blob of another day is not found', async () => {
  assert.deepEqual((await parse({ accountId: 'p142', blobIds: [`${sha}_2`] })).notFound, [`${sha}_2`])
})

const bad: [args: object, error: string][] = [
  [{}, 'invalidArguments'],
  [{ blobIds: sha }, 'invalidArguments'],
  [{ blobIds: ['no id'] }, 'invalidArguments'],
  [{ blobIds: [], properties: ['header:From:asDate'] }, 'invalidArguments'],
  [{ blobIds: [], properties: ['notices'] }, 'invalidArguments'],
  [{ blobIds: [], bodyProperties: ['x'] }, 'invalidArguments'],
  [{ blobIds: [], ids: [] }, 'invalidArguments'],
  [{ blobIds: Array.from({ length: 1001 }, (_, i) => `x${i}`) }, 'requestTooLarge'],
  [{ accountId: 'p7', blobIds: [] }, 'accountNotFound'],
]
for (const [args, error] of bad) {
  test(`Email/parse answers ${error} to ${JSON.stringify(args).slice(0, 70)}`, async () => {
    assert.deepEqual(await parse(args), { error })
  })
}
