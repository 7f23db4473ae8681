import assert from 'node:assert/strict'
import { readFile, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Point } from '../../src/domain/point.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { overTls, startWork, type World } from '../world/yestermail.ts'

const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
let dovecot: Dovecot
let world: World
let anna: string

before(async () => {
  dovecot = await startDovecot({ users: { anna: 'secret1' } })
  world = await startWork(overTls(dovecot), clock)
  anna = await world.enrol('anna', 'secret1')
})
after(async () => {
  await world?.stop()
  await dovecot?.stop()
})

const letter = (subject: string, text = 'Hello') =>
  `From: Ben <ben@friends.example>\r\nTo: anna@yester.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replaceAll(' ', '.')}@friends.example>\r\n\r\n${text}\r\n`

test('every folder, message, flag, keyword and date is in the first point', async () => {
  await dovecot.deliver('anna', 'INBOX', letter('one'), {
    flags: ['\\Seen', '$Work'],
    internalDate: new Date('2026-11-01T08:00:00Z'),
  })
  await dovecot.deliver('anna', 'INBOX', letter('two'), { internalDate: new Date('2026-11-02T08:00:00Z') })
  await dovecot.deliver('anna', 'Clients/Rossi & Söhne', letter('three'), {
    internalDate: new Date('2026-10-01T08:00:00Z'),
  })
  const point = await world.backUp(anna, 'first')
  assert.equal(point.status, 'complete')
  assert.equal(point.messages, 3)
  assert.equal(point.localDay, '2026-11-14')
  const day = world.layout.day(anna, point.dir)
  const receipt = JSON.parse(await readFile(join(day, 'receipt.json'), 'utf8'))
  assert.deepEqual(receipt.point.problems, [])
  assert.match(await readlink(join(day, 'mail/cur')), /folders\/f\d+\/1\/cur$/)
  const inbox = receipt.folders.find((f: { path: string }) => f.path === 'INBOX')
  const copies = await Array.fromAsync(world.files(anna).copies({ folder: inbox.folder, n: 1 }))
  assert.deepEqual(
    copies.map(c => c.flags),
    [['$Work', '\\Seen'], []],
  )
  assert.deepEqual(
    copies.map(c => c.date * 1000),
    [Date.parse('2026-11-01T08:00:00Z'), Date.parse('2026-11-02T08:00:00Z')],
  )
  const [first] = copies
  assert.ok(first)
  assert.equal(await readFile(world.files(anna).file(first), 'utf8'), letter('one'))
})

test('an unchanged night keeps every state and asks the server for nothing but the list', async () => {
  clock.now += 86_400_000
  const before = (await dovecot.commands()).length
  const point = await world.backUp(anna, 'nightly')
  assert.equal(point.newMessages, 0)
  const sent = (await dovecot.commands()).slice(before)
  assert.deepEqual(
    sent.filter(line => /EXAMINE|SELECT|FETCH/.test(line)),
    [],
  )
})

test('the next night fetches only what is new, and yesterday stays as it was', async () => {
  clock.now += 86_400_000
  await dovecot.deliver('anna', 'INBOX', letter('four'))
  const points = await world.ledger.points(anna)
  const point: Point = await world.backUp(anna, 'nightly')
  assert.equal(point.newMessages, 1)
  assert.equal(point.messages, 4)
  const link = (p: Point) => readlink(join(world.layout.day(anna, p.dir), 'mail/cur'))
  assert.notEqual(await link(point), await link(points[0] as Point))
  assert.ok((await stat(join(world.layout.day(anna, (points[0] as Point).dir), 'mail/cur'))).isDirectory())
})

test('nothing on the server has changed: no flag, no \\Recent taken', async () => {
  await dovecot.place('anna', Buffer.from(letter('recent')))
  clock.now += 86_400_000
  await world.backUp(anna, 'nightly')
  assert.deepEqual(
    (await dovecot.commands()).filter(line =>
      /\b(SELECT|STORE|APPEND|EXPUNGE|CREATE|DELETE|COPY|MOVE|SUBSCRIBE)\b/.test(line),
    ),
    [],
  )
  const session = await dovecot.imap('anna')
  const lines = await session.command('SELECT INBOX')
  assert.ok(String(lines).includes('* 4 RECENT'), String(lines))
  await session.close()
})
