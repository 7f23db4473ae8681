import assert from 'node:assert/strict'
import { chmod, readdir, readFile } from 'node:fs/promises'
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
