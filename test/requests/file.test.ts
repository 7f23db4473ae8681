import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../src/domain/refusal.ts'
import { claimNext } from '../../src/requests/keep-requests.ts'
import { forgetOld, takeRestoreAsk } from '../../src/requests/take-restore-ask.ts'
import { ada, anna, aPlan, bert, DAY, eve, idOf, openRequests, owner } from './request-world.ts'

const HOUR = 3_600_000
const wish = { what: [{ point: 1, only: null }], target: { kind: 'in-place' }, moved: false, binned: true }

test('where the domain has no admin, or owners decide, it is confirmed at once, so often and no more', async () => {
  for (const given of [
    { admins: false, policy: { most: 2, mostWithin: 24 * HOUR } },
    { policy: { decide: 'owner' as const, most: 2, mostWithin: 24 * HOUR } },
  ]) {
    await using world = await openRequests(given)
    for (let i = 0; i < 2; i++) {
      const id = await world.filed()
      assert.equal((await world.read(id)).state, 'confirmed')
      assert.deepEqual((await world.read(id)).decidedBy, owner)
    }
    const third = await world.planned()
    await assert.rejects(world.ask('restore-file', third), {
      code: 'restore-limit',
      message: /2 restores in 24 hours/,
    })
    assert.equal((await world.read(third)).state, 'planned')
    assert.equal((await world.read(third)).problem, 'restore-limit')
    assert.equal((await world.read(third)).number, 0, 'it gave its number back')
    // Another account has its own count, and time goes by.
    const other = idOf(500)
    await world.ask('restore-plan', other, {
      account: bert,
      wish: { ...wish, what: [{ point: 2, only: null }] },
      language: 'en',
    })
    world.clock.now += 24 * HOUR + 1
    const later = await world.filed()
    assert.equal((await world.read(later)).state, 'confirmed')
    assert.equal((await world.read(later)).number, 3)
  }
})

test('what an admin asks for someone is confirmed by that, and the owner is told in the owner’s language', async () => {
  await using world = await openRequests()
  const id = await world.filed(ada)
  const request = await world.read(id)
  assert.equal(request.state, 'confirmed')
  assert.deepEqual([request.by, request.decidedBy], [ada, ada])
  const [letter, ...more] = world.letters()
  assert.deepEqual(more, [])
  assert.equal(letter?.recipient, 'anna@yester.example')
  assert.equal(letter?.subject, 'Ripristino R1: un amministratore rimette dei messaggi al loro posto')
  assert.match(letter?.text ?? '', /Deciso da: ada/)
  // A draft of an admin is not the owner's to file.
  const draft = await world.planned({ by: ada })
  await assert.rejects(world.ask('restore-file', draft), { code: 'no-request' })
  await assert.rejects(world.ask('restore-plan', idOf(77), { by: eve, wish, language: 'en' }), {
    code: 'no-right',
  })
})

test('of one account ten requests wait at most: each is a letter to every admin', async () => {
  await using world = await openRequests()
  const ids = []
  for (let i = 0; i < 10; i++) ids.push(await world.filed())
  const eleventh = await world.planned()
  await assert.rejects(world.ask('restore-file', eleventh), { code: 'restore-limit', message: /10 requests/ })
  assert.equal(world.letters().length, 20)
  await world.ask('restore-withdraw', ids[0] ?? '')
  await world.ask('restore-file', eleventh)
  assert.equal((await world.read(eleventh)).state, 'waiting')
})

test('a policy that says off, or no credential that may add mail, is said in a sentence', async () => {
  await using off = await openRequests({ policy: { decide: 'off' } })
  const one = await off.planned()
  await assert.rejects(off.ask('restore-file', one), { code: 'restore-off', message: /switched off/ })
  const master = { user: 'reader', password: 'p', form: 'separator' as const, separator: '*' }
  await using without = await openRequests({ master })
  const two = await without.planned()
  await assert.rejects(without.ask('restore-file', two), { code: 'restore-off', message: /restore\.master/ })
  assert.equal((await without.read(two)).problem, 'restore-off')
})

