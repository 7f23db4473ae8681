import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { answerJmap } from '../../src/jmap/answer.ts'
import { sessionOf } from '../../src/jmap/session.ts'
import { makePerson } from './person.ts'
import { type Answer, CORE, call, calls, MAIL, post, strings, TIME } from './request.ts'

/** What other servers and clients are known to have stumbled over. */

const letter = (n: number) =>
  `From: =?utf-8?Q?Ren=C3=A9?= <rene@east.example>\nSubject: ${n}\nDate: Fri, 13 Nov 2026 09:12:00 +0530\nX-CamelCase: ${n}\nMessage-ID: <${n}@east.example>\n\nMine.\n\nAnna wrote:\n> Yours.\n`
const html =
  'Subject: styled\nContent-Type: text/html\n\n<style>p{color:red}</style><p>Hello</p><script>x()</script>'
const many = Array.from({ length: 1500 }, (_, i) => ({
  raw: letter(i),
  date: new Date(Date.UTC(2026, 9, 1) + i * 60_000 + 500).toISOString(),
  flags: i === 0 ? ['\\Seen', '$MixedCase'] : [],
}))
const person = await makePerson([
  { folders: [{ path: 'INBOX', messages: many.slice(0, 3) }] },
  {
    folders: [
      { path: 'INBOX', messages: many },
      { path: 'INBOX/Sent', messages: [], specialUse: '\\Sent' },
      { path: 'Sent Items', messages: [], specialUse: '\\Sent' },
      { path: 'Styled', messages: [{ raw: html, date: '2026-11-02T00:00:00Z' }] },
    ],
  },
])
after(() => person[Symbol.asyncDispose]())
const accountId = 'p142'
const control = 'ca234567890abcdef'
const first = 'e1-7-1'
const session = async () =>
  JSON.parse((await sessionOf(person.reader, { base: 'https://x.example', only: null })) ?? '')
const emailOf = async (id: string, args: object): Promise<Answer> => {
  const { list } = await call(person, 'Email/get', { accountId, ids: [id], ...args }, [CORE, MAIL, TIME])
  return (list as unknown as Answer[])[0] ?? assert.fail()
}

test('1: an unknown capability fails the whole request, never a single method', async () => {
  const { status, body } = await post(
    person,
    JSON.stringify({
      using: [CORE, 'urn:ietf:params:jmap:unheard-of'],
      methodCalls: [['Core/echo', {}, '0']],
    }),
  )
  assert.deepEqual([status, body.type], [400, 'urn:ietf:params:jmap:error:unknownCapability'])
})

test('2: who sends no limit has the whole folder, and what is found, sorted and collapsed too', async () => {
  for (const args of [
    { filter: { inMailbox: 'f1' } },
    { filter: { text: 'east' } },
    { filter: { inMailbox: 'f1', minSize: 1 } },
    { filter: { inMailbox: 'f1' }, sort: [{ property: 'subject' }] },
    { filter: { text: 'east' }, collapseThreads: true },
  ]) {
    const answer = await call(person, 'Email/query', { accountId, ...args })
    assert.equal(strings(answer.ids).length, 1500, JSON.stringify(args))
    assert.equal('limit' in answer, false)
  }
})

test('3: one account is personal, and it is the primary one as long as there is mail', async () => {
  const { accounts, primaryAccounts } = await session()
  const personal = Object.entries<{ isPersonal: boolean }>(accounts).filter(
    ([, { isPersonal }]) => isPersonal,
  )
  assert.deepEqual(
    personal.map(([id]) => id),
    ['p142'],
  )
  assert.equal(primaryAccounts[MAIL], 'p142')
})

