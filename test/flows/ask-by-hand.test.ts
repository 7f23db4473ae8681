import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { MOST_BY_HAND } from '../../src/domain/by-hand.ts'
import { planOf, readyMade } from '../../src/domain/plans.ts'
import { openLog } from '../../src/log.ts'
import { askByHand, type ByHandWorld } from '../../src/nights/ask-by-hand.ts'
import { type AskWorld, takeAsks } from '../../src/nights/take-asks.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { openDeskAsks } from '../../src/sqlite/desk-asks.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { tempFolder } from '../world/temp.ts'
import { mailServer } from '../world/yestermail.ts'

const id = 'abcdefghijklmnop'
const localDay = '2026-11-22'
const noon = Date.parse('2026-11-22T12:00Z')

/** An enrolled account, and a worker that looks at the desk whenever somebody waits for it. */
async function openPair({ plan = 'days-15', workerLives = true } = {}) {
  const temp = await tempFolder('by-hand')
  const file = join(temp.path, 'desk.sqlite')
  const desk = openDesk(file)
  const asks = openDeskAsks(file)
  const ledger = openLedger(join(temp.path, 'ledger.sqlite'))
  const servers = new Map([['yester.example', mailServer({ port: 1, plan })]])
  const clock = { now: noon }
  const account = {
    id,
    address: 'anna@yester.example',
    domain: 'yester.example',
    zone: 'UTC',
    credential: 'box',
  }
  await ledger.enrol({ ...account, createdAt: noon })
  await ledger.heartbeatNow(noon, 'w')
  const both = {
    ledger,
    planOf: (one: Parameters<AskWorld['planOf']>[0]) => planOf(one, servers, readyMade),
    now: () => clock.now,
  }
  const worker: AskWorld = {
    ...both,
    asksAfter: desk.asksAfter,
    servers,
    listed: [],
    zone: 'UTC',
    newId: () => id,
    worker: 'w',
    isGone: () => false,
    checkPresence: async () => {},
    log: openLog({ level: 'silent' }),
  }
  const web: ByHandWorld = {
    ...both,
    askSnapshot: asks.askSnapshot,
    async pause(ms) {
      clock.now += ms
      if (workerLives) await takeAsks(worker)
    },
  }
  return {
    ledger,
    desk,
    clock,
    click: () => askByHand(web, id),
    async [Symbol.asyncDispose]() {
      asks.close()
      await desk.close()
      ledger.close()
      await temp.remove()
    },
  }
}

test('a click becomes a waiting run, a second one joins it, and so does one while it goes on', async () => {
  await using pair = await openPair()
  const first = await pair.click()
  assert.ok(first.state === 'asked' && first.run.state === 'waiting' && first.run.trigger === 'manual')
  const second = await pair.click()
  assert.ok(second.state === 'joined' && second.run.id === first.run.id)
  const run = await pair.ledger.beginRun({ account: id, trigger: 'manual', at: noon, localDay })
  assert.equal(run, first.run.id, 'the waiting run is the one that begins')
  const third = await pair.click()
  assert.ok(third.state === 'joined' && third.run.id === run)
  await pair.ledger.failRun(run, noon, { code: 'fault' })
  const fourth = await pair.click()
  assert.ok(fourth.state === 'asked' && fourth.run.id > run)
})

test('clicks at the same moment make one run', async () => {
  await using pair = await openPair()
  const answers = await Promise.all([pair.click(), pair.click(), pair.click()])
  assert.equal(new Set(answers.map(answer => ('run' in answer ? answer.run.id : answer.why))).size, 1)
  assert.equal((await pair.ledger.runs(id, 10)).length, 1)
  assert.deepEqual(await pair.desk.asksAfter(await pair.ledger.lastAsk()), [])
})

test('an ask that is done but not yet wiped is not taken for a new one', async () => {
  await using pair = await openPair()
  const first = await pair.click()
  assert.equal((await pair.desk.asksAfter(0)).length, 1)
  const run = await pair.ledger.beginRun({ account: id, trigger: 'manual', at: noon, localDay })
  await pair.ledger.failRun(run, noon, { code: 'fault' })
  const second = await pair.click()
  assert.ok(first.state === 'asked' && second.state === 'asked' && second.run.id !== first.run.id)
})

test('without leave of the plan, without a worker, and after a day’s number of them nothing is written down', async () => {
  await using nights = await openPair({ plan: 'weekly' })
  assert.deepEqual(await nights.click(), { state: 'refused', why: 'plan' })
  await using dead = await openPair()
  dead.clock.now += 3 * 60_000
  assert.deepEqual(await dead.click(), { state: 'refused', why: 'no-worker' })
  await using many = await openPair()
  for (let n = 0; n < MOST_BY_HAND; n++) {
    const run = await many.ledger.beginRun({ account: id, trigger: 'manual', at: noon, localDay })
    await many.ledger.failRun(run, noon, { code: 'fault' })
  }
  assert.deepEqual(await many.click(), { state: 'refused', why: 'too-many' })
  await many.ledger.setState(id, 'needs-sign-in')
  assert.deepEqual(await many.click(), { state: 'refused', why: 'signed-out' })
  for (const pair of [nights, dead, many]) assert.deepEqual(await pair.desk.asksAfter(0), [])
})

test('a worker that has just died is waited for a while, and its successor finds one ask', async () => {
  await using pair = await openPair({ workerLives: false })
  assert.deepEqual(await pair.click(), { state: 'refused', why: 'no-worker' })
  assert.deepEqual(await pair.click(), { state: 'refused', why: 'no-worker' })
  assert.equal((await pair.desk.asksAfter(0)).length, 1)
})
