import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { makePerson } from './person.ts'
import { type Answer, call } from './request.ts'

/** The message that RFC 8621 4.1.4 decomposes: a list manager put a header and a footer around text and HTML. */
const listed = `From: list@example.com
Subject: structure
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=1

--1
Content-Type: text/plain; charset=utf-8
Content-Disposition: inline

A é
--1
Content-Type: multipart/mixed; boundary=2

--2
Content-Type: multipart/alternative; boundary=3

--3
Content-Type: multipart/mixed; boundary=4

--4
Content-Type: text/plain
Content-Disposition: inline

B
--4
Content-Type: image/jpeg
Content-Disposition: inline
Content-Transfer-Encoding: base64

Q0M=
--4
Content-Type: text/plain
Content-Disposition: inline

D
--4--
--3
Content-Type: multipart/related; boundary=5

--5
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable
X-Letter: E
X-Letter: second

<p>E =E9</p>=

--5
Content-Type: image/jpeg; name="=?utf-8?Q?f=C3=A9.jpg?="
Content-ID: <f@example.com>
Content-Location: https://example.com/f.jpg
Content-Language: de, en
Content-Transfer-Encoding: base64

RkZGRg==
--5--
--3--
--2
Content-Type: image/jpeg
Content-Disposition: attachment; filename*=utf-8''g%20%E2%82%AC.jpg
Content-Transfer-Encoding: base64

R0c=
--2
Content-Type: application/x-excel

H
--2
Content-Type: message/rfc822

Subject: inner
Content-Type: multipart/mixed; boundary=9

--9

J
--9--
--2--
--1
Content-Type: text/plain
Content-Disposition: inline

K
--1--
`
const long = (type: string, text: string, more = '') =>
  `Subject: long\nContent-Type: ${type}\n${more}\n${text}`
const base64 = (text: string) =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n')
const cjk = '日本語のとても長い本文。'.repeat(20_000)
const huge = 'x'.repeat(78).concat('\n').repeat(100_000)

const messages: string[] = [
  listed,
  long('text/html; charset=utf-8', '<p>Hi <a href="https://example.com">there</a></p>\n'),
  long('text/plain; charset=utf-8', base64(cjk), 'Content-Transfer-Encoding: base64\n'),
  long('text/plain; charset=utf-8', 'bad \u0001 octets: \u0000'),
  long('text/plain; charset=x-klingon', 'nuqneH\n'),
  long('text/plain', 'odd\n', 'Content-Transfer-Encoding: x-odd\n'),
  long('application/pdf; charset=utf-8', '%PDF\n'),
  'Subject: none\n\nimplicit\n',
  long('text/plain', huge),
  long('text/plain; charset=us-ascii', 'one\ntwo\n'),
]
const person = await makePerson([
  { folders: [{ path: 'INBOX', messages: messages.map(raw => ({ raw, date: '2026-11-13T08:00:00Z' })) }] },
])
after(() => person[Symbol.asyncDispose]())
const sha = (n: number) =>
  createHash('sha256')
    .update(Buffer.from((messages[n - 1] ?? '').replaceAll('\n', '\r\n')))
    .digest('hex')

const get = async (n: number, args: object): Promise<Answer> => {
  const { list } = await call(person, 'Email/get', {
    accountId: 'p141',
    ids: [`e1-7-${n.toString(36)}`],
    ...args,
  })
  assert.ok(list?.[0])
  return list[0]
}
const letters = async (property: string) => {
  const answer = await get(1, { properties: [property], bodyProperties: ['partId'] })
  return (answer[property] as unknown as { partId: string }[]).map(({ partId }) => names[partId])
}
/** part ids in the order of the tree, by the letters of the RFC */
const names: Record<string, string> = {}
const walk = (part: { partId: string | null; subParts?: (typeof part)[] }): void => {
  if (part.partId !== null) names[part.partId] = 'ABCDEFGHJK'[Object.keys(names).length] ?? ''
  part.subParts?.forEach(walk)
}
const structure = (await get(1, { properties: ['bodyStructure'] })).bodyStructure
assert.ok(structure)
walk(structure as unknown as Parameters<typeof walk>[0])

test('textBody, htmlBody and attachments of the worked example are those of RFC 8621 4.1.4', async () => {
  assert.deepEqual(await letters('textBody'), ['A', 'B', 'C', 'D', 'K'])
  assert.deepEqual(await letters('htmlBody'), ['A', 'E', 'K'])
  assert.deepEqual(await letters('attachments'), ['C', 'F', 'G', 'H', 'J'])
})

