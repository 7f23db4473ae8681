import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import Database from 'better-sqlite3'
import { backUp } from '../../src/back-up/back-up.ts'
import type { Receipt } from '../../src/domain/folder-state.ts'
import { encodeReceipt } from '../../src/formats/sealed-receipt.ts'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { mender } from '../../src/maildir/mend.ts'
import { highestNumber } from '../../src/maildir/read-state.ts'
import type { HealWorld } from '../../src/proof/heal.ts'
import { rebuildIndex } from '../../src/proof/rebuild-index.ts'
import { verify } from '../../src/proof/verify.ts'
import { type SampleWorld, verifySlice } from '../../src/proof/verify-nightly.ts'
import { indexWatch } from '../../src/proof/watch-indexes.ts'
import { isIndexWhole } from '../../src/sqlite/check-index.ts'
import { folder, startScript } from '../world/scripted-mailbox.ts'

// Days on the disk that cannot be taken up, or not be indexed: each is named and left out, and no night ends with it.
const day = 86_400_000
let script: Awaited<ReturnType<typeof startScript>>
beforeEach(async () => {
  script = await startScript()
})
afterEach(async () => {
  await script.stop()
})

const night = (id = script.id) => {
  script.clock.now += day
  return backUp(script.world, id, 'nightly')
}
const change = (uid: number, subject: string) => {
  const inbox = script.folders.get('INBOX')
  if (!inbox) throw new Error('no INBOX')
  inbox.modseq++
  inbox.mails.set(uid, { text: `Subject: ${subject}\r\n\r\n`, flags: [] })
}
const named = async (id = script.id) =>
  (await script.ledger.damages(id)).map(({ what, file, days }) => ({ what, file, days }))
const points = async (id = script.id) => (await script.ledger.points(id)).map(({ number }) => number)
const told = () => script.faults.map(String).join('\n')

function forget(after: number) {
  const db = new Database(script.layout.ledger)
  db.prepare('DELETE FROM points WHERE number > ?').run(after)
  db.prepare(`UPDATE sqlite_sequence SET seq = ? WHERE name = 'points'`).run(after)
  db.close()
}

// As an older version, or a worker that met a liar, could have left it.
function seal(receipt: Receipt) {
  const place = script.layout.day(script.id, receipt.point.dir)
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'receipt.json'), encodeReceipt(receipt))
}

async function readAgain(id: string) {
  const files = checkedFiles(script.layout, id)
  const healing: HealWorld = {
    files,
    mender: mender(script.layout, id),
    indexCopies: async () => [],
    openMailbox: async () => null,
    onFault: script.world.onFault,
  }
  const world: SampleWorld = {
    ...script.world,
    ledger: script.ledger,
    stored: () => files,
    healing: async () => healing,
    verifyDays: 1,
    bytesPerSecond: 1e9,
    monotonic: () => performance.now(),
    onDamage: () => {},
  }
  await script.ledger.postponeCheck(id, 0)
  await verifySlice(world, new AbortController().signal)
  assert.ok((await script.ledger.check(id))?.wholeAt)
}

async function loseIndex() {
  rmSync(script.layout.index(script.id), { recursive: true })
  mkdirSync(script.layout.index(script.id))
}

function spoil(file: string) {
  chmodSync(file, 0o644)
  const bytes = readFileSync(file)
  const at = bytes.length >> 1
  bytes[at] = (bytes[at] ?? 0) ^ 255
  writeFileSync(file, bytes)
}

test('a number that another account has by now costs that one day, named, and no night', async () => {
  const ben = 'bcdefghijklmnopq'
  const { enrol } = script.ledger
  await enrol({
    id: ben,
    address: 'ben@yester.example',
    domain: 'yester.example',
    zone: 'Europe/Rome',
    credential: 'sealed',
    createdAt: script.clock.now,
  })
  for (const id of [script.id, ben, script.id]) await night(id)
  const lost = await night(ben)
  const later = await night(ben)
  forget(2)
  // Takes up #3, and is given the number of the other's lost day.
  assert.equal((await night()).number, lost.number)
  const first = await night(ben)
  const second = await night(ben)
  assert.deepEqual(await points(ben), [second.number, first.number, later.number, 2])
  assert.deepEqual(await named(ben), [{ what: 'receipt', file: lost.dir, days: [lost.dir] }])
  assert.match(told(), new RegExp(`day ${lost.dir} has number ${lost.number}, which is another point's`))
  assert.ok(existsSync(script.layout.day(ben, lost.dir)))
  // Its files are whole, and whoever reads them again does not take the word back.
  for (const id of [script.id, ben]) await readAgain(id)
  assert.equal((await named(ben)).length, 1)
  rmSync(script.layout.day(ben, lost.dir), { recursive: true })
  await night(ben)
  assert.deepEqual(await named(ben), [])
})

