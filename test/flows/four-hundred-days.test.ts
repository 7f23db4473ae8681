import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { addDays, type Day, instantOf, localDay, localTime } from '../../src/domain/day.ts'
import type { Plan, Schedule } from '../../src/domain/plan.ts'
import type { Problem } from '../../src/domain/point.ts'
import { afterFailedRun, afterGoodRun } from '../../src/nights/after-run.ts'
import { type Candidate, setNextLook, startDue } from '../../src/nights/start-due.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { tempFolder } from '../world/temp.ts'
import { mailServer } from '../world/yestermail.ts'

// 400 days of the rules of when over a real ledger, with a clock that leaps from one thing to do to the next. What is
// expected is counted on a calendar, not by the rules under test.
const minute = 60_000
const hour = 60 * minute
const first = '2026-02-10'
const days = Array.from({ length: 400 }, (_, n) => addDays(first, n))
const begin = Date.parse(`${first}T12:00Z`)
const end = begin + 399 * 24 * hour

const schedules: Record<string, Schedule> = {
  nightly: { kind: 'daily', at: '02:15', spreadMinutes: 0 },
  sundays: { kind: 'weekly', on: 7, at: '00:00', spreadMinutes: 0 },
  often: { kind: 'hours', every: 12, at: '02:15', spreadMinutes: 0 },
  byHand: { kind: 'by-hand' },
}
const zones = ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']

interface Trouble {
  zones?: readonly string[]
  /** the worker is off from one instant to another */
  off?: readonly (readonly [number, number])[]
  /** what befalls a run begun at that instant */
  fails?(at: number, account: Candidate): Problem['code'] | null
}

interface Lived {
  /** when each account had a point: "2026-03-29 03:00" of its zone */
  points: Map<string, string[]>
  runs: number
  alarms: string[]
}

/** One account a zone with this plan. */
async function live(
  plan: keyof typeof schedules,
  { zones: lived = zones, off = [], fails = () => null }: Trouble = {},
): Promise<Lived> {
  await using temp = await tempFolder('days')
  const ledger = openLedger(join(temp.path, 'ledger.sqlite'), { durable: false })
  const schedule = schedules[plan] as Schedule
  const planOf = (): Plan => ({ name: plan, schedule, keep: {}, byHand: true, junk: true, shared: false })
  const clock = { now: begin }
  const world = {
    ledger,
    servers: new Map([['yester.example', mailServer({ port: 1 })]]),
    planOf,
    now: () => clock.now,
  }
  const points = new Map<string, string[]>()
  const alarms = new Set<string>()
  let runs = 0
  try {
    for (const [n, zone] of lived.entries()) {
      points.set(zone, [])
      const address = `user${n}@yester.example`
      await ledger.enrol({
        id: `a${n}`,
        address,
        domain: 'yester.example',
        zone,
        credential: 'box',
        createdAt: begin,
      })
    }
    for (let next = begin; next <= end; ) {
      clock.now = next
      const sleep = off.find(([from, to]) => next >= from && next < to)
      if (sleep) {
        // It is started again, and looks at everything.
        next = sleep[1]
        await ledger.lookAgain(null)
        continue
      }
      const begun: [Candidate, 'first' | 'nightly'][] = []
      const slots = {
        free: () => 4,
        has: () => false,
        start: (one: Candidate, trigger: 'first' | 'nightly') => void begun.push([one, trigger]),
      }
      await startDue(world, slots, { now: next, began: begin, gone: [] })
      for (const [account, trigger] of begun) await run(account, trigger)
      for (const { kind } of await ledger.alarms()) alarms.add(kind)
      const times = await Promise.all(
        lived.map(async (_, n) => (await ledger.candidate(`a${n}`))?.nextAt ?? end),
      )
      next = Math.max(next + 1000, Math.min(...times))
    }
    return { points, runs, alarms: [...alarms] }
  } finally {
    ledger.close()
  }

  async function run(account: Candidate, trigger: 'first' | 'nightly'): Promise<void> {
    const { id, zone } = account
    const at = clock.now
    const day = localDay(at, zone)
    const code = fails(at, account)
    runs++
    const epoch = (await ledger.claim(id, 'w', at, at + hour, null)) ?? 0
    const row = await ledger.beginRun({ account: id, trigger, at, localDay: day })
    if (code) await ledger.failRun(row, at + minute, { code })
    else {
      const number = await ledger.reservePoint({ account: id, trigger, at, localDay: day })
      const none = { messages: 0, bytes: 0, newMessages: 0, newBytes: 0, durationMs: 1, problems: [] }
      const point = {
        number,
        account: id,
        takenAt: at,
        localDay: day,
        zone,
        dir: day,
        keptUntil: at,
        trigger,
        ...none,
      }
      assert.ok(await ledger.sealPoint({ ...point, status: 'complete' }, row, epoch, at + minute))
      points.get(zone)?.push(`${day} ${localTime(at, zone).replace(/(..)(..)/, '$1:$2')}`)
    }
    await ledger.release(id, epoch)
    await (code ? afterFailedRun(world, id) : afterGoodRun(world, id))
    await setNextLook(world, id, { now: at, began: begin, gone: [] })
  }
}