test('bodyStructure is the whole tree; a multipart has no partId and no blobId, a message in it no subParts', async () => {
  type Node = { type: string; partId: string | null; blobId: string | null; subParts?: Node[] }
  const lines: string[] = []
  const draw = ({ type, partId, blobId, subParts }: Node, depth: number) => {
    lines.push(`${'  '.repeat(depth)}${type}${partId === null ? '' : ` ${names[partId]}`}`)
    assert.equal(blobId, partId === null ? null : `${sha(1)}_${partId.replaceAll('.', '-')}`)
    assert.match(blobId ?? 'x', /^[A-Za-z0-9_-]{1,255}$/)
    assert.equal(partId === null, type.startsWith('multipart/'))
    assert.equal(subParts !== undefined, type.startsWith('multipart/'))
    for (const part of subParts ?? []) draw(part, depth + 1)
  }
  draw(structure as unknown as Node, 0)
  assert.equal(
    lines.join('\n'),
    `multipart/mixed
  text/plain A
  multipart/mixed
    multipart/alternative
      multipart/mixed
        text/plain B
        image/jpeg C
        text/plain D
      multipart/related
        text/html E
        image/jpeg F
    image/jpeg G
    application/x-excel H
    message/rfc822 J
  text/plain K`,
  )
})

const attachment = async (letter: string, bodyProperties?: string[]) => {
  const args = bodyProperties ? { bodyProperties: ['partId', ...bodyProperties] } : {}
  const { attachments, textBody, htmlBody } = await get(1, {
    properties: ['attachments', 'textBody', 'htmlBody'],
    ...args,
  })
  const all = [attachments, textBody, htmlBody].flat() as unknown as { partId: string }[]
  const part = all.find(({ partId }) => names[partId] === letter)
  assert.ok(part)
  const { partId, ...rest } = part as Record<string, unknown>
  return rest
}

test('a part has the ten default properties, null where its header says nothing', async () => {
  const [f] = Object.entries(names).find(([, name]) => name === 'F') ?? []
  assert.deepEqual(await attachment('F'), {
    blobId: `${sha(1)}_${f?.replaceAll('.', '-')}`,
    size: 4,
    name: 'fé.jpg',
    type: 'image/jpeg',
    charset: null,
    disposition: null,
    cid: 'f@example.com',
    language: ['de', 'en'],
    location: 'https://example.com/f.jpg',
  })
  assert.deepEqual(await attachment('G', ['name', 'disposition', 'cid', 'language', 'location']), {
    name: 'g €.jpg',
    disposition: 'attachment',
    cid: null,
    language: null,
    location: null,
  })
})

const charsets: [n: number, charset: string | null][] = [
  [2, 'utf-8'],
  [5, 'x-klingon'],
  [6, 'us-ascii'],
  [7, 'utf-8'],
  [8, 'us-ascii'],
]
for (const [n, charset] of charsets) {
  test(`the charset of message ${n} is ${charset}`, async () => {
    const { bodyStructure } = await get(n, { properties: ['bodyStructure'], bodyProperties: ['charset'] })
    assert.deepEqual(bodyStructure, { charset })
  })
}

test('bodyProperties may be headers and single header fields of the part', async () => {
  const properties = [
    'header:x-letter',
    'header:X-Letter:asText:all',
    'header:Content-Type:asText',
    'subParts',
  ]
  assert.deepEqual(await attachment('E', properties), {
    'header:x-letter': ' second',
    'header:X-Letter:asText:all': ['E', 'second'],
    'header:Content-Type:asText': 'text/html; charset=iso-8859-1',
    subParts: null,
  })
  assert.deepEqual((await attachment('B', ['headers'])).headers, [
    { name: 'Content-Type', value: ' text/plain' },
    { name: 'Content-Disposition', value: ' inline' },
  ])
  const { bodyStructure } = await get(1, {
    properties: ['bodyStructure'],
    bodyProperties: ['header:Subject:asText'],
  })
  assert.equal(bodyStructure?.['header:Subject:asText'], 'structure')
})

const wholes: [args: object, found: string][] = [
  [{}, ''],
  [{ fetchTextBodyValues: true }, 'A B D K'],
  [{ fetchHTMLBodyValues: true }, 'A E K'],
  [{ fetchTextBodyValues: true, fetchHTMLBodyValues: true }, 'A B D E K'],
  [{ fetchAllBodyValues: true }, 'A B D E K'],
]
for (const [args, found] of wholes) {
  test(`bodyValues with ${JSON.stringify(args)} are those of ${found || 'no part'}`, async () => {
    const { bodyValues } = await get(1, { properties: ['bodyValues'], ...args })
    const ids = Object.keys(bodyValues ?? {})
    assert.equal(
      ids
        .map(id => names[id])
        .sort()
        .join(' '),
      found,
    )
  })
}

