import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { backUp } from '../../src/back-up/back-up.ts'
import { daysPlan, usualNights } from '../../src/domain/plans.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { folder, startScript } from '../world/scripted-mailbox.ts'

const day = 86_400_000
let script: Awaited<ReturnType<typeof startScript>>
beforeEach(async () => {
  script = await startScript()
})
afterEach(async () => {
  await script.stop()
})

const night = (world = script.world) => {
  script.clock.now += day
  return backUp(world, script.id, 'nightly')
}
const change = (name: string, uid: number, subject: string) => {
  const f = script.folders.get(name)
  if (!f) throw new Error(name)
  f.modseq++
  f.mails.set(uid, { text: `Subject: ${subject}\r\n\r\n`, flags: [] })
}
const lastRun = async () => (await script.ledger.runs(script.id, 1))[0]

test('a server that lists nothing seals no empty day', async () => {
  await night()
  script.folders.clear()
  await assert.rejects(night(), /listed no folder/)
  assert.equal((await script.ledger.points(script.id)).length, 1)
})

test('a message lost on the way is named, even when another is expunged meanwhile', async () => {
  const inbox = folder(1, { 1: 'one', 2: 'two', 3: 'three' })
  script.folders.set('INBOX', { ...inbox, skipped: [2], exists: 2 })
  const point = await night()
  assert.equal(point.status, 'partial')
  assert.deepEqual(point.problems, [{ code: 'message-refused', folder: 'INBOX', uids: [2] }])
})

test('a folder that may not be read costs itself and no new connection', async () => {
  script.folders.set('Secret', { ...folder(2, {}), refused: true })
  script.folders.set('Work', folder(3, { 1: 'work' }))
  const point = await night()
  assert.equal(point.status, 'partial')
  assert.equal(point.messages, 2)
  assert.deepEqual(
    point.problems.map(problem => problem.code),
    ['folder-not-read'],
  )
  assert.equal(script.connections(), 1)
})

test('folders keep their ids over the nights, those without messages too, and no id is given twice', async () => {
  const ids = async () => {
    await night()
    return new Map((await script.files.receipts()).at(-1)?.folders.map(f => [f.raw, f.folder]))
  }
  script.folders.set('Archive', { ...folder(2, {}), selectable: false })
  const first = await ids()
  script.folders.delete('Archive')
  script.folders.set('Aaa', folder(3, { 1: 'a' }))
  const second = await ids()
  assert.notEqual(second.get('Aaa'), first.get('Archive'))
  script.folders.set('Archive', { ...folder(2, {}), selectable: false })
  await ids()
  const fourth = await ids()
  assert.equal(fourth.get('Aaa'), second.get('Aaa'))
  assert.equal(new Set(fourth.values()).size, 3)
})

test('mail of a folder that was deleted leaves the disk when its last day does', async () => {
  script.folders.set('Old', folder(2, { 1: 'gone for good' }))
  await night()
  const old = (await script.files.receipts()).at(-1)?.folders.find(f => f.raw === 'Old')?.folder ?? ''
  script.folders.delete('Old')
  for (let i = 0; i < 20; i++) await night()
  assert.deepEqual(readdirSync(script.layout.folder(script.id, old)), [])
})

test('pruning that fails is told, and the sealed point stays a good run', async () => {
  const openRun = async (...args: Parameters<typeof script.world.openRun>) => ({
    ...(await script.world.openRun(...args)),
    removeDay: async () => {
      throw new Error('cannot be removed')
    },
  })
  script.world.plans = new Map([['days-15', daysPlan(1, usualNights)]])
  for (let n = 0; n < 3; n++) await night()
  const point = await night({ ...script.world, openRun })
  assert.equal((await lastRun())?.state, 'done')
  assert.equal((await lastRun())?.point, point.number)
  assert.ok(script.faults.length > 0)
})

test('what stops a run before it begins is a failed run with its reason, too', async () => {
  const checkDisk = async () => {
    throw new Refusal('disk-full', 'The disk is full.')
  }
  await assert.rejects(night({ ...script.world, checkDisk }), { code: 'disk-full' })
  assert.equal((await lastRun())?.problem?.code, 'disk')
  await assert.rejects(night({ ...script.world, servers: new Map() }), { code: 'no-server' })
  assert.equal((await lastRun())?.problem?.code, 'server-unreachable')
})

