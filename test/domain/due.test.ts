import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DueAccount, nextDue, type Tried } from '../../src/domain/due.ts'
import type { Problem } from '../../src/domain/point.ts'

const minute = 60_000
const hour = 60 * minute
const night = Date.parse('2026-11-22T00:00Z')
const next = night + 24 * hour

function run(after: number, more: Partial<Tried> = {}): Tried {
  const startedAt = night + after
  return {
    trigger: 'nightly',
    state: 'failed',
    startedAt,
    finishedAt: startedAt + minute / 2,
    problem: { code: 'server-unreachable' },
    problems: [],
    ...more,
  }
}
const done = (after: number, more: Partial<Tried> = {}) =>
  run(after, { state: 'done', problem: null, ...more })
const failed = (after: number, code: Problem['code'], more: Partial<Problem> = {}) =>
  run(after, { problem: { code, ...more } })

/** Milliseconds after the night began. */
function due(runs: Tried[], now = 0, account: Partial<DueAccount> = {}, began = 0): number | null {
  const at = nextDue(
    { state: 'active', createdAt: 1, nights: { last: night, next }, runs: [...runs].reverse(), ...account },
    night + now,
    began,
  )
  return at === null ? null : at - night
}

test('an account is due from the moment its night begins until it has a good run', () => {
  assert.equal(due([]), 0)
  assert.equal(due([done(1000)]), 24 * hour)
  assert.equal(due([done(-1000)], 5000), 0, 'yesterday’s run does not count')
})

test('a night that was missed is caught up at start, once', () => {
  assert.equal(due([], 15 * hour), 0)
  assert.equal(due([done(15 * hour)], 16 * hour), 24 * hour)
})

test('a failed run is tried again every ten minutes in the first hour, then hourly, on the beat of the first', () => {
  const tries: Tried[] = []
  const beats: number[] = []
  for (let at = 0; beats.length < 10; ) {
    tries.push(run(at))
    at = due(tries, at) ?? 0
    beats.push(at / minute)
  }
  assert.deepEqual(beats, [10, 20, 30, 40, 50, 60, 120, 180, 240, 300])
})

test('after a run that took long to fail there is a breath, and a first try in the afternoon has its hour too', () => {
  assert.equal(due([run(0, { finishedAt: night + 3 * hour })]), 3 * hour + minute)
  assert.equal(due([run(15 * hour)], 15.1 * hour), 15 * hour + 10 * minute)
})

test('the next night is never waited past', () => {
  assert.equal(due([run(0), run(23.5 * hour)], 23.6 * hour), 24 * hour)
})

test('a point taken by hand stands in for no night, and its failure delays none', () => {
  assert.equal(due([done(1000, { trigger: 'manual' })], 2000), 0)
  assert.equal(due([run(1000, { trigger: 'manual' })], 2000), 0)
  assert.equal(due([run(0), run(1000, { trigger: 'manual' })], 2000), 10 * minute)
})

test('an interrupted run goes on at once, unless it is interrupted again and again', () => {
  const cut = (after: number) => failed(after, 'interrupted')
  assert.equal(due([cut(0)]), minute / 2)
  assert.equal(
    due(
      [1, 2, 3, 4, 5].map(n => cut(n * minute)),
      6 * minute,
    ),
    5.5 * minute,
  )
  assert.equal(
    due(
      [1, 2, 3, 4, 5, 6].map(n => cut(n * minute)),
      7 * minute,
    ),
    16 * minute,
  )
  assert.equal(
    due([run(0, { state: 'running', finishedAt: null, problem: null })], hour),
    0,
    'the lease tells',
  )
})

test('a refused password is tried three times a night, and once where it was refused the nights before', () => {
  const refused = (after: number) => failed(after, 'login-refused')
  assert.equal(due([refused(0)]), 10 * minute)
  assert.equal(due([refused(0), refused(10 * minute)], 11 * minute), 20 * minute)
  assert.equal(due([refused(0), refused(10 * minute), refused(20 * minute)], 21 * minute), 24 * hour)
  assert.equal(due([], 0, { state: 'needs-sign-in' }), 0)
  assert.equal(due([refused(0)], 1, { state: 'needs-sign-in' }), 24 * hour)
})

test('a night on which nobody has signed in yet is noted once, and counts no more when somebody has', () => {
  const missed = failed(0, 'not-signed-in')
  assert.equal(due([missed], 11 * minute, { state: 'needs-sign-in' }), 24 * hour)
  assert.equal(due([missed], 11 * minute), 10 * minute)
})

test('a try by hand with a refused password counts as one', () => {
  const byHand = (after: number) => run(after, { trigger: 'manual', problem: { code: 'login-refused' } })
  assert.equal(due([byHand(0), byHand(1), byHand(2)], 3), 24 * hour)
})

test('a missing key waits for the next night, or for a worker started since', () => {
  assert.equal(due([failed(0, 'key-missing')]), 24 * hour)
  assert.equal(due([failed(0, 'key-missing')], 2 * hour, {}, night + hour), 10 * minute)
})

test('a point cut short by the provider’s budget goes on when that is new, and not before', () => {
  const part = (until: number) =>
    done(0, {
      problems: [
        { code: 'not-finished', until: night + 900 * hour },
        { code: 'budget-spent', until: night + until },
      ],
    })
  assert.equal(due([part(8 * hour)], hour), 8 * hour)
  assert.equal(due([part(30 * hour)], hour), 24 * hour, 'the next night comes first')
  assert.equal(due([part(8 * hour), run(8 * hour)], 8 * hour), 8 * hour + 10 * minute)
  assert.equal(due([part(8 * hour), done(8 * hour)], 9 * hour), 24 * hour)
  assert.equal(
    due([done(0, { problems: [{ code: 'not-finished', until: night + 9 * hour }] })], hour),
    24 * hour,
    'a forecast is no time to go on',
  )
  assert.equal(due([failed(0, 'throttled', { until: night + 2 * hour })]), 2 * hour)
})

test('a new account waits for no night, and its first point is tried like any', () => {
  const created = { createdAt: night + 14 * hour }
  assert.equal(due([], 14 * hour, created), 14 * hour)
  assert.equal(due([run(14 * hour)], 14 * hour, created), 14 * hour + 10 * minute)
  assert.equal(due([done(14 * hour, { trigger: 'first' })], 15 * hour, created), 24 * hour)
})

test('by hand only: one first point, and nothing by itself after it', () => {
  const byHand = { nights: { last: null, next: null }, createdAt: night }
  assert.equal(due([], 0, byHand), 0)
  assert.equal(due([done(hour, { trigger: 'first' })], 2 * hour, byHand), null)
  assert.equal(due([done(hour, { trigger: 'manual' })], 2 * hour, byHand), null)
})

test('runs of a clock that was ahead do not stand in for days to come, and a night held back was no try', () => {
  assert.equal(due([done(30 * hour)], hour), 0)
  assert.equal(due([failed(0, 'login-refused', { held: true })], hour), 0)
})

test('what waits in the queue already is not begun a second time, and who is gone has no nights', () => {
  const at = due([run(5, { state: 'waiting', trigger: 'first', finishedAt: null, problem: null })], 10)
  assert.ok(at !== null && at > 10)
  assert.equal(due([], 0, { state: 'gone' }), null)
})
