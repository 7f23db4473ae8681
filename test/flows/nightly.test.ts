import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { MailServer } from '../../src/domain/mail-server.ts'
import { planOf, readyPlans } from '../../src/domain/plans.ts'
import type { Problem } from '../../src/domain/point.ts'
import { afterFailedRun, afterGoodRun } from '../../src/nights/after-run.ts'
import { type Candidate, setNextLook, startDue } from '../../src/nights/start-due.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { tempFolder } from '../world/temp.ts'
import { mailServer } from '../world/yestermail.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const midnight = Date.parse('2026-11-22T00:00Z')

/** The rules of when over a real ledger; each run ends at once, as `outcome` says. */
async function openNights(server: Partial<MailServer> = {}) {
  const temp = await tempFolder('nights')
  const ledger = openLedger(join(temp.path, 'ledger.sqlite'))
  const servers = new Map([['yester.example', mailServer({ port: 1, ...server })]])
  const plans = readyPlans({ at: '00:00', spreadMinutes: 0 })
  const clock = { now: midnight - hour }
  const world = {
    ledger,
    servers,
    planOf: (one: Pick<Candidate, 'plan' | 'domain'>) => planOf(one, servers, plans),
    now: () => clock.now,
  }
  const started: { id: string; trigger: string; at: number }[] = []
  const nights = {
    ledger,
    world,
    clock,
    started,
    free: 1000,
    outcome: (_: Candidate): Problem | null => null,
    async enrol(n: number, more: { credential?: string | null; createdAt?: number } = {}) {
      const id = `a${String(n).padStart(15, '0')}`
      await ledger.enrol({
        id,
        address: `user${n}@yester.example`,
        domain: 'yester.example',
        zone: 'UTC',
        credential: 'box',
        createdAt: clock.now,
        ...more,
      })
      return id
    },
    /** One look at everything: the runs that began. */
    async tick(now: number) {
      clock.now = now
      started.length = 0
      const begun: Candidate[] = []
      let free = nights.free
      const slots = {
        free: () => free,
        has: () => false,
        start(account: Candidate, trigger: 'first' | 'nightly') {
          free--
          begun.push(account)
          started.push({ id: account.id, trigger, at: now })
        },
      }
      await startDue(world, slots, { now, began: 0, gone: [] })
      for (const account of begun)
        await nights.end(account, started.find(one => one.id === account.id)?.trigger as 'nightly')
      return started.map(one => one.id)
    },
    async end(account: Candidate, trigger: 'first' | 'nightly') {
      const at = clock.now
      const localDay = new Date(at).toISOString().slice(0, 10)
      const problem = nights.outcome(account)
      const epoch = (await ledger.claim(account.id, 'w', at, at + hour, null)) ?? 0
      const run = await ledger.beginRun({ account: account.id, trigger, at, localDay })
      if (problem) await ledger.failRun(run, at, problem)
      else {
        const number = await ledger.reservePoint({ account: account.id, trigger, at, localDay })
        const none = { messages: 0, bytes: 0, newMessages: 0, newBytes: 0, durationMs: 1, problems: [] }
        const point = {
          number,
          account: account.id,
          takenAt: at,
          localDay,
          zone: 'UTC',
          dir: localDay,
          keptUntil: at + 15 * day,
          status: 'complete' as const,
          trigger,
          ...none,
        }
        assert.equal(await ledger.sealPoint(point, run, epoch, at), true)
      }
      await ledger.release(account.id, epoch)
      await (problem ? afterFailedRun(world, account.id) : afterGoodRun(world, account.id))
      await setNextLook(world, account.id, { now: at, began: 0, gone: [] })
    },
    async alarms() {
      return (await ledger.alarms()).map(({ kind, about, times }) => ({ kind, about, times }))
    },
    async [Symbol.asyncDispose]() {
      ledger.close()
      await temp.remove()
    },
  }
  return nights
}

test('an account is run once a night: first when it is enrolled, then at midnight', async () => {
  await using nights = await openNights()
  const id = await nights.enrol(1)
  assert.deepEqual(await nights.tick(midnight - hour), [id])
  assert.equal(nights.started[0]?.trigger, 'first')
  assert.deepEqual(await nights.tick(midnight - minute), [])
  assert.deepEqual(await nights.tick(midnight), [id])
  assert.equal(nights.started[0]?.trigger, 'nightly')
  assert.deepEqual(await nights.tick(midnight + 23 * hour), [])
  assert.deepEqual(await nights.tick(midnight + 3 * day + hour), [id], 'three nights were missed')
  assert.deepEqual(await nights.tick(midnight + 3 * day + 2 * hour), [])
})

