import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { startWork } from '../world/yestermail.ts'

test('status says what is wrong to people and, by its exit code, to scripts', async () => {
  const clock = { now: Date.now() }
  const work = await startWork({ port: 1 }, clock)
  const id = await work.enrol('anna', 'x')
  await work.close()
  const toml = join(work.folder, 'yestermail.toml')
  await writeFile(
    toml,
    `data = "${work.config.data}"\n[domains."yester.example"]\nserver = "imap://127.0.0.1:1"\n` +
      '[mail]\nserver = "smtp://127.0.0.1:2525"\nfrom = "yestermail@yester.example"\noperators = ["ops@yester.example"]\n' +
      'user = "post"\npasswordFile = "/nowhere/at/all"\n',
  )
  const main = join(import.meta.dirname, '../../src/yestermail.mjs')
  const status = () =>
    new Promise<{ code: number; out: string }>(resolve => {
      const env = { PATH: process.env.PATH, HOME: work.folder }
      execFile(process.execPath, [main, '--config', toml, 'status'], { env }, (error, out) =>
        resolve({ code: error ? Number(error.code) : 0, out }),
      )
    })
  const silent = await status()
  assert.equal(silent.code, 1)
  assert.match(silent.out, /^Workers +NONE: no backup is taken\. Start: yestermail work$/m)
  assert.match(silent.out, /No alarm is open/)

  const ledger = openLedger(work.layout.ledger)
  await ledger.heartbeatNow(Date.now(), 'one')
  const well = await status()
  assert.equal(well.code, 0, 'the password of [mail] is not needed to look')
  assert.match(well.out, /^Workers +1 alive$/m)
  assert.match(well.out, /^Accounts +1 active, 0 must sign in, 0 gone$/m)
  assert.match(well.out, /^Letters +0 waiting$/m)
  assert.match(well.out, /^Disk +\d.* free/m)

  const detail = { days: 4, problem: 'fault', address: 'anna@yester.example' }
  await ledger.raise({ kind: 'no-good-point', account: id, about: '', detail }, Date.now())
  const wrong = await status()
  assert.equal(wrong.code, 1)
  assert.match(
    wrong.out,
    /No good backup for days\n +anna@yester\.example +since .* days: 4; problem: fault\n/,
  )
  ledger.close()
  await work.stop()
})
