import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { inTurn } from '../../src/http/in-turn.ts'

test('so many run at once, so many wait in order, what comes beyond is told so', async () => {
  const turns = inTurn({ atOnce: 2, waiting: 2 })
  const begun: number[] = []
  const ends: (() => void)[] = []
  const ask = (n: number) =>
    turns('anna', async () => {
      begun.push(n)
      await new Promise<void>(resolve => ends.push(resolve))
      return n
    })
  const asked = [1, 2, 3, 4, 5].map(ask)
  assert.equal(await asked[4], 'full')
  assert.deepEqual(begun, [1, 2])
  ends[1]?.()
  assert.equal(await asked[1], 2)
  await setImmediate()
  assert.deepEqual(begun, [1, 2, 3])
  const sixth = ask(6)
  for (let i = 0; i < 4; i++) {
    for (const end of ends) end()
    await setImmediate()
  }
  assert.deepEqual(await Promise.all([...asked.slice(0, 4), sixth]), [1, 2, 3, 4, 6])
  assert.deepEqual(begun, [1, 2, 3, 4, 6])
})

test('nobody waits for somebody else, and a failure gives its place back', async () => {
  const turns = inTurn({ atOnce: 1, waiting: 0 })
  const stuck = Promise.withResolvers<string>()
  const first = turns('anna', () => stuck.promise)
  assert.equal(await turns('anna', async () => 'x'), 'full')
  assert.equal(await turns('ben', async () => 'y'), 'y')
  stuck.reject(new Error('failed'))
  await assert.rejects(first, /failed/)
  assert.equal(await turns('anna', async () => 'z'), 'z')
})
