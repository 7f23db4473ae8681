import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { Refusal } from '../../src/domain/refusal.ts'
import type { RestoreResult } from '../../src/domain/restore.ts'
import { carryOut } from '../../src/requests/carry-out.ts'
import { claimNext, keepRequests } from '../../src/requests/keep-requests.ts'
import type { Watch } from '../../src/requests/requests-world.ts'
import { ada, allAdded, anna, DAY, idOf, openRequests, owner } from './request-world.ts'

const MINUTE = 60_000
const byOwners = { policy: { decide: 'owner' as const, most: 100, price: '10 EUR' } }

function answers(...list: (RestoreResult | Refusal | Error)[]) {
  return {
    putBack: async () => {
      const next = list.shift()
      if (!next || next instanceof Error) throw next ?? new Error('asked too often')
      return next
    },
  }
}

test('each end has its state, its letter, and is billed when something was added', async () => {
  const ends = [
    [allAdded, 'done', 1],
    [{ ...allAdded, added: 0, bytes: 0, there: 3 }, 'done', 0],
    [{ ...allAdded, added: 1, failed: 2 }, 'partial', 1],
    [{ ...allAdded, added: 0, bytes: 0, failed: 3 }, 'failed', 0],
  ] as const
  for (const [result, state, billed] of ends) {
    await using world = await openRequests({ ...byOwners, restoring: answers({ ...result }) })
    const id = await world.filed()
    await world.carryOut()
    const request = await world.read(id)
    assert.equal(request.state, state)
    assert.equal(request.undoUntil !== null, result.added > 0)
    const bills = await world.ledger.billing(0, null)
    assert.equal(bills.length, billed)
    if (billed)
      assert.deepEqual(bills[0], {
        ...{ request: 1, at: world.clock.now, domain: 'yester.example', address: 'anna@yester.example' },
        ...{ price: '10 EUR', messages: result.added, bytes: result.bytes },
      })
    assert.deepEqual(await world.acts(), ['restore.filed-by-owner', `restore.${state}`])
    assert.equal(world.letters().length, 1)
  }
})

test('an interruption is tried again after ten minutes, or when the server said, and later hourly', async () => {
  const down = new Refusal('server-unreachable', 'It does not answer.')
  const full = { ...allAdded, added: 1, left: 2 }
  await using world = await openRequests({
    ...byOwners,
    restoring: answers(
      down,
      new Refusal('throttled', 'Wait.', { until: Date.UTC(2026, 10, 23) }),
      full,
      allAdded,
    ),
  })
  const id = await world.filed()
  await world.carryOut()
  let request = await world.read(id)
  assert.deepEqual([request.state, request.problem, request.tries], ['running', 'server-unreachable', 1])
  assert.equal(request.nextAt, world.clock.now + 10 * MINUTE)
  assert.equal(await world.carryOut(), null, 'not before its time')
  world.clock.now += 10 * MINUTE
  assert.equal(await world.carryOut(), id)
  request = await world.read(id)
  assert.deepEqual([request.problem, request.nextAt], ['throttled', Date.UTC(2026, 10, 23)])
  world.clock.now = Date.UTC(2026, 10, 23)
  assert.equal(await world.carryOut(), id)
  request = await world.read(id)
  assert.deepEqual([request.problem, request.nextAt], ['budget-spent', world.clock.now + 60 * MINUTE])
  assert.ok(
    (await world.ledger.pins(anna)).some(pin => pin.until > world.clock.now + 6 * DAY),
    'its day is held',
  )
  world.clock.now += 60 * MINUTE
  assert.equal(await world.carryOut(), id)
  request = await world.read(id)
  assert.deepEqual([request.state, request.problem], ['done', null])
})

