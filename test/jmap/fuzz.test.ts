import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { answerJmap } from '../../src/jmap/answer.ts'
import { makePerson } from './person.ts'
import { CORE, MAIL, TIME } from './request.ts'

const raw =
  'From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\nContent-Type: image/png\n\nx\n--b--\n'
const messages = [
  { raw, date: '2026-11-13T08:00:00Z' },
  { raw: `${raw}x`, date: '2026-11-14T08:00:00Z', flags: ['\\Deleted', '$weird', '__proto__'] },
]
const person = await makePerson([
  {
    folders: [
      { path: 'INBOX', messages },
      { path: 'Sent', messages: [] },
    ],
  },
])
after(() => person[Symbol.asyncDispose]())

const runs = { numRuns: process.env.YESTERMAIL_TEST === 'all' ? 20_000 : 1_500 }
const problems = /^urn:ietf:params:jmap:error:(notJSON|notRequest|unknownCapability|limit)$/
const errors = new Set([
  'unknownMethod',
  'invalidArguments',
  'invalidResultReference',
  'forbidden',
  'accountNotFound',
  'accountNotSupportedByMethod',
  'accountReadOnly',
  'requestTooLarge',
  'cannotCalculateChanges',
  'anchorNotFound',
  'unsupportedSort',
  'unsupportedFilter',
  'fromAccountNotFound',
  'fromAccountNotSupportedByMethod',
])

/** Whatever is sent: no fault, and the shape of RFC 8620 3.4 or 3.6. */
async function hold(body: string | Uint8Array): Promise<void> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const answer = await answerJmap(person.reader, bytes, (fault, method) => {
    throw new Error(`fault in ${method}`, { cause: fault })
  })
  const parsed = JSON.parse(answer.body)
  if (answer.status === 400) {
    assert.equal(answer.type, 'application/problem+json')
    assert.match(parsed.type, problems)
    assert.equal(parsed.status, 400)
    return
  }
  assert.equal(answer.status, 200)
  assert.equal(answer.type, 'application/json')
  const sent = JSON.parse(Buffer.from(bytes).toString())
  assert.equal(typeof parsed.sessionState, 'string')
  assert.equal('createdIds' in parsed, 'createdIds' in sent)
  assert.equal(parsed.methodResponses.length, sent.methodCalls.length)
  for (const [i, [name, result, id]] of parsed.methodResponses.entries()) {
    assert.equal(id, sent.methodCalls[i][2])
    assert.ok(name === 'error' || name === sent.methodCalls[i][0])
    if (name === 'error') assert.ok(errors.has(result.type), `${result.type}: ${result.description}`)
    if (name.endsWith('/get')) assert.ok(Array.isArray(result.list) && Array.isArray(result.notFound))
    if (/^(Email|Mailbox|RestorePoint|BackupRun)\/query$/.test(name)) {
      assert.ok(result.position >= 0 && Array.isArray(result.ids))
    }
  }
}

