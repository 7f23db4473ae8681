import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startWork } from '../world/yestermail.ts'

test('nights go on beside a desk that cannot be read', async () => {
  const world = await startWork({ port: 1 }, { now: Date.now() })
  const account = await world.enrol('anna', 'secret1')
  await writeFile(world.layout.desk, 'no database'.repeat(500))
  const stopping = new AbortController()
  const working = world.work(stopping.signal)
  try {
    for (
      const deadline = Date.now() + 30_000;
      (await world.ledger.runs(account, 1)).length === 0;
      await sleep(20)
    )
      assert.ok(Date.now() < deadline, 'no run of the account has begun')
  } finally {
    stopping.abort()
    await working
    await world.stop()
  }
})