test('what no waiting mends ends it, with what was added so far', async () => {
  for (const code of ['no-credential', 'not-found']) {
    await using world = await openRequests({ ...byOwners, restoring: answers(new Refusal(code, 'None.')) })
    const id = await world.filed()
    await world.carryOut()
    const request = await world.read(id)
    assert.deepEqual([request.state, request.problem, request.result?.added], ['partial', code, 1])
  }
  const undo = async () => {
    throw new Refusal('cannot-undo', 'No UIDPLUS any more.')
  }
  await using undoing = await openRequests({ ...byOwners, restoring: { undo } })
  const undone = await undoing.filed()
  await undoing.carryOut()
  await undoing.ask('restore-undo', undone)
  await undoing.carryOut()
  const { state, problem } = await undoing.read(undone)
  assert.deepEqual([state, problem], ['done', 'cannot-undo'])
  assert.equal((await undoing.acts()).at(-1), 'restore.undo-failed')
  const faults = [new Error('a'), new Error('b'), new Error('c')]
  await using faulty = await openRequests({ ...byOwners, restoring: answers(...faults) })
  const other = await faulty.filed()
  for (let i = 0; i < 3; i++) {
    await faulty.carryOut()
    faulty.clock.now += 60 * MINUTE
  }
  assert.deepEqual(
    [(await faulty.read(other)).state, (await faulty.read(other)).problem],
    ['partial', 'fault'],
  )
})

test('nights that spent their budget are no faults: what fails then is tried three times all the same', async () => {
  const spent = { ...allAdded, added: 1, left: 2 }
  const faults = [new Error('a'), new Error('b'), new Error('c')]
  await using world = await openRequests({
    ...byOwners,
    restoring: answers(spent, spent, spent, new Refusal('server-unreachable', 'Gone.'), ...faults),
  })
  const id = await world.filed()
  const states = []
  for (let i = 0; i < 7; i++) {
    await world.carryOut()
    const { state, problem } = await world.read(id)
    states.push(`${state} ${problem}`)
    world.clock.now += 60 * MINUTE
  }
  assert.deepEqual(states.slice(2), [
    'running budget-spent',
    'running server-unreachable',
    'running fault',
    'running fault',
    'partial fault',
  ])
})

test('one that is stopped is cancelled at once, whatever its try met meanwhile', async () => {
  for (const met of [
    new Refusal('no-credential', 'None.'),
    new Refusal('server-unreachable', 'Gone.'),
    new Error('a fault'),
    { ...allAdded, added: 1, left: 2 },
  ]) {
    let id = ''
    await using world = await openRequests({
      ...byOwners,
      restoring: {
        async putBack() {
          await world.ask('restore-cancel', id)
          if (met instanceof Error) throw met
          return met
        },
      },
    })
    id = await world.filed()
    await world.carryOut()
    const { state, problem, result, endedAt } = await world.read(id)
    assert.deepEqual([state, problem, result?.added, endedAt], ['cancelled', null, 1, world.clock.now])
  }
  // The wish came between the last look and the word that it is tried again later.
  await using world = await openRequests({
    ...byOwners,
    restoring: answers(new Refusal('server-unreachable', 'Gone.')),
  })
  const id = await world.filed()
  await world.carryOut()
  world.db.prepare('UPDATE requests SET cancelled_by = ? WHERE id = ?').run(JSON.stringify(owner), id)
  assert.equal(await world.carryOut(), id)
  assert.equal((await world.read(id)).state, 'cancelled')
})

test('an undo whose server says when to come back waits until then', async () => {
  const until = Date.UTC(2026, 10, 22, 15)
  await using world = await openRequests({
    ...byOwners,
    restoring: {
      undo: async () => {
        throw new Refusal('throttled', 'Wait.', { until })
      },
    },
  })
  const id = await world.filed()
  await world.carryOut()
  await world.ask('restore-undo', id)
  await world.carryOut()
  const { state, problem, nextAt } = await world.read(id)
  assert.deepEqual([state, problem, nextAt], ['undoing', 'throttled', until])
})

test('a worker that is killed in the middle leaves it to the next, who goes on', async () => {
  const stuck = Promise.withResolvers<RestoreResult>()
  let calls = 0
  await using world = await openRequests({
    ...byOwners,
    restoring: { putBack: () => (calls++ === 0 ? stuck.promise : Promise.resolve(allAdded)) },
  })
  const id = await world.filed()
  const dead = world.worker('dead')
  assert.equal(await claimNext(dead, 'restore'), id)
  // Its process is gone; only a test can let the promise of a dead process go on.
  const zombie = carryOut(dead, id, new AbortController().signal)
  assert.equal(await claimNext(world.world, 'restore'), null, 'it lives')
  world.gone.add('dead')
  assert.equal(await world.carryOut(), id)
  assert.equal((await world.read(id)).state, 'done')
  stuck.resolve({ ...allAdded, added: 99 })
  await zombie
  assert.equal((await world.read(id)).result?.added, 3, 'a stale worker writes nothing down')
  assert.equal((await world.acts()).filter(act => act === 'restore.done').length, 1)
})