const value = async (n: number, letter: string, args: object = {}) => {
  const { bodyValues } = await get(n, { properties: ['bodyValues'], fetchAllBodyValues: true, ...args })
  const entry = Object.entries(bodyValues ?? {}).find(([id]) => n !== 1 || names[id] === letter)
  assert.ok(entry)
  return entry[1] as unknown as { value: string; isEncodingProblem: boolean; isTruncated: boolean }
}

test('a body value is decoded: transfer encoding, charset, line ends', async () => {
  assert.deepEqual(await value(1, 'A'), { value: 'A é', isEncodingProblem: false, isTruncated: false })
  assert.deepEqual((await value(1, 'E')).value.trim(), '<p>E é</p>')
  assert.deepEqual(await value(10, ''), { value: 'one\ntwo\n', isEncodingProblem: false, isTruncated: false })
})

test('an unknown charset or transfer encoding is a problem and no failure', async () => {
  assert.equal((await value(5, '')).isEncodingProblem, true)
  assert.deepEqual(await value(6, ''), { value: 'odd\n', isEncodingProblem: true, isTruncated: false })
})

test('maxBodyValueBytes cuts between characters and, in HTML, never inside a tag', async () => {
  for (let max = 1; max <= 60; max++) {
    const html = await value(2, '', { maxBodyValueBytes: max })
    assert.ok(Buffer.byteLength(html.value) <= max)
    assert.ok(html.value.lastIndexOf('<') <= html.value.lastIndexOf('>'), html.value)
    assert.equal(html.isTruncated, max < 50)
    const text = await value(3, '', { maxBodyValueBytes: max })
    assert.ok(Buffer.byteLength(text.value) <= max && Buffer.byteLength(text.value) > max - 3)
    assert.deepEqual([text.isTruncated, text.isEncodingProblem], [true, false])
    assert.ok(cjk.startsWith(text.value))
  }
  const whole = await value(2, '', { maxBodyValueBytes: 1000 })
  assert.equal(whole.isTruncated, false)
})

test('only as much of a long part is read as the limit can need, and the cut is no encoding problem', async () => {
  for (const max of [30_000, 60_001, 100_000, 200_002]) {
    const cut = await value(3, '', { maxBodyValueBytes: max })
    assert.deepEqual([cut.isTruncated, cut.isEncodingProblem], [true, false])
    assert.ok(cjk.startsWith(cut.value))
    assert.ok(Buffer.byteLength(cut.value) > max - 3, `${Buffer.byteLength(cut.value)} of ${max}`)
  }
  assert.equal((await value(3, '')).value, cjk)
})

test('all body values of one request together are bounded; what is beyond says that it is cut', async () => {
  const { bodyValues } = await get(9, { properties: ['bodyValues'], fetchTextBodyValues: true })
  assert.equal(String(bodyValues?.['1']?.value).length, 5 * 1_048_576)
  assert.equal(bodyValues?.['1']?.isTruncated, true)
  const { list } = await call(person, 'Email/get', {
    accountId: 'p141',
    ids: ['e1-7-9', 'e1-7-a'],
    properties: ['bodyValues'],
    fetchAllBodyValues: true,
  })
  assert.deepEqual(list?.[1]?.bodyValues, { 1: { value: '', isEncodingProblem: false, isTruncated: true } })
})

test('the example call of RFC 8621 4.2 answers exactly the properties it names', async () => {
  const email = await get(2, {
    properties: [
      'threadId',
      'mailboxIds',
      'from',
      'subject',
      'receivedAt',
      'header:List-POST:asURLs',
      'htmlBody',
      'bodyValues',
    ],
    bodyProperties: ['partId', 'blobId', 'size', 'type'],
    fetchHTMLBodyValues: true,
    maxBodyValueBytes: 256,
  })
  const { threadId, ...rest } = email
  assert.match(String(threadId), /^t[0-9a-f]{16}$/)
  assert.deepEqual(rest, {
    id: 'e1-7-2',
    mailboxIds: { f1: true },
    from: null,
    subject: 'long',
    receivedAt: '2026-11-13T08:00:00Z',
    'header:List-POST:asURLs': null,
    htmlBody: [{ partId: '1', blobId: `${sha(2)}_1`, size: 51, type: 'text/html' }],
    bodyValues: {
      1: {
        value: '<p>Hi <a href="https://example.com">there</a></p>\n',
        isEncodingProblem: false,
        isTruncated: false,
      },
    },
  })
})
