import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { prepareIndex } from '../../src/sqlite/index-schema.ts'
import { keptIndexes } from '../../src/sqlite/kept-indexes.ts'
import { openToWrite } from '../../src/sqlite/open.ts'
import { tempFolder } from '../world/temp.ts'

async function threeAccounts() {
  const temp = await tempFolder('kept-indexes')
  const file = (account: string, build: string) => join(temp.path, account, build)
  for (const account of ['anna', 'ben', 'cleo'])
    for (const build of ['one', 'two']) {
      mkdirSync(dirname(file(account, build)), { recursive: true })
      const db = openToWrite(file(account, build), { durable: false })
      prepareIndex(db)
      db.close()
    }
  const onBroken = (_account: string, cause: unknown) => cause
  return { file, onBroken, remove: temp.remove }
}

test('an index stays open until its account has another build, and one without a file is null', async () => {
  const { file, onBroken, remove } = await threeAccounts()
  const indexes = keptIndexes({ file, onBroken })
  const one = indexes.index('anna', 'one')
  assert(one)
  assert.equal(indexes.index('anna', 'one'), one)
  const two = indexes.index('anna', 'two')
  assert.notEqual(two, one)
  assert.equal(await two?.holds(1), false)
  await assert.rejects(one.holds(1), /not open/)
  assert.equal(indexes.index('anna', 'three'), null)
  await assert.rejects(async () => two?.holds(1), /not open/)
  assert.deepEqual(indexes.accounts(), [])
  await remove()
})

test('where open indexes would take more memory than they may, the one not used for longest is closed', async () => {
  const { file, onBroken, remove } = await threeAccounts()
  const each = keptIndexes({ file, onBroken }).index('anna', 'one')?.memory ?? 0
  assert(each > 0)
  const indexes = keptIndexes({ file, onBroken, memory: 2 * each })
  const anna = indexes.index('anna', 'one')
  const ben = indexes.index('ben', 'one')
  assert.equal(indexes.index('anna', 'one'), anna)
  indexes.index('cleo', 'one')
  assert.deepEqual(indexes.accounts(), ['anna', 'cleo'])
  assert.equal(await anna?.holds(1), false)
  await assert.rejects(async () => ben?.holds(1), /not open/)
  // However little there is, the one that is asked for is open.
  const little = keptIndexes({ file, onBroken, memory: 1 })
  little.index('anna', 'one')
  assert.equal(await little.index('ben', 'one')?.holds(1), false)
  assert.deepEqual(little.accounts(), ['ben'])
  await remove()
})
