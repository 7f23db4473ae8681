import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { RestoreItem, RestorePlan, RestoreRequest } from '../../src/domain/restore.ts'
import { DEFAULT_RESTORE } from '../../src/domain/restore-policy.ts'
import type { WayIn } from '../../src/domain/way-in.ts'
import { makePerson } from './person.ts'
import { type Answer, CORE, call, post, strings, TIME } from './request.ts'

const letter = (subject: string, uid: number) => ({
  uid,
  raw: `Subject: ${subject}\n\nx\n`,
  date: '2026-11-13T08:00:00Z',
})
const person = await makePerson([
  { folders: [{ path: 'INBOX', messages: [letter('invoice', 1), letter('lunch', 2)] }] },
  { folders: [{ path: 'INBOX', messages: [letter('lunch', 2)] }] },
])
after(() => person[Symbol.asyncDispose]())
const accountId = 'ca234567890abcdef'
const using = [CORE, TIME]
const set = async (args: object, isFresh = true, how: WayIn = 'password'): Promise<Answer> => {
  const methodCalls = [['RestoreRequest/set', { accountId, ...args }, '0']]
  const { body } = await post(person, JSON.stringify({ using, methodCalls }), { how, isFresh })
  return (body.methodResponses as unknown as [string, Answer][])[0]?.[1] as Answer
}
const get = async (): Promise<Answer[]> => {
  const { list } = await call(person, 'RestoreRequest/get', { accountId, ids: null }, using)
  return list as unknown as Answer[]
}
const plan: RestorePlan = {
  ...{ comparedAt: Date.UTC(2026, 10, 22, 11), add: 2, bytes: 99, binned: 0, there: 1, moved: 0 },
  ...{ movedTo: [], unknown: 0, lost: 0, create: ['Clients'], beside: null, folders: [], quota: null },
  ...{ refused: [], appendLimit: null, mark: '$Restored141', canUndo: true },
}
const kept = (more: Partial<RestoreRequest>): RestoreRequest => ({
  ...{ id: `q${'a'.repeat(24)}`, number: 12, account: person.reader.account, address: 'maria@rossi.example' },
  ...{ state: 'planned', wish: { what: [{ point: 141, only: null }], target: { kind: 'in-place' } } },
  ...{ point: 141, plan, problem: null, by: { kind: 'owner' }, language: 'en', note: null, price: null },
  ...{
    madeAt: Date.UTC(2026, 10, 22, 11),
    filedAt: null,
    decideUntil: null,
    decidedAt: null,
    tries: 0,
    faults: 0,
  },
  ...{ decidedBy: null, reason: null, startedAt: null, endedAt: null, nextAt: null, progress: null },
  ...{ cancelledBy: null, result: null, undoUntil: null, undoneAt: null, undone: null },
  ...more,
  wish: { what: [{ point: 141, only: null }], target: { kind: 'in-place' }, moved: false, binned: false },
})

beforeEach(() => {
  person.restores.asks.length = 0
  person.restores.requests.length = 0
  person.restores.items.clear()
  person.restores.policy = { ...DEFAULT_RESTORE, why: null, byMail: false }
})

test('creating a request writes an ask for a dry run, and it is there at once as "planning"', async () => {
  const what = [{ accountId: 'p141', mailboxId: 'f1', withInside: true }]
  const { created, notCreated } = await set({
    create: { a: { what, target: { kind: 'beside' }, moved: true, language: 'it' } },
  })
  assert.equal(notCreated, null)
  assert.equal(created?.a?.state, 'planning')
  assert.deepEqual(person.restores.asks, [
    {
      ...{ kind: 'restore-plan', id: created?.a?.id, account: person.reader.account, by: { kind: 'owner' } },
      ...{ language: 'it', at: Date.parse('2026-11-22T12:00:00Z') },
      wish: {
        what: [{ point: 141, folder: 'f1', inside: true }],
        ...{ target: { kind: 'beside' }, moved: true, binned: false },
      },
    },
  ])
  const [one] = await get()
  assert.deepEqual([one?.id, one?.state, one?.what], [created?.a?.id, 'planning', what])
})

test('an ask that no worker took says so after a while', async () => {
  await set({ create: { a: { what: [{ accountId: 'p141' }] } } })
  const [ask] = person.restores.asks
  assert.ok(ask)
  ask.at -= 10 * 60_000
  person.restores.heartbeat -= 10 * 60_000
  const [one] = await get()
  assert.deepEqual([one?.state, one?.problem], ['unplannable', 'no-worker'])
  person.restores.heartbeat += 10 * 60_000
})

test('five dry runs wait at a time, however many one call asks for and though no worker takes them up', async () => {
  const wish = { what: [{ accountId: 'p141' }] }
  const create = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`k${i}`, wish]))
  const { created, notCreated } = await set({ create })
  assert.equal(Object.keys(created ?? {}).length, 5)
  assert.equal(notCreated?.k5?.type, 'rateLimit')
  for (const ask of person.restores.asks) ask.at -= 10 * 60_000
  person.restores.heartbeat -= 10 * 60_000
  assert.equal((await set({ create })).created, null)
  person.restores.heartbeat += 10 * 60_000
  assert.equal(person.restores.asks.length, 5)
})

