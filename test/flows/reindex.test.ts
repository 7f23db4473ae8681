import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { reindex } from '../../src/proof/reindex.ts'
import { startReading } from '../../src/threads/reading.ts'
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
  for (let day = 0; day < 5; day++) {
    await dovecot.deliver('anna', 'INBOX', letter(day, 0), { flags: day % 2 ? ['\\Seen'] : [] })
    await dovecot.deliver('anna', day % 2 ? 'Lists' : 'Clients/Rossi', letter(day, 1))
    if (day === 3) await dovecot.doveadm('expunge', '-u', 'anna', 'mailbox', 'INBOX', 'uid', '1')
    if (day === 4)
      await dovecot.doveadm('flags', 'add', '-u', 'anna', '\\Flagged', 'mailbox', 'INBOX', 'uid', '2')
    await world.backUp(anna, 'nightly')
    clock.now += 86_400_000
  }
})
after(async () => {
  await world?.stop()
  await dovecot?.stop()
})

const letter = (day: number, n: number) =>
  `From: Ben <ben@friends.example>\r\nTo: anna@yester.example\r\nSubject: letter ${day}.${n}\r\nMessage-ID: <${day}.${n}@friends.example>\r\n${day ? 'References: <0.0@friends.example>\r\n' : ''}\r\nHello ${day}\r\n`

/** Every answer a person can get about every day: folders, lists, emails with their ids, threads. */
async function answers(): Promise<unknown[]> {
  const reading = startReading(world.config.data)
  const call = async (methodCalls: unknown[]) => {
    const request = { using: ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail'], methodCalls }
    const { body } = await reading.jmap(anna, Buffer.from(JSON.stringify(request)))
    return JSON.parse(body.replace(/"(state|queryState|sessionState)":"[^"]*"/g, '"$1":""')).methodResponses
  }
  const all: unknown[] = []
  for (const point of await world.ledger.points(anna)) {
    const accountId = `p${point.number}`
    all.push(
      ...(await call([
        ['Mailbox/get', { accountId }, 'a'],
        ['Email/query', { accountId, sort: [{ property: 'receivedAt' }], calculateTotal: true }, 'b'],
        [
          'Email/get',
          {
            accountId,
            '#ids': { resultOf: 'b', name: 'Email/query', path: '/ids' },
            fetchAllBodyValues: true,
          },
          'c',
        ],
        [
          'Thread/get',
          { accountId, '#ids': { resultOf: 'c', name: 'Email/get', path: '/list/*/threadId' } },
          'd',
        ],
      ])),
    )
  }
  await reading.close()
  return all
}

test('an index built from the files alone gives the same answers and permalinks', async () => {
  const before = await answers()
  assert.equal(before.length, 20)
  assert.ok(JSON.stringify(before).includes('letter 4.1'))
  const index = await world.openIndex(anna, 'again')
  await reindex({ files: world.files(anna), index, onDamage: assert.ifError })
  await index.close()
  await world.ledger.setBuild(anna, 'again')
  assert.deepEqual(await answers(), before)
})

test('a lost index heals itself in the next run, old days included', async () => {
  const before = await answers()
  await rm(world.layout.index(anna), { recursive: true })
  await world.backUp(anna, 'nightly')
  const after = await answers()
  assert.deepEqual(after.slice(-20), before)
})

test('a day without its ledger row is taken up again by the next run', async () => {
  const before = await answers()
  const newest = (await world.ledger.points(anna))[0]
  assert.ok(newest)
  await world.ledger.dropPoint(newest.number, clock.now)
  await world.ledger.forgetPoint(newest.number)
  clock.now += 86_400_000
  await world.backUp(anna, 'nightly')
  const points = await world.ledger.points(anna)
  assert.ok(points.some(point => point.number === newest.number))
  assert.deepEqual((await answers()).slice(-before.length), before)
})
