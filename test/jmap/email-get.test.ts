import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { makePerson } from './person.ts'
import { CORE, call, MAIL, TIME } from './request.ts'

const raw = `Return-Path: <jdoe@example.com>
Received: from a by b; Fri, 13 Nov 2026 09:12:01 +0100
Received: from c by d; Fri, 13 Nov 2026 09:12:00 +0100
Message-ID: <m1@example.com>
In-Reply-To: <m0@example.com>
References: <root@example.com> <m0@example.com>
From: =?UTF-8?Q?Andr=C3=A9?= <andre@example.com>
Sender: desk@example.com
To: "  James Smythe" <james@example.com>, Friends:
  jane@example.com, =?UTF-8?Q?John_Sm=C3=AEth?=
  <john@example.com>;
Cc: one@example.com, two@example.com
Bcc: hidden@example.com
Reply-To: reply@example.com
Subject: Dinner on =?utf-8?B?VGh1cnNkYXk/?=
Date: Fri, 13 Nov 2026 09:12:00 +0100
Resent-To: first@example.com
Resent-To: second@example.com, third@example.com
Resent-Date: Sat, 14 Nov 2026 10:00:00 -0500
Keywords: dinner,
 thursday
List-POST: <mailto:partytime@lists.example.com>
X-Custom: =?utf-8?Q?=E2=82=AC?= 5
x-CUSTOM: last
Content-Type: text/plain; charset=utf-8

Hello.
`
const bytes = Buffer.from(raw.replaceAll('\n', '\r\n'))
const sha = createHash('sha256').update(bytes).digest('hex')
const bare = Buffer.from('Subject: bare\r\n\r\nNothing else.\r\n')
const nothing = Buffer.alloc(0)

const person = await makePerson([
  {
    folders: [
      {
        path: 'INBOX',
        messages: [
          { raw: bytes, date: '2026-11-13T08:12:01Z', flags: ['$Forwarded', '\\Flagged', '\\Seen', 'Work'] },
          { raw: bare, date: '2026-11-14T00:00:00Z' },
          { raw: 'Subject: gone\n\nx\n', date: '2026-11-15T00:00:00Z', flags: ['\\Deleted'] },
          { raw: nothing, date: '2026-11-16T00:00:00Z' },
        ],
      },
    ],
  },
])
after(() => person[Symbol.asyncDispose]())
const accountId = 'p141'
const ours = [CORE, MAIL, TIME]
const first = 'e1-7-1'

const get = (args: object, using?: string[]) => call(person, 'Email/get', { accountId, ...args }, using)
const one = async (id: string, property: string, using?: string[]) => {
  const answer = await get({ ids: [id], properties: [property] }, using)
  return answer.error ?? answer.list?.[0]?.[property]
}

