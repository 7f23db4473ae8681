import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changePreferences, DEFAULT_PREFERENCES, readPreferences } from '../../src/domain/preferences.ts'
import { makePerson, type Person } from './person.ts'
import { type Answer, CORE, call as callUsing, post, TIME } from './request.ts'

const call = (person: Person, name: string, args: object): Promise<Answer> =>
  callUsing(person, name, args, [CORE, TIME])

test('an owner who chose nothing is warned at 50 mails, in the language of the domain', async () => {
  await using person = await makePerson([])
  const accountId = `c${person.reader.account}`
  const got = await call(person, 'Preferences/get', { accountId, ids: null })
  assert.deepEqual(got.list, [
    {
      ...{ id: 'singleton', language: null, vanishAlarm: true, vanishMails: 50, vanishPercent: null },
      ...{ theme: 'system', density: 'cosy', layout: 'right', paneSizes: { folders: null, list: null } },
      ...{ threads: true, showPreview: true, preferText: false, singleKeys: true, hiddenFolders: [] },
    },
  ])
  assert.deepEqual(got.notFound, [])
})

test('what is set is there at the next get, and the state tells', async () => {
  await using person = await makePerson([])
  const accountId = `c${person.reader.account}`
  const before = await call(person, 'Preferences/get', { accountId, ids: ['singleton', 'other'] })
  assert.deepEqual(before.notFound, ['other'])
  const set = await call(person, 'Preferences/set', {
    accountId,
    ifInState: before.state,
    update: { singleton: { language: 'it', vanishMails: 100, vanishPercent: 20 } },
  })
  assert.equal(set.oldState, before.state)
  assert.deepEqual(set.updated, { singleton: null })
  const after = await call(person, 'Preferences/get', { accountId, ids: null, properties: ['vanishMails'] })
  assert.equal(after.state, set.newState)
  assert.notEqual(after.state, before.state)
  assert.deepEqual(after.list, [{ id: 'singleton', vanishMails: 100 }])
  const late = await call(person, 'Preferences/set', {
    accountId,
    ifInState: before.state,
    update: { singleton: { vanishMails: 1 } },
  })
  assert.equal(late.error, 'stateMismatch')
})

test('wrong values change nothing at all and are named', async () => {
  await using person = await makePerson([])
  const accountId = `c${person.reader.account}`
  const set = await call(person, 'Preferences/set', {
    accountId,
    create: { k1: {} },
    update: {
      singleton: { vanishMails: 0, language: 'tlh', vanishAlarm: false, 'a/b': 1 },
      other: { vanishMails: 7 },
    },
    destroy: ['singleton'],
  })
  assert.equal(set.updated, null)
  assert.deepEqual(set.notUpdated, {
    other: { type: 'notFound' },
    singleton: { type: 'invalidProperties', properties: ['vanishMails', 'language', 'a/b'] },
  })
  assert.deepEqual(set.notCreated, { k1: { type: 'singleton' } })
  assert.deepEqual(set.notDestroyed, { singleton: { type: 'singleton' } })
  assert.equal(set.oldState, set.newState)
  assert.equal(await person.reader.preferences(), null)
})

test('another account and a restore point have no preferences', async () => {
  await using person = await makePerson([{ folders: [{ path: 'INBOX', messages: [] }] }])
  assert.equal(
    (await call(person, 'Preferences/get', { accountId: 'cother', ids: null })).error,
    'accountNotFound',
  )
  const wrong = await call(person, 'Preferences/set', {
    accountId: 'p141',
    update: { singleton: { vanishMails: 7 } },
  })
  assert.equal(wrong.error, 'accountNotSupportedByMethod')
  assert.equal(await person.reader.preferences(), null)
})

test('senseless preferences in the desk are read as the defaults', () => {
  for (const kept of [null, 7, 'x', [], { vanishMails: 'many' }, { vanishMails: 1e9 }])
    assert.deepEqual(readPreferences(kept), DEFAULT_PREFERENCES)
  const { preferences } = changePreferences({ ...DEFAULT_PREFERENCES, vanishMails: 9 }, { vanishMails: null })
  assert.equal(preferences.vanishMails, 50, 'null is the default again')
})

test('what the page keeps is bounded, and the most of it fits into the desk', async () => {
  await using person = await makePerson([])
  const accountId = `c${person.reader.account}`
  const set = (singleton: object) => call(person, 'Preferences/set', { accountId, update: { singleton } })
  const hiddenFolders = Array.from({ length: 1000 }, (_, n) => `f${999_999_000 + n}`)
  const most = {
    ...{ theme: 'system', density: 'compact', layout: 'below', paneSizes: { folders: 20.25, list: null } },
    ...{ threads: false, showPreview: false, preferText: true, singleKeys: false, hiddenFolders },
  }
  assert.deepEqual((await set(most)).updated, { singleton: null })
  const got = await call(person, 'Preferences/get', { accountId, ids: null })
  const [kept] = got.list as unknown as [object]
  assert.deepEqual({ ...kept, ...most }, kept)
  const wrong: [string, unknown][] = [
    ['theme', 'neon'],
    ['density', true],
    ['layout', 'left'],
    ['threads', 'yes'],
    ['hiddenFolders', [...hiddenFolders, 'f1']],
    ['hiddenFolders', ['../f1']],
    ['hiddenFolders', [7]],
    ['paneSizes', { folders: 4, list: null }],
    ['paneSizes', { folders: 20, list: null, more: 'x'.repeat(9000) }],
    ['paneSizes', []],
  ]
  for (const [name, value] of wrong)
    assert.deepEqual(
      (await set({ [name]: value })).notUpdated,
      { singleton: { type: 'invalidProperties', properties: [name] } },
      `${name}: ${JSON.stringify(value).slice(0, 80)}`,
    )
  assert.deepEqual((await set({ hiddenFolders: null, paneSizes: null })).updated, { singleton: null })
})

test("whoever came by an admin's link may choose colours and language, and leaves the alarm as it is", async () => {
  await using person = await makePerson([])
  const accountId = `c${person.reader.account}`
  const set = async (singleton: object): Promise<Answer> => {
    const methodCalls = [['Preferences/set', { accountId, update: { singleton } }, '0']]
    const request = JSON.stringify({ using: [CORE, TIME], methodCalls })
    const { body } = await post(person, request, { how: 'access', isFresh: true })
    const responses = body.methodResponses as unknown as [string, Answer, string][]
    return responses[0]?.[1] ?? body
  }
  const { notUpdated } = await set({ theme: 'dark', vanishAlarm: false, vanishPercent: null })
  assert.deepEqual(notUpdated, {
    singleton: { type: 'invalidProperties', properties: ['vanishAlarm', 'vanishPercent'] },
  })
  assert.equal(await person.reader.preferences(), null)
  assert.deepEqual((await set({ theme: 'dark' })).updated, { singleton: null })
})
