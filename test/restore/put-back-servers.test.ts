import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startCourier } from '../world/courier.ts'
import { startCyrus } from '../world/cyrus.ts'
import { startDovecot } from '../world/dovecot.ts'
import { viewOf } from '../world/server-view.ts'
import type { UnpackedServer } from '../world/unpacked-server.ts'
import { mail, mark, restoring, sha256, type Wanted } from './putting-back.ts'

type Server = Pick<UnpackedServer, 'port' | 'imap' | 'stop'>
const users = { anna: 'secret1' }
const servers: { name: string; prefix: string; delimiter: string; start: () => Promise<Server> }[] = [
  { name: 'Dovecot', prefix: '', delimiter: '/', start: () => startDovecot({ users }) },
  { name: 'Cyrus', prefix: 'INBOX.', delimiter: '.', start: () => startCyrus({ users }) },
  { name: 'Courier', prefix: 'INBOX.', delimiter: '.', start: () => startCourier({ users }) },
]

describe('putting back on every server', { concurrency: true }, () => {
  for (const { name, prefix, delimiter, start } of servers)
    describe(name, { concurrency: 1 }, () => {
      let server: Server
      before(async () => {
        server = await start()
      })
      after(() => server?.stop())

      test('bytes, flags, keywords and dates come back exactly, once; nothing else changes; an undo takes away what is unchanged', async () => {
        const folder = `${prefix}Ärger${delimiter}2024`
        {
          await using session = await server.imap('anna')
          for (let n = 1; n <= 5; n++)
            await session.command(
              `APPEND INBOX ${['()', '(\\Seen)', '(\\Flagged \\Deleted)', '($Old)', '(\\Answered)'][n - 1]} "0${n}-Mar-2024 10:00:00 +0000" `,
              mail(n),
            )
          await session.command('SELECT INBOX')
        }
        const before = await look(server)
        const wanted: Wanted[] = [
          { bytes: mail(11), target: 'INBOX', flags: ['\\Seen'], date: 1_600_000_001 },
          {
            bytes: mail(12),
            target: 'INBOX',
            flags: ['\\Answered', '\\Flagged', 'Invoice'],
            date: 951_782_400,
          },
          { bytes: mail(13), target: 'INBOX', flags: ['\\Draft', '$MDNSent'] },
          // twice the same
          { bytes: mail(14), target: 'INBOX' },
          { bytes: mail(14), target: 'INBOX' },
          { bytes: Buffer.from('Subject: no id\r\n\r\n'), target: folder, flags: ['\\Seen'] },
          ...Array.from({ length: 120 }, (_, i) => ({ bytes: mail(100 + i), target: folder })),
        ]
        const stood = before.held.get('INBOX')
        const uidNext = Math.max(...(stood?.copies.map(({ uid }) => uid) ?? [])) + 1
        await using restore = await restoring(server, wanted, {
          INBOX: { uidValidity: before.validity.get('INBOX') ?? 0, uidNext },
        })
        const end = await restore.putBack()
        assert.deepEqual(
          restore.all().filter(({ state, why }) => state !== 'added' || why !== null),
          [],
        )
        assert.equal(end.end, 'all')
        assert.deepEqual(
          { ...end.result, bytes: 0 },
          { added: 126, bytes: 0, there: 0, failed: 0, left: 0, created: [folder] },
        )
        const now = await look(server)
        for (const target of ['INBOX', folder]) {
          const old = before.held.get(target)?.copies ?? []
          const copies = now.held.get(target)?.copies ?? []
          assert.deepEqual(copies.slice(0, old.length), old, 'what was there is as it was')
          assert.deepEqual(
            copies.slice(old.length).map(print).sort(),
            wanted
              .filter(one => one.target === target)
              .map((one, at) => print(copyOf(one, wanted.indexOf(one, target === 'INBOX' ? at : 0))))
              .sort(),
          )
        }
        assert.equal(now.held.get(folder)?.subscribed, true, 'a folder that was made is subscribed')
        assert.deepEqual((await restore.putBack()).result, end.result)
        assert.deepEqual(await look(server), now, 'running it twice adds nothing')

        // somebody reads one, deletes another
        {
          await using session = await server.imap('anna')
          await session.command('SELECT INBOX')
          const [first, second] = restore.all().map(({ uid }) => uid)
          await session.command(`UID STORE ${first} FLAGS (\\Flagged)`)
          await session.command(`UID STORE ${second} +FLAGS (\\Deleted)`)
          await session.command(`UID EXPUNGE ${second}`)
        }
        const undone = await restore.undo()
        assert.deepEqual(undone.result, { removed: 124, kept: 2 })
        const left = await look(server)
        const inbox = left.held.get('INBOX')?.copies ?? []
        assert.deepEqual(inbox.slice(0, 5), stood?.copies, 'one that carried \\Deleted is still there')
        assert.deepEqual(
          inbox.slice(5).map(({ flags }) => flags),
          [['\\Flagged']],
        )
        assert.equal(left.held.get(folder)?.copies.length, 0)
      })
    })
})

const look = async (server: Server) => {
  await using session = await server.imap('anna')
  return await viewOf(session)
}

function copyOf({ bytes, flags = [], date }: Wanted, at: number) {
  return { sha: sha256(bytes), date: date ?? 1_700_000_000 + at, flags: [...flags, mark].sort() }
}

const print = ({ sha, date, flags }: { sha: string; date: number; flags: string[] }) =>
  `${date} ${sha.slice(0, 8)} ${flags.join(' ')}`
