import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Run } from '../../src/domain/point.ts'
import { makePerson } from './person.ts'
import { CORE, call, MAIL, strings, TIME } from './request.ts'

const folders = [{ path: 'INBOX', messages: [{ raw: 'Subject: x\n\nx\n', date: '2026-11-13T08:00:00Z' }] }]
const person = await makePerson([
  { folders, point: { trigger: 'first', newMessages: 1, newBytes: 17 } },
  {
    folders,
    point: {
      status: 'partial',
      problems: [
        { code: 'folder-not-read', folder: 'Clients/émile', detail: 'NO [SERVERBUG] /var/mail/maria' },
        { code: 'folder-partial', folder: 'INBOX', uids: [4, 5] },
      ],
    },
  },
  { folders, point: { trigger: 'manual', dir: '2026-11-22T1432' } },
])
after(() => person[Symbol.asyncDispose]())
const accountId = 'ca234567890abcdef'
const using = [CORE, TIME]

const run = (id: number, more: Partial<Run>): Run => ({
  id,
  account: person.reader.account,
  trigger: 'nightly',
  startedAt: Date.UTC(2026, 10, 20 + id, 1, 0, 0, 250),
  finishedAt: null,
  localDay: `2026-11-${20 + id}`,
  state: 'done',
  progress: null,
  problem: null,
  point: null,
  ...more,
})
const progress = {
  folder: 'INBOX',
  folders: 3,
  foldersDone: 1,
  messages: 900,
  messagesDone: 17,
  bytesDone: 12_345,
}
person.runs.push(
  run(4, { state: 'waiting', trigger: 'manual' }),
  run(3, { state: 'running', progress }),
  run(2, {
    state: 'failed',
    finishedAt: Date.UTC(2026, 10, 22, 1, 1),
    problem: { code: 'server-unreachable', detail: 'ECONNREFUSED 10.0.0.1' },
  }),
  run(1, { finishedAt: Date.UTC(2026, 10, 21, 1, 1), point: 142 }),
)

test('RestorePoint/get answers the days there are, newest first, with all that is known of each', async () => {
  const { list, state, notFound } = await call(person, 'RestorePoint/get', { accountId, ids: null }, using)
  assert.match(String(state), /^143-3-[0-9a-z]+$/)
  assert.deepEqual(notFound, [])
  assert.deepEqual(
    (list as unknown as { id: string }[]).map(({ id }) => id),
    ['p143', 'p142', 'p141'],
  )
  assert.deepEqual(list?.[1], {
    id: 'p142',
    number: 142,
    accountId: 'p142',
    takenAt: '2026-11-21T01:00:00Z',
    localDay: '2026-11-21',
    zone: 'Europe/Rome',
    dir: '2026-11-21',
    trigger: 'nightly',
    status: 'partial',
    problems: [
      { code: 'folder-not-read', folder: 'Clients/émile' },
      { code: 'folder-partial', folder: 'INBOX', uids: [4, 5] },
    ],
    totalEmails: 1,
    size: 17,
    newEmails: 0,
    newBytes: 0,
    durationMs: 1234,
    keptUntil: '2026-12-06T01:00:00Z',
    pinned: [],
    isLatest: false,
  })
  assert.equal(list?.[0]?.isLatest, true)
  assert.equal(list?.[0]?.dir, '2026-11-22T1432')
  assert.equal(list?.[2]?.newEmails, 1)
})

test('what holds a day beyond its time stands with it until it is over, and other pins are another state', async () => {
  const get = () =>
    call(person, 'RestorePoint/get', { accountId, ids: ['p142'], properties: ['pinned'] }, using)
  const before = await get()
  assert.deepEqual(before.list, [{ id: 'p142', pinned: [] }])
  person.pins.push(
    { point: 142, reason: 'request', until: Date.UTC(2027, 0, 1) },
    { point: 142, reason: 'alarm', until: Date.UTC(2026, 10, 22) },
  )
  const { list, state } = await get()
  assert.deepEqual(list, [{ id: 'p142', pinned: [{ reason: 'request', until: '2027-01-01T00:00:00Z' }] }])
  assert.notEqual(state, before.state)
  person.pins.length = 0
  assert.equal((await get()).state, before.state)
})