test('a wish searches the mailbox so often and no more', async () => {
  const what = (length: number) => Array.from({ length }, () => ({ accountId: 'p141', filter: {} }))
  assert.deepEqual((await set({ create: { a: { what: what(21) } } })).notCreated?.a?.properties, ['what'])
  assert.equal((await set({ create: { a: { what: what(20) } } })).notCreated, null)
})

test('single emails and what a search finds over all days come out of the newest point that has each', async () => {
  await set({ create: { a: { what: [{ filter: {} }] } } })
  const [ask] = person.restores.asks
  assert.deepEqual(ask?.kind === 'restore-plan' && ask.wish.what, [
    { point: 142, ids: ['e1-7-2'] },
    { point: 141, ids: ['e1-7-1'] },
  ])
})

test('what is not of this person, not understood or misspelt makes no request', async () => {
  const wrong = async (wish: object) => {
    const { notCreated } = await set({ create: { a: wish } })
    return notCreated?.a?.properties
  }
  const what = [{ accountId: 'p141' }]
  assert.deepEqual(await wrong({ what: [] }), ['what'])
  assert.deepEqual(await wrong({ what: [{ accountId: 'p9' }] }), ['what'])
  assert.deepEqual(await wrong({ what: [{ accountId: 'p141', mailboxId: 'f77' }] }), ['what'])
  assert.deepEqual(await wrong({ what: [{ accountId: 'p141', ids: ['../x'] }] }), ['what'])
  assert.deepEqual(await wrong({ what: [{ accountId: 'p141', ids: [] }] }), ['what'])
  assert.deepEqual(await wrong({ what: [{ filter: { nonsense: 1 } }] }), ['what'])
  assert.deepEqual(await wrong({ what, target: { kind: 'folder', path: 'a\r\nb' } }), ['target'])
  assert.deepEqual(await wrong({ what, target: { kind: 'elsewhere' }, language: 'xx', state: 'done' }), [
    ...['target', 'language', 'state'],
  ])
  assert.deepEqual(person.restores.asks, [])
})

test('where nobody restores, that is said and nothing is asked', async () => {
  person.restores.policy = { ...DEFAULT_RESTORE, decide: 'off', why: 'no-credential', byMail: false }
  const { notCreated } = await set({ create: { a: { what: [{ accountId: 'p141' }] } } })
  assert.equal(notCreated?.a?.type, 'forbidden')
  assert.deepEqual(person.restores.asks, [])
})

test('filing a planned draft with a note wants a fresh password; what was asked is told until it is done', async () => {
  const one = kept({})
  person.restores.requests.push(one)
  const update = { [one.id]: { state: 'waiting', note: ' the invoices, please ' } }
  assert.equal((await set({ update }, false)).notUpdated?.[one.id]?.type, 'signInAgain')
  assert.equal(person.restores.asks.length, 0)
  assert.deepEqual((await set({ update })).updated, { [one.id]: null })
  assert.deepEqual((await set({ update })).updated, { [one.id]: null }, 'a second click')
  const notes = person.restores.asks.map(ask => [ask.kind, 'note' in ask && ask.note])
  assert.deepEqual(notes, [['restore-file', 'the invoices, please']])
  const [shown] = await get()
  assert.deepEqual(
    [shown?.state, shown?.asked, shown?.number, shown?.plan?.add],
    ['planned', 'file', 'R12', 2],
  )
})

test('what is being filed, or could not be, is no draft any more', async () => {
  const one = kept({})
  person.restores.requests.push(one)
  const filed = async () =>
    strings((await call(person, 'RestoreRequest/query', { accountId, filter: { draft: false } }, using)).ids)
  assert.deepEqual(await filed(), [])
  await set({ update: { [one.id]: { state: 'waiting' } } })
  assert.deepEqual(await filed(), [one.id])
  person.restores.asks.length = 0
  one.problem = 'plan-stale'
  assert.deepEqual(await filed(), [one.id])
})

