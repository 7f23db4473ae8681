import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDesk } from '../../src/sqlite/desk.ts'
import { openDeskAsks } from '../../src/sqlite/desk-asks.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { tempFolder } from '../world/temp.ts'

const anna = 'abcdefghijklmnop'

async function open() {
  const temp = await tempFolder('presence')
  const ledger = openLedger(join(temp.path, 'ledger.sqlite'))
  const account = { id: anna, address: 'anna@yester.example', domain: 'yester.example', zone: 'UTC' }
  await ledger.enrol({ ...account, credential: null, createdAt: 1 })
  return {
    path: temp.path,
    ledger,
    begin: (now: number, worker = 'w', gone: string[] = []) =>
      ledger.beginPresence({
        ...{ account: anna, worker, now, gone },
        ...{ since: now - 120, fresh: now - 300, failed: now - 20 },
      }),
    async [Symbol.asyncDispose]() {
      ledger.close()
      await temp.remove()
    },
  }
}

const found = (comparedAt: number) => ({ comparedAt, point: 1, folders: [], leftOut: [] })

test('one worker makes a check; it is kept while it is fresh, and a failed one is soon made again', async () => {
  await using world = await open()
  const { ledger, begin } = world
  assert.equal(await ledger.presence(anna), null)
  assert.equal(await begin(1000), true)
  assert.equal(await begin(1001, 'other'), false)
  await ledger.presenceFound(anna, 'other', found(1002))
  assert.equal((await ledger.presence(anna))?.state, 'checking')
  await ledger.presenceFound(anna, 'w', found(1010))
  assert.deepEqual(await ledger.presence(anna), {
    ...{ account: anna, state: 'ready', askedAt: 1000, worker: 'w', endedAt: 1010, problem: null },
  })
  assert.equal(await begin(1309), false)
  assert.equal(await begin(1310), true)
  await ledger.presenceFailed(anna, 'w', 1320, 'throttled')
  assert.equal((await ledger.presence(anna))?.problem, 'throttled')
  // What was found before it failed is still known.
  assert.deepEqual([await ledger.comparedAt(anna), await ledger.liveCheck(anna)], [1010, found(1010)])
  assert.equal(await begin(1339), false)
  assert.equal(await begin(1340), true)
  await ledger.presenceFound(anna, 'w', found(1010))
  assert.deepEqual([await ledger.comparedAt(anna), await ledger.liveCheck(anna)], [1011, found(1010)])
})

test('the check of a worker that is gone, or that never ended, is taken over; a clock that went back blocks none', async () => {
  await using world = await open()
  const { begin } = world
  assert.equal(await begin(1000, 'dead'), true)
  assert.equal(await begin(1010, 'w', ['somebody']), false)
  assert.equal(await begin(1010, 'w', ['dead']), true)
  assert.equal(await begin(1129), false)
  assert.equal(await begin(1130), true)
  assert.equal(await begin(900), true)
})

test('a wish lies on the desk once, until it is taken up or stale', async () => {
  await using world = await open()
  const desk = openDesk(join(world.path, 'desk.sqlite'))
  const asks = openDeskAsks(join(world.path, 'desk.sqlite'))
  assert.equal(await asks.waitingPresence(anna, 0), null)
  for (const at of [1000, 2000, 50_000]) await asks.askPresence(anna, at, 0)
  assert.equal(await asks.waitingPresence(anna, 0), 1000)
  assert.equal((await desk.asksAfter(0)).length, 1)
  await asks.askPresence(anna, 70_000, 0)
  assert.equal(await asks.waitingPresence(anna, 0), 70_000)
  assert.equal(await asks.waitingPresence(anna, 2), null)
  await asks.askPresence(anna, 70_001, 2)
  assert.equal(await asks.waitingPresence(anna, 2), 70_001)
  assert.equal(await asks.waitingPresence('bcdefghijklmnopq', 0), null)
  asks.close()
  await desk.close()
})