test('a plan older than an hour, or that adds nothing, is not filed, and none twice', async () => {
  await using world = await openRequests()
  const old = await world.planned()
  world.clock.now += HOUR
  await assert.rejects(world.ask('restore-file', old), { code: 'plan-stale' })
  const twice = await world.filed()
  await assert.rejects(world.ask('restore-file', twice), { code: 'not-planned' })
  assert.equal(world.letters().length, 2)
  await using none = await openRequests({
    restoring: { plan: async () => ({ ...aPlan, comparedAt: Date.UTC(2026, 10, 22, 12), add: 0 }) },
  })
  const nothing = await none.planned()
  await assert.rejects(none.ask('restore-file', nothing), { code: 'nothing-to-restore' })
})

test('a backup that goes between the comparison and the sending is not filed: nothing would be there to put back', async () => {
  for (const by of [owner, ada]) {
    await using world = await openRequests()
    const id = await world.planned({ by })
    world.db.prepare('UPDATE points SET dropped_at = ? WHERE number = 1').run(world.clock.now)
    await assert.rejects(world.ask('restore-file', id, { by }), { code: 'no-point', message: /backup #1/ })
    const { state, problem, decideUntil } = await world.read(id)
    assert.deepEqual([state, problem, decideUntil], ['planned', 'no-point', null])
    assert.deepEqual([await world.ledger.pins(anna), world.letters(), await world.acts()], [[], [], []])
  }
})

test('a day that is another account’s, or is gone, cannot be asked for', async () => {
  await using world = await openRequests()
  for (const point of [2, 3])
    await assert.rejects(world.planned({ point }), { code: 'no-point', message: new RegExp(`#${point}`) })
  // The id of another account's request is nobody's to take.
  const id = await world.planned()
  await assert.rejects(
    world.ask('restore-plan', id, {
      account: bert,
      wish: { ...wish, what: [{ point: 2, only: null }] },
      language: 'en',
    }),
    { code: 'no-request' },
  )
  assert.equal((await world.read(id)).account, anna)
})

test('of six drafts the oldest goes, after an hour all, and what was filed stays ninety days', async () => {
  await using world = await openRequests()
  const first = await world.planned()
  const filed = await world.filed()
  for (let i = 0; i < 5; i++) await world.planned()
  assert.equal(await world.ledger.request(first), null)
  assert.deepEqual(world.forgotten, [first])
  world.clock.now += HOUR + 1
  await forgetOld(world.world)
  assert.deepEqual(
    (await world.ledger.requests(anna)).map(one => one.id),
    [filed],
  )
  await world.ask('restore-decide', filed, { by: ada, decision: 'confirm' })
  await world.carryOut()
  world.clock.now += 90 * DAY
  await forgetOld(world.world)
  assert.equal((await world.ledger.requests(anna)).length, 1)
  world.clock.now += 1
  await forgetOld(world.world)
  assert.deepEqual(await world.ledger.requests(anna), [])
  assert.equal(world.forgotten.at(-1), filed)
  assert.ok((await world.acts()).includes('restore.done'), 'the audit stays')
})

test('a mailbox that cannot be compared says why', async () => {
  await using world = await openRequests({
    restoring: {
      plan: async () => {
        throw new Refusal('login-refused', 'No.')
      },
    },
  })
  const id = await world.planned()
  const request = await world.read(id)
  assert.deepEqual([request.state, request.problem], ['unplannable', 'login-refused'])
})

test('dry runs of one account leave others their turn', async () => {
  await using world = await openRequests()
  const others = { ...wish, what: [{ point: 2, only: null }] }
  for (const [n, account, wanted] of [
    ...[1, 2, 3, 4].map(n => [n, anna, wish] as const),
    [5, bert, others] as const,
  ])
    await takeRestoreAsk(world.world, {
      ...{ kind: 'restore-plan', id: idOf(n), account, by: owner, language: 'en', at: 1, wish: wanted },
    })
  const claim = () => claimNext(world.world, 'plan')
  assert.deepEqual(
    [await claim(), await claim(), await claim(), await claim()],
    [...[idOf(1), idOf(2), idOf(5), null]],
  )
})

test('nothing the web writes is believed: hostile and broken asks are refused', async () => {
  await using world = await openRequests()
  const good = { kind: 'restore-plan', id: idOf(9), account: anna, by: owner, language: 'en', at: 1, wish }
  const bad = [
    null,
    'restore-plan',
    { ...good, id: '../../x' },
    { ...good, id: `q${'a'.repeat(25)}` },
    { ...good, by: { kind: 'operator' } },
    { ...good, by: { kind: 'worker' } },
    { ...good, by: null },
    { ...good, account: 7 },
    { ...good, account: 'zzzzzzzzzzzzzzzz' },
    { ...good, language: 'xx' },
    { ...good, kind: 'restore-everything' },
    { ...good, wish: { ...wish, what: [] } },
    { ...good, wish: { ...wish, what: [{ point: 1.5, only: null }] } },
    { ...good, wish: { ...wish, what: [{ point: 1, ids: ["' OR 1"] }] } },
    { ...good, wish: { ...wish, what: [{ point: 1, folder: '../f1', inside: true }] } },
    { ...good, wish: { ...wish, what: [{ point: 1, only: 'everything' }] } },
    { ...good, wish: { ...wish, target: { kind: 'folder', path: 'a\r\nx DELETE INBOX' } } },
    { ...good, wish: { ...wish, target: { kind: 'folder', path: '' } } },
    { ...good, wish: { ...wish, moved: 'yes' } },
    { ...good, wish: { ...wish, what: Array.from({ length: 1001 }, () => ({ point: 1, only: null })) } },
    { ...good, kind: 'restore-file', note: 'x'.repeat(1001) },
    { ...good, kind: 'restore-decide', decision: 'maybe' },
  ]
  for (const ask of bad) assert.equal(await takeRestoreAsk(world.world, ask), false, JSON.stringify(ask))
  assert.deepEqual(await world.ledger.requests(anna), [])
  assert.equal(await takeRestoreAsk(world.world, good), true)
  assert.equal(await takeRestoreAsk(world.world, good), true, 'taken up again after a crash')
  assert.equal((await world.ledger.requests(anna)).length, 1)
})

test('only what is filed has a number for people, and dry runs leave no holes between them', async () => {
  await using world = await openRequests()
  const { ledger } = world
  const draft = await world.planned()
  assert.equal((await world.read(draft)).number, 0)
  const numbers = [await world.filed(), await world.filed()]
  await world.ask('restore-withdraw', draft)
  await world.planned()
  numbers.push(await world.filed())
  assert.deepEqual(await Promise.all(numbers.map(async id => (await world.read(id)).number)), [1, 2, 3])
  assert.equal((await ledger.requestByNumber(2))?.id, numbers[1])
  assert.equal(await ledger.requestByNumber(0), null)
  const filed = (await ledger.audit(null, null, 50)).filter(one => one.act === 'restore.filed')
  assert.deepEqual(
    filed.map(one => one.about.request),
    [3, 2, 1],
  )
  const page = await ledger.requestsForAdmins(null, ['waiting', 'planned'], null, 9)
  assert.deepEqual(
    page.map(one => one.number),
    [0, 3, 2, 1],
  )
  assert.deepEqual(
    (await ledger.requestsForAdmins(null, ['waiting'], 3, 9)).map(one => one.number),
    [2, 1],
  )
})

test('a request that could not be filed gives its number back, and one that is forgotten keeps it', async () => {
  await using world = await openRequests()
  const { ledger, clock } = world
  const first = await world.planned()
  assert.equal(await ledger.giveNumber(first), 1)
  assert.equal(await ledger.giveNumber(first), 1, 'the same')
  await ledger.takeNumberBack(first)
  const next = await world.filed()
  assert.equal((await world.read(next)).number, 1)
  await ledger.takeNumberBack(next)
  assert.equal((await world.read(next)).number, 1, 'of one that is filed nothing is taken')
  await world.ask('restore-withdraw', next)
  clock.now += 1000 * DAY
  await ledger.forgetRequests({ drafts: 0, most: 99, ended: clock.now })
  assert.equal(await ledger.request(next), null)
  assert.equal((await world.read(await world.filed())).number, 2)
})
