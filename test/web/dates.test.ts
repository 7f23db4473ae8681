import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { daysOf, daysOld, nthInMinute } from '../../web/backups.ts'
import { fullDate, lastDay, shiftMonth, weeksOf, zoneName } from '../../web/dates.ts'
import { dayAfter } from '../../web/day-moves.ts'
import { en } from '../../web/i18n/en.ts'
import { it as italian } from '../../web/i18n/it.ts'
import { home, placePath, readPlace } from '../../web/place.ts'
import { setWords } from '../../web/words.ts'

setWords(en, ['en-GB'])

const backup = (number: number, localDay: string) => ({
  ...{ number, localDay, takenAt: number, zone: 'UTC', keptUntil: 0 },
  ...{ status: 'complete' as const, messages: 0, bytes: 0, newMessages: 0, problems: [], pinned: [] },
  ...{ trigger: 'nightly' as const, durationMs: 0, dir: '' },
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
    setWords(italian, ['it-IT'])
    assert.match(zoneName('Europe/Rome'), /Europa centrale/)
    setWords(en, ['en-GB'])
    assert.match(lastDay(Date.UTC(2026, 11, 7, 23), 'Europe/Rome', 'short'), /7.*December|December.*7/)
  })

  it('names the zone of a message’s date where the clocks of the backup’s zone differ', () => {
    const at = Date.UTC(2026, 10, 14, 12)
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    const other = here === 'Pacific/Kiritimati' ? 'Asia/Tokyo' : 'Pacific/Kiritimati'
    const plain = fullDate(at, here)
    assert.ok(!/GMT|UTC/.test(plain) && fullDate(at, other).startsWith(plain))
    assert.match(fullDate(at, other).slice(plain.length), /^ [A-Z]/)
  })

  it('tells backups of one minute apart, and how old a late one is', () => {
    const all = [backup(1, '2026-11-12'), backup(2, '2026-11-12'), backup(3, '2026-11-12')]
    const clock = ({ number }: { number: number }) => (number === 1 ? '02:00' : '09:30')
    assert.deepEqual(
      all.map(one => nthInMinute(one, all, clock)),
      [1, 1, 2],
    )
    assert.deepEqual([2, 3, 11, 12, 13, 22].map(en.days.nth), ['2nd', '3rd', '11th', '12th', '13th', '22nd'])
    const hours = (n: number) => daysOld({ takenAt: 0 }, n * 3_600_000)
    assert.deepEqual([35, 36, 49, 250].map(hours), [0, 1, 2, 10])
  })

  it('goes through a calendar by day, week, month and to its ends, past days without a backup', () => {
    const days = ['2026-10-05', '2026-11-08', '2026-11-09', '2026-11-14', '2026-11-15', '2026-11-16']
    const from = (day: string, ...keys: string[]) =>
      keys.map(key => dayAfter(key, day, days)?.slice(5) ?? null)
    assert.deepEqual(from('2026-11-14', 'ArrowLeft', 'ArrowRight'), ['11-09', '11-15'])
    assert.deepEqual(from('2026-11-15', 'ArrowUp', 'ArrowDown'), ['11-08', null])
    assert.deepEqual(from('2026-11-15', 'Home', 'End', 'x'), ['10-05', '11-16', null])
    assert.deepEqual(from('2026-11-15', 'PageUp', 'PageDown'), ['10-05', null])
    assert.deepEqual(from('2026-10-05', 'PageDown', 'ArrowLeft'), ['11-08', null])
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
    const at = { ...home, point: 142, folder: 'f1', email: 'e1-x-y' }
    assert.equal(placePath(at), '/at/p142/f1/e1-x-y')
    assert.deepEqual(readPlace(placePath(at)), at)
    assert.equal(placePath({ ...home, folder: 'f1' }), '/')
    for (const path of ['/', '/at/p0', '/at/142', '/at/p1/../x', '/at/p1/f1/e1/x', '/at/p1/%2e'])
      assert.deepEqual(readPlace(path), home)
  })
})
