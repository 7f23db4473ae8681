import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { addMail, type OddServer, oddFolder, startOddImap } from '../world/odd-imap.ts'
import { startWork } from '../world/yestermail.ts'

// Servers that give folders and messages ids of their own (RFC 8474, Gmail), and namespaces (RFC 2342).
const clock = { now: Date.parse('2026-11-02T01:00:00Z') }
const objectIds = 'IMAP4rev1 ENABLE NAMESPACE AUTH=PLAIN SASL-IR SPECIAL-USE CONDSTORE OBJECTID'
const gmail = 'IMAP4rev1 ENABLE NAMESPACE AUTH=PLAIN SASL-IR SPECIAL-USE CONDSTORE X-GM-EXT-1'

async function startWorld(chosen: Partial<OddServer>) {
  const imap = await startOddImap(chosen)
  const world = await startWork({ port: imap.port }, clock)
  const anna = await world.enrol('anna', 'any')
  const folder = (name: string) => {
    const found = imap.odd.folders.get(name)
    if (!found) throw new Error(`no folder ${name}`)
    return found
  }
  return {
    ...imap,
    world,
    anna,
    folder,
    /** a night, and the messages it fetched by UID, with their octets */
    async night() {
      clock.now += 3_600_000
      imap.take()
      const point = await world.backUp(anna, 'manual')
      const receipt = (await world.files(anna).receipts()).at(-1)
      assert.ok(receipt)
      const commands = imap.take()
      return { point, receipt, commands, fetched: commands.filter(command => command.includes('BODY.PEEK')) }
    },
    async stored() {
      const shards = await readdir(world.layout.messages(anna))
      const names = await Promise.all(shards.map(one => readdir(`${world.layout.messages(anna)}/${one}`)))
      return names.flat().length
    },
    [Symbol.asyncDispose]: async () => {
      await world.stop()
      await imap.stop()
    },
  }
}

const mail = (n: number) => ({
  text: `Subject: ${n}\r\n\r\n${'x'.repeat(n)}`,
  date: 1_700_000_000 + n,
  id: `M${n}`,
})
const ids = (receipt: { folders: { raw: string; folder: string }[] }) =>
  new Map(receipt.folders.map(({ raw, folder }) => [raw, folder]))

test('a renamed folder keeps its identity by MAILBOXID, and only a sample of its mail is fetched again', async () => {
  const folders = new Map([
    ['INBOX', oddFolder(1, { 1: mail(1) }, 'F1')],
    [
      'Work',
      oddFolder(2, Object.fromEntries(Array.from({ length: 30 }, (_, i) => [i + 1, mail(i + 2)])), 'F2'),
    ],
  ])
  await using it = await startWorld({ capabilities: objectIds, folders })
  const first = await it.night()
  const work = it.folder('Work')
  folders.delete('Work')
  folders.set('Projects', work)
  // A new folder takes the old name in the same night.
  folders.set('Work', oddFolder(9, { 1: mail(40) }, 'F9'))
  const second = await it.night()
  assert.equal(second.point.status, 'complete')
  assert.equal(ids(second.receipt).get('Projects'), ids(first.receipt).get('Work'))
  assert.notEqual(ids(second.receipt).get('Work'), ids(first.receipt).get('Work'))
  const asked = second.fetched.flatMap(command => /^UID FETCH (\S+) /.exec(command)?.[1]?.split(',') ?? [])
  const octets = asked
    .map(range => range.split(':').map(Number))
    .map(([from = 0, to = from]) => to - from + 1)
  // Eight of the renamed folder, to see that it is what it says, and the one of the new folder.
  assert.equal(
    octets.reduce((sum, n) => sum + n, 0),
    9,
  )
  assert.equal(second.point.newMessages, 1)
  assert.equal(second.point.messages, 32)
  const third = await it.night()
  assert.deepEqual(ids(third.receipt), ids(second.receipt))
  assert.deepEqual(third.fetched, [], String(third.commands))
})

test('without ids a renamed folder is a new one, and its messages are stored once', async () => {
  const folders = new Map([
    ['INBOX', oddFolder(1, { 1: mail(1) })],
    ['Work', oddFolder(2, { 1: mail(2), 2: mail(3) })],
  ])
  await using it = await startWorld({ folders })
  const first = await it.night()
  folders.set('Projects', it.folder('Work'))
  folders.delete('Work')
  const second = await it.night()
  assert.notEqual(ids(second.receipt).get('Projects'), ids(first.receipt).get('Work'))
  assert.equal(second.point.messages, 3)
  assert.equal(second.point.newBytes, 0)
  assert.equal(await it.stored(), 3)
})

