import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { leanEnv } from '../world/lean-env.ts'
import { startWork } from '../world/yestermail.ts'

const localDay = '2026-11-22'

test('`snapshot` joins a run that goes on and tells its result; one that verifies is not waited for', async () => {
  const clock = { now: Date.now() }
  const world = await startWork({ port: 1 }, clock)
  try {
    const id = await world.enrol('anna', 'secret1')
    const epoch = (await world.ledger.claim(id, 'elsewhere/1/x', clock.now, clock.now + 600_000, null)) ?? 0
    const run = await world.ledger.beginRun({ account: id, trigger: 'first', at: clock.now, localDay })
    const number = await world.ledger.reservePoint({ account: id, trigger: 'first', at: clock.now, localDay })
    const counts = { folders: 3, foldersDone: 1, messages: 20, messagesDone: 7, bytesDone: 700 }
    await world.ledger.progress(run, { folder: 'INBOX', ...counts })
    const joined = await snapshot(world.folder, world.config.data)
    // It has shown how far the other run is.
    await joined.said(/folder 2 of 3/)
    const point = {
      ...{ number, account: id, takenAt: clock.now, localDay, zone: 'Europe/Rome', dir: localDay },
      ...{ keptUntil: clock.now + 1e9, status: 'complete' as const, trigger: 'first' as const, messages: 20 },
      ...{ bytes: 2000, newMessages: 20, newBytes: 2000, durationMs: 1000, problems: [] },
    }
    assert.equal(await world.ledger.sealPoint(point, run, epoch, clock.now), true)
    assert.equal(await joined.ended, 0)
    assert.match(joined.out(), new RegExp(`^anna@yester\\.example: #${number}, 20 messages`))
    assert.equal((await world.ledger.runs(id, 10)).length, 1, 'one run for both')

    const busy = await snapshot(world.folder, world.config.data)
    assert.equal(await busy.ended, 1)
    await busy.said(/being worked on just now/)
  } finally {
    await world.stop()
  }
})

async function snapshot(folder: string, data: string) {
  const toml = join(folder, 'yestermail.toml')
  await writeFile(
    toml,
    `data = "${data}"\nzone = "Europe/Rome"\n[domains."yester.example"]\nserver = "imap://127.0.0.1:1"\nlogin = "local"\n`,
  )
  const main = join(import.meta.dirname, '../../src/yestermail.mjs')
  const args = [main, '--config', toml, 'snapshot', 'anna@yester.example']
  const child = spawn(process.execPath, args, { env: { ...leanEnv, HOME: folder } })
  let out = ''
  let err = ''
  child.stdout.on('data', text => {
    out += text
  })
  child.stderr.on('data', text => {
    err += text
  })
  const ended: Promise<number> = once(child, 'close').then(([code]) => code)
  return {
    ended,
    out: () => out,
    async said(what: RegExp): Promise<void> {
      while (!what.test(err) && child.exitCode === null)
        await Promise.race([once(child.stderr, 'data'), ended])
      assert.match(err, what)
    },
  }
}
