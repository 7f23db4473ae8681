import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Run } from '../../src/domain/point.ts'
import { makePerson } from './person.ts'
import { CORE, call, post, TIME } from './request.ts'

const person = await makePerson([{ folders: [] }])
after(() => person[Symbol.asyncDispose]())
const accountId = 'ca234567890abcdef'
const using = [CORE, TIME]
const set = (args: object) => call(person, 'BackupRun/set', { accountId, ...args }, using)

const waiting: Run = {
  id: 17,
  account: person.reader.account,
  trigger: 'manual',
  startedAt: Date.UTC(2026, 10, 22, 12),
  finishedAt: null,
  localDay: '2026-11-22',
  state: 'waiting',
  progress: null,
  problem: null,
  point: null,
}

test('creating a BackupRun is "back up now": the run that waits for it comes back', async () => {
  person.byHand.push({ state: 'asked', run: waiting })
  const { created, notCreated, updated } = await set({ create: { now: {} } })
  assert.deepEqual(created, {
    now: {
      ...{ id: 'r17', startedAt: '2026-11-22T12:00:00Z', finishedAt: null, localDay: '2026-11-22' },
      ...{ trigger: 'manual', state: 'waiting', progress: null, problem: null, restorePointId: null },
    },
  })
  assert.equal(notCreated, null)
  assert.equal(updated, null)
})

test('a second click is told which run it is', async () => {
  person.byHand.push({ state: 'joined', run: waiting })
  const { created, notCreated } = await set({ create: { now: {} } })
  assert.equal(created, null)
  assert.deepEqual(notCreated?.now, {
    ...{ type: 'alreadyExists', existingId: 'r17', description: 'A backup is being made already.' },
  })
})

test('each refusal has its type', async () => {
  const types = {
    plan: 'forbidden',
    'too-many': 'rateLimit',
    'signed-out': 'signInNeeded',
    'no-worker': 'workerNotRunning',
  }
  for (const [why, type] of Object.entries(types) as [keyof typeof types, string][]) {
    person.byHand.push({ state: 'refused', why })
    const { notCreated } = await set({ create: { now: {} } })
    assert.equal(notCreated?.now?.type, type)
  }
})

test('properties are the server’s, and runs are history', async () => {
  person.runs.push(waiting)
  const answer = await set({
    create: { a: { trigger: 'first' } },
    update: { r17: { state: 'done' } },
    destroy: ['r17', 'r18'],
  })
  assert.deepEqual(answer.notCreated, { a: { type: 'invalidProperties', properties: ['trigger'] } })
  assert.equal(answer.notUpdated?.r17?.type, 'forbidden')
  assert.equal(answer.notDestroyed?.r17?.type, 'forbidden')
  assert.equal(answer.notDestroyed?.r18?.type, 'notFound')
  assert.equal(answer.oldState, answer.newState)
  person.runs.length = 0
})

test('wrong arguments, another account and an old state change nothing', async () => {
  person.byHand.push({ state: 'asked', run: waiting })
  assert.equal((await set({ create: { 'bad id!': {} } })).error, 'invalidArguments')
  assert.equal((await set({ create: { a: 1 } })).error, 'invalidArguments')
  assert.equal((await set({ accountId: 'p141', create: { a: {} } })).error, 'accountNotSupportedByMethod')
  assert.equal((await set({ ifInState: 'old', create: { a: {} } })).error, 'stateMismatch')
  assert.equal(person.byHand.length, 1)
})

test('who sends createdIds gets the new ones with them', async () => {
  const request = {
    using,
    methodCalls: [['BackupRun/set', { accountId, create: { now: {} } }, '0']],
    createdIds: { x: 'y' },
  }
  const { body } = await post(person, JSON.stringify(request))
  assert.deepEqual(body.createdIds, { x: 'y', now: 'r17' })
})
