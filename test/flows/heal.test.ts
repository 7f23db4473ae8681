import assert from 'node:assert/strict'
import { chmod, link, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Damage } from '../../src/domain/damage.ts'
import type { StateCopy } from '../../src/domain/folder-state.ts'
import type { LiveMailbox, OpenFolder } from '../../src/domain/ports.ts'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { type HealWorld, heal } from '../../src/proof/heal.ts'
import { verify } from '../../src/proof/verify.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { overTls, startWork, type World } from '../world/yestermail.ts'

// Two days of a folder with three messages, one of which changed its flags: its file has a name in two states.
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
let dovecot: Dovecot
let world: World
let anna: string
let copy: StateCopy
let message: string
/** the folders of files that show the message */
let maildirs: string[]
before(async () => {
  dovecot = await startDovecot({ users: { anna: 'secret1' } })
  for (let n = 0; n < 3; n++) await dovecot.deliver('anna', 'Clients', `Subject: ${n}\r\n\r\nHello ${n}\r\n`)
  world = await startWork(overTls(dovecot), clock)
  anna = await world.enrol('anna', 'secret1')
  await world.backUp(anna, 'first')
  clock.now += 86_400_000
  await dovecot.doveadm('flags', 'add', '-u', 'anna', '\\Flagged', 'mailbox', 'Clients', 'uid', '2')
  await world.backUp(anna, 'nightly')
  const files = checkedFiles(world.layout, anna)
  const clients = (await files.receipt('2026-11-15'))?.receipt.folders.find(f => f.path === 'Clients')
  assert.equal(clients?.state, 2)
  const copies = await Array.fromAsync(files.copies({ folder: clients.folder, n: 2 }))
  assert.ok(copies[1])
  copy = copies[1]
  message = files.file(copy)
  maildirs = [1, 2].map(n => join(world.layout.state(anna, clients.folder, n), 'cur'))
})
after(async () => {
  await world?.stop()
  await dovecot?.stop()
})

async function damages(): Promise<Damage[]> {
  return (await verify(checkedFiles(world.layout, anna), await world.ledger.points(anna))).damages
}

/** Finds, heals, finds again; `mailbox`: what stands for the mail server. */
async function healed(over: Partial<HealWorld> = {}): Promise<Damage[]> {
  const account = await world.ledger.account(anna)
  assert.ok(account)
  const found = await damages()
  assert.notDeepEqual(found, [])
  const healing = { ...world.healing(account), onFault: assert.ifError, ...over }
  const left = await heal(healing, await world.ledger.points(anna), found)
  assert.deepEqual(left, await damages(), 'what is said to be left is what is there')
  return left
}

const without: Partial<HealWorld> = { openMailbox: async () => null }

async function spoil(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes[bytes.length - 4] = (bytes[bytes.length - 4] ?? 0) ^ 1
  await chmod(file, 0o644)
  await writeFile(file, bytes)
}

async function namesOfMessage(): Promise<string[]> {
  const names: string[] = []
  for (const cur of maildirs)
    for (const name of await readdir(cur))
      if (name.includes(`.${copy.uid}.yestermail`)) names.push(join(cur, name))
  return names
}

async function assertWhole(): Promise<void> {
  assert.deepEqual(await damages(), [])
  assert.match(await readFile(message, 'latin1'), /\r\n\r\nHello 1\r\n/)
  const { ino, nlink, mode, mtimeMs } = await stat(message)
  assert.equal(mtimeMs / 1000, copy.date)
  assert.equal(mode & 0o777, 0o444)
  assert.equal(nlink, 3, 'one file under all its names, and no other')
  for (const name of await namesOfMessage()) assert.equal((await stat(name)).ino, ino)
  for (const cur of maildirs) assert.equal((await stat(cur)).mode & 0o777, 0o555)
}

test('a flipped bit is healed from the mail server, under every name of the message', async () => {
  assert.equal((await namesOfMessage()).length, 2)
  await spoil(message)
  assert.equal((await damages()).length, 2)
  assert.deepEqual(await healed(), [])
  await assertWhole()
})

test('a message that is gone from the pool is healed from the Maildirs, without the server', async () => {
  await rm(message)
  assert.deepEqual(await healed(without), [])
  await assertWhole()
})

test('a healing that was cut off in the middle goes on, from the name that has the good bytes already', async () => {
  const [first = ''] = await namesOfMessage()
  await chmod(join(first, '..'), 0o755)
  const good = await readFile(message)
  const left = join(message, '..', `.${copy.sha}.heal`)
  await writeFile(left, good)
  await rm(first)
  await link(left, first)
  await spoil(message)
  assert.deepEqual(await healed(without), [])
  await assertWhole()
  assert.deepEqual(
    (await readdir(join(message, '..'))).filter(name => name.startsWith('.')),
    [],
  )
})

