import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { StateCopy } from '../../src/domain/folder-state.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { overTls, startWork, type World } from '../world/yestermail.ts'

// What servers and messages do that is legal, or at least happens.
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
let dovecot: Dovecot
let world: World
let anna: string

before(async () => {
  dovecot = await startDovecot({ users: { anna: 'secret1' }, separator: '.', inboxPrefix: true })
  world = await startWork(overTls(dovecot), clock)
  anna = await world.enrol('anna', 'secret1')
})
after(async () => {
  await world?.stop()
  await dovecot?.stop()
})

const night = async () => {
  clock.now += 86_400_000
  return world.backUp(anna, 'nightly')
}

/** sha → bytes of everything the newest point shows, by folder path */
async function shown(): Promise<Map<string, StateCopy[]>> {
  const receipt = (await world.files(anna).receipts()).at(-1)
  assert.ok(receipt)
  const found = new Map<string, StateCopy[]>()
  for (const f of receipt.folders)
    if (f.state !== null)
      found.set(f.path, await Array.fromAsync(world.files(anna).copies({ folder: f.folder, n: f.state })))
  return found
}

const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

test('a 20 MB message, NULs, bare line feeds and no line break at the end are stored byte for byte', async () => {
  const letters = [
    Buffer.concat([
      Buffer.from('Subject: long\r\n\r\n'),
      Buffer.alloc(20 << 20, 'abcdefghijklmnopqrstuvwxyz\r\n'),
    ]),
    Buffer.from('Subject: bare line feeds\n\nHello\nthere\n'),
    Buffer.from('Subject: 8 bit \xe9\xff\r\n\r\n\x80\x81\r\n', 'latin1'),
    Buffer.from('Subject: no end'),
  ]
  for (const letter of letters) await dovecot.deliver('anna', 'INBOX', letter)
  const point = await night()
  assert.equal(point.status, 'complete')
  const session = await dovecot.imap('anna')
  await session.command('EXAMINE INBOX')
  await session.close()
  const inbox = (await shown()).get('INBOX') ?? []
  // Dovecot hands messages out with CRLF, whatever lies on its disk: those octets are the message.
  const expected = letters.map(letter =>
    sha(Buffer.from(letter.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')),
  )
  assert.deepEqual(inbox.map(copy => copy.sha).sort(), expected.sort())
  for (const copy of inbox) {
    const bytes = await readFile(world.files(anna).file(copy))
    assert.equal(sha(bytes), copy.sha)
    assert.equal(bytes.length, copy.size)
  }
})

test('a Maildir file with NULs that was put beside the server is kept as the server sends it', async () => {
  await dovecot.place('anna', Buffer.from('Subject: nul\n\na\0b\n'))
  const point = await night()
  assert.equal(point.messages, 5)
})

test('awkward folder names each stay a folder of their own', async () => {
  const names = [
    'INBOX.R&-D',
    'INBOX.CON',
    'INBOX.x y',
    'INBOX.&AOk-t&AOk-',
    'INBOX.e&AwE-',
    'INBOX.&AOk-',
    `INBOX.${'l'.repeat(180)}`,
  ]
  const session = await dovecot.imap('anna')
  for (const name of names) await session.command(`CREATE "${name}"`)
  for (const name of names)
    await session.command(`APPEND "${name}"`, Buffer.from(`Subject: in ${name}\r\n\r\n`))
  await session.close()
  const point = await night()
  assert.equal(point.status, 'complete')
  const found = await shown()
  assert.deepEqual(
    [...found]
      .filter(([path]) => path !== 'INBOX')
      .flatMap(([, copies]) => copies.map(copy => copy.sha))
      .sort(),
    names.map(name => sha(`Subject: in ${name}\r\n\r\n`)).sort(),
  )
})

test('a folder deleted and made anew (another UIDVALIDITY) shows the new messages only, and the day before the old ones', async () => {
  await dovecot.deliver('anna', 'INBOX.Work', 'Subject: old\r\n\r\n')
  await night()
  const before = (await shown()).get('INBOX.Work')
  const session = await dovecot.imap('anna')
  await session.command('DELETE INBOX.Work')
  await session.command('CREATE INBOX.Work')
  await session.close()
  await dovecot.deliver('anna', 'INBOX.Work', 'Subject: new\r\n\r\n')
  await night()
  assert.deepEqual(
    before?.map(copy => copy.sha),
    [sha('Subject: old\r\n\r\n')],
  )
  assert.deepEqual(
    (await shown()).get('INBOX.Work')?.map(copy => copy.sha),
    [sha('Subject: new\r\n\r\n')],
  )
})

test('the same bytes with two INTERNALDATEs keep both dates', async () => {
  const letter = 'Subject: twin\r\n\r\n'
  const dates = ['2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'].map(text => new Date(text))
  for (const internalDate of dates) await dovecot.deliver('anna', 'INBOX.Twins', letter, { internalDate })
  await night()
  const twins = (await shown()).get('INBOX.Twins') ?? []
  assert.deepEqual(
    twins.map(copy => copy.date * 1000),
    dates.map(Number),
  )
  assert.notEqual(
    world.files(anna).file(twins[0] as StateCopy),
    world.files(anna).file(twins[1] as StateCopy),
  )
})

test('a folder that is gone is gone from the next day, and no other', async () => {
  const before = new Set((await shown()).keys())
  const session = await dovecot.imap('anna')
  await session.command('DELETE INBOX.CON')
  await session.close()
  await night()
  before.delete('INBOX.CON')
  assert.deepEqual(new Set((await shown()).keys()), before)
})