test('with few slots those longest due come first, and nobody is forgotten', async () => {
  await using nights = await openNights()
  for (let n = 1; n <= 7; n++) await nights.enrol(n, { createdAt: midnight - n * minute })
  nights.free = 3
  assert.deepEqual(
    (await nights.tick(midnight + 1)).map(id => Number(id.slice(1))),
    [1, 2, 3],
  )
  const again = [...(await nights.tick(midnight + 2)), ...(await nights.tick(midnight + 3))]
  assert.deepEqual(
    again.map(id => Number(id.slice(1))),
    [4, 5, 6, 7],
  )
  assert.deepEqual(await nights.tick(midnight + 4), [])
})

test('one account’s trouble delays no other, and is told when its first hour is over', async () => {
  await using nights = await openNights()
  const bad = await nights.enrol(1)
  const good = await nights.enrol(2)
  await nights.tick(midnight - hour)
  nights.outcome = account => (account.id === bad ? { code: 'fault' } : null)
  const tries: number[] = []
  for (let now = midnight; now <= midnight + 4 * hour; now += minute) {
    const ids = await nights.tick(now)
    if (ids.includes(bad)) tries.push((now - midnight) / minute)
    if (now === midnight) assert.deepEqual(ids.sort(), [bad, good])
    if (now === midnight + 50 * minute) assert.deepEqual(await nights.alarms(), [])
  }
  assert.deepEqual(tries, [0, 10, 20, 30, 40, 50, 60, 120, 180, 240])
  assert.deepEqual(await nights.alarms(), [{ kind: 'run-failed', about: '', times: 4 }])
  nights.outcome = () => null
  assert.deepEqual(await nights.tick(midnight + 5 * hour), [bad])
  assert.deepEqual(await nights.alarms(), [])
})

test('an account that waits for its owner and has no password has one failed run a night, with the reason', async () => {
  await using nights = await openNights()
  const id = await nights.enrol(1, { credential: null })
  await nights.ledger.setState(id, 'needs-sign-in')
  for (const after of [0, 1, 60, 600]) assert.deepEqual(await nights.tick(midnight + after * minute), [])
  assert.deepEqual(await nights.tick(midnight + day + minute), [])
  const runs = await nights.ledger.runs(id, 100)
  assert.deepEqual(
    runs.map(run => [run.localDay, run.problem?.code]),
    [
      ['2026-11-23', 'not-signed-in'],
      ['2026-11-22', 'not-signed-in'],
    ],
  )
})

test('a master user that is refused costs a few sign-ins and one alarm, not one an account; the first success lets all go', async () => {
  await using nights = await openNights({
    master: { user: 'm', password: 'p', form: 'separator', separator: '*' },
  })
  const accounts = 40
  for (let n = 0; n < accounts; n++) await nights.enrol(n, { credential: null })
  await nights.tick(midnight - hour)
  nights.free = 4
  nights.outcome = () => ({ code: 'login-refused' })
  let logins = 0
  for (let now = midnight; now < midnight + 3 * hour; now += minute) logins += (await nights.tick(now)).length
  // Four of the first round, then one each ten minutes, then one an hour.
  assert.ok(logins >= 4 + 6 && logins <= 4 + 6 + 3, `${logins} sign-ins`)
  assert.deepEqual(
    (await nights.alarms()).map(({ kind, about }) => `${kind} ${about}`),
    ['all-refused yester.example'],
  )
  for (const { id } of await nights.ledger.accounts()) {
    const [newest, ...older] = (await nights.ledger.runs(id, 10)).filter(run => run.startedAt >= midnight)
    assert.equal(newest?.problem?.code, 'login-refused', 'each page says why there was no night')
    assert.ok(older.filter(run => run.problem?.held).length <= 1)
  }
  nights.outcome = () => null
  nights.free = 1000
  const ran = new Set<string>()
  for (let now = midnight + 3 * hour; now < midnight + 5 * hour; now += minute)
    for (const id of await nights.tick(now)) ran.add(id)
  assert.equal(ran.size, accounts, 'every account had its night after all')
  assert.deepEqual(await nights.alarms(), [])
})

