import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startWork } from '../world/yestermail.ts'

test('what a worker of another machine had taken is taken over when it has been silent for as long as a lease', async () => {
  const clock = { now: Date.now() }
  const world = await startWork({ port: 1 }, clock)
  const stopping = new AbortController()
  try {
    const id = await world.enrol('anna', 'secret1')
    const day = { at: clock.now, localDay: '2026-11-22' }
    const { run } = await world.ledger.askRun({ account: id, trigger: 'manual', ...day }, [])
    const waiting = { id: run, account: id, trigger: 'manual' as const, worker: null }
    assert.ok(await world.ledger.takeWaiting(waiting, 'elsewhere/1/x'))
    await world.ledger.heartbeatNow(clock.now, 'elsewhere/1/x')
    const working = world.work(stopping.signal)
    const state = async () => (await world.ledger.runs(id, 10)).find(one => one.id === run)?.state
    // Its own first point is tried meanwhile; the run of the other is not touched.
    while ((await world.ledger.runs(id, 10)).length < 2) await sleep(50)
    assert.equal(await state(), 'waiting')
    clock.now += 11 * 60_000
    for (const end = Date.now() + 60_000; (await state()) === 'waiting'; await sleep(50))
      assert.ok(Date.now() < end)
    while ((await state()) === 'running') await sleep(50)
    assert.equal(await state(), 'failed', 'no server answers here')
    stopping.abort()
    await working
  } finally {
    stopping.abort()
    await world.stop()
  }
})
