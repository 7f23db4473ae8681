import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Proof } from '../../src/domain/damage.ts'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { proofOf } from '../../src/proof/proof.ts'
import { verify } from '../../src/proof/verify.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { leanEnv } from '../world/lean-env.ts'
import { overTls, startWork, type World } from '../world/yestermail.ts'

// After today by the machine's clock, whose time the files carry.
const clock = { now: Date.parse('2027-11-14T01:00:00Z') }
const day = 86_400_000
let dovecot: Dovecot
let world: World
let anna: string
before(async () => {
  dovecot = await startDovecot({ users: { anna: 'secret1' } })
  world = await startWork(overTls(dovecot), clock)
  anna = await world.enrol('anna', 'secret1')
  for (let night = 0; night < 20; night++) {
    if (night % 7 === 0) await dovecot.deliver('anna', 'Clients', `Subject: ${night}\r\n\r\nHello\r\n`)
    await world.backUp(anna, night ? 'nightly' : 'first')
    clock.now += day
  }
  clock.now -= day
  await writeFile(
    join(world.folder, 'yestermail.toml'),
    `data = "${world.config.data}"\n[domains."yester.example"]\nserver = "imaps://127.0.0.1:${dovecot.tlsPort}"\nlogin = "local"\nca = "${world.caFile}"\n`,
  )
})
after(async () => {
  await world?.stop()
  await dovecot?.stop()
})

const sha256 = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')

/** What proves every point, newest first. */
async function proofs(): Promise<Proof[]> {
  const files = checkedFiles(world.layout, anna)
  const points = await world.ledger.points(anna)
  return Promise.all(points.map(point => proofOf({ files, ledger: world.ledger }, point)))
}

