import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { verify } from '../../src/proof/verify.ts'
import { chosen, howToRepeat } from '../faults/sample.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { startFaultProxy } from '../world/fault-proxy.ts'
import { leanEnv } from '../world/lean-env.ts'
import { tempFolder } from '../world/temp.ts'
import { domain, overTls, startWork, type World } from '../world/yestermail.ts'

const run = promisify(execFile)
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
const count = 400
let dovecot: Dovecot
before(async () => {
  dovecot = await startDovecot({ users: { anna: 'secret1', big: 'secret2' } })
  for (let n = 0; n < count; n++) await dovecot.deliver('anna', n % 3 ? 'INBOX' : `Box${n % 4}`, letter(n))
  for (let n = 0; n < 4; n++)
    await dovecot.deliver(
      'big',
      'INBOX',
      `Subject: big ${n}\r\n\r\n${'x'.repeat(78)}\r\n`.padEnd(20 << 20, 'long line\r\n'),
    )
})
after(async () => {
  await dovecot?.stop()
})

const letter = (n: number) => `Subject: letter ${n}\r\n\r\n${`line of ${n}\r\n`.repeat(500)}`

async function whole(world: World, account: string): Promise<void> {
  const found = await verify(checkedFiles(world.layout, account), await world.ledger.points(account))
  assert.deepEqual(found.damages, [])
}

test('a connection cut in the middle of a literal stores no cut message, and the run goes on where it can', async () => {
  const proxy = await startFaultProxy({ host: '127.0.0.1', port: dovecot.port })
  const world = await startWork({ port: proxy.port }, clock)
  try {
    const anna = await world.enrol('anna', 'secret1')
    for (const bytes of [20_000, 301_007, 700_001, 1_500_003]) {
      proxy.fail({ kind: bytes % 2 ? 'rst' : 'cut', after: bytes }, 1)
      const point = await world.backUp(anna, 'manual')
      assert.equal(point.messages, count, `cut after ${bytes} octets`)
      await whole(world, anna)
    }
    // Cut again and again, it goes on where it stopped as long as each connection brings something.
    proxy.fail({ kind: 'cut', after: 250_000 })
    const other = await startWork({ port: proxy.port }, clock)
    const account = await other.enrol('anna', 'secret1')
    const first = await other.backUp(account, 'first')
    assert.equal(first.status, 'complete')
    assert.equal(first.messages, count)
    assert.ok(proxy.connections() > 8)
    await whole(other, account)
    await other.stop()
    proxy.fail({ kind: 'none' })
    const point = await world.backUp(anna, 'manual')
    assert.equal(point.status, 'complete')
    assert.equal(point.messages, count)
    await whole(world, anna)
  } finally {
    await world.stop()
    await proxy.stop()
  }
})

// What can be seen of a first copy from outside; early: much is certainly left to be done when it is seen.
const phases: { name: string; place: string; seen: RegExp; early: boolean }[] = [
  { name: 'the first file under incoming/', place: 'incoming', seen: /\/\d+$/, early: true },
  { name: 'the first message', place: 'messages', seen: /\/[0-9a-f]{64}$/, early: true },
  { name: 'the first manifest', place: 'folders', seen: /^f\d+\/1\.jsonl\.zst$/, early: true },
  { name: 'the first sealed state', place: 'folders', seen: /^f\d+\/1$/, early: true },
  { name: 'the index', place: 'index', seen: /\.sqlite$/, early: false },
  { name: 'the hidden day, or the day', place: 'days', seen: /^\.?\d{4}-/, early: false },
]

// Every call of a worker is tried in test/faults/disk.test.ts; here, over TLS and with a Dovecot, what can be seen.
for (const { name, place, seen, early } of chosen(phases, 2, 'phases'))
  test(`kill -9 on sight of ${name} leaves nothing half, and the next run completes`, async t => {
    t.diagnostic(howToRepeat)
    const proxy = await startFaultProxy({ host: '127.0.0.1', port: dovecot.tlsPort })
    const world = await startWork(overTls(dovecot), { now: Date.now() + 3_600_000 })
    try {
      const anna = await world.enrol('anna', 'secret1')
      proxy.fail({ kind: 'slow', perSecond: 1_500_000 })
      const child = startSnapshot(world, proxy.port, 'anna')
      const exited = once(child, 'exit')
      const folder = join(world.layout.account(anna), place)
      while (!namesIn(folder).some(path => seen.test(path))) {
        assert.equal(child.exitCode, null, `it ended, and ${name} was not seen`)
        await setImmediate()
      }
      child.kill('SIGKILL')
      await exited
      const points = await world.ledger.points(anna)
      if (early) {
        assert.equal(child.signalCode, 'SIGKILL', 'it was still at work')
        assert.deepEqual(points, [])
        assert.deepEqual(await world.files(anna).days(), [])
      }
      for (const point of points) assert.equal(point.messages, count)
      await whole(world, anna)
      const point = await world.backUp(anna, 'manual')
      assert.equal(point.messages, count)
      assert.equal(point.status, 'complete')
      await whole(world, anna)
      assert.deepEqual(await readdir(join(world.layout.account(anna), 'incoming')), [])
    } finally {
      await world.stop()
      await proxy.stop()
    }
  })

