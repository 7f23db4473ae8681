import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { layout as layoutOf } from '../../src/maildir/layout.ts'
import { openMessageStore } from '../../src/maildir/store-messages.ts'
import { tempFolder } from '../world/temp.ts'

const account = 'abcdefghijklmnop'

test('a message of any INTERNALDATE is stored once, and its file has that date as near as files can', async () => {
  await using temp = await tempFolder('message-dates')
  const layout = layoutOf(temp.path)
  const put = async (run: string, date: number) => {
    const store = await openMessageStore(layout, account, run)
    await store.ready()
    const { stored, written } = store.put(Buffer.from(`Subject: of ${date}\r\n\r\n`), date)
    await written
    await store.flush()
    await store.close()
    return stored
  }
  // year 1, the ends of 32 bits, before 1970, its first second, today, year 9999
  for (const date of [-62_135_596_800, -(2 ** 31), -1, 0, 1_795_000_000, 2 ** 31, 253_402_300_799]) {
    const first = await put('r1', date)
    const again = await put('r2', date)
    assert.deepEqual([first.isNew, again.isNew, again.file], [true, false, first.file], String(date))
    const shard = layout.shard(account, first.sha)
    assert.equal(readdirSync(shard).filter(name => name.startsWith(first.sha)).length, 1)
    const kept = Math.min(Math.max(date, -(2 ** 31)), 2 ** 31 - 1)
    assert.equal(statSync(join(shard, first.base)).mtime.getTime(), kept * 1000)
  }
})
