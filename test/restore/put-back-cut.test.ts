import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { randomFrom } from '../bench/make-mailbox.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { startFaultProxy } from '../world/fault-proxy.ts'
import { viewOf } from '../world/server-view.ts'
import { mail, restoring, sha256, type Wanted } from './putting-back.ts'

const all = process.env.YESTERMAIL_TEST === 'all'
const seed = Number(process.env.YESTERMAIL_SEED ?? Date.now() % 1_000_000)

describe('a restore whose connections break', { concurrency: 1 }, () => {
  let server: Dovecot
  before(async () => {
    server = await startDovecot({ users: { anna: 'secret1' } })
  })
  after(() => server?.stop())

  for (let round = 0; round < (all ? 25 : 2); round++)
    test(`broken anywhere and repeated, it adds exactly what is missing (seed ${seed + round})`, async () => {
      const random = randomFrom(seed + round)
      const folder = `Cut${round}`
      const wanted: Wanted[] = Array.from({ length: 250 }, (_, i) => ({
        // some stood there twice, some have no Message-ID
        bytes:
          i % 11 === 0
            ? mail(i - 1 < 0 ? 0 : i - 1)
            : i % 13 === 0
              ? Buffer.from(`Subject: ${i}\r\n\r\n${'y'.repeat(i)}\r\n`)
              : mail(i),
        target: i % 5 === 0 ? 'INBOX' : folder,
        date: 1_600_000_000 + (i % 11 === 0 ? i - 1 : i),
      }))
      {
        await using session = await server.imap('anna')
        await session.command('APPEND INBOX (\\Deleted $Mine) ', mail(9000 + round))
      }
      const before = await look(server)
      const uids = before.held.get('INBOX')?.copies.map(({ uid }) => uid) ?? []
      const stood = { uidValidity: before.validity.get('INBOX') ?? 0, uidNext: Math.max(...uids) + 1 }
      await using proxy = await startFaultProxy(server)
      await using restore = await restoring({ port: proxy.port }, wanted, { INBOX: stood })
      let tries = 0
      for (; tries < 40; tries++) {
        const kind = random() < 0.5 ? 'cut' : 'rst'
        proxy.fail(
          { kind, after: 2_000 + Math.floor(random() * 9_000) },
          tries < 6 ? 1 + Math.floor(random() * 3) : 0,
        )
        const { end } = await restore.putBack()
        if (end === 'all') break
      }
      assert.ok(tries < 40, 'it never ended')
      assert.deepEqual(
        restore.all().filter(({ state }) => state !== 'added' && state !== 'found'),
        [],
      )
      const now = await look(server)
      const old = before.held.get('INBOX')?.copies ?? []
      assert.deepEqual(now.held.get('INBOX')?.copies.slice(0, old.length), old)
      for (const target of ['INBOX', folder]) {
        const came = (now.held.get(target)?.copies ?? []).slice(target === 'INBOX' ? old.length : 0)
        const expected = wanted.filter(one => one.target === target).map(one => sha256(one.bytes))
        assert.deepEqual(came.map(({ sha }) => sha).sort(), expected.sort(), target)
      }
      const end = await restore.putBack()
      assert.equal(end.result.left, 0)
      assert.deepEqual(await look(server), now, 'once more it adds nothing')
    })
})

const look = async (server: Dovecot) => {
  await using session = await server.imap('anna')
  return await viewOf(session)
}