test('4: the URLs of the session are absolute and those it was told to have', async () => {
  for (const [name, url] of Object.entries(await session()))
    if (name.endsWith('Url')) assert.match(String(url), /^https:\/\/x\.example\//, name)
})

test('5: what may be null is null, never an empty list or object', async () => {
  const styled = 'e4-7-1'
  const email = await emailOf(styled, {
    properties: [
      'messageId',
      'inReplyTo',
      'references',
      'sender',
      'from',
      'to',
      'cc',
      'bcc',
      'replyTo',
      'sentAt',
      'header:X-None',
      'header:List-Post:asURLs',
      'header:References:asMessageIds',
    ],
  })
  const { id, ...nulls } = email
  assert.equal(id, styled)
  for (const [name, value] of Object.entries(nulls)) assert.equal(value, null, name)
  const parsed = await call(person, 'Email/parse', { accountId, blobIds: [] })
  assert.deepEqual([parsed.parsed, parsed.notParsable, parsed.notFound], [null, null, null])
  const { notFound } = await call(person, 'SearchSnippet/get', { accountId, filter: null, emailIds: [first] })
  assert.equal(notFound, null)
  assert.deepEqual((await call(person, 'Email/get', { accountId, ids: [first] })).notFound, [])
  const part = await emailOf(styled, { properties: ['bodyStructure'] })
  for (const name of ['name', 'cid', 'language', 'location', 'disposition'])
    assert.equal(part.bodyStructure?.[name], null, name)
})

test('6: receivedAt is UTC without a fraction, sentAt keeps its zone, keywords are lower case, headers keep the capitals asked for', async () => {
  const email = await emailOf(first, {
    properties: ['receivedAt', 'sentAt', 'keywords', 'header:x-cAMELcASE', 'header:X-CAMELCASE:asText:all'],
  })
  assert.equal(email.receivedAt, '2026-10-01T00:00:00Z')
  assert.equal(email.sentAt, '2026-11-13T09:12:00+05:30')
  assert.deepEqual(email.keywords, { $seen: true, $mixedcase: true })
  assert.deepEqual([email['header:x-cAMELcASE'], email['header:X-CAMELCASE:asText:all']], [' 0', ['0']])
})

test('7: emails without a list of properties have the long one, texts left out until they are asked for', async () => {
  const email = await emailOf(first, {})
  assert.ok(['textBody', 'htmlBody', 'attachments', 'preview', 'bodyValues'].every(name => name in email))
  assert.deepEqual(email.bodyValues, {})
  const { bodyValues } = await emailOf(first, { fetchTextBodyValues: true })
  assert.equal(bodyValues?.['1']?.isTruncated, false)
})

test('8: a preview is short, and holds neither styles nor scripts nor what others wrote before', async () => {
  assert.equal((await emailOf('e4-7-1', { properties: ['preview'] })).preview, 'Hello')
  assert.equal((await emailOf(first, { properties: ['preview'] })).preview, 'Mine.')
})

test('9: mailboxes have names without a delimiter, each once below its parent, and each role once', async () => {
  const { list } = await call(person, 'Mailbox/get', { accountId, ids: null })
  const boxes = list as unknown as { name: string; parentId: string | null; role: string | null }[]
  const names = boxes.map(({ name, parentId }) => `${parentId}/${name}`)
  assert.equal(new Set(names).size, names.length)
  assert.ok(boxes.every(({ name }) => !name.includes('/')))
  const roles = boxes.flatMap(({ role }) => role ?? [])
  assert.deepEqual(roles.sort(), ['inbox', 'sent'])
})

test('10: a point that is gone is accountNotFound while others go on, and the state of the session is another', async () => {
  const before = await session()
  const points = await person.reader.points()
  const fewer = points.filter(({ number }) => number !== 141)
  const now = {
    ...person.reader,
    points: async () => fewer,
    open: async (number: number) => (number === 141 ? null : person.reader.open(number)),
  }
  const methodCalls = ['p141', accountId].map(one => ['Email/query', { accountId: one, limit: 1 }, one])
  const { body } = await answerJmap(now, Buffer.from(JSON.stringify({ using: [CORE, MAIL], methodCalls })))
  const { methodResponses, sessionState } = JSON.parse(body)
  assert.deepEqual(methodResponses[0].slice(0, 1), ['error'])
  assert.equal(methodResponses[0][1].type, 'accountNotFound')
  assert.equal(methodResponses[1][0], 'Email/query')
  assert.notEqual(sessionState, before.state)
})

test('11: writing to a point is accountReadOnly, and mail of the control account is not supported', async () => {
  for (const [method, args] of [
    ['Email/set', { update: { [first]: { 'keywords/$seen': true } } }],
    ['Mailbox/set', { create: { a: { name: 'x' } } }],
    ['Email/import', { emails: {} }],
  ] as [string, object][])
    assert.deepEqual(await call(person, method, { accountId, ...args }), { error: 'accountReadOnly' }, method)
  for (const method of ['Mailbox/get', 'Mailbox/query', 'Email/get', 'Email/query', 'Thread/get'])
    assert.deepEqual(
      await call(person, method, { accountId: control }),
      { error: 'accountNotSupportedByMethod' },
      method,
    )
})

test('12: changes of every query can be calculated, whatever it asks for', async () => {
  for (const more of [
    {},
    { filter: { text: 'east' } },
    { sort: [{ property: 'size' }] },
    { collapseThreads: true },
  ]) {
    const [[, found], [, changes]] = (await calls(person, [
      ['Email/query', { accountId, limit: 1, ...more }, '0'],
      [
        'Email/queryChanges',
        {
          accountId,
          ...more,
          '#sinceQueryState': { resultOf: '0', name: 'Email/query', path: '/queryState' },
        },
        '1',
      ],
    ])) as unknown as [[string, Answer], [string, Answer]]
    assert.equal(found.canCalculateChanges, true)
    assert.deepEqual([changes.added, changes.removed], [[], []])
  }
})
