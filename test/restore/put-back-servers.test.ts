import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startCourier } from '../world/courier.ts'
import { startCyrus } from '../world/cyrus.ts'
import { startDovecot } from '../world/dovecot.ts'
import { viewOf } from '../world/server-view.ts'
import type { UnpackedServer } from '../world/unpacked-server.ts'
import { type Restorer, restoreGenerated, startRestorer } from './generated-life.ts'
import { mail, mark, restoring, sha256, type Wanted } from './putting-back.ts'

type Server = Pick<UnpackedServer, 'port' | 'imap' | 'stop'>
const rounds = process.env.YESTERMAIL_TEST === 'all' ? 25 : 1
const seed = Number(process.env.YESTERMAIL_SEED ?? Date.now() % 1_000_000)
const users: Record<string, string> = {
  ...{ anna: 'secret1', bert: 'secret2' },
  ...Object.fromEntries(Array.from({ length: rounds }, (_, n) => [`u${n}`, 'secret3'])),
}
const servers: { name: string; prefix: string; delimiter: string; start: () => Promise<Server> }[] = [
  { name: 'Dovecot', prefix: '', delimiter: '/', start: () => startDovecot({ users }) },
  { name: 'Cyrus', prefix: 'INBOX.', delimiter: '.', start: () => startCyrus({ users }) },
  { name: 'Courier', prefix: 'INBOX.', delimiter: '.', start: () => startCourier({ users }) },
]

describe('putting back on every server', { concurrency: true }, () => {
  for (const { name, prefix, delimiter, start } of servers)
    describe(name, { concurrency: 1 }, () => {
      let server: Server
      let restorer: Restorer
      before(async () => {
        server = await start()
        restorer = await startRestorer(server, users)
      })
      after(async () => {
        await restorer?.stop()
        await server?.stop()
      })

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

      test('a folder that was renamed gets its mail under its new name where folders have ids; else what stands there counts as moved', async () => {
        const [orders, renamed] = [`${prefix}Orders`, `${prefix}Purchases`]
        await using session = await server.imap('bert')
        const hasIds = /OBJECTID/.test((await session.command('CAPABILITY')).join(' '))
        assert.equal(hasIds, name === 'Cyrus')
        await session.command(`CREATE "${orders}"`)
        for (let n = 1; n <= 3; n++) await session.command(`APPEND "${orders}" (\\Seen) `, mail(n))
        const planner = await restorer.planner('bert')
        const point = await planner.backUp()
        await session.command(`SELECT "${orders}"`)
        await session.command('STORE 2 +FLAGS (\\Deleted)')
        await session.command('CLOSE')
        await session.command(`RENAME "${orders}" "${renamed}"`)
        const dry = await planner.plan({ what: [{ point, only: null }] })
        const { add, there, moved, create } = dry.plan
        const told = { add, there, moved, create, states: dry.states }
        const place = hasIds ? renamed : orders
        const other = hasIds ? 'there' : 'moved'
        assert.deepEqual(told, {
          ...{ add: 1, there: hasIds ? 2 : 0, moved: hasIds ? 0 : 2, create: hasIds ? [] : [orders] },
          states: { 'mail 1': other, 'mail 2': `add ${place}`, 'mail 3': other },
        })
        const restored = await restorer.restore(planner, 'bert', dry)
        restored.close()
        const { held } = await look(server, 'bert')
        assert.deepEqual(
          held
            .get(place)
            ?.copies.map(({ sha }) => sha)
            .filter(sha => sha === sha256(mail(2))).length,
          1,
        )
        assert.equal(held.has(orders), !hasIds)
      })

      for (let round = 0; round < rounds; round++)
        test(`a dry run of any mailbox is what a restore does, nothing else is touched, and its undo is exact (seed ${seed + round})`, () =>
          restoreGenerated(server, restorer, { user: `u${round}`, seed: seed + round, prefix, delimiter }))
    })
})

const look = async (server: Server, user = 'anna') => {
  await using session = await server.imap(user)
  return await viewOf(session)
}

function copyOf({ bytes, flags = [], date }: Wanted, at: number) {
  return { sha: sha256(bytes), date: date ?? 1_700_000_000 + at, flags: [...flags, mark].sort() }
}

const print = ({ sha, date, flags }: { sha: string; date: number; flags: string[] }) =>
  `${date} ${sha.slice(0, 8)} ${flags.join(' ')}`
