import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { answerJmap } from '../../src/jmap/answer.ts'
import { fc } from '../world/fast-check.ts'
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
  'stateMismatch',
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
    if (name === 'SearchSnippet/get')
      assert.ok(Array.isArray(result.list) && (result.notFound === null || result.notFound.length > 0))
    else if (name.endsWith('/get')) assert.ok(Array.isArray(result.list) && Array.isArray(result.notFound))
    if (/^(Email|Mailbox|RestorePoint|BackupRun|EmailSearch)\/query$/.test(name)) {
      assert.ok(result.position >= 0 && Array.isArray(result.ids))
    }
  }
}

const anything = fc.jsonValue({ maxDepth: 3 })
/** Mostly a value of the right kind, now and then any other. */
const mostly = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 20, arbitrary }, { weight: 1, arbitrary: anything })
const ids = mostly(
  fc.option(
    fc.array(fc.constantFrom('e1-7-1', 'e1-7-2', 'f1', 'f9', 'p141', 'r1', 'tx', '__proto__'), {
      maxLength: 4,
    }),
  ),
)
const number = mostly(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.maxSafeInteger()))
const unsigned = mostly(fc.oneof(fc.nat(5), fc.maxSafeNat(), fc.constant(null)))
const yes = mostly(fc.boolean())
const state = mostly(fc.constantFrom('p141-1', 'p141-1d', '141-1', ''))
const text = fc.oneof(
  fc.constantFrom('I', 'inbox', 'f1', 'complete', '2026-11-14T00:00:00Z', '$seen'),
  fc.string(),
)
const condition = fc.dictionary(
  fc.constantFrom(
    'inMailbox',
    'parentId',
    'name',
    'role',
    'hasAnyRole',
    'localDay',
    'status',
    'before',
    'state',
    'x',
  ),
  fc.oneof(text, fc.boolean(), fc.constant(null)),
  { maxKeys: 1 },
)
const { filter } = fc.letrec<{ filter: unknown }>(tie => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    condition,
    fc.record({
      operator: fc.constantFrom('AND', 'OR', 'NOT'),
      conditions: fc.array(tie('filter'), { maxLength: 3 }),
    }),
  ),
}))
const words = fc.oneof(
  text,
  fc.constantFrom(
    '"x" text',
    "'",
    '"',
    '*',
    'te*',
    'NEAR(a b)',
    '日本',
    'x\u0000y',
    '^x',
    '{text}: x',
    '',
    ' ',
  ),
)
const keyword = mostly(fc.constantFrom('$seen', '$weird', '$DELETED', '__proto__', ''))
const date = mostly(fc.constantFrom('2026-11-14T00:00:00Z', '2026-11-14T00:00:00.5Z', 'x'))
const emailCondition = fc.record(
  {
    inMailbox: mostly(fc.constantFrom('f1', 'f9', 'x')),
    inMailboxOtherThan: ids,
    ...{ before: date, after: date, minSize: unsigned, maxSize: unsigned, hasAttachment: yes },
    ...{ hasKeyword: keyword, notKeyword: keyword, allInThreadHaveKeyword: keyword },
    ...{ someInThreadHaveKeyword: keyword, noneInThreadHaveKeyword: keyword },
    ...{ text: words, from: words, to: words, cc: words, bcc: words, subject: words, body: words },
    header: mostly(fc.tuple(fc.constantFrom('Subject', 'X-Any', 'content-type', ''), words)),
    fileName: words,
  },
  { requiredKeys: [] },
)
const { emailFilter } = fc.letrec<{ emailFilter: unknown }>(tie => ({
  emailFilter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    emailCondition,
    emailCondition.map(given => Object.fromEntries(Object.entries(given).slice(0, 2))),
    fc.record({
      operator: fc.constantFrom('AND', 'OR', 'NOT'),
      conditions: fc.array(tie('emailFilter'), { maxLength: 3 }),
    }),
  ),
}))
const emailSort = fc.array(
  fc.record(
    {
      property: fc.constantFrom('receivedAt', 'size', 'from', 'to', 'subject', 'sentAt', 'hasKeyword', 'x'),
      isAscending: yes,
      collation: mostly(fc.constantFrom('i;octet', 'i;unicode-casemap', 'i;x')),
      keyword,
    },
    { requiredKeys: ['property'] },
  ),
  { maxLength: 2 },
)
const daysFilter = fc.oneof(
  filter,
  fc.record(
    {
      missing: mostly(fc.subarray(['gone', 'trash', 'moved', 'x'])),
      inPoint: mostly(fc.constantFrom('p141', 'p9')),
      inMailbox: mostly(fc.constantFrom('f1', 'f2', 'f9')),
      text: mostly(text),
      header: mostly(fc.constantFrom(['From'], ['X-Any', 'x'])),
    },
    { requiredKeys: [] },
  ),
)
const daysSort = fc.array(
  fc.record({
    property: fc.constantFrom('receivedAt', 'from', 'subject', 'size', 'goneSince', 'x'),
    isAscending: mostly(fc.boolean()),
  }),
  { maxLength: 2 },
)
const sort = fc.array(
  fc.record(
    {
      property: fc.constantFrom('receivedAt', 'name', 'sortOrder', 'takenAt', 'startedAt', 'x'),
      isAscending: yes,
      collation: mostly(fc.constantFrom('i;octet', 'i;unicode-casemap', 'i;x')),
    },
    { requiredKeys: ['property'] },
  ),
  { maxLength: 2 },
)
const emailProperty = fc.oneof(
  fc.constantFrom(
    'id',
    'blobId',
    'threadId',
    'keywords',
    'from',
    'subject',
    'sentAt',
    'headers',
    'bodyStructure',
  ),
  fc.constantFrom('bodyValues', 'textBody', 'htmlBody', 'attachments', 'preview', 'notices', 'uid'),
  fc
    .tuple(
      fc.constantFrom('Subject', 'from', 'X-Any', 'Received', '__proto__'),
      fc.constantFrom('', ':asText', ':asRaw', ':asAddresses', ':asDate', ':asURLs', ':asMessageIds', ':asX'),
      fc.constantFrom('', ':all'),
    )
    .map(([field, form, all]) => `header:${field}${form}${all}`),
)
const partProperty = fc.constantFrom(
  'partId',
  'blobId',
  'size',
  'name',
  'headers',
  'subParts',
  'header:Content-Type',
)
const map = mostly(fc.option(fc.dictionary(fc.constantFrom('k1', 'e1-7-1', 'f1'), fc.constant({}))))
const window = {
  position: number,
  anchor: mostly(fc.constantFrom('e1-7-1', 'f1', 'x', null)),
  anchorOffset: number,
  limit: unsigned,
  calculateTotal: yes,
}
const query = { filter: mostly(filter), sort: mostly(sort), ...window }
const changes = { sinceState: state, maxChanges: unsigned }
const queryChanges = {
  filter: query.filter,
  sort: query.sort,
  sinceQueryState: state,
  maxChanges: unsigned,
  calculateTotal: yes,
}
const set = { ifInState: state, create: map, update: map, destroy: ids }
const from = mostly(fc.constantFrom('p141', 'p999'))
const tree = { sortAsTree: yes, filterAsTree: yes }
const values = {
  fetchTextBodyValues: yes,
  fetchHTMLBodyValues: yes,
  fetchAllBodyValues: yes,
  maxBodyValueBytes: number,
}
const properties = (...names: string[]) =>
  mostly(fc.option(fc.array(fc.constantFrom(...names, 'x'), { maxLength: 3 })))
