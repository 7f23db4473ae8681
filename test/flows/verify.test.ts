import assert from 'node:assert/strict'
import { chmod, lstat, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Receipt, StateCopy } from '../../src/domain/folder-state.ts'
import { decodeReceipt, encodeReceipt } from '../../src/formats/sealed-receipt.ts'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { verify } from '../../src/proof/verify.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { overTls, startWork, type World } from '../world/yestermail.ts'

const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
const both = ['2026-11-14', '2026-11-15']
let dovecot: Dovecot
let world: World
let anna: string
/** the second copy of the folder Clients, which both days show */
let copy: StateCopy
let message: string
let maildir: string
let clients: { folder: string; n: number }
before(async () => {
  dovecot = await startDovecot({ users: { anna: 'secret1' } })
  for (let n = 0; n < 3; n++) await dovecot.deliver('anna', 'Clients', `Subject: ${n}\r\n\r\nHello ${n}\r\n`)
  world = await startWork(overTls(dovecot), clock)
  anna = await world.enrol('anna', 'secret1')
  await world.backUp(anna, 'first')
  clock.now += 86_400_000
  await dovecot.deliver('anna', 'INBOX', 'Subject: new\r\n\r\nHello\r\n')
  await world.backUp(anna, 'nightly')
  const files = checkedFiles(world.layout, anna)
  const shown = (await files.receipt('2026-11-15'))?.receipt.folders.find(f => f.path === 'Clients')
  clients = { folder: shown?.folder ?? '', n: shown?.state ?? 0 }
  const copies = await Array.fromAsync(files.copies(clients))
  assert.ok(copies[1])
  copy = copies[1]
  message = files.file(copy)
  maildir = world.layout.state(anna, clients.folder, clients.n)
  assert.deepEqual(await damages(), [])
})
after(async () => {
  await world?.stop()
  await dovecot?.stop()
})

async function damages() {
  const found = await verify(checkedFiles(world.layout, anna), await world.ledger.points(anna))
  assert.equal(found.days, 2)
  return found.damages
}

/** What is found while a file is away. */
async function without(file: string): Promise<unknown[]> {
  const folder = join(file, '..')
  await chmod(folder, 0o755)
  // A folder that may not be written can only be renamed where it is.
  const away = join((await lstat(file)).isDirectory() ? folder : world.folder, '.away')
  await rename(file, away)
  const found = await damages()
  await rename(away, file)
  assert.deepEqual(await damages(), [])
  return found
}

/** What is found while a file has other bytes; its hard links have them too. */
async function changed(file: string, change: (bytes: Buffer) => Uint8Array): Promise<unknown[]> {
  const bytes = await readFile(file)
  await chmod(file, 0o644)
  await writeFile(file, change(Buffer.from(bytes)))
  const found = await damages()
  await writeFile(file, bytes)
  assert.deepEqual(await damages(), [])
  return found
}

function flip(bytes: Buffer): Uint8Array {
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  return bytes
}

const fileIn = (name: string) => `${clients.folder}/${clients.n}/${basename(name)}`

async function fileOfCopy(): Promise<string> {
  const names = await readdir(join(maildir, 'cur'))
  return join(maildir, 'cur', names.find(name => name.includes(`.${copy.uid}.yestermail`)) ?? '')
}

const about = (what: string, file = copy.sha) => ({
  days: both,
  mailbox: clients.folder,
  folder: 'Clients',
  uid: copy.uid,
  detail: copy.sha,
  file,
  what,
})
const aboutState = (what: string) => ({
  ...about(what, `${clients.folder}/${clients.n}`),
  uid: null,
  detail: '',
})
const aboutDay = (what: string) => ({
  days: ['2026-11-14'],
  mailbox: null,
  folder: null,
  uid: null,
  detail: '',
  file: '2026-11-14',
  what,
})

const chainBroken = { ...aboutDay('chain'), days: ['2026-11-15'], file: '2026-11-15', detail: '2026-11-14' }

test('a flipped bit in a message is named with days, folder, UID and hash', async () => {
  assert.deepEqual(await changed(message, flip), [about('message-changed')])
})

test('a lost message is named, though the Maildirs still have its bytes', async () => {
  assert.deepEqual(await without(message), [about('message-lost')])
})

test('a file that is gone from a Maildir is named, though its message is there', async () => {
  const file = await fileOfCopy()
  assert.deepEqual(await without(file), [about('file-lost', fileIn(file))])
})

test('a renamed file of a Maildir is named under both names', async () => {
  const file = await fileOfCopy()
  const other = file.replace(/,S=\d+:2,/, ',S=1:2,S')
  await chmod(join(maildir, 'cur'), 0o755)
  await rename(file, other)
  assert.deepEqual(await damages(), [
    about('file-lost', fileIn(file)),
    { ...about('file-unknown', fileIn(other)), uid: null, detail: basename(other) },
  ])
  await rename(other, file)
})