const values: [property: string, value: unknown, ofBare?: unknown][] = [
  ['id', first, 'e1-7-2'],
  ['blobId', sha, createHash('sha256').update(bare).digest('hex')],
  ['mailboxIds', { f1: true }],
  ['keywords', { $forwarded: true, $flagged: true, $seen: true, work: true }, {}],
  ['size', bytes.length, bare.length],
  ['receivedAt', '2026-11-13T08:12:01Z', '2026-11-14T00:00:00Z'],
  ['messageId', ['m1@example.com'], null],
  ['inReplyTo', ['m0@example.com'], null],
  ['references', ['root@example.com', 'm0@example.com'], null],
  ['sender', [{ name: null, email: 'desk@example.com' }], null],
  ['from', [{ name: 'André', email: 'andre@example.com' }], null],
  [
    'to',
    [
      { name: 'James Smythe', email: 'james@example.com' },
      { name: null, email: 'jane@example.com' },
      { name: 'John Smîth', email: 'john@example.com' },
    ],
    null,
  ],
  [
    'cc',
    [
      { name: null, email: 'one@example.com' },
      { name: null, email: 'two@example.com' },
    ],
    null,
  ],
  ['bcc', [{ name: null, email: 'hidden@example.com' }], null],
  ['replyTo', [{ name: null, email: 'reply@example.com' }], null],
  ['subject', 'Dinner on Thursday?', 'bare'],
  ['sentAt', '2026-11-13T09:12:00+01:00', null],
  ['hasAttachment', false, false],
  ['preview', 'Hello.', 'Nothing else.'],
  ['bodyValues', {}, {}],
  ['attachments', [], []],
  ['header:subject', ' Dinner on =?utf-8?B?VGh1cnNkYXk/?=', ' bare'],
  ['header:SUBJECT:asText', 'Dinner on Thursday?', 'bare'],
  ['header:Subject:asText:all', ['Dinner on Thursday?'], ['bare']],
  ['header:Subject:asRaw', ' Dinner on =?utf-8?B?VGh1cnNkYXk/?=', ' bare'],
  ['header:Received', ' from c by d; Fri, 13 Nov 2026 09:12:00 +0100', null],
  [
    'header:received:all',
    [' from a by b; Fri, 13 Nov 2026 09:12:01 +0100', ' from c by d; Fri, 13 Nov 2026 09:12:00 +0100'],
    [],
  ],
  [
    'header:To:asGroupedAddresses',
    [
      { name: null, addresses: [{ name: 'James Smythe', email: 'james@example.com' }] },
      {
        name: 'Friends',
        addresses: [
          { name: null, email: 'jane@example.com' },
          { name: 'John Smîth', email: 'john@example.com' },
        ],
      },
    ],
    null,
  ],
  [
    'header:Resent-To:asAddresses:all',
    [
      [{ name: null, email: 'first@example.com' }],
      [
        { name: null, email: 'second@example.com' },
        { name: null, email: 'third@example.com' },
      ],
    ],
    [],
  ],
  [
    'header:Resent-To:asAddresses',
    [
      { name: null, email: 'second@example.com' },
      { name: null, email: 'third@example.com' },
    ],
    null,
  ],
  ['header:Resent-Date:asDate', '2026-11-14T10:00:00-05:00', null],
  ['header:Resent-Date:asDate:all', ['2026-11-14T10:00:00-05:00'], []],
  ['header:References:asMessageIds', ['root@example.com', 'm0@example.com'], null],
  ['header:List-POST:asURLs', ['mailto:partytime@lists.example.com'], null],
  ['header:Keywords:asText', 'dinner, thursday', null],
  ['header:Keywords', ' dinner,\r\n thursday', null],
  ['header:X-Custom', ' last', null],
  ['header:X-CUSTOM:asText:all', ['€ 5', 'last'], []],
  ['header:X-Custom:asDate', null, null],
  ['header:X-Custom:asMessageIds', null, null],
  ['header:X-Custom:asURLs:all', [null, null], []],
  ['header:X-Not-There', null, null],
  ['header:X-Not-There:all', [], []],
  ['header:constructor', null, null],
]
for (const [property, value, ofBare] of values) {
  test(`Email/get answers ${property}`, async () => {
    assert.deepEqual(await one(first, property), value)
    if (ofBare !== undefined) assert.deepEqual(await one('e1-7-2', property), ofBare)
  })
}

test('a convenience property is what the header property of the RFC is (RFC 8621 4.1.3)', async () => {
  const same: Record<string, string> = {
    messageId: 'header:Message-ID:asMessageIds',
    inReplyTo: 'header:In-Reply-To:asMessageIds',
    references: 'header:References:asMessageIds',
    sender: 'header:Sender:asAddresses',
    from: 'header:From:asAddresses',
    to: 'header:To:asAddresses',
    cc: 'header:Cc:asAddresses',
    bcc: 'header:Bcc:asAddresses',
    replyTo: 'header:Reply-To:asAddresses',
    subject: 'header:Subject:asText',
    sentAt: 'header:Date:asDate',
  }
  const properties = Object.entries(same).flat()
  const { list } = await get({ ids: [first, 'e1-7-2', 'e1-7-4'], properties })
  for (const email of list as unknown as Record<string, unknown>[]) {
    for (const [short, long] of Object.entries(same)) assert.deepEqual(email[short], email[long], short)
  }
})