test('a data folder that is gone, or was never there, is named in a refusal and no empty day is made', async () => {
  const world = await startWork(overTls(dovecot), clock)
  try {
    const anna = await world.enrol('anna', 'secret1')
    await world.backUp(anna, 'first')
    await rm(world.layout.marker)
    await assert.rejects(world.backUp(anna, 'nightly'), { code: 'data-missing' })
    assert.equal((await world.ledger.points(anna)).length, 1)
    await writeFile(world.layout.marker, '')
    await whole(world, anna)
  } finally {
    await world.stop()
  }
})

test('a full disk fails the run with its reason, and the next one completes when there is room', async () => {
  if (process.getuid?.() !== 0)
    return console.log('Only root may mount a small disk; test/faults/disk.test.ts fills one for any user.')
  const temp = await tempFolder('small')
  await run('mount', ['-t', 'tmpfs', '-o', 'size=72m', 'tmpfs', temp.path])
  const world = await startWork(overTls(dovecot), clock, join(temp.path, 'data'))
  try {
    const big = await world.enrol('big', 'secret2')
    await assert.rejects(world.backUp(big, 'first'))
    assert.equal((await world.ledger.runs(big, 1))[0]?.problem?.code, 'disk')
    world.config.limits.minFree = 64 << 20
    await assert.rejects(world.backUp(big, 'first'), { code: 'disk-full' })
    assert.deepEqual(
      (await world.ledger.alarms()).map(alarm => alarm.kind),
      ['disk-low'],
    )
    assert.deepEqual(await world.ledger.points(big), [])
    await run('mount', ['-o', 'remount,size=300m', temp.path])
    const point = await world.backUp(big, 'first')
    assert.equal(point.status, 'complete')
    assert.deepEqual(await world.ledger.alarms(), [])
    await whole(world, big)
  } finally {
    await world.stop()
    await run('umount', [temp.path])
    await temp.remove()
  }
})

test('a file that cannot be written to its end is no message', async () => {
  const world = await startWork(overTls(dovecot), clock)
  try {
    const big = await world.enrol('big', 'secret2')
    // Any user can limit the size of the files a child may write: 8 MB, in blocks of 512.
    const child = startSnapshot(world, dovecot.tlsPort, 'big', 'ulimit -f 16000; exec "$0" "$@"')
    const [code] = await once(child, 'exit')
    assert.equal(code, 1)
    assert.deepEqual(await world.ledger.points(big), [])
    assert.equal((await world.ledger.runs(big, 1))[0]?.problem?.code, 'disk')
    const stored = (await readdir(world.layout.messages(big), { recursive: true })).filter(
      name => name.length > 60,
    )
    assert.deepEqual(stored, [])
  } finally {
    await world.stop()
  }
})

/** Names in a folder and in its folders, as "a" and "a/b"; none where it is not there yet. */
function namesIn(folder: string): string[] {
  try {
    const names = readdirSync(folder, { withFileTypes: true })
    return names.flatMap(entry =>
      entry.isDirectory()
        ? [entry.name, ...readdirSync(join(folder, entry.name)).map(name => `${entry.name}/${name}`)]
        : [entry.name],
    )
  } catch {
    return [] // not there yet, or gone while it was read
  }
}

function startSnapshot(world: World, tlsPort: number, local: string, shell = 'exec "$0" "$@"'): ChildProcess {
  const main = join(import.meta.dirname, '../../src/yestermail.mjs')
  const url = `imaps://127.0.0.1:${tlsPort}`
  const options = ['--data', world.config.data, '--imap', url, '--domain', domain]
  return spawn(
    '/bin/sh',
    ['-c', shell, process.execPath, main, ...options, 'snapshot', `${local}@${domain}`],
    {
      env: {
        ...leanEnv,
        YESTERMAIL_DOMAIN: domain,
        YESTERMAIL_LOGIN: 'local',
        YESTERMAIL_CA: world.caFile,
      },
      stdio: 'ignore',
    },
  )
}