test('Plan/get says when backups are taken, what is kept and when the next one begins', async () => {
  const { list, notFound } = await call(person, 'Plan/get', { accountId, ids: ['singleton', 'p7'] }, using)
  assert.deepEqual(list, [
    {
      id: 'singleton',
      name: 'days-15',
      schedule: { kind: 'daily', at: '00:00', spreadMinutes: 60 },
      keep: { withinDays: 15 },
      byHand: true,
      junk: true,
      shared: false,
      nextAt: (list as unknown as { nextAt: string }[])[0]?.nextAt,
    },
  ])
  assert.match((list as unknown as { nextAt: string }[])[0]?.nextAt ?? '', /^2026-11-22T23:\d\d:\d\dZ$/)
  assert.deepEqual(notFound, ['p7'])
})

test('RestorePoint/get answers those asked for, and only the properties asked for', async () => {
  const args = { accountId, ids: ['p141', 'p7', 'nonsense'], properties: ['localDay'] }
  const { list, notFound } = await call(person, 'RestorePoint/get', args, using)
  assert.deepEqual(list, [{ id: 'p141', localDay: '2026-11-20' }])
  assert.deepEqual(notFound, ['p7', 'nonsense'])
})

const queries: [args: object, ids: string[]][] = [
  [{}, ['p143', 'p142', 'p141']],
  [{ sort: [{ property: 'takenAt' }] }, ['p141', 'p142', 'p143']],
  [{ sort: [{ property: 'takenAt', isAscending: false }], limit: 1 }, ['p143']],
  [{ filter: { localDay: '2026-11-21' } }, ['p142']],
  [{ filter: { status: 'partial' } }, ['p142']],
  [{ filter: { trigger: 'first' } }, ['p141']],
  [{ filter: { before: '2026-11-21T01:00:00Z' } }, ['p141']],
  [{ filter: { after: '2026-11-21T01:00:00Z' } }, ['p143', 'p142']],
  [{ filter: { operator: 'NOT', conditions: [{ status: 'complete' }] } }, ['p142']],
  [{ anchor: 'p142', anchorOffset: 1 }, ['p141']],
  [{ position: -1 }, ['p141']],
]
for (const [args, ids] of queries) {
  test(`RestorePoint/query finds ${ids} with ${JSON.stringify(args)}`, async () => {
    const answer = await call(person, 'RestorePoint/query', { accountId, ...args }, using)
    assert.deepEqual(strings(answer.ids), ids)
    assert.match(String(answer.queryState), /^143-3-[0-9a-z]+$/)
  })
}

test('RestorePoint/changes has none for its state; a client that is behind gets the list again', async () => {
  const { state } = await call(person, 'RestorePoint/get', { accountId, ids: [] }, using)
  assert.deepEqual(await call(person, 'RestorePoint/changes', { accountId, sinceState: state }, using), {
    accountId,
    oldState: state,
    newState: state,
    hasMoreChanges: false,
    created: [],
    updated: [],
    destroyed: [],
  })
  assert.deepEqual(await call(person, 'RestorePoint/changes', { accountId, sinceState: '142-2' }, using), {
    error: 'cannotCalculateChanges',
  })
})

test('the state of the restore points moves when one is kept longer', async () => {
  const { state: before } = await call(person, 'RestorePoint/get', { accountId, ids: [] }, using)
  const [point] = await person.reader.points()
  assert.ok(point)
  point.keptUntil += 86_400_000
  const { state } = await call(person, 'RestorePoint/get', { accountId, ids: [] }, using)
  assert.notEqual(state, before)
  assert.deepEqual(await call(person, 'RestorePoint/changes', { accountId, sinceState: before }, using), {
    error: 'cannotCalculateChanges',
  })
  point.keptUntil -= 86_400_000
})