test('headers are all fields in their order, names as written and values raw', async () => {
  const headers = (await one(first, 'headers')) as unknown as { name: string; value: string }[]
  const names = raw.slice(0, raw.indexOf('\n\n')).match(/^[\w-]+(?=:)/gm)
  assert.deepEqual(
    headers.map(({ name }) => name),
    names,
  )
  assert.deepEqual(headers[0], { name: 'Return-Path', value: ' <jdoe@example.com>' })
  assert.deepEqual(headers[8], {
    name: 'To',
    value:
      ' "  James Smythe" <james@example.com>, Friends:\r\n  jane@example.com, =?UTF-8?Q?John_Sm=C3=AEth?=\r\n  <john@example.com>;',
  })
})

test('header properties come back with the capitals they were asked for with, each form beside the other', async () => {
  const properties = ['header:sUbJeCt', 'header:Subject:asText', 'header:List-POST:asURLs']
  const { list } = await get({ ids: [first], properties })
  assert.deepEqual(Object.keys(list?.[0] ?? {}), ['id', ...properties])
})

const address =
  'From Sender Reply-To To Cc Bcc Resent-From Resent-Sender Resent-Reply-To Resent-To Resent-Cc Resent-Bcc'
/** RFC 8621 4.1.2: the fields that may have each form; any other known field may not, and unknown fields may all. */
const forms: Record<string, string[]> = {
  Text: ['Subject', 'Comments', 'Keywords', 'List-Id'],
  Addresses: address.split(' '),
  GroupedAddresses: address.split(' '),
  MessageIds: ['Message-ID', 'In-Reply-To', 'References', 'Resent-Message-ID'],
  Date: ['Date', 'Resent-Date'],
  URLs: ['List-Help', 'List-Unsubscribe', 'List-Subscribe', 'List-Post', 'List-Owner', 'List-Archive'],
}
const known = [...new Set(Object.values(forms).flat()), 'Return-Path', 'Received'].filter(
  name => name !== 'List-Id',
)

for (const [form, allowed] of Object.entries(forms)) {
  test(`only the fields of RFC 8621 4.1.2 and unknown ones may be had as ${form}`, async () => {
    for (const name of known) {
      const property = `header:${name.toLowerCase()}:as${form}`
      const answer = await get({ ids: [], properties: [property] })
      assert.equal(answer.error, allowed.includes(name) ? undefined : 'invalidArguments', property)
    }
    for (const name of ['X-Anything', 'List-Id', 'Content-Type', '!#$%&~']) {
      const answer = await get({ ids: [], properties: [`header:${name}:as${form}:all`] })
      assert.equal(answer.error, undefined, name)
    }
  })
}

const malformed = [
  'header',
  'header:',
  'header::asText',
  'header:Subject:astext',
  'header:Subject:asNothing',
  'header:Subject:as',
  'header:Subject:all:asText',
  'header:Subject:asText:asText',
  'header:Subject:asText:all:all',
  'header:Subject:ALL',
  'header:Sub ject',
  'header:Sübject',
  'header:Subject\n',
  'Header:Subject',
  'header:From:asDate',
  'body',
  'subParts',
  'partId',
  'notices',
  'uid',
  '__proto__',
  '',
]
for (const property of malformed) {
  test(`Email/get finds an invalid argument in the property ${JSON.stringify(property)}`, async () => {
    assert.deepEqual(await get({ ids: [first], properties: [property] }), { error: 'invalidArguments' })
  })
}

test('without properties the answer has those of RFC 8621 4.2 and no others', async () => {
  const wanted = [
    'id',
    'blobId',
    'threadId',
    'mailboxIds',
    'keywords',
    'size',
    'receivedAt',
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
    'hasAttachment',
    'preview',
    'bodyValues',
    'textBody',
    'htmlBody',
    'attachments',
  ]
  for (const args of [{ ids: [first] }, { ids: [first], properties: null }]) {
    const { list } = await get(args)
    assert.deepEqual(Object.keys(list?.[0] ?? {}), wanted)
  }
  const { list } = await get({ ids: [first] }, ours)
  assert.deepEqual(Object.keys(list?.[0] ?? {}), wanted)
  assert.deepEqual((await get({ ids: [first], properties: [] })).list, [{ id: first }])
})

test('notices and uid are there under our capability', async () => {
  assert.deepEqual(await one(first, 'uid', ours), 1)
  assert.deepEqual(await one(first, 'notices', ours), [])
  assert.deepEqual(await one('e1-7-4', 'uid', ours), 4)
})

