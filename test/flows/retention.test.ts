import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { verify } from '../../src/proof/verify.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { overTls, startWork, type World } from '../world/yestermail.ts'

// After today by the machine's clock, whose time the files carry.
const clock = { now: Date.parse('2027-10-20T00:30:00Z') }
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

const days = async () => (await world.ledger.points(anna)).map(point => point.localDay)

test('today and 15 days back stay, over the night the clocks change; what goes leaves the disk a day later', async () => {
  for (let night = 0; night < 20; night++) {
    await dovecot.deliver('anna', 'INBOX', `Subject: night ${night}\r\n\r\n`)
    if (night) await dovecot.doveadm('expunge', '-u', 'anna', 'mailbox', 'INBOX', 'uid', String(night))
    await world.backUp(anna, 'nightly')
    if (night < 19) clock.now += 86_400_000
  }
  assert.equal((await days()).length, 16)
  assert.equal((await days()).at(-1), '2027-10-24')
  assert.equal((await days())[0], '2027-11-08')
  const onDisk = (await readdir(world.layout.days(anna))).filter(name => /^\d/.test(name))
  assert.deepEqual(onDisk.length, 17, 'dropped days stay for a day')
})

test('states and messages no day shows are gone, and every day that stays is whole', async () => {
  const files = checkedFiles(world.layout, anna)
  const found = await verify(files, await world.ledger.points(anna))
  assert.deepEqual(found.damages, [])
  const shown = new Set((await files.receipts()).flatMap(r => r.folders.map(f => `${f.folder}/${f.state}`)))
  const inbox = (await files.receipts())[0]?.folders.find(f => f.path === 'INBOX')?.folder ?? ''
  const states = (await readdir(world.layout.folder(anna, inbox))).filter(name => /^\d+$/.test(name))
  assert.deepEqual(
    states.filter(n => !shown.has(`${inbox}/${n}`)),
    [],
  )
})

test('without a good run nothing is pruned', async () => {
  clock.now += 30 * 86_400_000
  await dovecot.stop()
  await assert.rejects(world.backUp(anna, 'nightly'))
  assert.equal((await days()).length, 16)
  const run = (await world.ledger.runs(anna, 1))[0]
  assert.equal(run?.state, 'failed')
  assert.equal(run?.problem?.code, 'server-unreachable')
})
