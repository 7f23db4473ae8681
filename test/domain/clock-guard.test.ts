import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guard, readClock } from '../../src/domain/clock-guard.ts'
import { localDay } from '../../src/domain/day.ts'
import { type Kept, promiseOf, review } from '../../src/domain/keep.ts'
import type { Plan } from '../../src/domain/plan.ts'
import { readyMade } from '../../src/domain/plans.ts'
import type { Run } from '../../src/domain/point.ts'
import { fc } from '../world/fast-check.ts'

// A clock that leaps is met under every kind of plan: nothing goes, somebody is told, and once the clock is set right every
// backup of before is there. A machine that was really off comes back to its plan by itself.

const hour = 3_600_000
const day = 24 * hour
const start = Date.parse('2026-01-03T23:30:00Z')
const zone = 'Europe/Rome'

const daily = readyMade.get('days-15') as Plan
const weekly = readyMade.get('weekly') as Plan
const hours: Plan['schedule'] = { kind: 'hours', every: 6, at: '00:00', spreadMinutes: 0 }
const plans: Record<string, { plan: Plan; every: number; runs: number }> = {
  ...Object.fromEntries(
    [...readyMade].map(([name, plan]) => {
      const isWeekly = plan.schedule.kind === 'weekly'
      return [name, { plan, every: isWeekly ? 7 * day : day, runs: isWeekly ? 12 : 220 }]
    }),
  ),
  'weekly=4': { plan: { ...weekly, keep: { weekly: 4 } }, every: 7 * day, runs: 8 },
  'monthly=6, weekly': { plan: { ...weekly, keep: { monthly: 6 } }, every: 7 * day, runs: 36 },
  'monthly=6, nightly': { plan: { ...daily, keep: { monthly: 6 } }, every: day, runs: 250 },
  'hourly=24': { plan: { ...daily, schedule: hours, keep: { hourly: 24 } }, every: 6 * hour, runs: 50 },
}

for (const [name, { plan, every, runs }] of Object.entries(plans)) {
  const last = start + (runs - 1) * every
  const lived = () => {
    const account = simulate(plan)
    for (let n = 0; n < runs; n++) assert.equal(account.run(start + n * every), null)
    assert.deepEqual(account.over(last), [])
    return account
  }

  test(`${name}: a clock that leaps 21, 90 or 365 days throws nothing away, and somebody is told`, () => {
    for (const leap of [21, 90, 365]) {
      const account = lived()
      const before = account.points.filter(point => point.keptUntil > last)
      const told = account.run(last + leap * day)
      assert.equal(told, account.over(last + leap * day).length ? 'ahead' : null)
      account.run(last + leap * day + hour, 'manual')
      const there = new Set(account.points.map(point => point.number))
      const lost = before.filter(point => !there.has(point.number)).map(point => point.localDay)
      assert.deepEqual(lost, [], `after ${leap} days`)
      // The clock is set right: for some runs nothing goes, then all is as planned.
      for (let n = 1; n < 12; n++) {
        const now = last + n * every
        const promised = account.points.filter(point => point.keptUntil > now)
        const alarm = account.run(now)
        if (n > 3) assert.equal(alarm, null)
        assert.ok(promised.every(point => account.points.some(one => one.number === point.number)))
      }
      assert.deepEqual(account.over(last + 11 * every), [], `${leap} days, set right`)
    }
  })

  test(`${name}: a machine that was off for thirty days is back to its plan after fifteen, by itself`, () => {
    const account = lived()
    const back = last + 30 * day
    let now = back
    let told = account.run(now)
    while (now < back + 15 * day) {
      now += every
      told = account.run(now)
    }
    assert.deepEqual([told, account.over(now)], [null, []])
  })
}