test('a server that answers nobody is one alarm, and some accounts failing each for itself are none', async () => {
  await using nights = await openNights()
  for (let n = 0; n < 20; n++) await nights.enrol(n)
  await nights.tick(midnight - hour)
  nights.outcome = account => (account.id < 'a000000000000003' ? { code: 'server-unreachable' } : null)
  for (let now = midnight; now < midnight + 50 * minute; now += minute) await nights.tick(now)
  assert.deepEqual(await nights.alarms(), [])
  nights.outcome = () => ({ code: 'server-unreachable' })
  nights.free = 3
  for (let now = midnight + day; now < midnight + day + 5 * minute; now += minute) await nights.tick(now)
  assert.deepEqual(
    (await nights.alarms()).filter(one => one.kind === 'server-down'),
    [{ kind: 'server-down', about: 'yester.example', times: 1 }],
  )
})

test('a server that goes away again soon after it came back is told again', async () => {
  await using nights = await openNights()
  for (let n = 0; n < 5; n++) await nights.enrol(n)
  await nights.tick(midnight - hour)
  const isDown = async () => (await nights.alarms()).some(one => one.kind === 'server-down')
  nights.outcome = () => ({ code: 'server-unreachable' })
  await nights.tick(midnight)
  assert.equal(await isDown(), true)
  nights.outcome = () => null
  for (let now = midnight; now < midnight + 30 * minute; now += minute) await nights.tick(now)
  assert.equal(await isDown(), false)
  nights.outcome = () => ({ code: 'server-unreachable' })
  for (const account of (await nights.ledger.toLookAt(9e15, [], 5)).slice(0, 3)) {
    nights.clock.now = midnight + 40 * minute
    await nights.end(account, 'nightly')
  }
  assert.equal(await isDown(), true, 'the good runs between the two excuse nothing')
})

test('a domain with few accounts has its alarm too, but not for a hiccup', async () => {
  for (const accounts of [1, 2]) {
    await using nights = await openNights()
    for (let n = 0; n < accounts; n++) await nights.enrol(n)
    await nights.tick(midnight - hour)
    nights.outcome = () => ({ code: 'server-unreachable' })
    for (let now = midnight; now < midnight + 10 * minute; now += minute) await nights.tick(now)
    assert.deepEqual(await nights.alarms(), [], 'after one try each')
    await nights.tick(midnight + 10 * minute)
    assert.deepEqual(await nights.alarms(), [{ kind: 'server-down', about: 'yester.example', times: 1 }])
    nights.outcome = () => null
    for (let now = midnight + 11 * minute; now < midnight + hour; now += minute) await nights.tick(now)
    assert.deepEqual(await nights.alarms(), [])
  }
})

test('the one account of a master user that is refused three times is the master user’s trouble', async () => {
  for (const master of [
    { user: 'm', password: 'p', form: 'separator', separator: '*' } as const,
    undefined,
  ]) {
    await using nights = await openNights(master ? { master } : {})
    await nights.enrol(1)
    await nights.tick(midnight - hour)
    nights.outcome = () => ({ code: 'login-refused' })
    for (let now = midnight; now < midnight + 20 * minute; now += minute) await nights.tick(now)
    assert.deepEqual(await nights.alarms(), [])
    await nights.tick(midnight + 20 * minute)
    assert.deepEqual(
      (await nights.alarms()).map(one => one.kind),
      [master ? 'all-refused' : 'run-failed'],
    )
  }
})

test('of two workers that see the same account due, one takes it', async () => {
  await using nights = await openNights()
  const id = await nights.enrol(1)
  const seen = await nights.ledger.toLookAt(midnight, [], 10)
  assert.equal(seen.length, 1)
  const take = () => nights.ledger.setNext([{ id, at: midnight + hour, seen: seen[0]?.nextAt ?? 0 }])
  assert.deepEqual([await take(), await take()], [[id], []])
})

test('accounts that somebody works on are left alone, until the one who does is gone', async () => {
  await using nights = await openNights()
  const id = await nights.enrol(1)
  await nights.ledger.claim(id, 'w', midnight, midnight + hour, null)
  const ids = async (now: number, gone: string[]) =>
    (await nights.ledger.toLookAt(now, gone, 10)).map(one => one.id)
  assert.deepEqual(await ids(midnight, []), [])
  assert.deepEqual(await ids(midnight, ['w']), [id])
  assert.deepEqual(await ids(midnight + hour, []), [id])
})
