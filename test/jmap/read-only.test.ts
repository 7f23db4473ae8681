import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makePerson } from './person.ts'
import { call } from './request.ts'

const inbox = { folders: [{ path: 'INBOX', messages: [] }] }
const person = await makePerson([inbox, inbox])
after(() => person[Symbol.asyncDispose]())

const accountId = 'p141'
const fromAccountId = 'p142'
const control = 'ca234567890abcdef'
const many = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, {}]))
const ids = (n: number) => Array.from({ length: n }, (_, i) => `x${i}`)

const table: [name: string, args: object, error: string][] = [
  ['Email/set', { accountId }, 'accountReadOnly'],
  ['Email/set', { accountId, update: { 'e1-7-1': { 'keywords/$seen': null } } }, 'accountReadOnly'],
  [
    'Email/set',
    { accountId, create: {}, update: null, destroy: ['e1-7-1'], ifInState: null },
    'accountReadOnly',
  ],
  ['Email/set', { accountId, create: [] }, 'invalidArguments'],
  ['Email/set', { accountId, create: { k1: 1 } }, 'invalidArguments'],
  ['Email/set', { accountId, update: { 'no id': {} } }, 'invalidArguments'],
  ['Email/set', { accountId, destroy: 'e1-7-1' }, 'invalidArguments'],
  ['Email/set', { accountId, ifInState: 1 }, 'invalidArguments'],
  ['Email/set', { accountId, onDestroyRemoveEmails: true }, 'invalidArguments'],
  ['Email/set', { accountId, create: many(250), destroy: ids(250) }, 'accountReadOnly'],
  ['Email/set', { accountId, create: many(250), destroy: ids(251) }, 'requestTooLarge'],
  ['Email/set', { accountId: control }, 'accountNotSupportedByMethod'],
  ['Email/set', { accountId: 'p7' }, 'accountNotFound'],
  ['Mailbox/set', { accountId, onDestroyRemoveEmails: true, destroy: ['f1'] }, 'accountReadOnly'],
  ['Mailbox/set', { accountId, onDestroyRemoveEmails: 'yes' }, 'invalidArguments'],
  ['Email/copy', { fromAccountId, accountId, create: { k1: { id: 'x' } } }, 'accountReadOnly'],
  ['Email/copy', { fromAccountId, accountId, create: {}, onSuccessDestroyOriginal: true }, 'accountReadOnly'],
  ['Email/copy', { fromAccountId, accountId }, 'invalidArguments'],
  ['Email/copy', { accountId, create: {} }, 'invalidArguments'],
  ['Email/copy', { fromAccountId: accountId, accountId, create: {} }, 'invalidArguments'],
  ['Email/copy', { fromAccountId: 'p7', accountId, create: {} }, 'fromAccountNotFound'],
  ['Email/copy', { fromAccountId: control, accountId, create: {} }, 'fromAccountNotSupportedByMethod'],
  ['Email/copy', { fromAccountId, accountId: 'p7', create: {} }, 'accountNotFound'],
  ['Email/copy', { fromAccountId, accountId: control, create: {} }, 'accountNotSupportedByMethod'],
  [
    'Email/import',
    { accountId, emails: { k1: { blobId: 'x', mailboxIds: { f1: true } } } },
    'accountReadOnly',
  ],
  ['Email/import', { accountId }, 'invalidArguments'],
  ['Email/import', { accountId, emails: null }, 'invalidArguments'],
  ['Email/import', { accountId, emails: many(501) }, 'requestTooLarge'],
  ['Blob/copy', { fromAccountId, accountId, blobIds: ['x'] }, 'accountReadOnly'],
  ['Blob/copy', { fromAccountId, accountId, blobIds: 'x' }, 'invalidArguments'],
  ['Blob/copy', { fromAccountId, accountId }, 'invalidArguments'],
  ['Blob/copy', { fromAccountId: 'p7', accountId, blobIds: [] }, 'fromAccountNotFound'],
  ['Blob/copy', { fromAccountId, accountId, blobIds: ids(501) }, 'requestTooLarge'],
]
for (const [name, args, error] of table) {
  test(`${name} answers ${error} to ${JSON.stringify(args).slice(0, 90)}`, async () => {
    assert.deepEqual(await call(person, name, args), { error })
  })
}

test('there are no push subscriptions to get', async () => {
  assert.deepEqual(await call(person, 'PushSubscription/get', {}), { list: [], notFound: [] })
  assert.deepEqual(await call(person, 'PushSubscription/get', { ids: ['P1'], properties: ['expires'] }), {
    list: [],
    notFound: ['P1'],
  })
  for (const secret of ['url', 'keys']) {
    assert.deepEqual(await call(person, 'PushSubscription/get', { properties: [secret] }), {
      error: 'forbidden',
    })
  }
  for (const args of [{ ids: 'P1' }, { accountId }, { properties: ['colour'] }]) {
    assert.deepEqual(await call(person, 'PushSubscription/get', args), { error: 'invalidArguments' })
  }
})

test('a push subscription cannot be made, changed or destroyed, and each is told so', async () => {
  const { notCreated, ...rest } = await call(person, 'PushSubscription/set', {
    create: { k1: { deviceClientId: 'a', url: 'https://example.com/push', types: null } },
    update: { P1: { expires: null } },
    destroy: ['P2'],
  })
  assert.equal(notCreated?.k1?.type, 'forbidden')
  assert.deepEqual(rest, {
    created: null,
    updated: null,
    destroyed: null,
    notUpdated: { P1: { type: 'notFound' } },
    notDestroyed: { P2: { type: 'notFound' } },
  })
  const none = await call(person, 'PushSubscription/set', {})
  assert.deepEqual([none.notCreated, none.notUpdated, none.notDestroyed], [null, null, null])
  assert.deepEqual(await call(person, 'PushSubscription/set', { create: many(501) }), {
    error: 'requestTooLarge',
  })
  assert.deepEqual(await call(person, 'PushSubscription/set', { create: [] }), { error: 'invalidArguments' })
})
