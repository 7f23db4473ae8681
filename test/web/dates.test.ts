import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { daysOf } from '../../web/backups.ts'
import { lastDay, shiftMonth, weeksOf, zoneName } from '../../web/dates.ts'
import { placePath, readPlace } from '../../web/place.ts'

const backup = (number: number, localDay: string) => ({
  ...{ number, localDay, takenAt: number, zone: 'UTC', keptUntil: 0 },
  ...{ status: 'complete' as const, messages: 0, bytes: 0, newMessages: 0, problems: [] },
})
const failure = (localDay: string) => ({
  ...{ localDay, startedAt: 0, state: 'failed' as const, problem: null, progress: null },
})

describe('days and places', () => {
  it('counts the weeks of a month from the first day of the reader’s week', () => {
    assert.deepEqual(weeksOf('2026-11', 1)[0], [null, null, null, null, null, null, '2026-11-01'])
    assert.equal(weeksOf('2026-11', 7)[0]?.[0], '2026-11-01')
    assert.equal(weeksOf('2028-02', 1).flat().filter(Boolean).length, 29)
    assert.equal(shiftMonth('2026-12', 1), '2027-01')
    assert.equal(shiftMonth('2026-01', -1), '2025-12')
  })

  it('calls a zone by its city and the day something goes by the day before', () => {
    assert.equal(zoneName('America/New_York'), 'New York time')
    assert.equal(zoneName('UTC'), 'UTC')
    assert.match(lastDay(Date.UTC(2026, 11, 7, 23), 'Europe/Rome', 'short'), /7.*December|December.*7/)
  })

  it('shows a day on which every attempt failed, but not one that was mended the same day or came before all others', () => {
    const days = daysOf(
      [backup(1, '2026-11-10'), backup(2, '2026-11-12'), backup(3, '2026-11-12')],
      [failure('2026-11-12'), failure('2026-11-11'), failure('2026-11-09')],
    )
    assert.deepEqual(
      days.map(day => [day.day, day.backups.length, day.failure !== null]),
      [
        ['2026-11-10', 1, false],
        ['2026-11-11', 0, true],
        ['2026-11-12', 2, false],
      ],
    )
  })

  it('keeps a place in the address and takes nothing else for one', () => {
    const at = { point: 142, folder: 'f1', email: 'e1-x-y' }
    assert.deepEqual(readPlace(placePath(at)), at)
    assert.equal(placePath({ point: null, folder: 'f1', email: null }), '/')
    for (const path of ['/', '/at/p0', '/at/142', '/at/p1/../x', '/at/p1/f1/e1/x', '/at/p1/%2e'])
      assert.deepEqual(readPlace(path), { point: null, folder: null, email: null })
  })
})
