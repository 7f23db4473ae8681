import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDay, localTime } from '../../src/domain/day.ts'
import type { Schedule } from '../../src/domain/plan.ts'
import { nightsAround } from '../../src/domain/schedule.ts'
import { fc } from '../world/fast-check.ts'

const daily = (at: string, spreadMinutes = 0): Schedule => ({ kind: 'daily', at, spreadMinutes })
const hours = (every: number, at: string, spreadMinutes = 0): Schedule => ({
  kind: 'hours',
  every,
  at,
  spreadMinutes,
})

/** Every night from one instant to another, as a person's clock would show them in UTC. */
function nights(schedule: Schedule, zone: string, from: string, to: string, id = 'a'): string[] {
  const found: string[] = []
  for (let now = Date.parse(from); ; ) {
    const { last, next } = nightsAround(schedule, { id, zone }, now)
    assert.ok(last === null || last <= now)
    if (next === null || next > Date.parse(to)) return found
    assert.equal(
      nightsAround(schedule, { id, zone }, next).last,
      next,
      'a night that has come is the last one',
    )
    found.push(new Date(next).toISOString().slice(0, 16))
    now = next
  }
}

test('a daily night comes once a day, over both clock changes', () => {
  assert.deepEqual(nights(daily('02:30'), 'Europe/Rome', '2026-03-27T12:00Z', '2026-03-30T12:00Z'), [
    '2026-03-28T01:30',
    '2026-03-29T01:00', // 02:30 does not exist: the change
    '2026-03-30T00:30',
  ])
  assert.deepEqual(nights(daily('02:30'), 'Europe/Rome', '2026-10-23T12:00Z', '2026-10-26T12:00Z'), [
    '2026-10-24T00:30',
    '2026-10-25T00:30', // of two 02:30 the first
    '2026-10-26T01:30',
  ])
  assert.deepEqual(nights(daily('02:15'), 'Australia/Lord_Howe', '2026-10-02T00:00Z', '2026-10-04T12:00Z'), [
    '2026-10-02T15:45',
    '2026-10-03T15:30', // half an hour is left out
  ])
})

test('weekly is the set day of the account, by its own calendar', () => {
  const sunday: Schedule = { kind: 'weekly', on: 7, at: '00:00', spreadMinutes: 0 }
  assert.deepEqual(nights(sunday, 'Asia/Kathmandu', '2026-11-01T00:00Z', '2026-11-22T00:00Z'), [
    '2026-11-07T18:15',
    '2026-11-14T18:15',
    '2026-11-21T18:15',
  ])
})

test('every so many hours are counted from the set time, and the last of a day joins the first of the next', () => {
  const day = (schedule: Schedule) => nights(schedule, 'UTC', '2026-11-21T23:59Z', '2026-11-22T23:59Z')
  const at = (...times: string[]) => times.map(time => `2026-11-22T${time}`)
  assert.deepEqual(day(hours(6, '00:00')), at('00:00', '06:00', '12:00', '18:00'))
  assert.deepEqual(day(hours(6, '22:30')), at('04:30', '10:30', '16:30', '22:30'))
  assert.deepEqual(day(hours(5, '00:00')), at('00:00', '05:00', '10:00', '15:00', '20:00'))
  assert.deepEqual(day(hours(24, '09:00')), at('09:00'))
  assert.deepEqual(day({ kind: 'by-hand' }), [])
})

test('an hour that exists twice or not at all neither doubles nor multiplies a run', () => {
  const spring = nights(hours(1, '00:10'), 'Europe/Rome', '2026-03-29T00:00Z', '2026-03-29T03:00Z')
  assert.deepEqual(spring, ['2026-03-29T00:10', '2026-03-29T01:10', '2026-03-29T02:10'])
  const autumn = nights(hours(1, '00:10'), 'Europe/Rome', '2026-10-24T23:00Z', '2026-10-25T03:00Z')
  assert.deepEqual(autumn, ['2026-10-24T23:10', '2026-10-25T00:10', '2026-10-25T02:10'])
})

test('a day that a zone leaves out has no night, and the day after has one', () => {
  // Samoa went from 29 to 31 December 2011.
  assert.deepEqual(nights(daily('02:00'), 'Pacific/Apia', '2011-12-28T00:00Z', '2011-12-31T00:00Z'), [
    '2011-12-28T12:00',
    '2011-12-29T12:00',
    '2011-12-30T12:00',
  ])
})

test('accounts are spread evenly, each always at its own time of day', () => {
  const counts = new Map<number, number>()
  const noon = Date.parse('2026-11-22T12:00Z')
  for (let i = 0; i < 1000; i++) {
    const id = `account${(i * 7919).toString(36)}`
    const { last } = nightsAround(daily('00:00', 60), { id, zone: 'UTC' }, noon)
    const minute = Math.floor(((last ?? 0) - Date.parse('2026-11-22T00:00Z')) / 60_000)
    assert.ok(minute >= 0 && minute < 60)
    counts.set(minute, (counts.get(minute) ?? 0) + 1)
  }
  assert.ok(Math.max(...counts.values()) < 60, 'no minute has many times its share')
})

test('in any zone, whatever the clocks do, each date has one daily night at the account’s own time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }),
      fc.constantFrom(
        'Europe/Rome',
        'America/New_York',
        'America/Santiago',
        'Africa/Cairo',
        'Australia/Lord_Howe',
        'Atlantic/Azores',
        'UTC',
      ),
      fc.constantFrom('00:00', '02:30', '23:50'),
      fc.string({ minLength: 1, maxLength: 16 }),
      (from, zone, at, id) => {
        let now = from
        const dates: string[] = []
        const times = new Set<string>()
        for (let n = 0; n < 4; n++) {
          now = nightsAround(daily(at, 90), { id, zone }, now).next ?? 0
          dates.push(localDay(now, zone))
          times.add(localTime(now, zone))
        }
        assert.equal(new Set(dates).size, 4, dates.join())
        assert.equal(Date.parse(dates[3] ?? '') - Date.parse(dates[0] ?? ''), 3 * 86_400_000, dates.join())
        assert.ok(times.size <= 2, 'but for the night of a change')
      },
    ),
  )
})
