import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sessionOf } from '../../src/jmap/session.ts'
import { makePerson } from './person.ts'
import { CORE, MAIL, post, TIME } from './request.ts'

const inbox = { folders: [{ path: 'INBOX', messages: [] }] }
const person = await makePerson([inbox, inbox, inbox])
after(() => person[Symbol.asyncDispose]())

const base = 'https://backup.example'
const session = async (only: number | null, of = person.reader) => {
  const text = await sessionOf(of, { base, only })
  return text === null ? null : JSON.parse(text)
}

test('the Session has the properties of RFC 8620 2 and no others', async () => {
  const found = await session(null)
  assert.deepEqual(Object.keys(found), [
    'capabilities',
    'accounts',
    'primaryAccounts',
    'username',
    'apiUrl',
    'downloadUrl',
    'uploadUrl',
    'eventSourceUrl',
    'state',
  ])
  assert.equal(found.username, 'maria@rossi.example')
  assert.deepEqual(found.capabilities, {
    [CORE]: {
      maxSizeUpload: 0,
      maxConcurrentUpload: 0,
      maxSizeRequest: 1_048_576,
      maxConcurrentRequests: 4,
      maxCallsInRequest: 32,
      maxObjectsInGet: 1000,
      maxObjectsInSet: 500,
      collationAlgorithms: ['i;ascii-casemap', 'i;octet', 'i;unicode-casemap'],
    },
    [MAIL]: {},
    [TIME]: {},
  })
})

test('URLs are absolute and their templates have the variables that RFC 8620 2 demands', async () => {
  const { apiUrl, downloadUrl, uploadUrl, eventSourceUrl } = await session(null)
  assert.equal(apiUrl, 'https://backup.example/jmap/api')
  assert.equal(uploadUrl, 'https://backup.example/jmap/upload/{accountId}')
  for (const name of ['accountId', 'blobId', 'name', 'type']) assert.ok(downloadUrl.includes(`{${name}}`))
  for (const name of ['types', 'closeafter', 'ping']) assert.ok(eventSourceUrl.includes(`{${name}}`))
  for (const url of [downloadUrl, uploadUrl, eventSourceUrl]) assert.ok(url.startsWith(`${base}/jmap/`))
})

test('each restore point is a read-only account, newest first, and only the newest is personal', async () => {
  const { accounts, primaryAccounts } = await session(null)
  assert.deepEqual(Object.keys(accounts), ['p143', 'p142', 'p141', 'ca234567890abcdef'])
  assert.deepEqual(accounts.p142, {
    name: 'maria@rossi.example, Sat 21 Nov 2026 02:00',
    isPersonal: false,
    isReadOnly: true,
    accountCapabilities: {
      [MAIL]: {
        maxMailboxesPerEmail: 1,
        maxMailboxDepth: null,
        maxSizeMailboxName: 1000,
        maxSizeAttachmentsPerEmail: 0,
        emailQuerySortOptions: [
          'receivedAt',
          'size',
          'from',
          'to',
          'subject',
          'sentAt',
          'hasKeyword',
          'allInThreadHaveKeyword',
          'someInThreadHaveKeyword',
        ],
        mayCreateTopLevelMailbox: false,
      },
    },
  })
  assert.deepEqual(
    Object.entries(accounts).filter(([, account]) => (account as { isPersonal: boolean }).isPersonal)[0]?.[0],
    'p143',
  )
  assert.deepEqual(primaryAccounts, { [MAIL]: 'p143', [TIME]: 'ca234567890abcdef' })
})

test('the control account has our capability alone and is not read-only', async () => {
  const { accounts } = await session(null)
  assert.deepEqual(accounts.ca234567890abcdef, {
    name: 'maria@rossi.example',
    isPersonal: false,
    isReadOnly: false,
    accountCapabilities: {
      [TIME]: {
        ...{ timeZone: 'Europe/Rome', oldest: 'p141', newest: 'p143', noRestore: null },
        restore: { decide: 'admin', price: null, byMail: false, decideWithin: 604_800, undoWithin: 604_800 },
      },
    },
  })
})

test('where nothing is put back, the capability says why', async () => {
  person.restores.policy = { ...person.restores.policy, decide: 'off', why: 'no-credential' }
  const { accounts } = await session(null)
  const { restore, noRestore } = accounts.ca234567890abcdef.accountCapabilities[TIME]
  assert.deepEqual([restore, noRestore], [null, 'no-credential'])
})

test('the session of one point has that point as its only and primary account', async () => {
  const { accounts, primaryAccounts, state } = await session(141)
  assert.deepEqual(Object.keys(accounts), ['p141'])
  assert.equal(accounts.p141.isPersonal, true)
  assert.equal(accounts.p141.isReadOnly, true)
  assert.deepEqual(primaryAccounts, { [MAIL]: 'p141' })
  assert.equal(state, (await session(null)).state)
})

test('there is no session of a point that this person does not have', async () => {
  assert.equal(await session(140), null)
  assert.equal(await session(0), null)
})

test('a person without points has the control account and no primary mail account', async () => {
  const none = { ...person.reader, points: async () => [] }
  const { accounts, primaryAccounts } = await session(null, none)
  assert.deepEqual(Object.keys(accounts), ['ca234567890abcdef'])
  assert.deepEqual(primaryAccounts, { [TIME]: 'ca234567890abcdef' })
  assert.equal(accounts.ca234567890abcdef.accountCapabilities[TIME].newest, null)
})

test('answers carry the state of the session, which changes when a point comes or goes', async () => {
  const { state } = await session(null)
  const answer = await post(person, JSON.stringify({ using: [CORE], methodCalls: [] }))
  assert.equal(answer.body.sessionState, state)
  const points = await person.reader.points()
  const states = [points, points.slice(0, 2), points.slice(1), points.toSpliced(1, 1), []]
  const seen = new Set<string>()
  for (const left of states)
    seen.add((await session(null, { ...person.reader, points: async () => left })).state)
  // two lists of two share the newest: those with 143; of these only one can come to be after the other
  assert.equal(seen.size, 4)
})
