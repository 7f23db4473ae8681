import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Ask } from '../../src/domain/ask.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { openDeskReader } from '../../src/sqlite/read-desk.ts'
import { tempFolder } from '../world/temp.ts'

const enrol = (sealedPassword: string): Ask => ({
  kind: 'enrol',
  address: 'anna@one.example',
  domain: 'one.example',
  sealedPassword,
  at: 1,
})
const session = (hash: string, at: number, ends: number) => ({
  hash: Buffer.from(hash),
  account: 'a',
  address: 'anna@one.example',
  at,
  ends,
  ip: '192.0.2.1',
  agent: 'x',
  how: 'password' as const,
})

test('asks are read in order by another handle while the desk is open', async () => {
  await using temp = await tempFolder('desk')
  const file = join(temp.path, 'desk.sqlite')
  const reader = openDeskReader(file, sleep)
  assert.deepEqual(await reader.asksAfter(0), [])
  const desk = openDesk(file)
  const first = await desk.ask(enrol('box1'))
  const second = await desk.ask({ kind: 'snapshot', account: 'a', trigger: 'manual', at: 2 })
  assert.deepEqual(await reader.asksAfter(0), [
    { id: first, ask: enrol('box1') },
    { id: second, ask: { kind: 'snapshot', account: 'a', trigger: 'manual', at: 2 } },
  ])
  assert.deepEqual(
    (await reader.asksAfter(first)).map(({ id }) => id),
    [second],
  )
  await reader.close()
  await desk.close()
})

test('a sealed password that was taken up is no longer in any file of the desk', async () => {
  await using temp = await tempFolder('desk')
  const file = join(temp.path, 'desk.sqlite')
  const desk = openDesk(file)
  const reader = openDeskReader(file, sleep)
  const box = `yb1.${'sealed-and-secret'.repeat(20)}`
  const inFiles = () => readdirSync(temp.path).some(name => readFileSync(join(temp.path, name)).includes(box))
  const id = await desk.ask(enrol(box))
  await reader.asksAfter(0)
  assert.equal(inFiles(), true)
  await desk.forgetAsksUpTo(id)
  assert.deepEqual(await reader.asksAfter(0), [])
  assert.equal(inFiles(), false)
  await reader.close()
  await desk.close()
})

test('ids only grow: over wiped asks, a restart, and a desk made anew beside an old ledger', async () => {
  await using temp = await tempFolder('desk')
  const file = join(temp.path, 'desk.sqlite')
  let desk = openDesk(file)
  assert.equal(await desk.ask(enrol('1')), 1)
  await desk.forgetAsksUpTo(1)
  await desk.close()
  desk = openDesk(file)
  assert.equal(await desk.ask(enrol('2')), 2)
  await desk.close()
  const fresh = openDesk(join(temp.path, 'other.sqlite'))
  await fresh.forgetAsksUpTo(41)
  assert.equal(await fresh.ask(enrol('3')), 42)
  await fresh.close()
})

test('sessions are found by hash, touched, ended and swept', async () => {
  await using temp = await tempFolder('desk')
  const desk = openDesk(join(temp.path, 'desk.sqlite'))
  await desk.addSession(session('one', 100, 1000))
  await desk.addSession(session('two', 100, 5000))
  await desk.addSession(session('three', 100, 5000))
  await desk.touchSession(Buffer.from('two'), 900)
  assert.equal((await desk.session(Buffer.from('two')))?.used, 900)
  assert.equal((await desk.session(Buffer.from('one')))?.account, 'a')
  await desk.sweepSessions(1000, 500)
  assert.equal(await desk.session(Buffer.from('one')), null)
  assert.equal(await desk.session(Buffer.from('three')), null)
  assert.ok(await desk.session(Buffer.from('two')))
  await desk.endSession(Buffer.from('two'))
  assert.equal(await desk.session(Buffer.from('two')), null)
  await desk.close()
})

test('an account holds fifty sessions, the one that lay idle longest makes room', async () => {
  await using temp = await tempFolder('desk')
  const file = join(temp.path, 'desk.sqlite')
  const desk = openDesk(file)
  await desk.addSession({ ...session('other', 1, 5000), account: 'b' })
  for (let i = 0; i < 51; i++) await desk.addSession(session(`s${i}`, 100 + i, 5000))
  assert.equal(await desk.session(Buffer.from('s0')), null)
  assert.ok(await desk.session(Buffer.from('s1')))
  assert.ok(await desk.session(Buffer.from('s50')))
  assert.ok(await desk.session(Buffer.from('other')))
  await desk.close()
})

test('a desk of a version that knew one way in is brought up to date: its sessions go on', async () => {
  await using temp = await tempFolder('desk')
  const file = join(temp.path, 'desk.sqlite')
  const old = new Database(file)
  old.exec(`CREATE TABLE sessions (hash BLOB PRIMARY KEY, account TEXT NOT NULL, address TEXT NOT NULL, created INTEGER NOT NULL,
    used INTEGER NOT NULL, ends INTEGER NOT NULL, ip TEXT NOT NULL, agent TEXT NOT NULL) STRICT, WITHOUT ROWID`)
  old
    .prepare('INSERT INTO sessions VALUES (?, ?, ?, 1, 1, 9, ?, ?)')
    .run(Buffer.from('one'), 'a', 'x', 'ip', 'x')
  old.close()
  const desk = openDesk(file)
  assert.equal((await desk.session(Buffer.from('one')))?.how, 'password')
  await desk.addSession({ ...session('two', 1, 5000), how: 'access' })
  assert.equal((await desk.session(Buffer.from('two')))?.how, 'access')
  await desk.close()
})