test('a file with other bytes in the place of a hard link is named; one with the same bytes is whole', async () => {
  const file = await fileOfCopy()
  const bytes = await readFile(file)
  await chmod(join(maildir, 'cur'), 0o755)
  await rm(file)
  await writeFile(file, bytes)
  assert.deepEqual(await damages(), [])
  assert.deepEqual(await changed(file, flip), [about('file-changed', fileIn(file))])
})

test('a Maildir that is gone is one damage of its folder', async () => {
  const found = await without(join(maildir, 'cur'))
  assert.deepEqual(found, [aboutState('maildir-lost')])
})

test('a lost and a damaged manifest are damages of the days that show it, and the rest is read all the same', async () => {
  const manifest = `${maildir}.jsonl.zst`
  const expected = [aboutState('manifest')]
  assert.deepEqual(await without(manifest), expected)
  assert.deepEqual(await changed(manifest, flip), expected)
  assert.deepEqual(await changed(manifest, bytes => bytes.subarray(0, 30)), expected)
  assert.deepEqual(await changed(manifest, () => Buffer.alloc(0)), expected)
})

test('a lost, a damaged and a foreign receipt are damages of that day, and the next day says that its chain is broken', async () => {
  const receipt = join(world.layout.day(anna, '2026-11-14'), 'receipt.json')
  const expected = [aboutDay('receipt'), chainBroken]
  assert.deepEqual(await without(receipt), expected)
  const texts = [
    '',
    '{"v":1',
    'null',
    '[]',
    '{"v":1}',
    '{"v":1,"point":{"dir":"2026-11-14"},"folders":[null]}',
  ]
  for (const text of texts) assert.deepEqual(await changed(receipt, () => Buffer.from(text)), expected, text)
  assert.deepEqual(await changed(receipt, flip), expected)
  const other = await readFile(join(world.layout.day(anna, '2026-11-15'), 'receipt.json'))
  assert.deepEqual(await changed(receipt, () => other), expected)
  // Somebody who knows how receipts are sealed changes one: the ledger or the next day knows better.
  const edited = (edit: (receipt: Receipt) => void) => (bytes: Buffer) => {
    const read = decodeReceipt(bytes.toString())
    edit(read)
    return Buffer.from(encodeReceipt(read))
  }
  assert.deepEqual(
    await changed(
      receipt,
      edited(read => read.point.messages++),
    ),
    expected,
  )
  assert.deepEqual(
    await changed(
      receipt,
      edited(read => {
        for (const folder of read.folders) if (folder.counted !== null) folder.counted++
      }),
    ),
    [chainBroken],
  )
  const outside = edited(read => {
    for (const folder of read.folders) folder.folder = `../${folder.folder}`
  })
  assert.ok((await changed(receipt, outside)).length > 1, 'a folder id that is no name of the store')
})

test('a flipped bit in the newest receipt, which no day names yet, is seen by its seal', async () => {
  const receipt = join(world.layout.day(anna, '2026-11-15'), 'receipt.json')
  const expected = [{ ...aboutDay('receipt'), days: ['2026-11-15'], file: '2026-11-15' }]
  const { length } = await readFile(receipt)
  for (let at = 5; at < length; at += Math.ceil(length / 20))
    assert.deepEqual(
      await changed(receipt, bytes => {
        bytes[at] = (bytes[at] ?? 0) ^ 1
        return bytes
      }),
      expected,
      `octet ${at}`,
    )
})

test('a manifest that is whole but another than was sealed is named by its hash', async () => {
  const manifest = `${maildir}.jsonl.zst`
  const lines = zstdDecompressSync(await readFile(manifest)).toString()
  const forged = zstdCompressSync(lines.replace('"flags":[]', '"flags":["\\\\Seen"]'))
  assert.deepEqual(await changed(manifest, () => forged), [aboutState('manifest')])
})

test('a day whose tree no longer leads to a folder is named', async () => {
  const mail = join(world.layout.day(anna, '2026-11-14'), 'mail')
  const lost = (folder: string) => ({
    ...about('link-lost'),
    days: ['2026-11-14'],
    folder,
    mailbox: folder === 'Clients' ? clients.folder : inbox,
    file: `2026-11-14/${folder === 'Clients' ? clients.folder : inbox}`,
    uid: null,
    detail: '',
  })
  const receipt = (await checkedFiles(world.layout, anna).receipt('2026-11-14'))?.receipt
  const inbox = receipt?.folders.find(f => f.path === 'INBOX')?.folder
  assert.deepEqual(await without(join(mail, '.Clients')), [lost('Clients')])
  assert.deepEqual(await without(join(mail, 'cur')), [lost('INBOX')])
  const all = await without(mail)
  for (const folder of ['Clients', 'INBOX'])
    assert.ok(all.some(damage => isDeepStrictEqual(damage, lost(folder))))
})

test('a day of the ledger that is not on the disk is named', async () => {
  assert.deepEqual(await without(world.layout.day(anna, '2026-11-14')), [aboutDay('day-lost'), chainBroken])
})
