import assert from 'node:assert/strict'
import { threadCpuUsage } from 'node:process'
import { after, test } from 'node:test'
import { answerJmap } from '../../src/jmap/answer.ts'
import { makePerson } from './person.ts'
import { CORE, call, calls, MAIL, post, TIME } from './request.ts'

const person = await makePerson([{ folders: [{ path: 'INBOX', messages: [] }] }])
after(() => person[Symbol.asyncDispose]())

const echo = (args: object, id = '0') => ['Core/echo', args, id]
const request = (methodCalls: unknown, using: unknown = [CORE, MAIL]) =>
  JSON.stringify({ using, methodCalls })
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const withArgs = (args: string) => `{"using":["${CORE}"],"methodCalls":[["Core/echo",${args},"0"]]}`

const refused: [what: string, body: string | Uint8Array, type: string][] = [
  ['nothing', '', 'notJSON'],
  ['words', 'hello', 'notJSON'],
  ['half an object', '{"using":[', 'notJSON'],
  ['a comma too many', `{"using":[],"methodCalls":[],}`, 'notJSON'],
  ['octets that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 'notJSON'],
  ['a byte order mark', Buffer.from(`\ufeff${request([])}`), 'notJSON'],
  ['a name twice (I-JSON)', withArgs('{"a":1,"a":2}'), 'notJSON'],
  ['a name twice, once escaped', withArgs('{"a":1,"\\u0061":2}'), 'notJSON'],
  ['half a surrogate pair (I-JSON)', withArgs('{"a":"\\ud800"}'), 'notJSON'],
  ['half a surrogate pair in a name', withArgs('{"\\uDC00":1}'), 'notJSON'],
  ['a hundred thousand brackets', deep(100_000), 'notJSON'],
  ['a hundred thousand brackets in an argument', withArgs(`{"a":${deep(100_000)}}`), 'notJSON'],
  ['a hundred thousand open brackets', '['.repeat(100_000), 'notJSON'],
  ['quotes that never close', '"\\"'.repeat(200_000), 'notJSON'],
  ['null', 'null', 'notRequest'],
  ['a list', '[]', 'notRequest'],
  ['a string', '"using"', 'notRequest'],
  ['no using', '{"methodCalls":[]}', 'notRequest'],
  ['using that is a string', request([], CORE), 'notRequest'],
  ['using with a number', request([], [CORE, 1]), 'notRequest'],
  ['no methodCalls', `{"using":["${CORE}"]}`, 'notRequest'],
  ['methodCalls that is an object', request({}), 'notRequest'],
  ['a call of two', request([['Core/echo', {}]]), 'notRequest'],
  ['a call of four', request([['Core/echo', {}, 'a', 'b']]), 'notRequest'],
  ['a call without arguments', request([['Core/echo', null, 'a']]), 'notRequest'],
  ['a call with a list of arguments', request([['Core/echo', [], 'a']]), 'notRequest'],
  ['a call id that is a number', request([['Core/echo', {}, 1]]), 'notRequest'],
  ['createdIds that is a list', `{"using":[],"methodCalls":[],"createdIds":[]}`, 'notRequest'],
  ['createdIds with a number', `{"using":[],"methodCalls":[],"createdIds":{"a":1}}`, 'notRequest'],
  ['an unknown capability', request([], [CORE, 'https://example.com/apis/foobar']), 'unknownCapability'],
  ['a capability named like a property', request([], ['__proto__']), 'unknownCapability'],
]

for (const [what, body, type] of refused) {
  test(`a request that is ${what} is refused as ${type}`, async () => {
    const answer = await post(person, body)
    assert.equal(answer.status, 400)
    assert.equal(answer.type, 'application/problem+json')
    assert.equal(answer.body.type, `urn:ietf:params:jmap:error:${type}`)
    assert.equal(answer.body.status, 400)
    assert.equal(typeof answer.body.detail, 'string')
  })
}

const limits: [limit: string, within: string, beyond: string][] = [
  [
    'maxCallsInRequest',
    request(Array.from({ length: 32 }, () => echo({}))),
    request(Array.from({ length: 33 }, () => echo({}))),
  ],
  ['maxSizeRequest', request([]).padEnd(1_048_576, ' '), request([]).padEnd(1_048_577, ' ')],
]

for (const [limit, within, beyond] of limits) {
  test(`a request up to ${limit} is answered and one beyond it names the limit`, async () => {
    assert.equal((await post(person, within)).status, 200)
    const answer = await post(person, beyond)
    assert.equal(answer.status, 400)
    assert.equal(answer.body.type, 'urn:ietf:params:jmap:error:limit')
    assert.equal(answer.body.limit, limit)
  })
}

test('Core/echo gives back its arguments, as the example of RFC 8620 4.1 has it', async () => {
  const answer = await post(person, request([['Core/echo', { hello: true, high: 5 }, 'b3ff']]))
  assert.equal(answer.status, 200)
  assert.equal(answer.type, 'application/json')
  assert.deepEqual(answer.body, {
    methodResponses: [['Core/echo', { hello: true, high: 5 }, 'b3ff']],
    sessionState: '141-1',
  })
})

test('echo gives back a name that means something to JavaScript as a name like others', async () => {
  const body = withArgs('{"__proto__":{"a":1},"constructor":null,"toString":[]}')
  const { body: text } = await answerJmap(person.reader, Buffer.from(body))
  assert.match(
    text,
    /^\{"methodResponses":\[\["Core\/echo",\{"__proto__":\{"a":1\},"constructor":null,"toString":\[\]\},"0"\]\]/,
  )
})

test('createdIds come back when they were given and are not there when not', async () => {
  const given = JSON.stringify({ using: [CORE], methodCalls: [echo({})], createdIds: { k1: 'e1-7-1' } })
  assert.deepEqual((await post(person, given)).body.createdIds, { k1: 'e1-7-1' })
  const empty = JSON.stringify({ using: [CORE], methodCalls: [], createdIds: {} })
  assert.deepEqual((await post(person, empty)).body.createdIds, {})
  assert.equal('createdIds' in (await post(person, request([]))).body, false)
})

test('properties of the Request that nobody knows are ignored (RFC 8620 3.3)', async () => {
  const { status } = await post(person, `{"using":["${CORE}"],"methodCalls":[],"future":{"x":1}}`)
  assert.equal(status, 200)
})

test('calls are answered in their order, and one that fails does not stop the others', async () => {
  const answers = await calls(person, [
    ['Core/echo', { n: 1 }, 'a'],
    ['Nothing/get', {}, 'b'],
    ['Email/get', { accountId: 'p141' }, 'c'],
    ['Core/echo', { n: 2 }, 'a'],
  ])
  assert.deepEqual(
    answers.map(([name, result, id]) => [name, result.type ?? result.n, id]),
    [
      ['Core/echo', 1, 'a'],
      ['error', 'unknownMethod', 'b'],
      ['Email/get', undefined, 'c'],
      ['Core/echo', 2, 'a'],
    ],
  )
})

test('a method is unknown as long as its capability is not used', async () => {
  const control = { accountId: 'ca234567890abcdef' }
  assert.deepEqual(await call(person, 'Mailbox/get', { accountId: 'p141' }, [CORE]), {
    error: 'unknownMethod',
  })
  assert.deepEqual(await call(person, 'Core/echo', {}, [MAIL]), { error: 'unknownMethod' })
  assert.deepEqual(await call(person, 'RestorePoint/get', control), { error: 'unknownMethod' })
  assert.equal((await call(person, 'RestorePoint/get', control, [CORE, TIME])).accountId, control.accountId)
  for (const name of ['__proto__', 'constructor', 'toString', 'Identity/get', 'email/get', '']) {
    assert.deepEqual(await call(person, name, {}), { error: 'unknownMethod' })
  }
})

const accounts: [accountId: unknown, error: string][] = [
  ['p999', 'accountNotFound'],
  ['p0', 'accountNotFound'],
  ['p141x', 'accountNotFound'],
  ['cb234567890abcdef', 'accountNotFound'],
  ['__proto__', 'accountNotFound'],
  ['ca234567890abcdef', 'accountNotSupportedByMethod'],
  ['', 'invalidArguments'],
  ['p 141', 'invalidArguments'],
  ['p'.repeat(256), 'invalidArguments'],
  [141, 'invalidArguments'],
  [null, 'invalidArguments'],
  [['p141'], 'invalidArguments'],
  [undefined, 'invalidArguments'],
]

const mailMethods: [name: string, args: object][] = [
  ['Mailbox/get', {}],
  ['Mailbox/query', {}],
  ['Mailbox/changes', { sinceState: 'x' }],
  ['Mailbox/queryChanges', { sinceQueryState: 'x' }],
  ['Mailbox/set', {}],
  ['Thread/get', {}],
  ['Thread/changes', { sinceState: 'x' }],
  ['Email/get', {}],
  ['Email/query', {}],
  ['Email/changes', { sinceState: 'x' }],
  ['Email/queryChanges', { sinceQueryState: 'x' }],
  ['Email/set', {}],
  ['Email/import', { emails: {} }],
]

for (const [name, args] of mailMethods) {
  test(`${name} answers for restore points of this person and for no other account`, async () => {
    for (const [accountId, error] of accounts) {
      assert.deepEqual(await call(person, name, { ...args, accountId }), { error }, String(accountId))
    }
    assert.deepEqual(await call(person, name, { ...args, accountId: 'p141', misspelt: 1 }), {
      error: 'invalidArguments',
    })
  })
}

test('a fault of ours is serverFail for its call only, says nothing of its own and goes to the log', async () => {
  const broken = {
    ...person.reader,
    open: async () => {
      throw new Error('/srv/secret: EIO')
    },
  }
  const faults: [unknown, string][] = []
  const body = request([['Mailbox/get', { accountId: 'p141' }, 'a'], echo({}, 'b')])
  const answer = await answerJmap(broken, Buffer.from(body), (fault, name) => faults.push([fault, name]))
  const [failed, echoed] = JSON.parse(answer.body).methodResponses
  assert.deepEqual([failed[0], failed[1].type, failed[2]], ['error', 'serverFail', 'a'])
  assert.doesNotMatch(answer.body, /secret|EIO/)
  assert.equal(echoed[0], 'Core/echo')
  assert.deepEqual(
    faults.map(([fault, name]) => [String(fault), name]),
    [['Error: /srv/secret: EIO', 'Mailbox/get']],
  )
})

test('echoes that refer to echoes cannot grow an answer without end', async () => {
  const doubling = Array.from({ length: 31 }, (_, i) => [
    'Core/echo',
    {
      '#a': { resultOf: String(i), name: 'Core/echo', path: '' },
      '#b': { resultOf: String(i), name: 'Core/echo', path: '' },
    },
    String(i + 1),
  ])
  const started = threadCpuUsage()
  const big = 'x'.repeat(100_000)
  const answer = await answerJmap(person.reader, Buffer.from(request([echo({ big }), ...doubling])))
  assert.equal(answer.status, 200)
  assert.ok(answer.body.length < 80_000_000, `${answer.body.length} characters`)
  assert.ok(threadCpuUsage(started).user < 5_000_000)
  const last = JSON.parse(answer.body).methodResponses.at(-1)
  assert.equal(last[0], 'error')
})