test('a worker of another machine that is silent for ten minutes is dead', async () => {
  await using world = await openRequests(byOwners)
  const id = await world.filed()
  assert.equal(await claimNext(world.worker('far'), 'restore'), id)
  world.clock.now += 10 * MINUTE
  assert.equal(await claimNext(world.world, 'restore'), null)
  world.clock.now += 1
  assert.equal(await claimNext(world.world, 'restore'), id)
})

test('of one account one restore goes on at a time', async () => {
  await using world = await openRequests(byOwners)
  const [first, second] = [await world.filed(), await world.filed()]
  assert.equal(await claimNext(world.worker('a'), 'restore'), first)
  assert.equal(await claimNext(world.worker('b'), 'restore'), null)
  await carryOut(world.worker('a'), first, world.going.signal)
  assert.equal(await claimNext(world.worker('b'), 'restore'), second)
})

test('stopping takes effect between two messages, and one that has not begun never begins', async () => {
  const began = Promise.withResolvers<Watch>()
  const goOn = Promise.withResolvers<void>()
  await using world = await openRequests({
    ...byOwners,
    restoring: {
      async putBack(_, watch) {
        watch.onProgress({ done: 1, of: 3, bytes: 1500 })
        began.resolve(watch)
        await goOn.promise
        return { ...allAdded, added: 1, left: 2 }
      },
    },
  })
  const id = await world.filed()
  const running = world.carryOut()
  const watch = await began.promise
  assert.equal(watch.isCancelled(), false)
  await world.ask('restore-cancel', id)
  while (!watch.isCancelled()) await world.world.pause(1, world.going.signal)
  goOn.resolve()
  await running
  const request = await world.read(id)
  assert.equal(request.state, 'cancelled')
  assert.deepEqual(request.progress, { done: 1, of: 3, bytes: 1500 })
  assert.deepEqual(request.cancelledBy, owner)
  await assert.rejects(world.ask('restore-cancel', id), { code: 'not-running' })
  const never = await world.filed()
  await world.ask('restore-cancel', never)
  await world.carryOut()
  assert.equal((await world.read(never)).state, 'cancelled')
})

test('an undo is offered for its time and where the server can do it, and tells what it removed', async () => {
  await using world = await openRequests(byOwners)
  const id = await world.filed()
  await assert.rejects(world.ask('restore-undo', id), { code: 'no-undo' })
  await world.carryOut()
  await world.ask('restore-undo', id)
  assert.equal((await world.read(id)).state, 'undoing')
  await world.carryOut()
  const request = await world.read(id)
  assert.deepEqual([request.state, request.undone], ['undone', { removed: 3, kept: 0 }])
  assert.match(world.letters().at(-1)?.text ?? '', /Messaggi tolti: 3/)
  await assert.rejects(world.ask('restore-undo', id), { code: 'no-undo' })
  const late = await world.filed()
  await world.carryOut()
  world.clock.now += 7 * DAY
  await assert.rejects(world.ask('restore-undo', late, { by: ada }), { code: 'no-undo' })
})

test('the worker’s loop takes drafts and confirmed requests up by itself, and leaves what is unfinished when told to stop', async () => {
  const stop = new AbortController()
  let calls = 0
  let [first, second] = ['', '']
  await using world = await openRequests({
    ...byOwners,
    restoring: {
      async putBack(_, __, signal) {
        if (calls++ === 0) return allAdded
        stop.abort()
        if (!signal.aborted) await once(signal, 'abort')
        throw new Refusal('interrupted', 'Stopped.')
      },
      async *files() {
        for (const id of [first, second, idOf(900)]) yield { account: anna, id }
      },
    },
  })
  first = await world.filed()
  second = await world.filed()
  await keepRequests(world.world, stop.signal)
  const requests = [await world.read(first), await world.read(second)]
  assert.deepEqual(requests.map(one => one.state).sort(), ['done', 'running'])
  assert.deepEqual(world.forgotten, [idOf(900)], 'the file of a request that nobody knows')
  // Free for the next worker, at once.
  assert.equal(await claimNext(world.worker('next'), 'restore'), second)
})
