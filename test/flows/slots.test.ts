import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startWork } from '../world/yestermail.ts'

const day = 86_400_000

/** A mail server that says nothing: whatever begins goes on. */
async function startSilence() {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    hangUp() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

test('who asks for a backup goes before the night, but one of the slots is the night’s alone', async () => {
  const imap = await startSilence()
  const clock = { now: Date.parse('2026-11-22T05:00:00Z') }
  const world = await startWork({ port: imap.port }, clock)
  const { ledger, config } = world
  const stopping = new AbortController()
  const asked: string[] = []
  try {
    for (let n = 0; n < config.runsAtOnce + 1; n++) {
      const id = await world.enrol(`asks${n}`, 'secret')
      const at = clock.now
      const run = { account: id, trigger: 'first' as const, at, localDay: '2026-11-22' }
      const epoch = (await ledger.claim(id, 'w', at, at + 1000, null)) ?? 0
      const point = {
        ...{ number: await ledger.reservePoint(run), account: id, takenAt: at, localDay: run.localDay },
        ...{ zone: 'Europe/Rome', dir: run.localDay, keptUntil: at + 15 * day, status: 'complete' as const },
        ...{ trigger: run.trigger, messages: 0, bytes: 0, newMessages: 0, newBytes: 0, durationMs: 1 },
        problems: [],
      }
      assert.ok(await ledger.sealPoint(point, await ledger.beginRun(run), epoch, at))
      await ledger.release(id, epoch)
      await ledger.askRun({ ...run, trigger: 'manual', at: clock.now }, [])
      asked.push(id)
    }
    clock.now += day / 4
    const waits = await world.enrol('waits', 'secret')
    const working = world.work(stopping.signal)
    const running = async (id: string) =>
      (await ledger.runs(id, 5)).some(run => run.state === 'running' && run.finishedAt === null)
    while (!(await running(waits))) await pause(20)
    const begun = await Promise.all(asked.map(running))
    assert.equal(begun.filter(Boolean).length, config.runsAtOnce - 1)
    const began = performance.now()
    stopping.abort()
    await working
    assert.ok(performance.now() - began < 20_000, 'who is told to stop waits for a silent server')
    const ends = await Promise.all([...asked, waits].map(async id => (await ledger.runs(id, 1))[0]))
    assert.deepEqual(
      ends.flatMap(run => (run?.state === 'waiting' ? [] : [run?.problem?.code])),
      Array(config.runsAtOnce).fill('interrupted'),
    )
  } finally {
    stopping.abort()
    imap.hangUp()
    await world.stop()
  }
})