/** Days after the first on which the calendar of a zone has a night, but for the last ones, which only some zones reach. */
function expected(zone: string, isNight: (day: Day) => boolean = () => true): Day[] {
  return days.slice(1, -2).filter(day => isNight(day) && instantOf(day, '00:00', zone) < end)
}

function nightsOf({ points }: Lived, zone: string): { taken: string[]; dates: Day[] } {
  const [atOnce = '', ...taken] = points.get(zone) ?? []
  assert.equal(atOnce.slice(0, 10), localDay(begin, zone), 'the first point is taken at once')
  const last = days.at(-3) ?? ''
  const here = taken.filter(one => one.slice(0, 10) > first && one.slice(0, 10) <= last)
  return { taken: here, dates: here.map(one => one.slice(0, 10)) }
}

test('each date has its night, once, over all changes of the clock, but for those on which nobody could take it', async () => {
  const off = [
    [Date.parse('2026-03-25T09:00Z'), Date.parse('2026-03-27T16:00Z')],
    [Date.parse('2026-07-01T12:00Z'), Date.parse('2026-07-01T13:00Z')],
    [Date.parse('2026-10-15T20:00Z'), Date.parse('2026-10-20T21:00Z')],
  ] as const
  const down = [Date.parse('2026-05-10T00:00Z'), Date.parse('2026-05-12T12:00Z')] as const
  const within = (at: number, [from, to]: readonly [number, number]) => at >= from && at < to
  // Every 30th date begins badly and is well after two hours.
  const bad = (day: Day) => (Date.parse(day) / 86_400_000) % 30 === 9
  const lived = await live('nightly', {
    off,
    fails(at, { zone }) {
      if (within(at, down)) return 'server-unreachable'
      const day = localDay(at, zone)
      return bad(day) && at < instantOf(day, '04:15', zone) ? 'fault' : null
    },
  })
  for (const zone of zones) {
    const { taken, dates } = nightsOf(lived, zone)
    const night = (day: Day) => instantOf(day, '02:15', zone)
    const missed = (day: Day) => off.some(one => within(night(day), one))
    const lost = (day: Day) => night(day) >= down[0] && night(addDays(day, 1)) <= down[1]
    // Of the nights missed while the worker was off only the newest is made up for, when it is back.
    const madeUp = new Set(off.map(([, to]) => localDay(to, zone)))
    const want = expected(zone, day => (!missed(day) || madeUp.has(day)) && !lost(day))
    assert.deepEqual(dates, want, zone)
    for (const [, to] of [off[0], off[2]])
      assert.ok(taken.includes(`${localDay(to, zone)} ${clock(to, zone)}`))
    const usual = want.filter(day => !missed(day) && !bad(day) && !within(night(day), down))
    const odd = taken.filter(one => usual.includes(one.slice(0, 10)) && !one.endsWith('02:15'))
    // Where 02:15 does not exist it is the change itself.
    assert.deepEqual(odd, CHANGES[zone], zone)
    for (const day of want.filter(bad)) assert.ok(taken.includes(`${day} 04:15`), `${zone} ${day}`)
  }
  assert.deepEqual(lived.alarms.sort(), ['run-failed', 'server-down'])
})

const CHANGES: Record<string, string[]> = {
  'Europe/Rome': ['2026-03-29 03:00'],
  'America/New_York': ['2026-03-08 03:00', '2027-03-14 03:00'],
  'Australia/Lord_Howe': ['2026-10-04 02:30'],
  'Asia/Kathmandu': [],
}

test('a weekly plan has its Sundays, one of every twelve hours two a day, and one by hand its first point', async () => {
  const weekly = await live('sundays')
  for (const zone of zones) {
    const sundays = expected(zone, day => new Date(day).getUTCDay() === 0)
    assert.deepEqual(nightsOf(weekly, zone).dates, sundays, zone)
  }
  const [rome = ''] = zones
  const often = await live('often', { zones: [rome] })
  const times = Map.groupBy(nightsOf(often, rome).taken, one => one.slice(0, 10))
  for (const day of expected(rome))
    assert.deepEqual(
      times.get(day)?.map(one => one.slice(11)),
      ['02:15', '14:15'].map(at => (day === '2026-03-29' && at === '02:15' ? '03:00' : at)),
      day,
    )
  const byHand = await live('byHand')
  for (const zone of zones) assert.equal(byHand.points.get(zone)?.length, 1)
})

test('a password that is wrong for twenty nights costs three sign-ins each, and no point before or after', async () => {
  const wrong: [number, number] = [Date.parse('2026-06-01T12:00Z'), Date.parse('2026-06-21T12:00Z')]
  const tries: number[] = []
  const [rome = ''] = zones
  const lived = await live('nightly', {
    zones: [rome],
    fails(at) {
      if (at < wrong[0] || at >= wrong[1]) return null
      tries.push(at)
      return 'login-refused'
    },
  })
  assert.equal(tries.length, 3 * 20)
  const isWrong = (day: Day) =>
    instantOf(day, '02:15', rome) >= wrong[0] && instantOf(day, '02:15', rome) < wrong[1]
  assert.deepEqual(
    nightsOf(lived, rome).dates,
    expected(rome, day => !isWrong(day)),
  )
})

function clock(at: number, zone: string): string {
  return localTime(at, zone).replace(/(..)(..)/, '$1:$2')
}
