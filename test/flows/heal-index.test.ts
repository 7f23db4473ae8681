import assert from 'node:assert/strict'
import { copyFile, open, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Reading } from '../../src/domain/ports.ts'
import { isIndexWhole } from '../../src/sqlite/check-index.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { startReading } from '../../src/threads/reading.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { overTls, startWork, type World } from '../world/yestermail.ts'

// Nothing is due by this clock once the nights are done: whatever heals does not wait for the next one.
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
let dovecot: Dovecot
let world: World
let anna: string
let whole: unknown
let reading: Reading
before(async () => {
  dovecot = await startDovecot({ users: { anna: 'secret1' } })
  world = await startWork(overTls(dovecot), clock)
  openDesk(world.layout.desk).close()
  anna = await world.enrol('anna', 'secret1')
  for (let night = 0; night < 3; night++) {
    for (let n = 0; n < 12; n++) await dovecot.deliver('anna', n % 3 ? 'INBOX' : 'Lists', letter(night, n))
    if (night) clock.now += 86_400_000
    await world.backUp(anna, night ? 'nightly' : 'first')
  }
  reading = startReading(world.config.data, { threads: 1 })
  whole = await answers()
  assert.match(JSON.stringify(whole), /letter 2\.11/)
})
after(async () => {
  await reading?.close()
  await world?.stop()
  await dovecot?.stop()
})

const letter = (night: number, n: number) =>
  `From: Ben <ben@friends.example>\r\nSubject: letter ${night}.${n}\r\nMessage-ID: <${night}.${n}@friends.example>\r\n\r\n${'Hello. '.repeat(50)}\r\n`

/** Every answer a person can get about every day. */
async function answers(): Promise<unknown[]> {
  const all: unknown[] = []
  for (const point of await world.ledger.points(anna)) {
    const accountId = `p${point.number}`
    const methodCalls = [
      ['Mailbox/get', { accountId }, 'a'],
      ['Email/query', { accountId, calculateTotal: true }, 'b'],
      ['Email/get', { accountId, '#ids': { resultOf: 'b', name: 'Email/query', path: '/ids' } }, 'c'],
      [
        'Thread/get',
        { accountId, '#ids': { resultOf: 'c', name: 'Email/get', path: '/list/*/threadId' } },
        'd',
      ],
    ]
    const request = { using: ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail'], methodCalls }
    const { body } = await reading.jmap(anna, Buffer.from(JSON.stringify(request)))
    all.push(
      JSON.parse(body.replace(/"(state|queryState|sessionState)":"[^"]*"/g, '"$1":""')).methodResponses,
    )
  }
  return all
}

const build = async () => (await world.ledger.account(anna))?.build ?? ''
const indexFile = async () => world.layout.indexFile(anna, await build())

/** Runs the worker as it runs, until the index is a new one. */
async function healsItself(): Promise<void> {
  const before = await build()
  const stopping = new AbortController()
  const working = world.work(stopping.signal)
  for (let n = 0; n < 1500 && (await build()) === before; n++) await pause(20)
  stopping.abort()
  await working
  assert.notEqual(await build(), before)
  assert.deepEqual(await answers(), whole)
  const files = (await readdir(world.layout.index(anna))).filter(name => name.endsWith('.sqlite'))
  assert.deepEqual(files, [`v2-${await build()}.sqlite`])
  assert.deepEqual(await world.ledger.damages(anna), [])
  clock.now += 11 * 60_000
}

/** What is said to somebody who comes now: whoever has the index open reads on in it. */
async function said(): Promise<string> {
  await reading.close()
  reading = startReading(world.config.data, { threads: 1 })
  return JSON.stringify(await answers())
}

test('a lost index: the page says that the backups are put in order, and work builds it anew at its start', async () => {
  await rm(await indexFile())
  const text = await said()
  assert.match(text, /"code":"index-rebuilding"/)
  assert.doesNotMatch(text, /letter/)
  await healsItself()
})

test('an index that is cut, overwritten with garbage, emptied or of another schema is built anew', async () => {
  const spoilings: ((file: string) => Promise<void>)[] = [
    async file => truncate(file, (await stat(file)).size / 2),
    file => writeFile(file, 'This is no database at all. '.repeat(500)),
    async file => {
      const db = new Database(file)
      db.exec('DROP TABLE copy')
      db.close()
    },
    file => truncate(file, 0),
    async file => {
      const db = new Database(file)
      db.pragma('user_version = 9')
      db.close()
    },
    async file => {
      const db = new Database(file)
      db.pragma('foreign_keys = OFF')
      db.exec('DELETE FROM point WHERE number = (SELECT max(number) FROM point)')
      db.close()
    },
  ]
  // Three habits of being broken always, the others in the long run.
  const most = process.env.YESTERMAIL_TEST === 'all' ? spoilings.length : 3
  for (const spoil of spoilings.slice(0, most)) {
    await spoil(await indexFile())
    assert.doesNotMatch(await said(), /Something went wrong/)
    await healsItself()
  }
})

test('damage deep inside that no quick look finds: whoever reads it says so, and it is built anew', async () => {
  const file = await indexFile()
  const points = (await world.ledger.points(anna)).map(point => point.number)
  await spoilDeep(file, points)
  const text = await said()
  assert.match(text, /"code":"index-rebuilding"/)
  await healsItself()
})

test('a complaint about an index that is whole changes nothing', async () => {
  await world.ledger.suspectIndex(anna, clock.now)
  const before = await build()
  const stopping = new AbortController()
  const working = world.work(stopping.signal)
  for (let n = 0; n < 1500 && (await world.ledger.damages(anna)).length; n++) await pause(20)
  stopping.abort()
  await working
  assert.deepEqual(await world.ledger.damages(anna), [])
  assert.equal(await build(), before)
})

test('the night itself builds a broken index anew, too', async () => {
  await writeFile(await indexFile(), Buffer.alloc(100_000, 7))
  clock.now += 86_400_000
  await world.backUp(anna, 'nightly')
  assert.deepEqual((await answers()).slice(1), whole)
  const files = (await readdir(world.layout.index(anna))).filter(name => name.endsWith('.sqlite'))
  assert.deepEqual(files, [`v2-${await build()}.sqlite`], 'and leaves nothing of the broken one')
})

/** Garbage in one page, such that a quick look passes and a deep one does not, and a list of mail comes across it. */
async function spoilDeep(file: string, points: readonly number[]): Promise<void> {
  const db = new Database(file, { readonly: true })
  const size = Number(db.pragma('page_size', { simple: true }))
  const pages = Number(db.pragma('page_count', { simple: true }))
  db.close()
  const good = `${file}.good`
  await copyFile(file, good)
  for (let page = pages; page > 1; page--) {
    const handle = await open(file, 'r+')
    await handle.write(Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size)
    await handle.close()
    if (
      isIndexWhole(file, points) &&
      !isIndexWhole(file, points, true) &&
      /index-rebuilding/.test(await said())
    ) {
      await rm(good)
      return
    }
    await copyFile(good, file)
  }
  assert.fail('no page of the index is read by a list')
}
