import assert from 'node:assert/strict'
import { createServer, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import type { LiveCheck } from '../../src/domain/presence.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { startWork, type World } from '../world/yestermail.ts'

const clock = { now: Date.UTC(2026, 10, 20, 1) }
let dovecot: Dovecot
let world: World

before(async () => {
  dovecot = await startDovecot({ users: { anna: 'anna-pw', bert: 'bert-pw' } })
  world = await startWork({ port: dovecot.port }, clock)
})
after(async () => {
  await world.stop()
  await dovecot.stop()
})

const mail = (id: string) => `Message-ID: <${id}@rossi.example>\r\nSubject: ${id}\r\n\r\n${id}\r\n`

/** Asks for a check and waits until it has ended. */
async function checked(account: string): Promise<LiveCheck | null> {
  await world.checkPresence(account, null)
  for (let i = 0; i < 2400; i++) {
    if ((await world.ledger.presence(account))?.state !== 'checking') return world.ledger.liveCheck(account)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('the check did not end')
}

const seen = (check: LiveCheck | null) =>
  Object.fromEntries(
    (check?.folders ?? [])
      .filter(({ path }) => !['Drafts', 'Junk', 'Sent', 'Trash'].includes(path))
      .map(({ path, folder, known, gone, arrived }) => [
        path,
        { known, gone, arrived: arrived.map(one => one.messageId), ...(folder ? {} : { isNew: true }) },
      ]),
  )

test('what went and came since the newest point is found without a body being fetched', async () => {
  const anna = await world.enrol('anna', 'anna-pw')
  for (const id of ['one', 'two', 'three', 'four']) await dovecot.deliver('anna', 'INBOX', mail(id))
  await dovecot.deliver('anna', 'Orders', mail('five'))
  await dovecot.deliver('anna', 'Old', mail('six'))
  const point = await world.backUp(anna, 'nightly')
  const session = await dovecot.imap('anna')
  await session.command('SELECT INBOX')
  await session.command('UID MOVE 2 Orders')
  await session.command('UID STORE 3 +FLAGS (\\Deleted)')
  await session.command('EXPUNGE')
  await session.command('CLOSE')
  await session.command('DELETE Old')
  await session.close()
  await dovecot.deliver('anna', 'News', 'Subject: nobody\r\n\r\nno id\r\n')
  clock.now += 3_600_000
  const commands = (await dovecot.commands()).length
  const check = await checked(anna)
  assert.equal(check?.point, point.number)
  assert.equal(check?.comparedAt, clock.now)
  assert.deepEqual(seen(check), {
    INBOX: { known: true, gone: [[2, 3]], arrived: [] },
    Orders: { known: true, gone: [], arrived: ['two@rossi.example'] },
    News: { known: true, gone: [], arrived: [null], isNew: true },
  })
  const sent = (await dovecot.commands()).slice(commands).join('\n')
  assert.doesNotMatch(sent, /PEEK\[\]|BODY\[|\bSELECT|\bSTORE|RFC822[^.]/i)
  assert.match(sent, /EXAMINE/)
})

test('a check is kept five minutes, and then made again; folders that did not change are not opened', async () => {
  const anna = (await world.ledger.accountByAddress('anna@yester.example'))?.id ?? ''
  const commands = (await dovecot.commands()).length
  const at = (await checked(anna))?.comparedAt
  clock.now += 4 * 60_000
  assert.equal((await checked(anna))?.comparedAt, at)
  assert.equal((await dovecot.commands()).length, commands)
  clock.now += 61_000
  assert.equal((await checked(anna))?.comparedAt, clock.now)
  await world.backUp(anna, 'nightly')
  clock.now += 2 * 60_000
  const before = (await dovecot.commands()).length
  const check = await checked(anna)
  assert.equal(check?.comparedAt, clock.now)
  assert.deepEqual(
    check?.folders.filter(({ known, gone, arrived }) => !known || gone.length || arrived.length),
    [],
  )
  assert.doesNotMatch((await dovecot.commands()).slice(before).join('\n'), /EXAMINE/)
})

test('a refused password ends it at once, with its reason, and is not tried again with the next click', async () => {
  const bert = await world.enrol('bert', 'bert-pw')
  await dovecot.deliver('bert', 'INBOX', mail('b'))
  await world.backUp(bert, 'nightly')
  const good = await checked(bert)
  await world.enrol('bert', 'not-the-password')
  clock.now += 6 * 60_000
  await checked(bert)
  const kept = await world.ledger.presence(bert)
  assert.equal(kept?.state, 'failed')
  assert.equal(kept?.problem, 'login-refused')
  assert.deepEqual(await world.ledger.liveCheck(bert), good)
  clock.now += 60_000
  await checked(bert)
  assert.equal((await world.ledger.presence(bert))?.endedAt, kept?.endedAt)
  assert.equal((await world.ledger.account(bert))?.state, 'active')
})

test('a server that says nothing delays nobody else, and a held domain is not asked', async () => {
  const sockets: Socket[] = []
  const silent = createServer(socket => sockets.push(socket.on('error', () => {})))
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const other = await startWork(
    { port: typeof address === 'object' && address ? address.port : 0 },
    clock,
    world.config.data,
  )
  clock.now += 3_600_000
  const [anna, bert] = await Promise.all(
    ['anna', 'bert'].map(
      async who => (await world.ledger.accountByAddress(`${who}@yester.example`))?.id ?? '',
    ),
  )
  await other.checkPresence(bert ?? '', null)
  assert.equal((await world.ledger.presence(bert ?? ''))?.state, 'checking')
  assert.equal((await checked(anna ?? ''))?.comparedAt, clock.now)
  assert.equal((await world.ledger.presence(bert ?? ''))?.state, 'checking')
  // Ended with the worker, which does not wait for the server.
  await other.stop()
  assert.equal((await world.ledger.presence(bert ?? ''))?.problem, 'interrupted')
  clock.now += 3_600_000
  await world.checkPresence(bert ?? '', 'server-unreachable')
  assert.equal((await world.ledger.presence(bert ?? ''))?.problem, 'server-unreachable')
  for (const socket of sockets) socket.destroy()
  silent.close()
})
