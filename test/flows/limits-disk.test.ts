import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { startScriptedImap } from '../world/scripted-imap.ts'
import { tempFolder } from '../world/temp.ts'
import { startWork, type World } from '../world/yestermail.ts'

const run = promisify(execFile)
const clock = { now: Date.parse('2026-11-20T01:00:00Z') }
const needsRoot =
  process.getuid?.() === 0
    ? false
    : 'mounts a small file system, which needs root: run the tests as root to see it'

async function start(count: number, data?: string) {
  const imap = await startScriptedImap()
  const mails = new Map(Array.from({ length: count }, (_, i) => [i + 1, { size: 300 }] as const))
  imap.script.folders.set('INBOX', { uidValidity: 1, mails })
  const world = await startWork({ port: imap.port }, clock, data, { pauses: [0] })
  const anna = await world.enrol('anna', 'secret')
  return {
    imap,
    world,
    anna,
    mails,
    async [Symbol.asyncDispose]() {
      await world.stop()
      await imap.stop()
    },
  }
}

const isWhole = async (world: World, account: string): Promise<number> => {
  let messages = 0
  for (const { folders } of await world.files(account).receipts())
    for (const { newest } of folders)
      if (newest)
        for await (const copy of world.files(account).copies(newest)) {
          assert.equal(await checkedFiles(world.layout, account).hash(copy), copy.sha)
          messages++
        }
  return messages
}
const openAlarms = async (world: World) => (await world.ledger.alarms()).map(alarm => alarm.kind)

test('a data folder that is not there, or is an empty one, is never an empty mailbox', async () => {
  await using it = await start(5)
  const { world, anna } = it
  const { data } = world.config
  await world.backUp(anna, 'first')
  await rename(data, `${data}.away`)
  await assert.rejects(world.backUp(anna, 'nightly'), { code: 'data-missing' })
  await mkdir(data)
  await assert.rejects(world.backUp(anna, 'nightly'), { code: 'data-missing' })
  await rm(data, { recursive: true })
  await rename(`${data}.away`, data)
  assert.equal((await world.ledger.points(anna)).length, 1)
  assert.equal((await world.ledger.runs(anna, 1))[0]?.problem?.code, 'disk')
  assert.equal((await world.backUp(anna, 'nightly')).status, 'complete')
  assert.equal(await isWhole(world, anna), 10)
})

test('a mailbox that does not fit is an alarm of its own, and others are backed up', async () => {
  await using it = await start(5)
  const { world, anna, imap } = it
  const whole = imap.script.folders.get('INBOX')
  assert.ok(whole)
  // More than any disk has room for, by the count alone.
  const giant = new Map(whole.mails)
  Object.defineProperty(giant, 'size', { value: 4_000_000_000 })
  whole.mails = giant
  await assert.rejects(world.backUp(anna, 'first'), { code: 'disk-full' })
  const bert = await world.enrol('bert', 'secret')
  assert.deepEqual(
    (await world.ledger.alarms()).map(alarm => [alarm.kind, alarm.account]),
    [['disk-low', anna]],
  )
  whole.mails = new Map([...giant].slice(0, 3))
  assert.equal((await world.backUp(bert, 'first')).messages, 3)
  assert.deepEqual(await openAlarms(world), ['disk-low'])
  assert.equal((await world.backUp(anna, 'first')).messages, 3)
  assert.deepEqual(await openAlarms(world), [])
  // Another worker told of the whole disk since: whoever finds room lets the alarm go.
  const about = { kind: 'disk-low', account: null, about: '', detail: {} } as const
  await world.ledger.raise(about, clock.now)
  assert.equal((await world.backUp(bert, 'nightly')).messages, 3)
  assert.deepEqual(await openAlarms(world), [])
})

test('an unmounted volume and a read-only one are named, the days stay, and the next run completes', {
  skip: needsRoot,
}, async () => {
  await using temp = await tempFolder('volume')
  const volume = join(temp.path, 'volume')
  const data = join(volume, 'data')
  await mkdir(volume)
  await run('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', volume])
  try {
    {
      await using it = await start(5, data)
      const { world, anna } = it
      await world.backUp(anna, 'first')
      // Something empty is mounted over it, as when the real volume did not come up.
      await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', volume])
      await assert.rejects(world.backUp(anna, 'nightly'), { code: 'data-missing' })
      await run('umount', [volume])
      assert.equal((await world.backUp(anna, 'nightly')).messages, 5)
    }
    await run('mount', ['-o', 'remount,ro', volume])
    await assert.rejects(startWork({ port: 1 }, clock, data), { code: 'data-unwritable' })
    await run('mount', ['-o', 'remount,rw', volume])
    await using it = await start(6, data)
    assert.equal((await it.world.backUp(it.anna, 'nightly')).messages, 6)
    assert.equal(await isWhole(it.world, it.anna), 16)
  } finally {
    await run('umount', [volume])
  }
})

test('a disk that runs out of inodes fails the run, tells it, and what was read is not fetched again', {
  skip: needsRoot,
}, async () => {
  await using temp = await tempFolder('inodes')
  const volume = join(temp.path, 'volume')
  await mkdir(volume)
  await run('mount', ['-t', 'tmpfs', '-o', 'size=200m,nr_inodes=1850', 'tmpfs', volume])
  try {
    await using it = await start(1200, join(volume, 'data'))
    const { world, anna, imap } = it
    await assert.rejects(world.backUp(anna, 'first'), { code: 'disk-inodes' })
    assert.equal((await world.ledger.runs(anna, 1))[0]?.problem?.code, 'disk')
    assert.deepEqual(await openAlarms(world), ['disk-low'])
    const { sent } = imap.script
    assert.ok(sent > 150_000, 'it was found in the middle')
    // Still short: nobody is asked for mail, and it stays one alarm.
    await assert.rejects(world.backUp(anna, 'first'), { code: 'disk-inodes' })
    assert.equal(imap.script.sent, sent)
    assert.deepEqual(await openAlarms(world), ['disk-low'])
    await run('mount', ['-o', 'remount,nr_inodes=20000', volume])
    const point = await world.backUp(anna, 'first')
    assert.equal(point.messages, 1200)
    assert.equal(point.status, 'complete')
    assert.ok(imap.script.sent < 1200 * 460 + 100_000, String(imap.script.sent))
    assert.deepEqual(await openAlarms(world), [])
    assert.equal(await isWhole(world, anna), 1200)
  } finally {
    await run('umount', [volume])
  }
})
