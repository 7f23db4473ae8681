import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { leanEnv } from '../world/lean-env.ts'
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
      const env = { ...leanEnv, HOME: work.folder }
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
    /No good backup for days\n +anna@yester\.example +since .* days: 4; reason: a fault of Yestermail; the log says more\n/,
  )
  await ledger.clear({ kind: 'no-good-point', account: id, about: '' }, Date.now())
  const takenAt = Date.parse('2026-11-22T16:00:00Z')
  const low = { folder: '/data', free: 78_231_789_568, wanted: 1e11 }
  await ledger.raise({ kind: 'disk-low', account: null, about: '', detail: low }, takenAt)
  const vanished = { messages: 60, of: 100, point: 24, takenAt, until: takenAt }
  await ledger.raise({ kind: 'mail-vanished', account: id, about: '2026-11-22', detail: vanished }, takenAt)
  const lost = { damages: 1, what: 'file-lost', days: 1, day: '2026-11-21', folder: 'INBOX', uid: 0 }
  await ledger.raise({ kind: 'damaged', account: id, about: '', detail: lost }, takenAt)
  const { out } = await status()
  assert.match(out, /free: 78\.2 GB; needed: 100 GB/)
  assert.match(out, /backup: #24; taken: November 22, 2026 at \d\d:00 \([A-Z]\S+\)/)
  assert.match(out, /kind: a file of a folder is gone; .*mend: yestermail verify anna@yester\.example --heal/)
  assert.doesNotMatch(out, /file-lost|\d{11}/)
  ledger.close()
  await work.stop()
})
