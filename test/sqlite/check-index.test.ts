import assert from 'node:assert/strict'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import { readMessage } from '../../src/formats/read-message.ts'
import { isIndexWhole } from '../../src/sqlite/check-index.ts'
import { uidsInIndex } from '../../src/sqlite/read-index-copies.ts'
import { openRestoreIndex } from '../../src/sqlite/restore-index.ts'
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

test('an index with a view, a trigger or a table of somebody else is not ours: nothing of it is asked', async () => {
  await using folder = await tempFolder('index')
  const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n)'
  const strange = {
    view: `ALTER TABLE copy RENAME TO other; CREATE VIEW copy AS ${endless}
      SELECT i AS folder, i AS uid, 1 AS a, 9 AS b, i AS message, i AS flags FROM n`,
    trigger: `CREATE TRIGGER t AFTER INSERT ON point BEGIN SELECT (${endless} SELECT max(i) FROM n); END`,
    column: `ALTER TABLE point ADD COLUMN more GENERATED ALWAYS AS (taken_at + 1)`,
    table: 'CREATE TABLE more (bytes)',
    version: 'PRAGMA user_version = 1',
  }
  for (const [name, sql] of Object.entries(strange)) {
    const file = join(folder.path, `${name}.sqlite`)
    await openIndexWriter({ readMessage }, file).close()
    assert.equal(isIndexWhole(file, []), true, name)
    const opened = openRestoreIndex(file)
    assert.ok(opened)
    opened.close()
    const db = new Database(file)
    db.exec(sql)
    db.close()
    assert.equal(isIndexWhole(file, []), false, name)
    assert.equal(openRestoreIndex(file), null, name)
    assert.deepEqual(uidsInIndex(file, { folder: 'f1', n: 1 }), [], name)
    assert.throws(() => openIndexWriter({ readMessage }, file), name)
  }
})