test('a damaged newest receipt does not hide the numbers of the days before it', async () => {
  await night()
  const before = await night()
  const newest = await night()
  spoil(join(script.layout.day(script.id, newest.dir), 'receipt.json'))
  assert.equal(await highestNumber(script.layout), before.number)
})

test('a sealed day that shows one folder twice keeps neither the nights nor a new index from going on', async () => {
  await night()
  const [good] = await script.files.receipts()
  assert.ok(good)
  const twice = [...good.folders, ...good.folders.map(one => ({ ...one, raw: 'Jobs', path: 'Jobs' }))]
  const bad = { ...good, folders: twice, point: { ...good.point, number: 7, dir: '2026-11-21T0300' } }
  seal(bad)
  assert.equal((await night()).number, 8)
  assert.equal((await night()).number, 9)
  const damage = { what: 'receipt', file: bad.point.dir, days: [bad.point.dir] }
  assert.deepEqual(await named(), [damage])
  assert.match(told(), /shows folder f1 twice/)
  const files = checkedFiles(script.layout, script.id)
  const { damages } = await verify(files, await script.ledger.points(script.id))
  assert.ok(damages.some(one => one.what === 'receipt' && one.file === bad.point.dir))
  const faults: unknown[] = []
  const rebuilding = {
    ...script.world,
    files: () => script.files,
    forgetIndexes: async () => {},
  }
  const done = await rebuildIndex(rebuilding, script.id, error => faults.push(error))
  assert.deepEqual(
    done.map(({ point }) => point.number),
    [1, 8, 9],
  )
  assert.equal(faults.length, 1)
  // Mended by hand, it is taken up, and is damage no more.
  seal({ ...bad, folders: good.folders })
  await night()
  assert.ok((await points()).includes(7))
  assert.deepEqual(await named(), [])
})

test('one folder is never sealed as two', async () => {
  script.folders.set('Parent', { ...folder(2, {}), selectable: false })
  const { openRun } = script.world
  script.world.openRun = async (account, run) => ({
    ...(await openRun(account, run)),
    folderId: async () => 'f1',
    newFolderId: async () => 'f1',
  })
  await assert.rejects(night(), /folder f1 stands for two folders/)
  assert.deepEqual(await script.files.days(), [])
  script.world.openRun = openRun
  assert.equal((await night()).status, 'complete')
})

for (const state of [2, 3])
  test(`a damaged manifest (state ${state} of 3) of a day that the ledger does not know costs that day alone`, async () => {
    await night()
    change(2, 'two')
    const second = await night()
    change(3, 'three')
    const third = await night()
    forget(1)
    await loseIndex()
    spoil(script.layout.manifest(script.id, 'f1', state))
    const [bad, good] = state === 2 ? [second, third] : [third, second]
    const next = await night()
    assert.equal(next.status, 'complete')
    assert.equal(next.messages, 3)
    change(4, 'four')
    const last = await night()
    assert.equal(last.messages, 4)
    assert.deepEqual(await points(), [last.number, next.number, good.number, 1])
    assert.deepEqual(await named(), [{ what: 'manifest', file: `f1/${state}`, days: [bad.dir] }])
    assert.notEqual(script.faults.length, 0)
  })

test('a message that was cut on the disk and comes again is stored whole beside it', async () => {
  await night()
  const root = script.layout.messages(script.id)
  for (const shard of readdirSync(root))
    for (const name of readdirSync(join(root, shard))) {
      const file = join(root, shard, name)
      const { mtime } = statSync(file)
      chmodSync(file, 0o644)
      truncateSync(file, 1)
      utimesSync(file, mtime, mtime)
    }
  // A new UIDVALIDITY: the same bytes and date, fetched again.
  const inbox = script.folders.get('INBOX')
  assert.ok(inbox)
  inbox.uidValidity = 77
  const point = await night()
  const files = checkedFiles(script.layout, script.id)
  const { damages } = await verify(files, await script.ledger.points(script.id))
  assert.notEqual(damages.length, 0)
  assert.deepEqual(
    damages.filter(({ days }) => days.includes(point.dir)),
    [],
  )
})

test('a day of the ledger that no index can take in has it built anew once a day, not at every look', async () => {
  const bad = await night()
  change(2, 'two')
  await night()
  spoil(script.layout.manifest(script.id, 'f1', 1))
  await loseIndex()
  const builds: number[] = []
  const look = indexWatch({
    ...script.world,
    ledger: script.ledger,
    files: () => script.files,
    forgetIndexes: async () => {},
    isIndexWhole: (id, build, points) => isIndexWhole(script.layout.indexFile(id, build), points),
    onRebuilt: (_, days) => builds.push(days),
  })
  for (let n = 0; n < 4; n++) {
    await look(() => false)
    script.clock.now += 11 * 60_000
  }
  assert.deepEqual(builds, [1])
  script.clock.now += day
  await look(() => false)
  assert.deepEqual(builds, [1, 1])
  assert.ok(existsSync(script.layout.day(script.id, bad.dir)))
})
