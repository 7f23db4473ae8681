import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { startImapServer } from '../demo/imap-server.ts'
import { openMailbox } from '../demo/mailbox.ts'
import { type Held, ledgerPoints, sha256, untruths } from '../world/checker.ts'
import { oddFolder, startOddImap } from '../world/odd-imap.ts'
import { startWork } from '../world/yestermail.ts'
import { heldBy } from './fault-world.ts'

const day = 86_400_000
const start = Date.parse('2026-11-20T01:00:00Z')
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

// Case 14.
test('a new UIDVALIDITY is a new folder on the server: every message is fetched, none stored twice, and the days before stay', async () => {
  const mailbox = openMailbox({ uidValidity: 7 })
  const letters = Array.from({ length: 8 }, (_, n) => ({
    ...{ bytes: Buffer.from(`Subject: ${n}\r\n\r\nHello\r\n`), date: 1_700_000_000 + n, flags: [] },
  }))
  mailbox.create('Work')
  for (const letter of letters) mailbox.append('Work', letter)
  const server = await startImapServer({ user: 'anna', password: 'right', mailbox })
  const clock = { now: start }
  const world = await startWork({ port: server.port }, clock)
  try {
    const account = await world.enrol('anna', 'right')
    const place = { data: world.config.data, account }
    const held = new Map([[dayOf(clock.now), heldBy(mailbox)]])
    await world.backUp(account, 'first')
    // Made again, and its mail put back in another order: UID 1 means another message now.
    mailbox.drop('Work')
    mailbox.create('Work')
    for (const letter of letters.toReversed()) mailbox.append('Work', letter)
    clock.now += day
    held.set(dayOf(clock.now), heldBy(mailbox))
    const point = await world.backUp(account, 'nightly')
    assert.equal(point.status, 'complete')
    assert.deepEqual(untruths(place, held), [])
    assert.equal(ledgerPoints(place).length, 2)
    assert.equal(storedMessages(world.layout.messages(account)).length, letters.length)
  } finally {
    await world.stop()
    await server.stop()
  }
})

// Case 15: names as servers have them, and worse. A name is data: no path on disk is made of it.
const names = [
  '../../../../escape',
  '/etc/passwd',
  '..',
  '.',
  'a//b',
  '100% %2e%2e%2f %00',
  '&-&-',
  '&2D3eAA-', // an emoji in modified UTF-7
  '&AAA-', // U+0000 in modified UTF-7
  'caf\xc3\xa9', // UTF-8 where modified UTF-7 should be
  '&bad', // modified UTF-7 that does not end
  '&!!!-',
  '~/.ssh',
  'CON',
  'x'.repeat(300),
  `${'deep/'.repeat(60)}end`,
  ' space ',
]

test('no name of a folder leaves the account, and each is a folder of its own or named as not read', async () => {
  const folders = new Map([['INBOX', oddFolder(1, { 1: {} })]])
  for (const [i, name] of names.entries())
    folders.set(name, oddFolder(100 + i, { 1: { text: `Subject: ${i}\r\n\r\n` } }))
  const server = await startOddImap({ folders })
  const clock = { now: start }
  const world = await startWork({ port: server.port }, clock)
  try {
    const account = await world.enrol('anna', 'right')
    const outside = () => [readdirSync(world.folder), readdirSync(dirname(world.layout.account(account)))]
    const before = outside()
    const point = await world.backUp(account, 'first')
    assert.deepEqual(outside()[0], before[0])
    assert.deepEqual(outside()[1], [account])
    const receipt = (await world.files(account).receipts()).at(-1)
    assert.ok(receipt)
    // Every folder is in the receipt: read with its one message, or not read and why.
    assert.equal(receipt.folders.length, names.length + 1)
    assert.equal(new Set(receipt.folders.map(f => f.raw)).size, names.length + 1)
    for (const f of receipt.folders) {
      const i = names.indexOf(f.raw)
      if (f.outcome === 'read' && f.state !== null) {
        const copies = await Array.fromAsync(world.files(account).copies({ folder: f.folder, n: f.state }))
        if (i >= 0)
          assert.deepEqual(
            copies.map(copy => copy.sha),
            [sha256(`Subject: ${i}\r\n\r\n`)],
            f.raw,
          )
      } else assert.ok(f.problem, `${f.raw}: no reason`)
    }
    const read = receipt.folders.filter(f => f.outcome === 'read').length
    assert.ok(read >= names.length - 5, `only ${read} were read`)
    assert.equal(point.messages, read)
    for (const name of readdirSync(join(world.layout.day(account, point.dir), 'mail')))
      assert.ok(!/[/\0]/.test(name) && Buffer.byteLength(name) <= 255 && name !== '..', name)
  } finally {
    await world.stop()
    await server.stop()
  }
})

test('folders renamed, deleted and made while the walk goes on: what was listed is read or named, nothing is invented', async () => {
  const folders = new Map(
    ['INBOX', 'Early', 'Gone', 'Old name', 'Zuletzt'].map((name, i) => [
      name,
      oddFolder(i + 1, { 1: {}, 2: {} }),
    ]),
  )
  let walked = false
  const server = await startOddImap({
    folders,
    hear(command) {
      if (walked || !/^EXAMINE "?INBOX/.test(command)) return
      walked = true
      const renamed = folders.get('Old name')
      folders.delete('Gone')
      folders.delete('Old name')
      if (renamed) folders.set('New name', renamed)
      folders.set('Made', oddFolder(77, { 1: {} }))
    },
  })
  const clock = { now: start }
  const world = await startWork({ port: server.port }, clock)
  try {
    const account = await world.enrol('anna', 'right')
    const place = { data: world.config.data, account }
    const listed = viewOf(folders)
    const first = await world.backUp(account, 'first')
    assert.ok(walked)
    assert.equal(first.status, 'partial')
    assert.deepEqual(untruths(place, new Map([[dayOf(start), listed]])), [])
    const named = (await world.files(account).receipts())[0]?.folders.filter(f => f.outcome !== 'read')
    assert.deepEqual(named?.map(f => f.path).sort(), ['Gone', 'Old name'])
    clock.now += day
    const held = new Map([
      [dayOf(start), listed],
      [dayOf(clock.now), viewOf(folders)],
    ])
    assert.equal((await world.backUp(account, 'nightly')).status, 'complete')
    assert.deepEqual(untruths(place, held), [])
  } finally {
    await world.stop()
    await server.stop()
  }
})

function viewOf(folders: Awaited<ReturnType<typeof startOddImap>>['odd']['folders']): Held {
  return new Map(
    Array.from(folders, ([path, { mails }]) => [
      path,
      {
        subscribed: false,
        copies: Array.from(mails, ([uid, { text, date, flags }]) => ({
          ...{ uid, sha: sha256(Buffer.from(text, 'latin1')), date, flags },
        })),
      },
    ]),
  )
}

function storedMessages(folder: string): string[] {
  return readdirSync(folder).flatMap(shard => readdirSync(join(folder, shard)))
}
