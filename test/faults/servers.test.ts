import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { verify } from '../../src/proof/verify.ts'
import { type Held, ledgerPoints, outcomePrint, sha256, untruths } from '../world/checker.ts'
import { startCourier } from '../world/courier.ts'
import { startCyrus } from '../world/cyrus.ts'
import { startDovecot } from '../world/dovecot.ts'
import { folderName, type ImapSession } from '../world/imap-session.ts'
import { viewOf } from '../world/server-view.ts'
import type { UnpackedServer } from '../world/unpacked-server.ts'
import { startWork, type World } from '../world/yestermail.ts'

// The same nights on servers of other habits. What a server held is asked of itself, and the checker compares.
type Server = Pick<UnpackedServer, 'port' | 'imap' | 'stop'>
const users = { anna: 'secret1' }
const servers: {
  name: string
  prefix: string
  delimiter: string
  start: () => Promise<Server>
}[] = [
  { name: 'Dovecot', prefix: '', delimiter: '/', start: () => startDovecot({ users }) },
  {
    name: 'Cyrus, dots below INBOX',
    prefix: 'INBOX.',
    delimiter: '.',
    start: () => startCyrus({ users }),
  },
  {
    ...{ name: 'Cyrus, slashes beside INBOX', prefix: '', delimiter: '/' },
    start: () => startCyrus({ users, slashes: true }),
  },
  { name: 'Courier', prefix: 'INBOX.', delimiter: '.', start: () => startCourier({ users }) },
]

describe('the same nights on every server', { concurrency: true }, () => {
  for (const { name, prefix, delimiter, start } of servers)
    describe(name, { concurrency: 1 }, () => {
      const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
      const held = new Map<string, Held>()
      let server: Server
      let world: World
      let anna: string
      let session: ImapSession
      before(async () => {
        server = await start()
        session = await server.imap('anna')
        world = await startWork({ port: server.port }, clock)
        anna = await world.enrol('anna', users.anna)
      })
      after(async () => {
        await session?.close()
        await world?.stop()
        await server?.stop()
      })

      const folder = (...parts: string[]) => folderName(prefix + parts.join(delimiter))
      const place = () => ({ data: world.config.data, account: anna })
      const newest = () => ledgerPoints(place()).at(-1)?.dir ?? ''

      async function append(to: string, text: string, flags = '', date = '') {
        const details = [to, flags, date && `"${date}"`].filter(part => part !== '').join(' ')
        await session.command(`APPEND ${details} `, Buffer.from(text))
      }

      /** One night; it must hold what the server shows, and the server must show afterwards what it showed before. */
      async function night() {
        clock.now += 86_400_000
        const before = await viewOf(session)
        held.set(new Date(clock.now).toISOString().slice(0, 10), before.held)
        const point = await world.backUp(anna, 'nightly')
        assert.equal(point.status, 'complete', JSON.stringify(point.problems))
        assert.deepEqual(await viewOf(session), before, 'the mailbox is not as it was')
        assert.deepEqual(untruths(place(), held), [])
        const found = await verify(checkedFiles(world.layout, anna), await world.ledger.points(anna))
        assert.deepEqual(found.damages, [])
        return point
      }

      test('a first copy has every folder, message, flag, keyword and date, and leaves no trace', async () => {
        for (const parts of [['Work'], ['Work', 'Clients'], ['Été & Co'], ['Empty'], ['Old']])
          await session.command(`CREATE ${folder(...parts)}`)
        for (const parts of [['Work'], ['Été & Co']]) await session.command(`SUBSCRIBE ${folder(...parts)}`)
        for (let n = 0; n < 5; n++) await append('INBOX', `Subject: number ${n}\r\n\r\nHello ${n}\r\n`)
        await append(
          'INBOX',
          'Subject: seen\r\n\r\n',
          '(\\Seen \\Flagged $Forwarded)',
          '24-Dec-2021 18:00:00 +0100',
        )
        // The same bytes three times, once with a date of its own.
        for (const date of ['', '', '01-Jan-2020 00:00:00 +0000'])
          await append(
            folder('Work'),
            'Subject: twin\r\n\r\nthe same\r\n',
            '',
            date || '02-Jan-2020 00:00:00 +0000',
          )
        await append(folder('Work', 'Clients'), 'Subject: =?utf-8?q?caf=C3=A9?=\r\n\r\nb\xc3\xa9\r\n')
        await append(folder('Été & Co'), 'Subject: summer\r\n\r\n')
        await append(folder('Old'), 'Subject: old\r\n\r\n')
        const point = await night()
        assert.equal(point.messages, 12)
        assert.equal(
          held.get(newest())?.get(`${prefix}Été & Co`)?.copies[0]?.sha,
          sha256('Subject: summer\r\n\r\n'),
        )
        assert.equal(
          held.get(newest())?.get('INBOX')?.copies.at(-1)?.date,
          Date.parse('2021-12-24T17:00:00Z') / 1000,
        )
        assert.deepEqual(held.get(newest())?.get('INBOX')?.copies.at(-1)?.flags, [
          '$Forwarded',
          '\\Flagged',
          '\\Seen',
        ])
      })

      test('a night without a change writes no message and no state', async () => {
        const before = newest()
        const states = readdirSync(`${world.layout.account(anna)}/folders`, { recursive: true }).length
        const point = await night()
        assert.equal(point.newMessages, 0)
        assert.equal(outcomePrint(place(), newest()), outcomePrint(place(), before))
        assert.equal(readdirSync(`${world.layout.account(anna)}/folders`, { recursive: true }).length, states)
      })

      test('flags, keywords, new, expunged and moved mail, folders renamed, deleted, made and subscribed', async () => {
        await session.command('SELECT INBOX')
        await session.command('STORE 1 +FLAGS (\\Answered Urgent)')
        await session.command('STORE 6 FLAGS (\\Draft)')
        await session.command('STORE 2 +FLAGS (\\Deleted)')
        await session.command(`COPY 3 ${folder('Empty')}`)
        await session.command('EXPUNGE')
        await session.command('CLOSE')
        await append('INBOX', 'Subject: new\r\n\r\n')
        await session.command(`RENAME ${folder('Été & Co')} ${folder('Hiver 冬')}`)
        await session.command(`DELETE ${folder('Old')}`)
        await session.command(`UNSUBSCRIBE ${folder('Work')}`)
        await session.command(`CREATE ${folder('Made')}`)
        await session.command(`SUBSCRIBE ${folder('Made')}`)
        const point = await night()
        assert.equal(point.messages, 12)
        const folders = held.get(newest())
        assert.ok(folders?.has(`${prefix}Hiver 冬`) && !folders.has(`${prefix}Old`))
        assert.equal(folders?.get(`${prefix}Made`)?.subscribed, true)
      })

      test('a folder deleted and made again under its name shows its new mail, and the days before the old', async () => {
        const before = await viewOf(session)
        await session.command(`DELETE ${folder('Hiver 冬')}`)
        await session.command(`CREATE ${folder('Hiver 冬')}`)
        await append(folder('Hiver 冬'), 'Subject: other\r\n\r\n')
        const point = await night()
        assert.equal(point.messages, 12)
        const path = `${prefix}Hiver 冬`
        const uids = [before, await viewOf(session)].map(
          view => `${view.validity.get(path)} ${view.held.get(path)?.copies[0]?.uid}`,
        )
        assert.notEqual(uids[0], uids[1])
      })
    })
})
