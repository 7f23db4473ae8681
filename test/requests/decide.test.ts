import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PIN_AFTER } from '../../src/domain/restore-policy.ts'
import { decideRequest, expireRequests } from '../../src/requests/decide-request.ts'
import { ada, anna, bert, bob, DAY, eve, openRequests, owner, rex } from './request-world.ts'

const HOUR = 3_600_000

test('a request waits for the admins of its domain, pins its day, and is done once one of them confirms it', async () => {
  await using world = await openRequests()
  const id = await world.filed(owner, 'please')
  const waiting = await world.read(id)
  assert.equal(waiting.state, 'waiting')
  assert.equal(waiting.note, 'please')
  assert.equal(waiting.decideUntil, world.clock.now + 7 * DAY)
  assert.deepEqual(await world.ledger.pins(anna), [
    { point: 1, reason: 'request', until: world.clock.now + 7 * DAY + PIN_AFTER },
  ])
  assert.equal(await world.carryOut(), null)
  await world.ask('restore-decide', id, { by: ada, decision: 'confirm' })
  assert.equal((await world.read(id)).state, 'confirmed')
  assert.equal(await world.carryOut(), id)
  const done = await world.read(id)
  assert.equal(done.state, 'done')
  assert.deepEqual(done.decidedBy, ada)
  assert.equal(done.undoUntil, world.clock.now + 7 * DAY)
  assert.deepEqual(await world.ledger.pins(anna), [])
  assert.deepEqual(await world.acts(), ['restore.filed', 'restore.confirmed', 'restore.done'])
})

test('of two admins who decide at the same time one wins, and the other is told who did', async () => {
  await using world = await openRequests()
  const id = await world.filed()
  const decide = (by: typeof ada, decision: 'confirm' | 'reject') =>
    world.ask('restore-decide', id, { by, decision, reason: 'not now' })
  const [first, second] = await Promise.allSettled([decide(ada, 'confirm'), decide(bob, 'reject')])
  assert.equal(first?.status, 'fulfilled')
  assert.ok(second?.status === 'rejected')
  assert.match(String(second.reason), /decided before, by ada \(it is confirmed\)/)
  assert.equal((await world.read(id)).state, 'confirmed')
  assert.equal((await world.acts()).filter(act => /confirmed|rejected/.test(act)).length, 1)
  const told = world.letters().filter(one => one.recipient === 'anna@yester.example')
  assert.equal(told.length, 1)
})

test('two workers who read the same waiting request cannot both decide it', async () => {
  await using world = await openRequests()
  const id = await world.filed()
  const seen = await world.read(id)
  const no = { by: bob, decision: 'reject', reason: 'no' } as const
  await decideRequest(world.worker('a'), seen, no)
  await assert.rejects(decideRequest(world.worker('b'), seen, { ...no, decision: 'confirm' }), {
    code: 'decided',
  })
  assert.equal((await world.read(id)).state, 'rejected')
})

test('a no needs a reason, which the owner is told, and lets the day go', async () => {
  await using world = await openRequests()
  const id = await world.filed()
  await assert.rejects(world.ask('restore-decide', id, { by: ada, decision: 'reject' }), {
    code: 'no-reason',
  })
  await world.ask('restore-decide', id, { by: ada, decision: 'reject', reason: 'Ask me first.' })
  assert.deepEqual(await world.ledger.pins(anna), [])
  assert.match(world.letters().at(-2)?.text ?? '', /Motivo: Ask me first\./)
  await assert.rejects(world.ask('restore-decide', id, { by: ada, decision: 'confirm' }), { code: 'decided' })
})

test('whoever has no right is refused, and nothing changes', async () => {
  await using world = await openRequests()
  const id = await world.filed()
  const confirm = { decision: 'confirm' }
  for (const by of [eve, rex, { kind: 'admin', name: 'nobody' }, { kind: 'admin', name: '' }])
    await assert.rejects(world.ask('restore-decide', id, { ...confirm, by }), { code: 'no-right' })
  await assert.rejects(world.ask('restore-decide', id, { ...confirm, by: owner }), { code: 'no-right' })
  // Another account's owner, and an admin who names another account than the request's.
  await assert.rejects(world.ask('restore-withdraw', id, { account: bert }), { code: 'no-request' })
  await assert.rejects(world.ask('restore-decide', id, { ...confirm, by: ada, account: bert }), {
    code: 'no-request',
  })
  await assert.rejects(world.ask('restore-cancel', id, { account: bert }), { code: 'no-request' })
  await assert.rejects(world.ask('restore-undo', id, { account: bert }), { code: 'no-request' })
  // An admin may not take back what the owner asked.
  await assert.rejects(world.ask('restore-withdraw', id, { by: ada }), { code: 'no-request' })
  assert.equal((await world.read(id)).state, 'waiting')
  assert.deepEqual(await world.acts(), ['restore.filed'])
})

test('nobody decides after the deadline, which is never later than the promise of the day, but leaves a day', async () => {
  await using world = await openRequests({ policy: { decideWithin: 30 * DAY } })
  const long = await world.filed()
  assert.equal((await world.read(long)).decideUntil, world.clock.now + 13 * DAY)
  world.clock.now += 13 * DAY - HOUR
  const short = await world.filed()
  assert.equal((await world.read(short)).decideUntil, world.clock.now + DAY)
  world.clock.now += HOUR
  await assert.rejects(world.ask('restore-decide', long, { by: ada, decision: 'confirm' }), {
    code: 'expired',
  })
  await expireRequests(world.world)
  assert.equal((await world.read(long)).state, 'expired')
  assert.equal((await world.read(short)).state, 'waiting')
  // The day is still held by the other one.
  assert.equal((await world.ledger.pins(anna)).length, 1)
  const told = world
    .letters()
    .filter(one => /expired|non si è deciso|not decided|nicht rechtzeitig/.test(one.subject))
  assert.deepEqual(told.map(one => one.recipient).sort(), [
    'ada@yester.example',
    'anna@yester.example',
    'bob@yester.example',
  ])
  await expireRequests(world.world)
  assert.equal((await world.acts()).filter(act => act === 'restore.expired').length, 1)
  world.clock.now += DAY
  await expireRequests(world.world)
  assert.deepEqual(await world.ledger.pins(anna), [])
})

test('the owner takes a request back while nobody has decided', async () => {
  await using world = await openRequests()
  const id = await world.filed()
  await world.ask('restore-withdraw', id)
  assert.equal((await world.read(id)).state, 'withdrawn')
  assert.deepEqual(await world.ledger.pins(anna), [])
  await assert.rejects(world.ask('restore-withdraw', id), { code: 'not-open' })
  await assert.rejects(world.ask('restore-decide', id, { by: ada, decision: 'confirm' }), {
    code: 'not-open',
  })
  const draft = await world.planned()
  await world.ask('restore-withdraw', draft)
  assert.equal(await world.ledger.request(draft), null)
  assert.deepEqual(world.forgotten, [draft])
})