test('nobody but its users may read the desk', async () => {
  await using temp = await tempFolder('desk')
  const file = join(temp.path, 'desk.sqlite')
  const desk = openDesk(file)
  await desk.ask(enrol('box'))
  for (const name of readdirSync(temp.path))
    assert.equal(statSync(join(temp.path, name)).mode & 0o007, 0, name)
  await desk.close()
})

test('networks are remembered for ninety days, preferences are small and replaced', async () => {
  await using temp = await tempFolder('desk')
  const desk = openDesk(join(temp.path, 'desk.sqlite'))
  await desk.rememberNetwork('anna@one.example', '192.0.2.0/24', 0)
  assert.equal(await desk.knowsNetwork('anna@one.example', '192.0.2.0/24'), true)
  assert.equal(await desk.knowsNetwork('ben@one.example', '192.0.2.0/24'), false)
  await desk.rememberNetwork('anna@one.example', '198.51.100.0/24', 91 * 86_400_000)
  assert.equal(await desk.knowsNetwork('anna@one.example', '192.0.2.0/24'), false)
  assert.equal(await desk.preferences('a'), null)
  await desk.setPreferences('a', { theme: 'dark' })
  await desk.setPreferences('a', { theme: 'light' })
  assert.deepEqual(await desk.preferences('a'), { theme: 'light' })
  await assert.rejects(desk.setPreferences('a', 'x'.repeat(20_000)))
  await desk.close()
})

test('a desk in other hands: what is too long or leaps ahead is no ask, what only looks like a table is none', async () => {
  await using temp = await tempFolder('desk')
  const file = join(temp.path, 'desk.sqlite')
  const desk = openDesk(file)
  const reader = openDeskReader(file, sleep)
  const db = new Database(file)
  db.exec(`INSERT INTO asks (ask) VALUES ('"' || hex(zeroblob(9000000)) || '"'), ('1')`)
  db.exec(`INSERT INTO asks (id, ask) VALUES (9007199254740991, '2')`)
  assert.deepEqual(await reader.asksAfter(0), [
    { id: 1, ask: null },
    { id: 2, ask: 1 },
  ])
  db.exec(`UPDATE asks SET ask = '"' || hex(zeroblob(6000000)) || '"'`)
  db.exec(`INSERT INTO asks (id, ask) VALUES (3, '3')`)
  const portion = async (after: number) => (await reader.asksAfter(after)).map(({ id }) => id)
  assert.deepEqual(await portion(0), [1, 2], 'no more than memory is meant for, and the rest after it')
  assert.deepEqual(await portion(2), [3])
  db.exec(`ALTER TABLE asks RENAME TO kept; CREATE VIEW asks AS
    WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, '{}' AS ask FROM n WHERE id < 0`)
  assert.deepEqual(await reader.asksAfter(0), [])
  for (const table of [
    'id INTEGER, ask TEXT NOT NULL',
    'id INTEGER PRIMARY KEY AUTOINCREMENT, ask TEXT NOT NULL, more AS (ask)',
  ]) {
    db.exec(
      `DROP ${db.prepare(`SELECT upper(type) FROM sqlite_schema WHERE name = 'asks'`).pluck().get()} asks`,
    )
    db.exec(
      `CREATE TABLE asks (${table}) STRICT; INSERT INTO asks (id, ask) VALUES (1, '1')`.replace(
        'more AS',
        'more TEXT AS',
      ),
    )
    assert.deepEqual(await reader.asksAfter(0), [], table)
  }
  db.close()
  await reader.close()
  await desk.close()
})

test('a desk that is locked is asked again in a moment, and nobody stands still meanwhile', async () => {
  await using temp = await tempFolder('desk')
  const file = join(temp.path, 'desk.sqlite')
  const desk = openDesk(file)
  await desk.ask(enrol('box'))
  await desk.close()
  const locked = new Database(file)
  locked.pragma('locking_mode = EXCLUSIVE')
  locked.exec('BEGIN IMMEDIATE; DELETE FROM networks; COMMIT')
  let pauses = 0
  const reader = openDeskReader(file, async () => {
    pauses++
  })
  await assert.rejects(reader.asksAfter(0), { code: 'SQLITE_BUSY' })
  assert.ok(pauses > 3 && pauses < 30, `${pauses}`)
  assert.equal(await reader.preferences('a'), null)
  const patient = openDeskReader(file, async () => {
    locked.close()
  })
  assert.equal((await patient.asksAfter(0)).length, 1)
  await patient.close()
  await reader.close()
})

test('a desk that is broken is read again once another lies there, and nobody waits for what its owners chose', async () => {
  await using temp = await tempFolder('desk')
  const file = join(temp.path, 'desk.sqlite')
  writeFileSync(file, 'no database'.repeat(500))
  const reader = openDeskReader(file, sleep)
  await assert.rejects(reader.asksAfter(0), { code: 'SQLITE_NOTADB' })
  assert.equal(await reader.preferences('a'), null)
  rmSync(file)
  const desk = openDesk(file)
  await desk.ask(enrol('box'))
  assert.equal((await reader.asksAfter(0)).length, 1)
  await reader.close()
  await desk.close()
})