test('a message of no octets at all is an email like others', async () => {
  const { list } = await get({ ids: ['e1-7-4'], fetchAllBodyValues: true })
  const email = list?.[0]
  assert.equal(email?.size as unknown, 0)
  assert.equal(email?.subject, null)
  assert.equal(email?.from, null)
  assert.deepEqual(await one('e1-7-4', 'headers'), [])
})

test('ids are answered once each, found or not; those of other shapes are invalid', async () => {
  const ids = [first, 'e1-7-99', first, 'e9-7-1', 'e1-8-1', 'E1-7-1', 'e1-7-01', 'e1-7-99', '__proto__']
  const answer = await get({ ids, properties: ['id'] })
  assert.deepEqual(answer.list, [{ id: first }])
  assert.deepEqual(answer.notFound, ['e1-7-99', 'e9-7-1', 'e1-8-1', 'E1-7-1', 'e1-7-01', '__proto__'])
  for (const wrong of [['#x'], [''], [1], 'e1-7-1', { 0: first }]) {
    assert.deepEqual(await get({ ids: wrong }), { error: 'invalidArguments' })
  }
})

test('a \\Deleted email is not found, unless the client knows time: then it says so by a keyword', async () => {
  const id = 'e1-7-3'
  assert.deepEqual((await get({ ids: [id] })).notFound, [id])
  assert.deepEqual(await one(id, 'keywords', ours), { $deleted: true })
})

test('all emails come without ids, as long as they are not more than one call may get', async () => {
  assert.equal(((await get({ properties: ['id'] })).list as unknown as unknown[]).length, 3)
  assert.equal(((await get({ ids: null, properties: ['id'] }, ours)).list as unknown as unknown[]).length, 4)
  const ids = Array.from({ length: 1000 }, (_, i) => `x${i}`)
  assert.equal(((await get({ ids })).notFound as unknown as unknown[]).length, 1000)
  assert.deepEqual(await get({ ids: [...ids, 'x1000'] }), { error: 'requestTooLarge' })
})

test('the index is asked once for all ids, and bytes only where a property needs them', async () => {
  const list = [
    'threadId',
    'mailboxIds',
    'keywords',
    'from',
    'subject',
    'receivedAt',
    'size',
    'preview',
    'hasAttachment',
  ]
  await get({ ids: [first] })
  person.calls.length = 0
  await get({
    ids: [first, 'e1-7-2', 'e1-7-4'],
    properties: [...list, 'textBody', 'bodyStructure', 'bodyValues'],
  })
  assert.deepEqual(person.calls, ['emails'])
  person.calls.length = 0
  await get({
    ids: [first, 'e1-7-2'],
    properties: ['headers', 'header:Subject', 'header:From:asAddresses:all'],
  })
  assert.deepEqual(person.calls, ['emails', 'bytes', 'bytes'])
})

const badArgs = [
  { bodyProperties: ['colour'] },
  { bodyProperties: ['id'] },
  { bodyProperties: ['header:From:asDate'] },
  { bodyProperties: 'partId' },
  { fetchTextBodyValues: 'yes' },
  { fetchHTMLBodyValues: null },
  { fetchAllBodyValues: 1 },
  { maxBodyValueBytes: -1 },
  { maxBodyValueBytes: 1.5 },
  { maxBodyValueBytes: '256' },
  { fetchAllBodyValue: true },
]
for (const args of badArgs) {
  test(`Email/get finds invalid arguments in ${JSON.stringify(args)}`, async () => {
    assert.deepEqual(await get({ ids: [first], ...args }), { error: 'invalidArguments' })
  })
}

test('Email/changes has none for its own state and can tell none for another', async () => {
  const { state } = await get({ ids: [] })
  assert.deepEqual(await call(person, 'Email/changes', { accountId, sinceState: state, maxChanges: 50 }), {
    accountId,
    oldState: state,
    newState: state,
    hasMoreChanges: false,
    created: [],
    updated: [],
    destroyed: [],
  })
  assert.deepEqual(await call(person, 'Email/changes', { accountId, sinceState: '780605' }), {
    error: 'cannotCalculateChanges',
  })
})
