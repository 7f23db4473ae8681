import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf, localDay } from '../../src/domain/day.ts'
import { type Kept, promiseOf, reasonsOf, review } from '../../src/domain/keep.ts'
import type { KeepRules } from '../../src/domain/plan.ts'
import { fc } from '../world/fast-check.ts'

const zone = 'Europe/Rome'
const day = 86_400_000

test('each period rule keeps the first point of a period for so many of them, and an hour off the clock is an hour off', () => {
  const point = at('2026-10-24', '00:00')
  const until = (rules: KeepRules) => promiseOf(rules, point, [])
  assert.equal(until({ daily: 1 }), instantOf('2026-10-25', '00:00', zone))
  // The 25th has 25 hours.
  assert.equal(until({ daily: 2 }), instantOf('2026-10-26', '00:00', zone))
  assert.equal(until({ daily: 2 }) - until({ daily: 1 }), 25 * 3_600_000)
  assert.equal(until({ withinDays: 0 }), instantOf('2026-10-25', '00:00', zone))
  assert.equal(until({ withinDays: 15 }), instantOf('2026-11-09', '00:00', zone))
  // A Saturday: its week ends with Sunday.
  assert.equal(until({ weekly: 1 }), instantOf('2026-10-26', '00:00', zone))
  assert.equal(until({ weekly: 5 }), instantOf('2026-11-23', '00:00', zone))
  assert.equal(until({ monthly: 3 }), instantOf('2027-01-01', '00:00', zone))
  assert.equal(until({ monthly: 15 }), instantOf('2028-01-01', '00:00', zone))
  assert.equal(until({ hourly: 6 }), point.takenAt + 6 * 3_600_000)
  assert.equal(until({ daily: 2, weekly: 5, withinDays: 3 }), instantOf('2026-11-23', '00:00', zone))
  assert.equal(until({ last: 9 }), point.takenAt, 'what is newest now is promised nothing')
})

test('the second point of a period is not kept for it, whatever its number', () => {
  const first = at('2026-11-02', '00:10', { number: 9 })
  const second = at('2026-11-02', '06:00', { number: 4 })
  const rules = { daily: 30, weekly: 10, monthly: 12 }
  assert.equal(promiseOf(rules, second, [first]), second.takenAt)
  assert.deepEqual(
    review(rules, [second, first, at('2026-11-03', '00:00', { number: 10 })], night('2026-11-03')).over,
    [second],
  )
})

test('the doubled hour of the autumn is two hours, and hours of half-hour zones begin at their own full hour', () => {
  const one = at('2026-10-25', '02:30')
  const two = { ...one, number: 2, takenAt: one.takenAt + 3_600_000 }
  assert.equal(promiseOf({ hourly: 3 }, two, [one]), two.takenAt + 2.5 * 3_600_000)
  const kolkata = { ...at('2026-10-25', '02:30'), zone: 'Asia/Kolkata' }
  const takenAt = instantOf('2026-10-25', '10:45', 'Asia/Kolkata')
  assert.equal(
    promiseOf({ hourly: 1 }, { ...kolkata, takenAt }, []),
    instantOf('2026-10-25', '11:00', 'Asia/Kolkata'),
  )
})

test('a point taken by hand never stands where a nightly one does, before it or after it', () => {
  const rules = { monthly: 12, withinDays: 2 }
  const byHand = at('2026-11-01', '09:00', { number: 1, trigger: 'manual' })
  assert.equal(promiseOf(rules, byHand, []), instantOf('2026-11-04', '00:00', zone), 'within alone')
  const nightly = at('2026-11-09', '00:00', { number: 2 })
  assert.equal(promiseOf(rules, nightly, [byHand]), instantOf('2027-11-01', '00:00', zone))
  // Until the nightly one came it stood in for the month, and was promised nothing for it.
  const now = night('2026-11-08')
  const between = at('2026-11-07', '00:00', { number: 3, trigger: 'manual' })
  const meanwhile = review(rules, [byHand, between], now)
  assert.deepEqual([meanwhile.longer.has(1), meanwhile.over], [false, []])
  assert.deepEqual(
    review(rules, [byHand, between, nightly], night('2026-11-09')).over.map(point => point.number),
    [1],
  )
})

test('where a month had none but points by hand, the first of them stands for it once the month is over', () => {
  const rules = { monthly: 3 }
  const byHand = ['03', '17'].map((d, i) => at(`2026-11-${d}`, '09:00', { number: i + 1, trigger: 'manual' }))
  const next = at('2026-12-01', '00:00', { number: 3 })
  const { longer, over } = review(rules, [...byHand, next], next.takenAt)
  assert.deepEqual(
    [...longer],
    [
      [1, instantOf('2027-02-01', '00:00', zone)],
      [3, instantOf('2027-03-01', '00:00', zone)],
    ],
  )
  assert.deepEqual(
    over.map(point => point.number),
    [2],
  )
})

test('a partial point stands until a complete one of its period comes', () => {
  const rules = { weekly: 4 }
  const partial = at('2026-11-16', '00:00', { number: 1, status: 'partial' })
  const complete = at('2026-11-18', '00:00', { number: 2 })
  assert.equal(promiseOf(rules, partial, []), partial.takenAt)
  assert.deepEqual(review(rules, [partial], night('2026-11-17')).over, [])
  assert.equal(promiseOf(rules, complete, [partial]), instantOf('2026-12-14', '00:00', zone))
  assert.deepEqual(review(rules, [partial, complete], night('2026-11-18')).over, [partial])
  // None came: the partial one is the week's.
  assert.deepEqual(
    [...review(rules, [partial], night('2026-11-23')).longer],
    [[1, instantOf('2026-12-14', '00:00', zone)]],
  )
})

