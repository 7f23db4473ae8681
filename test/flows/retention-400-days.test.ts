import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, instantOf } from '../../src/domain/day.ts'
import type { Plan } from '../../src/domain/plan.ts'
import { readyMade } from '../../src/domain/plans.ts'
import type { Point } from '../../src/domain/point.ts'
import { simulateAccount } from '../world/simulated-account.ts'

// 400 nights of an account in Rome on the real ledger, both clock changes in them twice: on every day exactly those points are
// there that the plan's own description names. The descriptions below know nothing of the rules' code.

const firstDay = '2026-01-10'
const nights = 400
/** what the days of days-15 show is not shown again at length in every run */
const short = process.env.YESTERMAIL_TEST === 'all' ? {} : { 'days-7': 120 }
type Sealed = Pick<Point, 'number' | 'localDay' | 'trigger'>
type Described = (day: string, sealed: Sealed[]) => Sealed[]

const within =
  (n: number): Described =>
  (day, sealed) =>
    sealed.filter(point => point.localDay >= addDays(day, -n))

// The first nightly point of each period of the calendar, of this one and so many before it; the first one by hand where all nights failed.
const firsts =
  (many: number, periodOf: (day: string) => string, back: (day: string, n: number) => string): Described =>
  (day, sealed) => {
    const oldest = periodOf(back(day, many - 1))
    const found = new Map<string, Sealed>()
    for (const byHand of [false, true])
      for (const point of sealed.filter(one => (one.trigger === 'manual') === byHand)) {
        const period = periodOf(point.localDay)
        if (period >= oldest && !found.has(period)) found.set(period, point)
      }
    return [...found.values()]
  }
const monday = (day: string) => addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
const daily = (n: number) =>
  firsts(
    n,
    day => day,
    (day, back) => addDays(day, -back),
  )
const weekly = (n: number) => firsts(n, monday, (day, back) => addDays(day, -7 * back))
const monthly = (n: number) =>
  firsts(
    n,
    day => day.slice(0, 7),
    (day, back) => {
      const month = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
      month.setUTCMonth(month.getUTCMonth() - back)
      return month.toISOString().slice(0, 10)
    },
  )

const described: Record<string, Described[]> = {
  'days-15': [within(15)],
  'days-7': [within(7)],
  thinning: [within(7), daily(30), weekly(13), monthly(12)],
  weekly: [weekly(8)],
}

for (const [name, rules] of Object.entries(described)) {
  const many = new Map(Object.entries(short)).get(name) ?? nights
  test(`${name}: on each of ${many} days exactly the backups of its description are there, with failures and backups by hand`, async () => {
    const account = await simulateAccount(ready(name))
    try {
      const sealed: Sealed[] = []
      for (let n = 0; n < many; n++) {
        const day = addDays(firstDay, n)
        // Now and then a night fails, two in a row at times, and its owner takes one by hand.
        const begins = instantOf(day, '00:20', 'Europe/Rome')
        if (runsOn(name, day)) {
          if (n % 17 === 5 || n % 51 === 6) await account.fail(begins)
          else sealed.push(await account.run(begins))
        }
        if (name !== 'weekly' && n % 23 === 3)
          sealed.push(await account.run(instantOf(day, '15:00', 'Europe/Rome'), { trigger: 'manual' }))
        // Nothing goes but after a good run.
        const last = sealed.at(-1)
        if (!last || last.localDay !== day) continue
        const expected = new Set(rules.flatMap(rule => rule(day, sealed)).map(point => point.number))
        const there = (await account.points()).map(point => point.number)
        assert.deepEqual(there.toSorted(byNumber), [...expected].toSorted(byNumber), `on ${day}`)
      }
      assert.deepEqual(await account.ledger.alarms(), [])
    } finally {
      await account.stop()
    }
  })
}

test('an hourly plan keeps each of its hours for a day and one a day for a week, over both clock changes', async () => {
  const hour = 3_600_000
  const plan: Plan = { ...ready('days-15'), keep: { hourly: 24, daily: 7 } }
  plan.schedule = { kind: 'hours', every: 1, at: '00:00', spreadMinutes: 0 }
  for (const change of ['2026-03-25', '2026-10-21']) {
    const account = await simulateAccount(plan)
    try {
      const sealed: Point[] = []
      const start = instantOf(change, '00:00', 'Europe/Rome')
      for (let n = 0; n < 10 * 24; n++) {
        const now = start + n * hour
        const point = await account.run(now + 60_000)
        sealed.push(point)
        const oldestDay = addDays(point.localDay, -6)
        const isFirst = (one: Point) => sealed.find(other => other.localDay === one.localDay) === one
        const expected = sealed.filter(
          one => one.takenAt > point.takenAt - 24 * hour || (one.localDay >= oldestDay && isFirst(one)),
        )
        assert.deepEqual(numbers(await account.points()), numbers(expected), new Date(now).toISOString())
      }
    } finally {
      await account.stop()
    }
  }
})

test('an account that moves to another zone keeps its old points by the days of the old one', async () => {
  const account = await simulateAccount(ready('days-7'))
  try {
    const sealed: Point[] = []
    for (let n = 0; n < 40; n++) {
      if (n === 10) account.zones.now = 'Pacific/Auckland'
      if (n === 25) account.zones.now = 'America/Los_Angeles'
      const now = instantOf(addDays(firstDay, n), '00:20', account.zones.now)
      sealed.push(await account.run(now))
      const expected = sealed.filter(one => now < instantOf(addDays(one.localDay, 8), '00:00', one.zone))
      assert.deepEqual(numbers(await account.points()), numbers(expected), `night ${n}`)
    }
  } finally {
    await account.stop()
  }
})

function runsOn(name: string, day: string): boolean {
  return name !== 'weekly' || new Date(day).getUTCDay() === 0
}

function numbers(points: readonly Sealed[]): number[] {
  return points.map(point => point.number).toSorted(byNumber)
}

function byNumber(a: number, b: number): number {
  return a - b
}

function ready(name: string): Plan {
  const plan = readyMade.get(name)
  assert.ok(plan)
  return { ...plan }
}