const name = fc.constantFrom(
  ...['Core/echo', 'Mailbox/get', 'Mailbox/query', 'Mailbox/changes', 'Mailbox/queryChanges', 'Mailbox/set'],
  ...[
    'Thread/get',
    'Thread/changes',
    'Email/get',
    'Email/query',
    'Email/changes',
    'Email/queryChanges',
    'Email/set',
  ],
  ...['Email/copy', 'Email/import', 'Blob/copy', 'PushSubscription/get', 'PushSubscription/set'],
  ...['RestorePoint/get', 'RestorePoint/query', 'RestorePoint/changes', 'BackupRun/get', 'BackupRun/query'],
  ...['Nothing/get', '__proto__', ''],
)
const argument = fc.constantFrom(
  ...[
    'accountId',
    'fromAccountId',
    'ids',
    'properties',
    'bodyProperties',
    'filter',
    'sort',
    'position',
    'anchor',
  ],
  ...[
    'anchorOffset',
    'limit',
    'calculateTotal',
    'collapseThreads',
    'sortAsTree',
    'filterAsTree',
    'sinceState',
  ],
  ...[
    'sinceQueryState',
    'maxChanges',
    'upToId',
    'fetchTextBodyValues',
    'fetchAllBodyValues',
    'maxBodyValueBytes',
  ],
  ...[
    'create',
    'update',
    'destroy',
    'ifInState',
    'emails',
    'blobIds',
    '#ids',
    '#accountId',
    '__proto__',
    'toString',
  ],
)
const known = fc.constantFrom<unknown>(
  ...['p141', 'ca234567890abcdef', 'p999', 'e1-7-1', 'e1-7-2', 'f1', 'f99', 'p141-1', 'p141-1d', '141-1'],
  ...[null, true, false, 0, 1, -1, 0.5, 9_007_199_254_740_991, -9_007_199_254_740_991, 1e300, ''],
  ...[
    [],
    {},
    ['e1-7-1', 'e1-7-2'],
    ['f1'],
    ['p141'],
    ['name'],
    ['subject', 'bodyValues', 'bodyStructure', 'headers'],
  ],
  ...[['header:Subject:asText', 'header:x:all'], ['header:From:asDate'], ['headers', 'subParts', 'size']],
  ...[
    { inMailbox: 'f1' },
    { operator: 'AND', conditions: [{ inMailbox: 'f1' }] },
    { operator: 'NOT' },
    { name: 'I' },
  ],
  ...[
    [{ property: 'receivedAt' }],
    [{ property: 'name', isAscending: false }],
    [{ property: 'takenAt' }],
    [{}],
  ],
  ...[
    { resultOf: 'a', name: 'Email/query', path: '/ids' },
    { resultOf: 'a', name: 'Core/echo', path: '/*' },
  ],
)
const value = fc.oneof(
  { weight: 4, arbitrary: known },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
)
const args = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(argument, value), { maxLength: 5 }))
  .map(([addressed, pairs]) => Object.fromEntries([...(addressed ? [['accountId', 'p141']] : []), ...pairs]))
const invocation = fc.tuple(name, args, fc.constantFrom('a', 'b', ''))
const using = fc.constantFrom([CORE, MAIL], [CORE, MAIL, TIME], [CORE, TIME], [])

test('any calls with likely names and any arguments are answered as the RFC shapes answers', async () => {
  const request = fc.record({ using, methodCalls: fc.array(invocation, { maxLength: 6 }) })
  await fc.assert(
    fc.asyncProperty(request, sent => hold(JSON.stringify(sent))),
    runs,
  )
})

test('any JSON at all is answered or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), sent => hold(JSON.stringify(sent))),
    runs,
  )
})

test('a request with one value replaced by any other is answered or refused', async () => {
  const whole = {
    using: [CORE, MAIL, TIME],
    methodCalls: [['Email/get', { accountId: 'p141', ids: ['e1-7-1'] }, 'a']],
  }
  const paths = [
    'using',
    'using/0',
    'methodCalls',
    'methodCalls/0',
    'methodCalls/0/0',
    'methodCalls/0/1',
    'methodCalls/0/2',
  ]
  const deeper = ['methodCalls/0/1/accountId', 'methodCalls/0/1/ids', 'methodCalls/0/1/ids/0', 'createdIds']
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths, ...deeper), fc.jsonValue(), (path, put) => {
      const copy = structuredClone(whole)
      const keys = path.split('/')
      const last = keys.pop() ?? ''
      let at = copy as unknown as Record<string, unknown>
      for (const key of keys) at = at[key] as Record<string, unknown>
      at[last] = put
      return hold(JSON.stringify(copy))
    }),
    runs,
  )
})

test('a request with octets changed, taken out or put in is answered or refused', async () => {
  const good = Buffer.from(
    JSON.stringify({
      using: [CORE, MAIL],
      methodCalls: [['Email/query', { accountId: 'p141', limit: 1 }, 'a']],
    }),
  )
  const edit = fc.record({ at: fc.nat(good.length), cut: fc.nat(3), put: fc.uint8Array({ maxLength: 3 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), edits => {
      let bytes: Buffer = good
      for (const { at, cut, put } of edits)
        bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)])
      return hold(bytes)
    }),
    runs,
  )
})
