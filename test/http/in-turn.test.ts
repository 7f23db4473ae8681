import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { inTurn } from '../../src/http/in-turn.ts'

test('so many run at once, so many wait in order, what comes beyond is told so', async () => {
  const turns = inTurn({ atOnce: 2, waiting: 2 })
  const begun: number[] = []
  const ends = new Map<number, () => void>()
  const ask = async (n: number) => {
    const end = await turns('anna')
    if (typeof end === 'string') return end
    begun.push(n)
    ends.set(n, end)
    return n
  }
  const asked = [1, 2, 3, 4, 5].map(ask)
  assert.equal(await asked[4], 'full')
  assert.deepEqual(begun, [1, 2])
  ends.get(2)?.()
  ends.get(2)?.()
  await setImmediate()
  assert.deepEqual(begun, [1, 2, 3])
  const sixth = ask(6)
  for (let n = 1; n <= 6; n++) {
    ends.get(n)?.()
    await setImmediate()
  }
  assert.deepEqual(await Promise.all([...asked.slice(0, 4), sixth]), [1, 2, 3, 4, 6])
  assert.deepEqual(begun, [1, 2, 3, 4, 6])
})

test('nobody waits for somebody else', async () => {
  const turns = inTurn({ atOnce: 1, waiting: 0 })
  const end = await turns('anna')
  assert.equal(await turns('anna'), 'full')
  assert.equal(typeof (await turns('ben')), 'function')
  assert.ok(typeof end === 'function')
  end()
  assert.equal(typeof (await turns('anna')), 'function')
})

test('who leaves while it waits leaves its place to the next', async () => {
  const turns = inTurn({ atOnce: 1, waiting: 2 })
  const end = await turns('anna')
  const gone = new AbortController()
  const second = turns('anna', gone.signal)
  const third = turns('anna')
  gone.abort()
  assert.equal(await second, 'gone')
  assert.equal(await turns('anna', gone.signal), 'gone')
  assert.ok(typeof end === 'function')
  end()
  assert.equal(typeof (await third), 'function')
})
