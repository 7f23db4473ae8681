import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarOf, pointsOf } from '../../src/domain/calendar.ts'
import { addDays } from '../../src/domain/day.ts'
import type { Plan } from '../../src/domain/plan.ts'
import { readyMade } from '../../src/domain/plans.ts'
import { planChange } from '../../src/keep/plan-change.ts'
import { calendarText, planInWords } from '../../src/keep/plan-words.ts'

const today = '2026-11-22'

test('the calendar of each ready-made plan is what its words say', () => {
  const days = (name: string) => [...calendarOf(ready(name), today, 400).keys()]
  assert.deepEqual(
    days('days-7'),
    Array.from({ length: 8 }, (_, n) => addDays(today, n - 7)),
  )
  assert.equal(days('days-15')[0], '2026-11-07')
  // Sundays, seven weeks back and this one.
  assert.deepEqual(
    days('weekly'),
    Array.from({ length: 8 }, (_, n) => addDays(today, 7 * (n - 7))),
  )
  const thinning = days('thinning')
  assert.equal(thinning[0], '2025-12-01')
  assert.deepEqual(
    thinning.filter(day => day < '2026-08-24'),
    [
      ...['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'],
      ...['2026-07-01', '2026-08-01'],
    ],
  )
  assert.deepEqual(
    thinning.slice(-30),
    Array.from({ length: 30 }, (_, n) => addDays(today, n - 29)),
  )
})

test('an hourly plan has its hours on the last days, and a year of hours is counted in little time', () => {
  const plan: Plan = { ...ready('days-15'), keep: { hourly: 30, daily: 3 } }
  plan.schedule = { kind: 'hours', every: 6, at: '01:30', spreadMinutes: 0 }
  assert.deepEqual(
    [...calendarOf(plan, today, 60)],
    [
      ['2026-11-20', 1],
      ['2026-11-21', 2],
      ['2026-11-22', 4],
    ],
  )
  assert.deepEqual(
    pointsOf(plan, today, 1).map(point => new Date(point.takenAt).toISOString().slice(11, 16)),
    ['01:30', '07:30', '13:30', '19:30'],
  )
})

test('the calendar is drawn a month a row', () => {
  const text = calendarText(
    new Map([
      ['2026-11-02', 1],
      ['2026-11-03', 4],
      ['2026-10-31', 12],
    ]),
    '2026-11-04',
    6,
  )
  assert.deepEqual(text.split('\n'), [
    '         1   5    10   15   20   25   30',
    `2026-10${' '.repeat(30)}..+`,
    '2026-11  .#4.',
    '',
  ])
})

test('a plan is said in words', () => {
  assert.equal(
    planInWords(ready('thinning')),
    'A backup every day from 00:00 on, spread over 60 minutes. Kept: all of today and 7 days back; the first of each of ' +
      '30 days; the first of each of 13 weeks; the first of each of 12 months. Owners may take one by hand.',
  )
  assert.match(planInWords(ready('weekly')), /every Sunday from 00:00.*Owners may not take one by hand\.$/)
  const odd = { ...ready('days-7'), schedule: { kind: 'by-hand' } as const, keep: { last: 1, withinDays: 0 } }
  assert.equal(
    planInWords({ ...odd, junk: false, shared: true }),
    'A backup only by hand. Kept: the newest; all of today. Owners may take one by hand. The junk folder is left out. ' +
      'Folders that others share with the account are in.',
  )
})

test('what another plan changes is told before: nothing that is there goes sooner, and from when on days would be missed', () => {
  const points = pointsOf(ready('days-15'), '2026-11-07', 16)
  const now = Date.parse('2026-11-22T12:00:00Z')
  const shorter = planChange(points, ready('days-15'), ready('days-7'), now, 'UTC')
  assert.deepEqual([...shorter.longer], [])
  assert.deepEqual(shorter.tonight, { day: '2026-11-23', before: '2026-12-08', after: '2026-11-30' })
  assert.deepEqual([shorter.sooner, shorter.later, shorter.missedFrom], [31, 0, '2026-12-01'])
  const longer = planChange(points, ready('days-7'), ready('thinning'), now, 'UTC')
  assert.equal(longer.longer.size, 16)
  assert.deepEqual([longer.sooner, longer.later, longer.missedFrom], [0, 31, null])
  const weekly = planChange(points, ready('days-15'), ready('weekly'), now, 'UTC')
  assert.deepEqual(weekly.tonight, { day: '2026-11-23', before: '2026-12-08', after: '2026-11-22' })
  assert.deepEqual([weekly.sooner, weekly.later, weekly.missedFrom], [27, 4, '2026-11-23'])
})

test('a backup that is there already stands for its month: tonight’s is not said to stay a year as well', () => {
  const points = pointsOf(ready('days-15'), '2026-11-22', 1)
  const now = Date.parse('2026-11-22T12:00:00Z')
  const monthly = { ...ready('days-15'), keep: { monthly: 12 } }
  const { longer, tonight } = planChange(points, ready('days-15'), monthly, now, 'UTC')
  assert.deepEqual([...longer.values()], [Date.parse('2027-11-01T00:00:00Z')])
  assert.deepEqual(tonight, { day: '2026-11-23', before: '2026-12-08', after: '2026-11-23' })
})

function ready(name: string): Plan {
  const plan = readyMade.get(name)
  assert.ok(plan)
  return { ...plan }
}
