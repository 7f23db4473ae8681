import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, instantOf, isDay, isZone, localDay, localTime } from '../../src/domain/day.ts'
import { fc } from '../world/fast-check.ts'

const iso = (at: number) => new Date(at).toISOString()

test('a night begins at the first instant that shows the time, over both clock changes', () => {
  const cases: [day: string, time: string, zone: string, instant: string][] = [
    ['2026-11-22', '00:00', 'Europe/Rome', '2026-11-21T23:00:00.000Z'],
    ['2026-03-29', '02:30', 'Europe/Rome', '2026-03-29T01:00:00.000Z'], // 02:30 does not exist: the change itself
    ['2026-10-25', '02:30', 'Europe/Rome', '2026-10-25T00:30:00.000Z'], // 02:30 exists twice: the first
    ['2026-09-06', '00:00', 'America/Santiago', '2026-09-06T04:00:00.000Z'], // the day begins at 01:00
    ['2026-06-01', '00:00', 'Asia/Kathmandu', '2026-05-31T18:15:00.000Z'],
    ['2026-06-01', '00:00', 'Pacific/Kiritimati', '2026-05-31T10:00:00.000Z'],
    ['2026-06-01', '00:00', 'Pacific/Niue', '2026-06-01T11:00:00.000Z'],
  ]
  for (const [day, time, zone, instant] of cases)
    assert.equal(iso(instantOf(day, time, zone)), instant, `${day} ${time} ${zone}`)
})

test('every hour of a year belongs to a day that begins before it and ends after it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }),
      fc.constantFrom('Europe/Rome', 'America/Santiago', 'Asia/Tehran', 'Pacific/Apia', 'UTC'),
      (at, zone) => {
        const day = localDay(at, zone)
        assert.ok(instantOf(day, '00:00', zone) <= at)
        assert.ok(instantOf(addDays(day, 1), '00:00', zone) > at)
      },
    ),
  )
})

test('days are counted on the calendar, not in hours', () => {
  assert.equal(addDays('2026-10-24', 1), '2026-10-25')
  assert.equal(addDays('2026-10-25', 1), '2026-10-26')
  assert.equal(addDays('2024-02-28', 1), '2024-02-29')
  assert.equal(addDays('2026-01-01', -1), '2025-12-31')
  assert.equal(localDay(Date.parse('2026-11-21T23:30:00Z'), 'Europe/Rome'), '2026-11-22')
  assert.equal(localTime(Date.parse('2026-11-21T23:30:00Z'), 'Europe/Rome'), '0030')
  assert.ok(isZone('Europe/Oslo') && !isZone('Europe/Atlantis'))
})

test('a day is one that the calendar has', () => {
  for (const day of ['2026-02-28', '2028-02-29', '2026-12-31']) assert.equal(isDay(day), true, day)
  for (const text of [
    '2026-02-31',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    'x',
    '2026-01-01T00',
    '',
  ])
    assert.equal(isDay(text), false, text)
})