test('last keeps the newest so many for as long as they are that', () => {
  const points = [1, 2, 3, 4].map(n => at(`2026-11-0${n}`, '00:00', { number: n }))
  const over = review({ last: 2 }, points, night('2027-05-01')).over
  assert.deepEqual(
    over.map(point => point.number),
    [1, 2],
  )
})

// Any plan, any history: points at whole quarter hours of some weeks, in an order of their own, some partial or by hand.
const rules: fc.Arbitrary<KeepRules> = fc.record(
  {
    last: fc.integer({ min: 1, max: 8 }),
    hourly: fc.integer({ min: 1, max: 40 }),
    daily: fc.integer({ min: 1, max: 20 }),
    weekly: fc.integer({ min: 1, max: 6 }),
    monthly: fc.integer({ min: 1, max: 4 }),
    withinDays: fc.integer({ min: 0, max: 15 }),
  },
  { requiredKeys: [] },
)
const start = Date.parse('2026-09-20T00:00:00Z')
const histories = fc
  .uniqueArray(
    fc.record({
      quarter: fc.integer({ min: 0, max: 80 * 96 }),
      trigger: fc.constantFrom('nightly', 'nightly', 'manual', 'first'),
      status: fc.constantFrom('complete', 'complete', 'partial'),
    }),
    { selector: one => one.quarter, maxLength: 30, minLength: 1 },
  )
  .map(all => all.sort((a, b) => a.quarter - b.quarter))
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never

// Seals the points one after the other, reviews after each, and tells of every step.
function live(
  keep: KeepRules,
  history: History,
  onStep?: (points: Kept[], gone: Kept[], now: number) => void,
) {
  let points: Kept[] = []
  for (const [i, { quarter, trigger, status }] of history.entries()) {
    const takenAt = start + quarter * 900_000
    const fresh = {
      number: i + 1,
      takenAt,
      localDay: localDay(takenAt, zone),
      zone,
      trigger,
      status,
    } as const
    points.push({ ...fresh, keptUntil: promiseOf(keep, fresh, points) })
    const { longer, over } = review(keep, points, takenAt)
    points = points.map(point => ({ ...point, keptUntil: longer.get(point.number) ?? point.keptUntil }))
    points = points.filter(point => !over.some(one => one.number === point.number))
    onStep?.(points, over, takenAt)
  }
  return points
}

test('no rules drop the newest point, and none drops one before its promise', () => {
  fc.assert(
    fc.property(rules, histories, (keep, history) => {
      let sealed = 0
      live(keep, history, (points, gone, now) => {
        sealed++
        assert.ok(points.some(point => point.number === sealed))
        for (const point of gone) assert.ok(point.keptUntil <= now)
      })
    }),
    { numRuns: 150 },
  )
})

test('a promise is never made shorter, and what a rule keeps at an instant is not over at it', () => {
  fc.assert(
    fc.property(rules, rules, histories, (keep, other, history) => {
      const points = live(keep, history)
      const now = Math.max(...points.map(point => point.takenAt))
      // Under another plan too.
      for (const later of [0, day, 9 * day, 40 * day]) {
        const { longer, over } = review(other, points, now + later)
        for (const [number, until] of longer)
          assert.ok(
            until > (points.find(point => point.number === number)?.keptUntil ?? Number.POSITIVE_INFINITY),
          )
        const reasons = reasonsOf(other, points, now + later)
        for (const point of over) assert.equal(reasons.get(point.number), undefined)
      }
    }),
    { numRuns: 150 },
  )
})

test('what a point is promised when it is sealed is what the rules say of it then', () => {
  fc.assert(
    fc.property(rules, histories, (keep, history) => {
      const there: Kept[] = []
      for (const [i, { quarter, trigger, status }] of history.entries()) {
        const takenAt = start + quarter * 900_000
        const fresh = { number: i + 1, takenAt, localDay: localDay(takenAt, zone), zone, trigger, status }
        const keptUntil = promiseOf(keep, fresh, there)
        const settled = (reasonsOf(keep, [...there, { ...fresh, keptUntil }], takenAt).get(i + 1) ?? []).map(
          reason => reason.until ?? takenAt,
        )
        assert.equal(keptUntil, Math.max(takenAt, ...settled))
        there.push({ ...fresh, keptUntil })
      }
    }),
    { numRuns: 150 },
  )
})

test('more rules, and longer ones, keep all that fewer keep', () => {
  fc.assert(
    fc.property(rules, rules, histories, (few, more, history) => {
      const both = Object.fromEntries(
        Object.entries({ ...more, ...few }).map(([rule, n]) => [
          rule,
          Math.max(n, more[rule as keyof KeepRules] ?? 0),
        ]),
      ) as KeepRules
      const kept = new Set(live(both, history).map(point => point.number))
      for (const point of live(few, history)) assert.ok(kept.has(point.number), `#${point.number}`)
    }),
    { numRuns: 150 },
  )
})

function at(localDay: string, time: string, more: Partial<Kept> = {}): Kept {
  const takenAt = instantOf(localDay, time, zone)
  const usual = { number: 1, trigger: 'nightly', status: 'complete', keptUntil: takenAt } as const
  return { ...usual, takenAt, localDay, zone, ...more }
}

function night(of: string): number {
  return instantOf(of, '00:30', zone)
}