test('bytes that are not those once received are never taken; the damage stays named', async () => {
  const good = await readFile(message)
  await spoil(message)
  const bad = await readFile(message)
  const inodes = await Promise.all((await namesOfMessage()).map(async name => (await stat(name)).ino))
  for (const given of [Buffer.from('Subject: other\r\n\r\n'), bad, good.subarray(0, good.length - 1)]) {
    const left = await healed({ openMailbox: async () => mailboxOf(given) })
    assert.deepEqual(
      left.map(({ what, uid, days }) => ({ what, uid, days })),
      ['2026-11-14', '2026-11-15'].map(day => ({ what: 'message-changed', uid: 2, days: [day] })),
    )
    assert.deepEqual(await readFile(message), bad, 'nothing was changed')
  }
  assert.deepEqual(
    await Promise.all((await namesOfMessage()).map(async name => (await stat(name)).ino)),
    inodes,
  )
  // The same folder with another UIDVALIDITY is another folder.
  assert.equal((await healed({ openMailbox: async () => mailboxOf(good, { uidValidity: 1 }) })).length, 2)
  // A long one comes in pieces.
  assert.deepEqual(await healed({ openMailbox: async () => mailboxOf(good, { long: true }) }), [])
  await assertWhole()
})

test('files, a folder of files and links of a day are mended from what is whole', async () => {
  const [first = '', second = ''] = await namesOfMessage()
  await chmod(join(first, '..'), 0o755)
  await rm(first)
  await chmod(join(second, '..'), 0o755)
  const bytes = await readFile(second)
  await rm(second)
  await writeFile(second, bytes)
  await spoil(second)
  assert.deepEqual((await damages()).map(({ what }) => what).sort(), ['file-changed', 'file-lost'])
  assert.deepEqual(await healed(without), [])
  await assertWhole()

  const state = join(first, '..', '..')
  await chmod(state, 0o755)
  await chmod(join(state, 'cur'), 0o755)
  await rm(join(state, 'cur'), { recursive: true })
  assert.deepEqual(await healed(without), [])
  await assertWhole()

  const mail = join(world.layout.day(anna, '2026-11-14'), 'mail')
  const before = (await readdir(mail)).sort()
  await rm(join(mail, '.Clients'))
  await rm(join(mail, 'cur'))
  assert.deepEqual(await healed(without), [])
  assert.deepEqual((await readdir(mail)).sort(), before)
  await rename(mail, join(world.folder, 'mail'))
  assert.deepEqual(await healed(without), [])
  assert.deepEqual((await readdir(mail)).sort(), before)
})

test('a lost and a damaged manifest are written again from the index, when they come to the hash that was sealed', async () => {
  for (const n of [1, 2]) {
    const manifest = join(maildirs[n - 1] ?? '', '..', '..', `${n}.jsonl.zst`)
    const good = await readFile(manifest)
    await spoil(manifest)
    assert.deepEqual((await damages())[0]?.what, 'manifest')
    assert.deepEqual(await healed(without), [])
    await rm(manifest)
    assert.deepEqual(await healed(without), [])
    assert.deepEqual(await readFile(manifest), good)
    // From an index that says something else nothing is taken.
    await rm(manifest)
    const account = await world.ledger.account(anna)
    assert.ok(account)
    const { indexCopies } = world.healing(account)
    const other = async (state: { folder: string; n: number }) => (await indexCopies(state)).slice(1)
    assert.deepEqual(
      (await healed({ ...without, indexCopies: other })).map(({ what }) => what),
      ['manifest'],
    )
    assert.deepEqual(await healed(without), [])
  }
  await assertWhole()
})

test('a receipt is written again when it comes to its very hash: by the next day that names it, or by its own seal', async () => {
  clock.now += 86_400_000
  await dovecot.deliver('anna', 'INBOX', 'Subject: new\r\n\r\nHello\r\n')
  await world.backUp(anna, 'nightly')
  const middle = join(world.layout.day(anna, '2026-11-15'), 'receipt.json')
  const newest = join(world.layout.day(anna, '2026-11-16'), 'receipt.json')
  const good = await Promise.all([readFile(middle), readFile(newest)])
  await rm(middle)
  assert.deepEqual(await healed(without), [])
  await spoil(middle)
  assert.deepEqual(await healed(without), [])
  const bytes = await readFile(newest)
  bytes[40] = (bytes[40] ?? 0) ^ 1
  await chmod(newest, 0o644)
  await writeFile(newest, bytes)
  assert.deepEqual(await healed(without), [])
  assert.deepEqual(await Promise.all([readFile(middle), readFile(newest)]), good)
  // Nobody knows what the newest one said once it is gone.
  await rm(newest)
  assert.deepEqual(
    (await healed(without)).map(({ what, file }) => ({ what, file })),
    [{ what: 'receipt', file: '2026-11-16' }],
  )
  await writeFile(newest, good[1] ?? '')
  assert.deepEqual(await damages(), [])
})

/** A mail server that answers the one UID with these bytes. */
async function mailboxOf(
  bytes: Uint8Array,
  { uidValidity, long = false }: { uidValidity?: number; long?: boolean } = {},
): Promise<LiveMailbox> {
  const account = await world.ledger.account(anna)
  assert.ok(account)
  const real = await world.healing(account).openMailbox()
  assert.ok(real)
  return {
    ...real,
    folders: async () => (await real.folders()).map(folder => ({ ...folder, status: null })),
    async examine(folder) {
      const open = await real.examine(folder)
      const other: Partial<OpenFolder> = {
        ...(uidValidity ? { uidValidity } : {}),
        async *fetch(uids) {
          assert.deepEqual(uids, [2])
          const marks = { uid: 2, flags: [], date: 0, said: null, emailId: null }
          yield { ...marks, bytes: long ? null : bytes }
        },
        async *stream() {
          yield bytes.subarray(0, 5)
          yield bytes.subarray(5)
        },
      }
      return { ...open, ...other }
    },
  }
}
