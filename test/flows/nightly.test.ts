import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account } from '../../src/domain/account.ts'
import type { Problem, Run } from '../../src/domain/point.ts'
import { dueAccounts, noteMissedNights } from '../../src/nightly.ts'

const anna: Account = {
  id: 'abcdefghijklmnop',
  address: 'anna@yester.example',
  domain: 'yester.example',
  zone: 'Europe/Rome',
  state: 'active',
  build: 'b1',
  plan: null,
  hasCredential: true,
  createdAt: Date.parse('2026-11-01T10:00:00Z'),
}

const at = (text: string) => Date.parse(text)

function run(
  started: string,
  state: Run['state'],
  problem: Problem | null = null,
  trigger: Run['trigger'] = 'nightly',
): Run {
  const startedAt = at(started)
  const finishedAt = state === 'running' ? null : startedAt + 60_000
  return {
    id: 1,
    account: anna.id,
    trigger,
    startedAt,
    finishedAt,
    localDay: '',
    state,
    progress: null,
    problem,
    point: null,
  }
}

async function isDue(now: string, runs: Run[], account: Partial<Account> = {}): Promise<boolean> {
  const one = { ...anna, ...account }
  const world = {
    ledger: { accounts: async () => [one] },
    runs: async () => runs,
    nightly: { at: '00:00', spreadMinutes: 0 },
  }
  return (await dueAccounts(world, at(now))).length === 1
}

test('an account is due from midnight of its own zone until it has a good run', async () => {
  const yesterday = [run('2026-11-20T23:00:10Z', 'done')]
  assert.equal(await isDue('2026-11-21T22:59:59Z', yesterday), false)
  assert.equal(await isDue('2026-11-21T23:00:00Z', yesterday), true)
  assert.equal(
    await isDue('2026-11-22T09:00:00Z', [run('2026-11-21T23:00:10Z', 'done'), ...yesterday]),
    false,
  )
})

test('a night that was missed is caught up at start, once', async () => {
  assert.equal(await isDue('2026-11-22T15:00:00Z', [run('2026-11-18T23:00:10Z', 'done')]), true)
  assert.equal(await isDue('2026-11-22T16:00:00Z', [run('2026-11-22T15:00:00Z', 'done')]), false)
})

test('a point taken by hand does not stand in for the night', async () => {
  assert.equal(
    await isDue('2026-11-22T09:00:00Z', [run('2026-11-22T08:00:00Z', 'done', null, 'manual')]),
    true,
  )
})

test('a failed night is tried again after ten minutes in the first hour, then hourly', async () => {
  const failed = (started: string) => [run(started, 'failed', { code: 'server-unreachable' })]
  assert.equal(await isDue('2026-11-21T23:05:00Z', failed('2026-11-21T23:00:00Z')), false)
  assert.equal(await isDue('2026-11-21T23:11:00Z', failed('2026-11-21T23:00:00Z')), true)
  assert.equal(await isDue('2026-11-22T00:30:00Z', failed('2026-11-22T00:05:00Z')), false)
  assert.equal(await isDue('2026-11-22T01:06:00Z', failed('2026-11-22T00:05:00Z')), true)
})

test('an interrupted run is begun again at once', async () => {
  assert.equal(
    await isDue('2026-11-21T23:02:00Z', [run('2026-11-21T23:00:00Z', 'failed', { code: 'interrupted' })]),
    true,
  )
})

test('a first point that failed is tried again the same day, not the next night', async () => {
  const created = { createdAt: at('2026-11-22T14:59:00Z') }
  const failed = (code: Problem['code']) => [run('2026-11-22T15:00:00Z', 'failed', { code })]
  assert.equal(await isDue('2026-11-22T15:05:00Z', failed('server-unreachable'), created), false)
  assert.equal(await isDue('2026-11-22T15:12:00Z', failed('server-unreachable'), created), true)
  assert.equal(await isDue('2026-11-22T15:02:00Z', failed('interrupted'), created), true)
  assert.equal(
    await isDue('2026-11-22T23:30:00Z', [run('2026-11-22T15:12:00Z', 'done', null, 'first')], created),
    true,
  )
})

test('a new account waits for no night, and one whose password was refused waits for its owner', async () => {
  assert.equal(await isDue('2026-11-22T08:00:00Z', [], { createdAt: at('2026-11-22T07:59:00Z') }), true)
  assert.equal(await isDue('2026-11-22T08:00:00Z', [], { state: 'needs-sign-in' }), false)
})

test('the doubled hour of autumn is one night', async () => {
  const account = { ...anna, createdAt: at('2026-10-01T00:00:00Z') }
  const world = {
    ledger: { accounts: async () => [account] },
    runs: async () => [run('2026-10-25T00:30:05Z', 'done')],
    nightly: { at: '02:30', spreadMinutes: 0 },
  }
  assert.deepEqual(await dueAccounts(world, at('2026-10-25T01:35:00Z')), [])
})

test('an account that waits for its owner has one failed run a night, with the reason', async () => {
  const noted: { day: string; code: string }[] = []
  const account = { ...anna, state: 'needs-sign-in' as const }
  const runs: Run[] = [run('2026-11-20T23:00:10Z', 'failed', { code: 'login-refused' })]
  const world = {
    ledger: {
      accounts: async () => [account],
      noteMissed: async (missed: { at: number; localDay: string }, problem: Problem) => {
        noted.push({ day: missed.localDay, code: problem.code })
        runs.unshift(run(new Date(missed.at).toISOString(), 'failed', problem))
      },
    },
    runs: async () => runs,
    nightly: { at: '00:00', spreadMinutes: 0 },
  }
  for (const now of [
    '2026-11-21T22:00:00Z',
    '2026-11-21T23:00:20Z',
    '2026-11-22T08:00:00Z',
    '2026-11-22T23:10:00Z',
  ])
    await noteMissedNights(world, at(now))
  assert.deepEqual(noted, [
    { day: '2026-11-22', code: 'login-refused' },
    { day: '2026-11-23', code: 'login-refused' },
  ])
})
