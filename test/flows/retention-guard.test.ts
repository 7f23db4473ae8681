import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, instantOf } from '../../src/domain/day.ts'
import type { Plan } from '../../src/domain/plan.ts'
import { readyMade } from '../../src/domain/plans.ts'
import { simulateAccount } from '../world/simulated-account.ts'

const firstDay = '2026-05-01'
const at = (night: number, time = '00:20') => instantOf(addDays(firstDay, night), time, 'Europe/Rome')
const daily = readyMade.get('days-15') as Plan

type Account = Awaited<ReturnType<typeof simulateAccount>>

async function withAccount(plan: Plan, live: (account: Account) => Promise<void>): Promise<void> {
  const account = await simulateAccount({ ...plan })
  try {
    for (let night = 0; night < 20; night++) await account.run(at(night))
    assert.equal((await account.points()).length, 16)
    await live(account)
  } finally {
    await account.stop()
  }
}

const alarms = async ({ ledger }: Account) => (await ledger.alarms()).map(one => [one.kind, one.detail.clock])

test('after a clock that leapt a year nothing goes that night, somebody is told, and set right again no day is lost', () =>
  withAccount(daily, async account => {
    await account.run(at(365))
    assert.equal((await account.points()).length, 17)
    assert.deepEqual(await alarms(account), [['clock', 'ahead']])
    // The operator sets the clock right: what was sealed lies in the future for a few runs.
    for (let night = 20; night < 24; night++) {
      await account.run(at(night))
      if (night < 23) assert.equal((await account.days()).at(-1), addDays(firstDay, 4), 'nothing has gone')
    }
    // The days of the plan, and the one whose date is a year ahead.
    for (let night = 24; night < 30; night++) await account.run(at(night))
    assert.equal((await account.points()).length, 17)
    assert.deepEqual(await alarms(account), [])
  }))

test('a machine that was off for ten days catches up by itself, three days a night', () =>
  withAccount(daily, async account => {
    const counts: number[] = []
    for (let night = 30; night < 38; night++) {
      await account.run(at(night))
      counts.push((await account.points()).length)
      if (night === 30) assert.deepEqual(await alarms(account), [['clock', 'ahead']])
    }
    assert.deepEqual(counts, [17, 15, 13, 11, 9, 7, 7, 8])
    assert.deepEqual((await account.days()).at(-1), addDays(firstDay, 30))
    assert.deepEqual(await alarms(account), [])
  }))

test('backups by hand do not hurry what is held back', () =>
  withAccount(daily, async account => {
    await account.run(at(120))
    for (let minute = 0; minute < 30; minute++)
      await account.run(at(120) + minute * 60_000, { trigger: 'manual' })
    assert.equal((await account.points()).length, 16 + 1 + 30)
    for (let minute = 0; minute < 30; minute++)
      await account.run(at(121) + minute * 60_000, { trigger: 'manual' })
    assert.equal((await account.points()).length, 16 + 1 + 60 - 3, 'one batch of three days')
  }))

test('nights that failed one by one are no leap of the clock: what is over goes three days a night, without an alarm', () =>
  withAccount(daily, async account => {
    for (let night = 20; night < 32; night++) await account.fail(at(night))
    await account.run(at(32))
    assert.deepEqual(await alarms(account), [])
    assert.equal((await account.points()).length, 17 - 3)
    assert.equal((await account.days()).at(-1), addDays(firstDay, 7))
  }))

test('while the clock is behind what was sealed before, nothing goes; four runs in a row by it, and it is believed', async () => {
  const account = await simulateAccount({ ...daily, keep: { last: 3 } })
  try {
    for (let night = 0; night < 10; night++) await account.run(at(night))
    assert.equal((await account.points()).length, 3)
    const counts: number[] = []
    for (let night = 5; night < 9; night++) {
      await account.run(at(night, '12:00'))
      counts.push((await account.points()).length)
      if (night === 6 || night === 7) assert.deepEqual(await alarms(account), [['clock', 'behind']])
    }
    // The newest by date stay, and the one just sealed.
    assert.deepEqual(counts, [4, 5, 6, 3])
    assert.deepEqual(await alarms(account), [])
  } finally {
    await account.stop()
  }
})

test('a weekly plan has a usual pause of a week, and a plan by hand none', async () => {
  for (const [schedule, keep, step] of [
    [{ kind: 'weekly', on: 7, at: '00:00', spreadMinutes: 0 }, { weekly: 4 }, 7],
    [{ kind: 'by-hand' }, { withinDays: 30 }, 30],
  ] as const) {
    const account = await simulateAccount({ ...daily, schedule, keep })
    try {
      for (let n = 0; n < 12; n++)
        await account.run(at(2 + n * step), { trigger: schedule.kind === 'by-hand' ? 'manual' : 'nightly' })
      assert.deepEqual(await alarms(account), [])
      assert.equal((await account.points()).length, schedule.kind === 'weekly' ? 4 : 2)
    } finally {
      await account.stop()
    }
  }
})

test('a pin holds a day beyond its time, says so, is made longer and never shorter, and lets go', () =>
  withAccount(daily, async account => {
    const { ledger, id } = account
    const [oldest] = (await account.points()).toReversed()
    assert.ok(oldest)
    assert.equal(await ledger.pin(oldest.number, 'request', at(40)), true)
    assert.equal(await ledger.pin(oldest.number, 'request', at(25)), true)
    assert.equal(await ledger.pin(oldest.number, 'alarm', at(22)), true)
    assert.equal(await ledger.pin(987_654, 'request', at(40)), false, 'there is no such point')
    assert.deepEqual(await ledger.pins(id), [
      { point: oldest.number, reason: 'alarm', until: at(22) },
      { point: oldest.number, reason: 'request', until: at(40) },
    ])
    for (let night = 20; night < 39; night++) await account.run(at(night))
    assert.deepEqual((await account.points()).length, 17)
    assert.equal((await account.days()).at(-1), oldest.localDay)
    // Even asked directly, the ledger drops neither what is pinned nor what is promised.
    assert.equal(await ledger.dropPoint(oldest.number, at(39)), false)
    const newest = (await account.points())[0]
    assert.equal(await ledger.dropPoint(newest?.number ?? 0, at(39)), false)
    await ledger.unpin(oldest.number, 'alarm')
    await account.run(at(39))
    assert.equal((await account.days()).at(-1), oldest.localDay)
    await account.run(at(40))
    assert.notEqual((await account.days()).at(-1), oldest.localDay)
    assert.equal(await ledger.pin(oldest.number, 'request', at(90)), false, 'what is dropped cannot be held')
    await account.run(at(42))
    assert.deepEqual(await ledger.pins(id), [])
    assert.ok(account.removed.includes(oldest.dir))
  }))

test('a plan that becomes longer keeps what is there longer; a shorter one shortens only what comes', () =>
  withAccount(daily, async account => {
    account.plan.keep = { withinDays: 40 }
    await account.run(at(20))
    const promised = await account.points()
    assert.equal(promised.length, 17, 'what was over is kept on')
    for (const point of promised)
      assert.equal(point.keptUntil, instantOf(addDays(point.localDay, 41), '00:00', 'Europe/Rome'))
    account.plan.keep = { withinDays: 2 }
    for (let night = 21; night < 30; night++) await account.run(at(night))
    const now = await account.points()
    for (const point of promised)
      assert.equal(now.find(one => one.number === point.number)?.keptUntil, point.keptUntil)
    assert.equal(now.length, promised.length + 3)
  }))
