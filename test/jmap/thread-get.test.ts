import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makePerson } from './person.ts'
import { CORE, call, calls, MAIL, strings, TIME } from './request.ts'

const letter = (n: number, root: number) =>
  `From: a@b.example\nSubject: ${n}\nMessage-ID: <${n}@b.example>\nReferences: <${root}@b.example>\n\n${n}\n`
const message = (n: number, root: number, flags: string[] = []) => ({
  raw: letter(n, root),
  date: new Date(Date.UTC(2026, 10, 1) + n * 3_600_000).toISOString(),
  flags,
})

const inbox = [
  message(5, 1),
  message(1, 1),
  message(3, 3),
  message(4, 3, ['\\Deleted']),
  message(6, 6, ['\\Deleted']),
]
const person = await makePerson([
  {
    folders: [
      { path: 'INBOX', messages: inbox },
      { path: 'Sent', messages: [message(2, 1)] },
    ],
  },
])
after(() => person[Symbol.asyncDispose]())
const accountId = 'p141'
const ours = [CORE, MAIL, TIME]

const threadOf = async (id: string) => {
  const { list } = await call(person, 'Email/get', { accountId, ids: [id], properties: ['threadId'] }, ours)
  return String(list?.[0]?.threadId)
}
const one = await threadOf('e1-7-1')
const three = await threadOf('e1-7-3')
const six = await threadOf('e1-7-5')

test('Thread/get answers the emails of each thread over all folders, by receivedAt', async () => {
  const answer = await call(person, 'Thread/get', { accountId, ids: [three, one, 'nothing', one] }, ours)
  assert.deepEqual(answer, {
    accountId,
    state: 'p141-1d',
    list: [
      { id: three, emailIds: ['e1-7-3', 'e1-7-4'] },
      { id: one, emailIds: ['e1-7-2', 'e2-7-1', 'e1-7-1'] },
    ],
    notFound: ['nothing'],
  })
})

test('a hidden email is in no thread, and a thread of hidden emails alone is not found', async () => {
  const { list, notFound } = await call(person, 'Thread/get', { accountId, ids: [three, six] })
  assert.deepEqual(list, [{ id: three, emailIds: ['e1-7-3'] }])
  assert.deepEqual(notFound, [six])
})

test('Thread/get without ids answers every thread, with properties only those and the id', async () => {
  const { list } = await call(person, 'Thread/get', { accountId, properties: ['id'] })
  assert.deepEqual(new Set(list as unknown as object[]), new Set([{ id: one }, { id: three }]))
  const all = await call(person, 'Thread/get', { accountId, ids: null }, ours)
  assert.equal((all.list as unknown as object[]).length, 3)
})

const bad: [args: object, error: string][] = [
  [{ ids: [1] }, 'invalidArguments'],
  [{ ids: [one], properties: ['subject'] }, 'invalidArguments'],
  [{ ids: Array.from({ length: 1001 }, (_, i) => `t${i}`) }, 'requestTooLarge'],
]
for (const [args, error] of bad) {
  test(`Thread/get answers ${error} to ${JSON.stringify(args).slice(0, 60)}`, async () => {
    assert.deepEqual(await call(person, 'Thread/get', { accountId, ...args }), { error })
  })
}

test('Thread/changes has none for its own state and can tell none for another', async () => {
  const { state } = await call(person, 'Thread/get', { accountId, ids: [] })
  const { created, updated, destroyed } = await call(person, 'Thread/changes', {
    accountId,
    sinceState: state,
  })
  assert.deepEqual([created, updated, destroyed], [[], [], []])
  assert.deepEqual(await call(person, 'Thread/changes', { accountId, sinceState: 'x' }), {
    error: 'cannotCalculateChanges',
  })
})

test('the four calls of RFC 8621 4.10 list a folder by thread in one request', async () => {
  const from = (resultOf: string, name: string, path: string) => ({ resultOf, name, path })
  const properties = [
    'threadId',
    'mailboxIds',
    'keywords',
    'hasAttachment',
    'from',
    'subject',
    'receivedAt',
    'size',
    'preview',
  ]
  const answers = await calls(person, [
    [
      'Email/query',
      {
        accountId,
        filter: { inMailbox: 'f1' },
        sort: [{ isAscending: false, property: 'receivedAt' }],
        collapseThreads: true,
        position: 0,
        limit: 30,
        calculateTotal: true,
      },
      '0',
    ],
    ['Email/get', { accountId, '#ids': from('0', 'Email/query', '/ids'), properties: ['threadId'] }, '1'],
    ['Thread/get', { accountId, '#ids': from('1', 'Email/get', '/list/*/threadId') }, '2'],
    ['Email/get', { accountId, '#ids': from('2', 'Thread/get', '/list/*/emailIds'), properties }, '3'],
  ])
  assert.deepEqual(
    answers.map(([name, , id]) => `${id} ${name}`),
    ['0 Email/query', '1 Email/get', '2 Thread/get', '3 Email/get'],
  )
  const [query, , threads, emails] = answers.map(([, result]) => result)
  assert.deepEqual(strings(query?.ids), ['e1-7-1', 'e1-7-3'])
  assert.equal(query?.total, 2)
  assert.deepEqual(threads?.list, [
    { id: one, emailIds: ['e1-7-2', 'e2-7-1', 'e1-7-1'] },
    { id: three, emailIds: ['e1-7-3'] },
  ])
  const list = emails?.list as unknown as Record<string, unknown>[]
  assert.deepEqual(
    list.map(({ subject }) => subject),
    ['1', '2', '5', '3'],
  )
  for (const email of list) assert.deepEqual(Object.keys(email), ['id', ...properties])
})
