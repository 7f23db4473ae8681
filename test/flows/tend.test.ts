import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTending, type TendWorld } from '../../src/nights/tend.ts'

/** What tending asks of the outside, counted; nothing is ever to be read. */
function counted(isThere: boolean) {
  const asked = { accounts: 0, checks: 0, faults: 0 }
  let clock = 0
  const ledger = {
    suspectIndexes: async () => [],
    suspectMessages: async () => [],
    accounts: async () => {
      asked.accounts++
      return []
    },
    accountToCheck: async () => {
      asked.checks++
      if (asked.checks === 2) throw new Error('the ledger is locked')
      return null
    },
  }
  const edges = { ledger, now: () => clock, monotonic: () => clock }
  const world = {
    sample: edges,
    indexes: edges,
    isThere: () => isThere,
    onFault: () => asked.faults++,
  } as unknown as TendWorld
  return { tend: openTending(world), asked, later: (ms: number) => (clock += ms) }
}

test('a data folder that is not mounted is not looked at: nothing of it is lost', async () => {
  const { tend, asked } = counted(false)
  await tend(new AbortController().signal)
  assert.deepEqual(asked, { accounts: 0, checks: 0, faults: 0 })
})

test('it does one thing at a time, rests when there is nothing to do, and a fault ends nothing', async () => {
  const { tend, asked, later } = counted(true)
  const { signal } = new AbortController()
  await Promise.all([tend(signal), tend(signal), tend(signal)])
  await tend(signal)
  assert.deepEqual(asked, { accounts: 1, checks: 1, faults: 0 })
  later(1001)
  await tend(signal)
  assert.deepEqual(asked, { accounts: 1, checks: 2, faults: 1 })
  later(1001)
  await tend(signal)
  assert.deepEqual(asked, { accounts: 1, checks: 3, faults: 1 })
  later(1001)
  await tend(AbortSignal.abort())
  assert.equal(asked.checks, 3)
})
