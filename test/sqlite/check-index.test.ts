import assert from 'node:assert/strict'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import { readMessage } from '../../src/formats/read-message.ts'
import { isIndexWhole } from '../../src/sqlite/check-index.ts'
import { openIndexWriter } from '../../src/sqlite/write-index.ts'
import { tempFolder } from '../world/temp.ts'

test('an index whose writer was killed while it was made is not whole, and no fault', async () => {
  await using folder = await tempFolder('index')
  const whole = join(folder.path, 'whole.sqlite')
  await openIndexWriter({ readMessage }, whole).close()
  assert.equal(isIndexWhole(whole, []), true)

  const making = join(folder.path, 'making.sqlite')
  const cut = join(folder.path, 'cut.sqlite')
  const db = new Database(making)
  // Pages go to the file before the end of the transaction: so that the journal is needed.
  db.exec('CREATE TABLE message (bytes); PRAGMA cache_size = 1; BEGIN')
  for (let i = 0; i < 100; i++) db.exec('INSERT INTO message VALUES (randomblob(4000))')
  for (const side of ['', '-journal']) copyFileSync(making + side, cut + side)
  db.close()
  assert.ok(existsSync(`${cut}-journal`))
  assert.equal(isIndexWhole(cut, []), false)
})