test('mail that was moved or copied, and all of a folder with a new UIDVALIDITY, is not fetched again where EMAILID tells', async () => {
  const folders = new Map([
    ['INBOX', oddFolder(1, { 1: mail(1), 2: mail(2), 3: mail(3) })],
    ['Work', oddFolder(2, {})],
  ])
  await using it = await startWorld({ capabilities: objectIds, folders })
  await it.night()
  const inbox = it.folder('INBOX')
  inbox.mails.delete(2)
  inbox.modseq++
  addMail(it.folder('Work'), 1, mail(2))
  addMail(it.folder('Work'), 2, mail(3))
  const moved = await it.night()
  assert.deepEqual(moved.fetched, [])
  assert.equal(moved.point.messages, 4)
  assert.equal(moved.point.newBytes, 0)
  folders.set('INBOX', oddFolder(77, { 1: mail(1), 2: mail(3), 5: mail(5) }))
  const again = await it.night()
  assert.equal(again.fetched.length, 1)
  assert.match(String(again.fetched), /^UID FETCH 5 /)
  assert.equal(await it.stored(), 4)
  // An id alone is not believed: what has another size is fetched.
  addMail(it.folder('Work'), 3, { ...mail(5), text: 'Subject: other\r\n\r\n' })
  assert.equal((await it.night()).fetched.length, 1)
  assert.equal(await it.stored(), 5)
})

test('at Gmail labels are folders, All Mail is read last and fetches only its own, and the doubles are left out', async () => {
  const folders = new Map([
    ['INBOX', oddFolder(1, { 1: mail(1), 2: mail(2) })],
    ['[Gmail]', { ...oddFolder(2, {}), attributes: '\\Noselect' }],
    [
      '[Gmail]/All Mail',
      { ...oddFolder(3, { 1: mail(1), 2: mail(2), 3: mail(3), 4: mail(4) }), attributes: '\\All' },
    ],
    ['[Gmail]/Important', { ...oddFolder(4, { 1: mail(1) }), attributes: '\\Important' }],
    ['[Gmail]/Starred', { ...oddFolder(5, { 1: mail(2) }), attributes: '\\Flagged' }],
    ['Trips', oddFolder(6, { 1: mail(2), 2: mail(3) })],
  ])
  await using it = await startWorld({ capabilities: gmail, folders })
  const { receipt, fetched, point } = await it.night()
  assert.deepEqual(receipt.leftOut?.sort(), ['[Gmail]/Important', '[Gmail]/Starred'])
  assert.equal(point.status, 'complete')
  assert.equal(await it.stored(), 4)
  const octets = fetched.flatMap(command => /^UID FETCH (\S+) /.exec(command)?.[1] ?? [])
  // INBOX 1:2, Trips 2 (1 is known from INBOX), All Mail 4 (nothing else has it).
  assert.deepEqual(octets, ['1:2', '2', '4'])
  const all = receipt.folders.find(folder => folder.raw === '[Gmail]/All Mail')
  assert.equal(all?.newest?.messages, 4)
})

test('folders of others are left out unless the plan takes them, and so is junk; the receipt names them', async () => {
  const folders = new Map([
    ['INBOX', oddFolder(1, { 1: mail(1) })],
    ['Spam', { ...oddFolder(2, { 1: mail(2) }), attributes: '\\Junk' }],
    ['Spam/Old', oddFolder(3, { 1: mail(3) })],
    ['Spammers', oddFolder(4, { 1: mail(4) })],
    ['Other Users/ben/INBOX', oddFolder(5, { 1: mail(5) })],
    ['Public/News', oddFolder(6, { 1: mail(6) })],
  ])
  const namespace = '(("" "/")) (("Other Users/" "/")) (("Public/" "/"))'
  await using it = await startWorld({ folders, namespace })
  const usual = await it.night()
  assert.deepEqual(usual.receipt.leftOut?.sort(), ['Other Users/ben/INBOX', 'Public/News'])
  const plan = it.world.config.plans.get('days-15')
  assert.ok(plan && it.world.config.plans instanceof Map)
  it.world.config.plans.set('days-15', { ...plan, junk: false, shared: true })
  const other = await it.night()
  assert.deepEqual(other.receipt.leftOut?.sort(), ['Spam', 'Spam/Old'])
  assert.deepEqual(other.receipt.folders.map(folder => folder.raw).sort(), [
    'INBOX',
    'Other Users/ben/INBOX',
    'Public/News',
    'Spammers',
  ])
})

for (const delimiter of ['.', '/', null])
  test(`a server with ${delimiter ?? 'no'} delimiter and no extension at all is backed up whole`, async () => {
    const sub = delimiter === null ? 'Flat' : `INBOX${delimiter}Sub`
    const folders = new Map([
      ['INBOX', oddFolder(1, { 1: mail(1) })],
      [sub, oddFolder(2, { 4: mail(4), 9: mail(9) })],
    ])
    await using it = await startWorld({ capabilities: 'IMAP4rev1 AUTH=PLAIN SASL-IR', delimiter, folders })
    const { point, receipt } = await it.night()
    assert.equal(point.status, 'complete')
    assert.equal(point.messages, 3)
    assert.equal(receipt.folders.find(folder => folder.raw === sub)?.delimiter, delimiter)
    it.folder(sub).mails.delete(4)
    addMail(it.folder(sub), 12, mail(12))
    const second = await it.night()
    assert.equal(second.point.messages, 3)
    assert.match(String(second.fetched), /^UID FETCH 12 /)
    const shas = await Array.fromAsync(
      it.world.files(it.anna).copies({ folder: ids(second.receipt).get(sub) ?? '', n: 2 }),
    )
    assert.deepEqual(
      shas.map(copy => copy.sha),
      [9, 12].map(n => createHash('sha256').update(mail(n).text).digest('hex')),
    )
  })

