import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { overTls, startWork, type World } from '../world/yestermail.ts'

// A server with nothing but IMAP4rev1: no LIST-STATUS, no CONDSTORE, no SPECIAL-USE, no ID.
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
let dovecot: Dovecot
let world: World
let anna: string
before(async () => {
  dovecot = await startDovecot({ users: { anna: 'secret1' }, capability: 'IMAP4rev1' })
  world = await startWork(overTls(dovecot), clock)
  anna = await world.enrol('anna', 'secret1')
  await dovecot.deliver('anna', 'INBOX', 'Subject: one\r\n\r\n')
  await dovecot.deliver('anna', 'Clients/Rossi', 'Subject: two\r\n\r\n')
})
after(async () => {
  await world?.stop()
  await dovecot?.stop()
})

test('its folders, messages and flags are all in the point', async () => {
  const point = await world.backUp(anna, 'first')
  assert.equal(point.status, 'complete')
  assert.equal(point.messages, 2)
})

test('a flag that changed is seen although no mod-sequence tells of it, and nothing is fetched again', async () => {
  await dovecot.doveadm('flags', 'add', '-u', 'anna', '\\Flagged', 'mailbox', 'INBOX', 'uid', '1')
  clock.now += 86_400_000
  const point = await world.backUp(anna, 'nightly')
  assert.equal(point.newMessages, 0)
  const receipt = (await world.files(anna).receipts()).at(-1)
  const inbox = receipt?.folders.find(f => f.path === 'INBOX')
  assert.ok(inbox?.state)
  const [copy] = await Array.fromAsync(world.files(anna).copies({ folder: inbox.folder, n: inbox.state }))
  assert.deepEqual(copy?.flags, ['\\Flagged'])
})

test('a night without change seals no new state', async () => {
  clock.now += 86_400_000
  await world.backUp(anna, 'nightly')
  const [before, now] = (await world.files(anna).receipts()).slice(-2)
  assert.deepEqual(
    now?.folders.map(f => f.state),
    before?.folders.map(f => f.state),
  )
})