test('BackupRun/get tells progress while it runs, the reason when it failed, the point when it is done', async () => {
  const { list } = await call(person, 'BackupRun/get', { accountId, ids: null }, using)
  assert.deepEqual(list, [
    {
      id: 'r4',
      startedAt: '2026-11-24T01:00:00Z',
      finishedAt: null,
      localDay: '2026-11-24',
      trigger: 'manual',
      state: 'waiting',
      progress: null,
      problem: null,
      restorePointId: null,
    },
    {
      id: 'r3',
      startedAt: '2026-11-23T01:00:00Z',
      finishedAt: null,
      localDay: '2026-11-23',
      trigger: 'nightly',
      state: 'running',
      progress,
      problem: null,
      restorePointId: null,
    },
    {
      id: 'r2',
      startedAt: '2026-11-22T01:00:00Z',
      finishedAt: '2026-11-22T01:01:00Z',
      localDay: '2026-11-22',
      trigger: 'nightly',
      state: 'failed',
      progress: null,
      problem: { code: 'server-unreachable' },
      restorePointId: null,
    },
    {
      id: 'r1',
      startedAt: '2026-11-21T01:00:00Z',
      finishedAt: '2026-11-21T01:01:00Z',
      localDay: '2026-11-21',
      trigger: 'nightly',
      state: 'done',
      progress: null,
      problem: null,
      restorePointId: 'p142',
    },
  ])
})

test('BackupRun/query finds runs by state, day and trigger, and its state moves with the progress', async () => {
  const query = (args: object) => call(person, 'BackupRun/query', { accountId, ...args }, using)
  assert.deepEqual((await query({ filter: { state: 'failed' } })).ids, ['r2'])
  assert.deepEqual((await query({ filter: { localDay: '2026-11-21' } })).ids, ['r1'])
  assert.deepEqual((await query({ filter: { trigger: 'manual' }, calculateTotal: true })).total, 1)
  assert.deepEqual((await query({ sort: [{ property: 'startedAt' }], limit: 2 })).ids, ['r1', 'r2'])
  const { queryState } = await query({})
  progress.messagesDone++
  assert.notEqual((await query({})).queryState, queryState)
  const running = person.runs[1] as Run
  person.runs[1] = { ...running, state: 'done' }
  const { queryState: done } = await query({})
  assert.notEqual(done, queryState)
})

const bad: [name: string, args: object, error: string][] = [
  ['RestorePoint/get', { ids: 'p141' }, 'invalidArguments'],
  ['RestorePoint/get', { properties: ['colour'] }, 'invalidArguments'],
  ['RestorePoint/get', { accountId: 'p141' }, 'accountNotSupportedByMethod'],
  ['RestorePoint/get', { accountId: 'p7' }, 'accountNotFound'],
  ['RestorePoint/get', { accountId: 'cb234567890abcdef' }, 'accountNotFound'],
  ['RestorePoint/query', { filter: { colour: 'red' } }, 'unsupportedFilter'],
  ['RestorePoint/query', { filter: { before: 'yesterday' } }, 'invalidArguments'],
  ['RestorePoint/query', { sort: [{ property: 'size' }] }, 'unsupportedSort'],
  ['RestorePoint/query', { anchor: 'p7' }, 'anchorNotFound'],
  ['RestorePoint/changes', { sinceState: 7 }, 'invalidArguments'],
  ['RestorePoint/changes', { sinceState: '143-3', maxChanges: 0 }, 'invalidArguments'],
  ['RestorePoint/set', {}, 'unknownMethod'],
  ['Plan/get', { properties: ['colour'] }, 'invalidArguments'],
  ['Plan/get', { accountId: 'p141' }, 'accountNotSupportedByMethod'],
  ['BackupRun/get', { properties: ['size'] }, 'invalidArguments'],
  ['BackupRun/get', { accountId: 'p141' }, 'accountNotSupportedByMethod'],
  ['BackupRun/query', { filter: { state: 1 } }, 'invalidArguments'],
  ['BackupRun/query', { sort: [{ property: 'id' }] }, 'unsupportedSort'],
]
for (const [name, args, error] of bad) {
  test(`${name} answers ${error} to ${JSON.stringify(args)}`, async () => {
    assert.deepEqual(await call(person, name, { accountId, ...args }, [...using, MAIL]), { error })
  })
}
