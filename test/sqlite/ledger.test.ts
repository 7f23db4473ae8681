import assert from 'node:assert/strict'
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { openLedgerReader } from '../../src/sqlite/read-ledger.ts'
import { tempFolder } from '../world/temp.ts'

test('a ledger that was closed can be read in a folder nobody may write', async () => {
  await using temp = await tempFolder('ledger')
  const file = join(temp.path, 'ledger.sqlite')
  const ledger = openLedger(file)
  await ledger.heartbeatNow(5)
  ledger.close()
  assert.deepEqual(await readdir(temp.path), ['ledger.sqlite'])
  await chmod(temp.path, 0o555)
  const reader = openLedgerReader(file)
  assert.equal(await reader.heartbeat(), 5)
  reader.close()
  // Root may write everywhere; the file itself says that it needs no side files (SQLite's file format, 1.3).
  assert.deepEqual([...(await readFile(file)).subarray(18, 20)], [1, 1])
})

test('an open reader, and a second writer, live through closing and coming back', async () => {
  await using temp = await tempFolder('ledger')
  const file = join(temp.path, 'ledger.sqlite')
  const first = openLedger(file)
  await first.heartbeatNow(1)
  first.close()
  const reader = openLedgerReader(file)
  assert.equal(await reader.heartbeat(), 1)
  const second = openLedger(file)
  await second.heartbeatNow(2)
  assert.equal(await reader.heartbeat(), 2)
  const other = openLedger(file)
  other.close()
  await second.heartbeatNow(3)
  assert.equal(await reader.heartbeat(), 3)
  second.close()
  assert.equal(await reader.heartbeat(), 3)
  const third = openLedger(file)
  await third.heartbeatNow(4)
  assert.equal(await reader.heartbeat(), 4)
  reader.close()
  third.close()
  assert.deepEqual(await readdir(temp.path), ['ledger.sqlite'])
})

test('a day is committed by the newest holder of the lease alone, under its own number, and once', async () => {
  await using temp = await tempFolder('ledger')
  const ledger = openLedger(join(temp.path, 'ledger.sqlite'))
  const at = Date.parse('2026-11-22T01:00:00Z')
  for (const id of ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'])
    await ledger.enrol({
      ...{ id, address: `${id}@yester.example`, domain: 'yester.example', zone: 'UTC' },
      ...{ credential: null, createdAt: at },
    })
  const run = { account: 'aaaaaaaaaaaaaaaa', trigger: 'first' as const, at, localDay: '2026-11-22' }
  const pointOf = (account: string, number: number) => ({
    ...{ number, account, takenAt: at, localDay: run.localDay, zone: 'UTC', dir: run.localDay },
    ...{ keptUntil: at + 1e9, status: 'complete' as const, trigger: run.trigger, messages: 0, bytes: 0 },
    ...{ newMessages: 0, newBytes: 0, durationMs: 1, problems: [] },
  })
  const slow = (await ledger.claim(run.account, 'slow', at, at + 1000, null)) ?? 0
  const slowRun = await ledger.beginRun(run)
  const mine = pointOf(run.account, await ledger.reservePoint(run))
  // It sleeps past its lease: another takes over, and has not even ended.
  const quick = (await ledger.claim(run.account, 'quick', at + 2000, at + 9000, null)) ?? 0
  assert.ok(quick > slow)
  assert.equal(await ledger.sealPoint(mine, slowRun, slow, at + 3000), false)
  assert.deepEqual(await ledger.points(run.account), [])
  const other = (await ledger.claim('bbbbbbbbbbbbbbbb', 'b', at, at + 9000, null)) ?? 0
  assert.equal(await ledger.sealPoint(pointOf('bbbbbbbbbbbbbbbb', mine.number), null, other, at), false)
  assert.equal(await ledger.sealPoint(mine, null, quick, at + 3000), true)
  assert.equal(await ledger.sealPoint({ ...mine, messages: 7 }, null, quick, at + 3000), false)
  assert.deepEqual(
    (await ledger.points(run.account)).map(({ number, messages }) => [number, messages]),
    [[mine.number, 0]],
  )
  await ledger.release(run.account, quick)
  assert.equal(await ledger.sealPoint(pointOf(run.account, mine.number + 9), null, quick, at), false)
  ledger.close()
})

test('a ledger that is not there, or in which nothing is yet, is no fault to who reads it', async () => {
  await using temp = await tempFolder('ledger')
  const file = join(temp.path, 'ledger.sqlite')
  assert.throws(() => openLedgerReader(file), { code: 'no-ledger' })
  await writeFile(file, '')
  assert.throws(() => openLedgerReader(file), { code: 'no-ledger' })
})
