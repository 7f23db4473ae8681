import assert from 'node:assert/strict'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import type { ExportWish } from '../../src/domain/export.ts'
import { deskExports } from '../../src/sqlite/desk-exports.ts'

const wish: ExportWish = { what: [{ accountId: 'p1' }], format: 'eml', container: 'zip', names: 'unix' }
const day = 86_400_000

test('a granted download is kept for three days, the newest thirty of an account', async () => {
  const desk = deskExports(new Database(':memory:'))
  for (let i = 0; i < 31; i++) await desk.addExport(`t${i}`, { account: 'anna', wish, mark: `m${i}` }, i)
  await desk.addExport('other', { account: 'ben', wish, mark: 'm' }, 5)
  assert.equal(await desk.export('t0', 40), null)
  assert.deepEqual(await desk.export('t1', 40), { account: 'anna', wish, mark: 'm1', lost: [] })
  assert.equal((await desk.export('other', 40))?.account, 'ben')
  assert.equal(await desk.export('t30', 3 * day + 31), null)
  await desk.addExport('late', { account: 'anna', wish, mark: 'm' }, 4 * day)
  assert.equal(await desk.export('t30', 40), null)
})

test('messages found damaged are added to a download, each once, and to no other', async () => {
  const desk = deskExports(new Database(':memory:'))
  await desk.addExport('a', { account: 'anna', wish, mark: 'm' }, 1)
  await desk.addExport('b', { account: 'anna', wish, mark: 'm' }, 1)
  await desk.addLost('a', ['aa', 'bb'])
  await desk.addLost('a', ['bb', 'cc'])
  assert.deepEqual((await desk.export('a', 2))?.lost.sort(), ['aa', 'bb', 'cc'])
  assert.deepEqual((await desk.export('b', 2))?.lost, [])
})

test('wishes of an account take 32 MiB together, and the oldest make room', async () => {
  const db = new Database(':memory:')
  const desk = deskExports(db)
  const add = db.prepare(`INSERT INTO exports VALUES (?, 'anna', ?, zeroblob(?), 'm', '[]')`)
  const kept = () => db.prepare('SELECT ticket FROM exports ORDER BY at').pluck().all()
  for (let i = 0; i < 3; i++) add.run(`t${i}`, i, 12 << 20)
  await desk.addExport('next', { account: 'anna', wish, mark: 'm' }, 3)
  assert.deepEqual(kept(), ['t1', 't2', 'next'])
  await desk.addExport('other', { account: 'ben', wish, mark: 'm' }, 4)
  add.run('long', 5, 40 << 20)
  await desk.addExport('last', { account: 'anna', wish, mark: 'm' }, 6)
  assert.deepEqual(kept(), ['other', 'last'])
})