test('an answer for a message that was not asked for does not put another in its place', async () => {
  const one = { text: 'Subject: one\r\n\r\n', date: 1_700_000_000, id: 'M1' }
  const two = { ...one, text: 'Subject: two\r\n\r\n', id: 'M2' }
  const folders = new Map([['INBOX', oddFolder(1, { 1: one, 2: two })]])
  await using it = await startWorld({ capabilities: objectIds, folders })
  await it.night()
  addMail(it.folder('INBOX'), 3, mail(3))
  const unasked =
    '* 2 FETCH (UID 2 FLAGS () INTERNALDATE "14-Nov-2023 22:13:20 +0000" RFC822.SIZE 16 EMAILID (M1))'
  it.odd.tell = (rows, command) =>
    command.startsWith('UID FETCH 3 ') && !command.includes('BODY') ? [...rows, unasked] : rows
  const { point, receipt } = await it.night()
  assert.deepEqual(
    point.problems.map(({ code }) => code),
    ['server-lied'],
  )
  const copies = it.world.files(it.anna).copies({ folder: ids(receipt).get('INBOX') ?? '', n: 2 })
  const shas = (await Array.fromAsync(copies)).map(copy => copy.sha)
  assert.deepEqual(
    shas,
    [one, two, mail(3)].map(({ text }) => createHash('sha256').update(text).digest('hex')),
  )
})

/** what a day shows of a folder, by the hashes of its messages */
async function shown(it: Awaited<ReturnType<typeof startWorld>>, raw: string) {
  const entry = (await it.world.files(it.anna).receipts()).at(-1)?.folders.find(folder => folder.raw === raw)
  assert.ok(entry?.state)
  const copies = it.world.files(it.anna).copies({ folder: entry.folder, n: entry.state })
  return (await Array.fromAsync(copies)).map(copy => copy.sha)
}
const hashes = (...texts: string[]) => texts.map(text => createHash('sha256').update(text).digest('hex'))

test('two new names with one MAILBOXID are two folders, and the nights go on', async () => {
  const work = oddFolder(7, { 1: mail(1) }, 'F7')
  const folders = new Map([
    ['INBOX', oddFolder(1, { 1: mail(2) }, 'F1')],
    ['Work', work],
  ])
  await using it = await startWorld({ capabilities: objectIds, folders })
  const first = await it.night()
  folders.delete('Work')
  folders.set('Jobs', work)
  folders.set('Shared/Jobs', work)
  for (let n = 2; n < 5; n++) {
    addMail(work, n, mail(n + 10))
    const { point, receipt } = await it.night()
    assert.equal(point.status, 'complete')
    assert.equal(new Set(ids(receipt).values()).size, 3)
    assert.equal(ids(receipt).get('Jobs'), ids(first.receipt).get('Work'))
    assert.equal((await shown(it, 'Jobs')).length, n)
    assert.deepEqual(await shown(it, 'Shared/Jobs'), await shown(it, 'Jobs'))
  }
  // Both have the id now: it tells nothing any more.
  folders.delete('Jobs')
  folders.delete('Shared/Jobs')
  folders.set('Old', work)
  folders.set('Older', work)
  const { point, receipt } = await it.night()
  assert.equal(point.status, 'complete')
  assert.equal(new Set(ids(receipt).values()).size, 3)
})

test('a new folder that says the MAILBOXID of another shows its own mail, be the other still there or not', async () => {
  const date = 1_700_000_000
  const [mine, other, third] = [
    { text: 'a', date },
    { text: 'b', date },
    { text: 'c', date },
  ]
  const folders = new Map([
    ['INBOX', oddFolder(1, { 1: mail(1) }, 'F1')],
    ['Work', oddFolder(7, { 1: mine }, 'F7')],
  ])
  await using it = await startWorld({ capabilities: objectIds, folders })
  await it.night()
  folders.set('New', oddFolder(7, { 1: other }, 'F7'))
  const { receipt } = await it.night()
  assert.equal(new Set(ids(receipt).values()).size, 3)
  assert.deepEqual(await shown(it, 'Work'), hashes(mine.text))
  assert.deepEqual(await shown(it, 'New'), hashes(other.text))
  folders.set('Alone', oddFolder(8, { 1: mine }, 'F8'))
  await it.night()
  folders.delete('Alone')
  folders.set('Lies', oddFolder(8, { 1: third }, 'F8'))
  await it.night()
  assert.deepEqual(await shown(it, 'Lies'), hashes(third.text))
})