function yestermail(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const main = join(import.meta.dirname, '../../src/yestermail.mjs')
  const config = ['--config', join(world.folder, 'yestermail.toml')]
  return new Promise(resolve => {
    execFile(
      process.execPath,
      [main, ...config, ...args],
      { env: { ...leanEnv, HOME: world.folder } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

test('every receipt names its manifests and the receipt before it as they lie on the disk, pruned days too', async () => {
  const all = await proofs()
  assert.ok(all.length < 20, 'the oldest days are gone')
  assert.deepEqual(
    all.map(({ chain }) => chain),
    all.map((_, i) => (i < all.length - 1 ? 'linked' : all.at(-1)?.chain)),
  )
  for (const { receipt, sha } of all) {
    assert.ok(receipt)
    const file = join(world.layout.day(anna, receipt.point.dir), 'receipt.json')
    assert.equal(sha, await sha256(file), 'sha256sum says the same')
    const { previous } = receipt
    if (previous && all.some(one => one.receipt?.point.dir === previous.dir))
      assert.equal(previous.receipt, await sha256(join(world.layout.day(anna, previous.dir), 'receipt.json')))
    for (const { folder, newest, manifest } of receipt.folders)
      if (newest) assert.equal(manifest, await sha256(world.layout.manifest(anna, folder, newest.n)))
  }
  // The last of the dropped days stays on the disk for a day; when it is gone the chain begins with the one after it.
  const oldest = all.at(-1)?.receipt?.previous
  assert.ok(oldest)
  await rm(world.layout.day(anna, oldest.dir), { recursive: true })
  assert.equal((await proofs()).at(-1)?.chain, 'begins')
  const found = await verify(checkedFiles(world.layout, anna), await world.ledger.points(anna))
  assert.deepEqual(
    found.damages.filter(({ what }) => what === 'chain'),
    [],
  )
})

test('a day that is taken up again after its row was lost keeps its place in the chain', async () => {
  const [newest] = await world.ledger.points(anna)
  assert.ok(newest)
  await world.ledger.dropPoint(newest.number, clock.now)
  await world.ledger.forgetPoint(newest.number)
  clock.now += day
  await world.backUp(anna, 'nightly')
  const [last, before] = await proofs()
  assert.equal(before?.receipt?.point.number, newest.number)
  assert.equal(last?.receipt?.previous?.dir, newest.dir)
  assert.equal(last?.chain, 'linked')
  assert.equal(before?.chain, 'linked')
})

test('a receipt is shown in words and as JSON, by day and by number', async () => {
  const points = await world.ledger.points(anna)
  const [newest, second] = points
  assert.ok(newest && second)
  const shown = await yestermail('receipt', 'anna@yester.example')
  assert.equal(shown.code, 0, shown.err)
  assert.match(shown.out, new RegExp(`^Backup #${newest.number} of ${newest.localDay}, complete`))
  assert.match(
    shown.out,
    /\n {2}Clients: read, server 3, stored 3, \d+ octets, state f\d+\/3\n {4}manifest [0-9a-f]{64}\n/,
  )
  assert.match(
    shown.out,
    new RegExp(`\\nChain: follows ${second.dir} \\(receipt [0-9a-f]{64}\\), which is there`),
  )
  assert.match(shown.out, /\nTaken .*, kept until the end of \d{4}-\d\d-\d\d \(/)
  const byNumber = await yestermail('receipt', 'anna@yester.example', `#${second.number}`, '--json')
  assert.equal(byNumber.code, 0, byNumber.err)
  const json = JSON.parse(byNumber.out)
  assert.equal(json.receipt.point.dir, second.dir)
  assert.equal(json.chain, 'linked')
  const at = Date.parse('2027-10-01T02:00:00Z')
  const run = await world.ledger.beginRun({ account: anna, trigger: 'nightly', at, localDay: '2027-10-01' })
  await world.ledger.failRun(run, at + 1000, { code: 'server-unreachable', detail: 'It hung up.' })
  const failed = await yestermail('receipt', 'anna@yester.example', '2027-10-01')
  assert.match(
    failed.err,
    /no backup 2027-10-01; the run of 2027-10-01 .* failed: the mail server did not answer, or too slowly: It hung up; see: yestermail points/,
  )
  assert.notEqual(failed.code, 0)
  const unknown = await yestermail('receipt', 'anna@yester.example', '#9999')
  assert.match(unknown.err, /There is no backup #9999; this account has none of so high a number; see/)
  const refused = await yestermail('receipt', 'anna@yester.example', '1999-01-01')
  assert.match(refused.err, /There is no backup 1999-01-01/)
  assert.notEqual(refused.code, 0)
})

test('verify names a flipped bit and remembers it, the receipt shows it, verify --heal mends it', async () => {
  const files = checkedFiles(world.layout, anna)
  const [newest] = await world.ledger.points(anna)
  const clients = (await files.receipt(newest?.dir ?? ''))?.receipt.folders.find(f => f.path === 'Clients')
  const [copy] = await Array.fromAsync(
    files.copies({ folder: clients?.folder ?? '', n: clients?.state ?? 0 }),
  )
  assert.ok(copy)
  const bytes = await readFile(files.file(copy))
  bytes[0] = (bytes[0] ?? 0) ^ 32
  await chmod(files.file(copy), 0o644)
  await writeFile(files.file(copy), bytes)
  const found = await yestermail('verify', 'anna@yester.example')
  assert.equal(found.code, 1)
  assert.match(
    found.out,
    new RegExp(`message-changed +Clients +UID ${copy.uid} +${copy.sha} .*${newest?.dir}`),
  )
  const shown = await yestermail('receipt', 'anna@yester.example')
  assert.equal(shown.code, 1)
  assert.match(shown.out, new RegExp(`\\nDAMAGED: message-changed Clients UID ${copy.uid} ${copy.sha}\\n`))
  // Later states of the folder show the message, too: no day that has it says it is whole.
  const states = new Set(
    (await proofs()).map(one => one.receipt?.folders.find(f => f.path === 'Clients')?.state),
  )
  assert.ok(states.size > 1)
  for (const { receipt, damages } of await proofs())
    assert.deepEqual(
      damages.map(one => one.uid),
      [copy.uid],
      receipt?.point.dir,
    )
  const alarm = (await world.ledger.alarms())[0]
  assert.equal(alarm?.kind, 'damaged')
  assert.equal(alarm.detail.damages, 1)
  assert.ok(Number(alarm.detail.days) >= (await world.ledger.points(anna)).length)
  const healed = await yestermail('verify', 'anna@yester.example', '--heal')
  assert.equal(healed.code, 0, healed.out)
  assert.match(healed.out, /all whole, \d+ healed\.\n$/)
  assert.equal(await files.hash(copy), copy.sha)
  assert.deepEqual(await world.ledger.damages(anna), [])
  assert.deepEqual(await world.ledger.alarms(), [])
})