test('a good run makes an account active again', async () => {
  await script.ledger.setState(script.id, 'needs-sign-in')
  await night()
  assert.equal((await script.ledger.account(script.id))?.state, 'active')
})

test('a run that is told to stop seals nothing, and the next one completes', async () => {
  const stopping = new AbortController()
  change('INBOX', 2, 'two')
  await assert.rejects(
    backUp(script.world, script.id, 'first', () => stopping.abort(), stopping.signal).then(() => {
      stopping.abort()
      return backUp(script.world, script.id, 'manual', undefined, stopping.signal)
    }),
    { code: 'interrupted' },
  )
  assert.equal((await lastRun())?.problem?.code, 'interrupted')
  assert.equal((await night()).status, 'complete')
})

test('a worker that lost its lease seals nothing over the work of another', async () => {
  await night()
  change('INBOX', 2, 'two')
  const renewed = { ...script.ledger, renew: async () => false, sealPoint: async () => false }
  await assert.rejects(night({ ...script.world, ledger: renewed }), /lease/)
  assert.equal((await script.ledger.points(script.id)).length, 1)
})

test('progress that cannot be written stops nothing', async () => {
  const ledger = {
    ...script.ledger,
    progress: async () => {
      throw new Error('SQLITE_FULL')
    },
  }
  let now = script.clock.now
  assert.equal((await night({ ...script.world, ledger, now: () => (now += 500) })).status, 'complete')
})

test('a ledger from a backup gives no number of a day on disk again, and takes up the days it does not know', async () => {
  await night()
  const copy = `${script.layout.ledger}.copy`
  const { points } = script.ledger
  const first = (await points(script.id))[0]
  assert.ok(first)
  copyFileSync(script.layout.ledger, copy)
  copyFileSync(`${script.layout.ledger}-wal`, `${copy}-wal`)
  change('INBOX', 2, 'two')
  const lost = await night()
  const old = openLedger(copy)
  change('INBOX', 3, 'three')
  const point = await night({ ...script.world, ledger: old })
  assert.ok(point.number > lost.number)
  assert.deepEqual(
    (await old.points(script.id)).map(p => p.number),
    [point.number, lost.number, first.number],
  )
  old.close()
})

test('a disk that is full at the very commit costs no day: it is taken up when there is room', async () => {
  await night()
  change('INBOX', 2, 'two')
  const full = async () => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  }
  await assert.rejects(
    night({ ...script.world, ledger: { ...script.ledger, sealPoint: full, failRun: full } }),
    {
      code: 'SQLITE_FULL',
    },
  )
  assert.equal((await script.ledger.points(script.id)).length, 1)
  assert.ok(script.faults.length > 0)
  await night()
  const points = await script.ledger.points(script.id)
  assert.deepEqual(
    points.map(point => point.messages),
    [2, 2, 1],
  )
  assert.equal((await script.ledger.runs(script.id, 3))[1]?.problem?.code, 'interrupted')
})

test('a damaged day does not keep a lost index from being built anew', async () => {
  const bad = await night()
  change('INBOX', 2, 'two')
  await night()
  const receipt = (await script.files.receipts())[0]?.folders[0]
  writeFileSync(script.files.manifest(receipt?.folder ?? '', receipt?.state ?? 0), 'nonsense')
  rmSync(script.layout.index(script.id), { recursive: true })
  const point = await night()
  assert.equal(point.status, 'complete')
  assert.ok(script.faults.length > 0)
  assert.ok(existsSync(script.layout.day(script.id, bad.dir)))
})

test('nothing is removed while a day cannot say what it shows', async () => {
  const first = await night()
  change('INBOX', 2, 'two')
  await night()
  rmSync(join(script.layout.day(script.id, first.dir), 'receipt.json'))
  const store = await script.world.openRun(script.id, 'r99')
  await assert.rejects(
    store.sweep(Date.now() + day, () => {}),
    /no receipt/,
  )
  await store.close()
  const states = readdirSync(script.layout.folder(script.id, 'f1')).filter(name => /^\d+$/.test(name))
  assert.deepEqual(states, ['1', '2'])
})
