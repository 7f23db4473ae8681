import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Json } from '../../src/jmap/json.ts'
import { type Answered, resolveReferences } from '../../src/jmap/references.ts'

const answered: Answered[] = [
  {
    name: 'Foo/changes',
    callId: 't0',
    result: { created: ['f1', 'f4'], 'a/b': 1, 'm~n': 2, '': 3, __proto__: null, none: null },
  },
  {
    name: 'Thread/get',
    callId: 't2',
    result: {
      list: [
        { id: 'trd194', emailIds: ['msg1020', 'msg1021', 'msg1023'] },
        { id: 'trd114', emailIds: ['msg201', 'msg223'] },
      ],
      deep: [[[1], [2]], [[3]]],
      '*': 'star',
    },
  },
  { name: 'error', callId: 't3', result: { type: 'unknownMethod' } },
  { name: 'Second/answer', callId: 't0', result: { created: ['never'] } },
]

const good: [what: string, of: [resultOf: string, name: string, path: string], value: Json][] = [
  ['the simple example of RFC 8620 3.7', ['t0', 'Foo/changes', '/created'], ['f1', 'f4']],
  [
    'the example with * of RFC 8620 3.7, lists joined',
    ['t2', 'Thread/get', '/list/*/emailIds'],
    ['msg1020', 'msg1021', 'msg1023', 'msg201', 'msg223'],
  ],
  ['one value for each item', ['t2', 'Thread/get', '/list/*/id'], ['trd194', 'trd114']],
  ['* at the end', ['t0', 'Foo/changes', '/created/*'], ['f1', 'f4']],
  ['lists joined once, not flattened to the bottom', ['t2', 'Thread/get', '/deep/*'], [[1], [2], [3]]],
  ['two *', ['t2', 'Thread/get', '/deep/*/*'], [1, 2, 3]],
  ['* as the name of a property', ['t2', 'Thread/get', '/*'], 'star'],
  ['an index', ['t0', 'Foo/changes', '/created/1'], 'f4'],
  ['a property of an item', ['t2', 'Thread/get', '/list/0/emailIds/2'], 'msg1023'],
  ['~1 for a slash', ['t0', 'Foo/changes', '/a~1b'], 1],
  ['~0 for a tilde', ['t0', 'Foo/changes', '/m~0n'], 2],
  ['the property with no name', ['t0', 'Foo/changes', '/'], 3],
  ['null, which is a value', ['t0', 'Foo/changes', '/none'], null],
]

for (const [what, [resultOf, name, path], value] of good) {
  test(`a reference resolves: ${what}`, () => {
    const args = { accountId: 'A1', '#ids': { resultOf, name, path } }
    assert.deepEqual(resolveReferences(args, answered), { accountId: 'A1', ids: value })
  })
}

test('the empty path is the whole answer', () => {
  const args = { '#all': { resultOf: 't3', name: 'error', path: '' } }
  assert.deepEqual(resolveReferences(args, answered), { all: { type: 'unknownMethod' } })
})

const bad: [what: string, reference: Json][] = [
  ['to a call that has not been', { resultOf: 't9', name: 'Foo/changes', path: '/created' }],
  ['to another name', { resultOf: 't0', name: 'Foo/get', path: '/created' }],
  ['to a second answer of a call: the first counts', { resultOf: 't0', name: 'Second/answer', path: '' }],
  ['to a call that failed', { resultOf: 't3', name: 'Email/get', path: '/list' }],
  ['to no property', { resultOf: 't0', name: 'Foo/changes', path: '/destroyed' }],
  ['to what every object inherits', { resultOf: 't0', name: 'Foo/changes', path: '/constructor' }],
  ['to the prototype', { resultOf: 't2', name: 'Thread/get', path: '/__proto__' }],
  ['beyond the end of a list', { resultOf: 't0', name: 'Foo/changes', path: '/created/2' }],
  ['to the length of a list', { resultOf: 't0', name: 'Foo/changes', path: '/created/length' }],
  ['with a zero before an index', { resultOf: 't0', name: 'Foo/changes', path: '/created/01' }],
  ['to the item after the last (RFC 6901 "-")', { resultOf: 't0', name: 'Foo/changes', path: '/created/-' }],
  ['into a string', { resultOf: 't0', name: 'Foo/changes', path: '/created/0/0' }],
  ['with * over an object', { resultOf: 't2', name: 'Thread/get', path: '/list/0/*' }],
  ['with * where one item lacks the property', { resultOf: 't2', name: 'Thread/get', path: '/list/*/none' }],
  ['without a slash at the front', { resultOf: 't0', name: 'Foo/changes', path: 'created' }],
  ['without a path', { resultOf: 't0', name: 'Foo/changes' }],
  ['that is a string', '/created'],
  ['that is null', null],
  ['that is a list', []],
  ['with a number for a call id', { resultOf: 0, name: 'Foo/changes', path: '/created' }],
]

for (const [what, reference] of bad) {
  test(`a reference fails to resolve: ${what}`, () => {
    assert.throws(
      () => resolveReferences({ '#ids': reference }, answered),
      error => isRefusal(error) && error.code === 'jmap:invalidResultReference',
    )
  })
}

test('an argument given both ways is invalid', () => {
  const args = { ids: [], '#ids': { resultOf: 't0', name: 'Foo/changes', path: '/created' } }
  assert.throws(
    () => resolveReferences(args, answered),
    error => isRefusal(error) && error.code === 'jmap:invalidArguments',
  )
})