test('a clock that leapt and stays wrong throws away no faster than three days\u2019 worth a day', () => {
  const { plan, every } = { plan: { ...weekly, keep: { weekly: 8 } }, every: 7 * day }
  const account = simulate(plan)
  for (let n = 0; n < 12; n++) account.run(start + n * every)
  const leapt = start + 11 * every + 365 * day
  const counts: number[] = []
  for (let n = 0; n < 5; n++) {
    account.run(leapt + n * every)
    counts.push(account.points.length)
  }
  // A week lets three of the eight go.
  assert.deepEqual(counts, [9, 7, 5, 4, 5])
})

test('what is certain of the time goes on by three days a day at most, and stands still over a hole', () => {
  const pauses = fc.array(fc.integer({ min: 1, max: 400 * 24 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(pauses, list => {
      let now = start
      const tried = [now]
      let before = now
      for (const pause of list) {
        now += pause * hour
        tried.push(now)
        const { certain } = readClock({ points: [], tried, schedule: daily.schedule }, now)
        assert.ok(certain <= now)
        if (pause <= 72) assert.ok(certain <= before + 3 * pause * hour && certain >= before + pause * hour)
        before = certain
      }
    }),
    { numRuns: 200 },
  )
})

test('under a plan by hand a pause says nothing; of what is over the days of three backups go a night', () => {
  const account = simulate({ ...daily, schedule: { kind: 'by-hand' }, keep: { withinDays: 30 } })
  for (let n = 0; n < 10; n++) account.run(start + n * day, 'manual')
  const counts: number[] = []
  for (let n = 0; n < 4; n++) {
    assert.equal(account.run(start + (100 + n) * day, 'manual'), null)
    counts.push(account.points.length)
  }
  assert.deepEqual(counts, [8, 6, 4, 4])
})

test('a machine that is on every fifth night alone does not keep its backups for ever', () => {
  const account = simulate(daily)
  for (let n = 0; n < 40; n++) account.run(start + n * 5 * day)
  // Four of its nights by the plan, three more while the clock is in doubt.
  assert.equal(account.points.length, 7)
})

test('a pin goes by the clock that is certain, too', () => {
  const account = simulate(daily)
  for (let n = 0; n < 17; n++) account.run(start + n * day)
  const oldest = account.points[0]?.number ?? 0
  account.pins.push({ point: oldest, reason: 'request', until: start + 25 * day })
  for (let n = 17; n < 20; n++) account.run(start + n * day)
  account.run(start + 90 * day)
  assert.equal(account.points[0]?.number, oldest)
  account.run(start + 96 * day)
  assert.notEqual(account.points[0]?.number, oldest)
})

// What keep/retention.ts does with the ledger, without one: 400 days in a moment.
function simulate({ keep, schedule }: Plan) {
  let sealed = 0
  let lastDropped: number | null = null
  const runs: Pick<Run, 'startedAt' | 'point'>[] = []
  const account = {
    points: [] as Kept[],
    pins: [] as Parameters<typeof guard>[1]['pins'][number][],
    /** A good run at that instant, with the pruning after it; returns the alarm. */
    run(takenAt: number, trigger: Kept['trigger'] = 'nightly') {
      runs.push({ startedAt: takenAt, point: sealed + 1 })
      const fresh = {
        ...{ number: ++sealed, takenAt, localDay: localDay(takenAt, zone), zone, trigger },
        status: 'complete' as const,
      }
      account.points.push({ ...fresh, keptUntil: promiseOf(keep, fresh, account.points) })
      const { points, pins } = account
      const allowed = guard({ keep, schedule }, { points, pins, runs, lastDropped }, takenAt)
      const gone = new Set(allowed.drop.map(point => point.number))
      if (gone.size) lastDropped = takenAt
      account.points = points
        .filter(point => !gone.has(point.number))
        .map(point => ({ ...point, keptUntil: allowed.longer.get(point.number) ?? point.keptUntil }))
      return allowed.alarm
    },
    over: (now: number) => review(keep, account.points, now).over,
  }
  return account
}