test('each wish fits the state it is of, and a filed request is not destroyed', async () => {
  const one = kept({ state: 'waiting' })
  person.restores.requests.push(one)
  const ask = async (patch: object) => {
    const answer = await set({ update: { [one.id]: patch } })
    return answer.notUpdated?.[one.id]?.type ?? person.restores.asks.pop()?.kind
  }
  assert.equal(await ask({ state: 'undone' }), 'forbidden')
  assert.equal(await ask({ state: 'cancelled' }), 'forbidden')
  assert.equal(await ask({ state: 'done' }), 'invalidProperties')
  assert.equal(await ask({ state: 'withdrawn', note: 'x' }), 'invalidProperties')
  assert.equal(await ask({ state: 'withdrawn' }), 'restore-withdraw')
  one.state = 'running'
  assert.equal(await ask({ state: 'cancelled' }), 'restore-cancel')
  one.state = 'partial'
  assert.equal(await ask({ state: 'undone' }), 'restore-undo')
  const { notDestroyed, notUpdated } = await set({
    ...{ destroy: [one.id, 'q1'], update: { q2: { state: 'waiting' } } },
  })
  assert.deepEqual(
    [notDestroyed?.[one.id]?.type, notDestroyed?.q1?.type, notUpdated?.q2?.type],
    ['forbidden', 'notFound', 'notFound'],
  )
  one.state = 'planned'
  assert.deepEqual((await set({ destroy: [one.id] })).destroyed, [one.id])
  assert.equal(person.restores.asks.pop()?.kind, 'restore-withdraw')
})

test('who came by an admin’s link files only what an admin decides about, and undoes nothing', async () => {
  const one = kept({ state: 'planned' })
  person.restores.requests.push(one)
  const ask = async (state: string) =>
    (await set({ update: { [one.id]: { state } } }, true, 'access')).notUpdated?.[one.id]?.type ??
    person.restores.asks.pop()?.kind
  assert.equal(await ask('waiting'), 'restore-file')
  const { policy } = person.restores
  person.restores.policy = { ...policy, decide: 'owner' }
  assert.equal(await ask('waiting'), 'passwordNeeded')
  person.restores.policy = policy
  one.state = 'done'
  assert.equal(await ask('undone'), 'passwordNeeded')
  one.state = 'waiting'
  assert.equal(await ask('withdrawn'), 'restore-withdraw')
})

test('a draft of an admin is not seen before it is filed', async () => {
  const one = kept({ by: { kind: 'admin', name: 'root' } })
  person.restores.requests.push(one)
  assert.deepEqual(await get(), [])
  one.state = 'confirmed'
  assert.deepEqual((await get())[0]?.by, { kind: 'admin', name: 'root' })
  const open = { accountId, filter: { open: true } }
  assert.deepEqual(strings((await call(person, 'RestoreRequest/query', open, using)).ids), [one.id])
  one.state = 'done'
  assert.deepEqual(strings((await call(person, 'RestoreRequest/query', open, using)).ids), [])
})

test('the messages of a request are paged, by state, and told one by one', async () => {
  const one = kept({ state: 'partial' })
  person.restores.requests.push(one)
  const item = (n: number, more: Partial<RestoreItem>): RestoreItem => ({
    ...{ n, email: `e1-7-${n}`, point: 141, folder: 'f1', path: 'INBOX', target: 'INBOX', sha: 'x' },
    ...{ file: null, size: 17, date: 1_794_556_800, flags: [], messageId: null, state: 'added', why: null },
    ...{ said: null, uid: 5, uidValidity: 7, addedFlags: null },
    ...more,
  })
  const items = [item(1, {}), item(2, { state: 'failed', why: 'too-big', said: 'NO too big' }), item(3, {})]
  person.restores.items.set(one.id, items)
  const query = (args: object) => call(person, 'RestoreItem/query', { accountId, ...args }, using)
  const added = await query({
    ...{ filter: { requestId: one.id, states: ['added'] }, position: 1, limit: 5, calculateTotal: true },
  })
  assert.deepEqual([added.ids, added.total], [[`${one.id}-3`], 2])
  assert.equal((await query({})).error, 'unsupportedFilter')
  assert.equal((await query({ filter: { requestId: one.id, states: ['x'] } })).error, 'invalidArguments')
  assert.deepEqual((await query({ filter: { requestId: `q${'z'.repeat(24)}` } })).ids, [])
  const got = await call(
    person,
    'RestoreItem/get',
    { accountId, ids: [`${one.id}-2`, `${one.id}-9`, 'x'] },
    using,
  )
  assert.deepEqual(got.notFound, [`${one.id}-9`, 'x'])
  assert.deepEqual(got.list?.[0], {
    ...{ id: `${one.id}-2`, requestId: one.id, emailId: 'e1-7-2', restorePointId: 'p141', mailboxId: 'f1' },
    ...{ path: 'INBOX', target: 'INBOX', size: 17, receivedAt: '2026-11-13T08:00:00Z' },
    ...{ state: 'failed', why: 'too-big', said: 'NO too big' },
  })
})

test('the owner reads who looked and when', async () => {
  const at = Date.UTC(2026, 10, 22, 9)
  const who = { kind: 'admin', name: 'root' } as const
  person.restores.audit.push({
    ...{ id: 3, at, who, act: 'restore.confirmed', account: 'x', about: { request: 12 }, hash: 'h' },
  })
  const { list } = await call(person, 'AuditEntry/get', { accountId, ids: null }, using)
  assert.deepEqual(list, [
    {
      ...{ id: 'l3', at: '2026-11-22T09:00:00Z', by: who, act: 'restore.confirmed' },
      about: { request: 12 },
    },
  ])
})