const reference = fc.record({
  resultOf: fc.constantFrom('a', 'b'),
  name: fc.constantFrom('Email/query', 'Email/get', 'Core/echo', 'error'),
  path: fc.constantFrom('', '/ids', '/ids/0', '/list/*/threadId', '/list/*/id', '/*', '/__proto__'),
})

const methods: Record<string, Record<string, fc.Arbitrary<unknown>>> = {
  'Core/echo': { x: anything, '#y': reference },
  'Mailbox/get': { ids, properties: properties('name', 'role', 'myRights') },
  'Mailbox/query': { ...query, ...tree },
  'Mailbox/changes': changes,
  'Mailbox/queryChanges': { ...queryChanges, ...tree },
  'Mailbox/set': { ...set, onDestroyRemoveEmails: yes },
  'Thread/get': { ids, properties: properties('id', 'emailIds') },
  'Thread/changes': changes,
  'Email/get': {
    ids,
    properties: mostly(fc.array(emailProperty, { maxLength: 5 })),
    bodyProperties: mostly(fc.array(partProperty)),
    ...values,
  },
  'Email/query': { ...query, filter: mostly(emailFilter), sort: mostly(emailSort), collapseThreads: yes },
  'SearchSnippet/get': { filter: mostly(fc.option(emailFilter)), emailIds: ids },
  'Email/parse': { blobIds: ids, properties: mostly(fc.array(emailProperty, { maxLength: 3 })), ...values },
  'Email/changes': changes,
  'Email/queryChanges': { ...queryChanges, filter: mostly(emailFilter), collapseThreads: yes },
  'Email/set': set,
  'Email/copy': { fromAccountId: from, create: map },
  'Email/import': { emails: map },
  'Blob/copy': { fromAccountId: from, blobIds: ids },
  'PushSubscription/get': { ids, properties: properties('id', 'url') },
  'PushSubscription/set': { create: map, update: map, destroy: ids },
  'RestorePoint/get': { ids, properties: properties('takenAt', 'problems') },
  'RestorePoint/query': query,
  'RestorePoint/changes': changes,
  'BackupRun/get': { ids, properties: properties('progress') },
  'BackupRun/query': query,
  'RestorePoint/compare': {
    ...{ from: mostly(fc.constant('p141')), to: mostly(fc.constantFrom('p141', 'p142')), mailboxId: from },
    ...{ kinds: properties('added', 'flags'), position: number, limit: unsigned },
  },
  'Presence/get': { ids, properties: properties('state', 'unknown') },
  'Presence/set': { ...set, update: mostly(fc.constant({ singleton: { check: true } })) },
  'EmailPresence/get': { ids, properties: properties('state', 'places') },
  'EmailSearch/query': { ...query, filter: mostly(daysFilter), sort: mostly(daysSort) },
  'EmailSearch/get': { ids, filter: mostly(daysFilter), properties: properties('days', 'snippet') },
  'EmailHistory/get': { ids, properties: properties('spans') },
  'Nothing/get': {},
}
/** A call whose arguments are its own, each there or not; ids now and then by reference. */
const invocation = fc.constantFrom(...Object.keys(methods)).chain(name => {
  const own = methods[name] ?? {}
  const control = /^(RestorePoint|BackupRun|Presence|EmailPresence|EmailSearch|EmailHistory)/.test(name)
  const accountId = mostly(fc.constantFrom(control ? 'ca234567890abcdef' : 'p141'))
  const addressed = /^(Core|Push|Nothing)/.test(name) ? {} : { accountId }
  const more = fc.oneof(
    { weight: 6, arbitrary: fc.record(own, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.record({ '#ids': reference }) },
  )
  const args = fc.tuple(fc.record(addressed), more).map(([first, second]) => ({ ...first, ...second }))
  return fc.tuple(fc.constant(name), args, fc.constantFrom('a', 'b'))
})
const all = [CORE, MAIL, TIME]
const using = fc.constantFrom(all, all, all, all, all, [CORE, MAIL], [CORE, MAIL], [])

test('calls of every method with arguments right and wrong are answered as the RFC shapes answers', async () => {
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
