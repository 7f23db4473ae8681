import assert from 'node:assert/strict'
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Damage } from '../../src/domain/damage.ts'
import { openLog } from '../../src/log.ts'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { takeAsks } from '../../src/nights/take-asks.ts'
import { lookAtSuspects } from '../../src/proof/suspects.ts'
import { type SampleWorld, verifySlice } from '../../src/proof/verify-nightly.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { startReading } from '../../src/threads/reading.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { overTls, startWork, type World } from '../world/yestermail.ts'

const day = 86_400_000
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
const count = 40
let dovecot: Dovecot
let world: World
let anna: string
before(async () => {
  dovecot = await startDovecot({ users: { anna: 'secret1' } })
  for (let n = 0; n < count; n++)
    await dovecot.deliver('anna', n % 2 ? 'INBOX' : 'Clients', `Subject: ${n}\r\n\r\nHello ${n}\r\n`)
  world = await startWork(overTls(dovecot), clock)
  anna = await world.enrol('anna', 'secret1')
  await world.backUp(anna, 'first')
})
after(async () => {
  await world?.stop()
  await dovecot?.stop()
})

/** What reads the sample, over the real files and ledger; `tick`: milliseconds its clock goes on each time it is asked. */
function sample({ tick = 0, heals = false } = {}) {
  const read: string[] = []
  const told: Damage[] = []
  let clockMs = 0
  const files = checkedFiles(world.layout, anna)
  const sampled: SampleWorld = {
    ledger: world.ledger,
    now: () => clock.now,
    owner: 'here/1/one',
    isGone: () => false,
    stored: () => ({
      ...files,
      async hashName(name) {
        read.push(name)
        return files.hashName(name)
      },
    }),
    async healing() {
      const account = heals ? await world.ledger.account(anna) : null
      return account && world.healing(account)
    },
    verifyDays: 10,
    bytesPerSecond: 1e9,
    monotonic: () => {
      clockMs += tick
      return clockMs
    },
    onDamage: (_, damage) => told.push(damage),
  }
  return { sampled, read, told }
}

const go = new AbortController().signal

/** Slices until no account has anything to read today; how many there were. */
async function portion({ sampled }: { sampled: SampleWorld }): Promise<number> {
  for (let slices = 0; ; slices++) {
    assert.ok(slices < 1000)
    if ((await verifySlice(sampled, go)) === null) return slices
  }
}

/** As if it had been whole a moment ago. */
async function newRound(): Promise<void> {
  const check = await world.ledger.check(anna)
  assert.ok(check)
  await world.ledger.noteCheck(anna, { ...check, mark: '', nextAt: clock.now })
}

async function stored(): Promise<string[]> {
  const root = world.layout.messages(anna)
  const shards = await readdir(root)
  return (await Promise.all(shards.map(shard => readdir(join(root, shard))))).flat().sort()
}

test('every message is read once within the days that are set, a portion a day, and then again', async () => {
  const one = sample()
  const most: number[] = []
  for (let days = 0; days < 20; days++) {
    const before = one.read.length
    await portion(one)
    most.push(one.read.length - before)
    if (days === 8) assert.equal((await world.ledger.check(anna))?.wholeAt, null)
    if (days === 9) {
      assert.deepEqual([...one.read].sort(), await stored())
      assert.equal((await world.ledger.check(anna))?.wholeAt, clock.now - 9 * day)
    }
    clock.now += day
  }
  assert.deepEqual(one.read.slice(count), one.read.slice(0, count))
  assert.ok(Math.max(...most) < count / 2, `${most} a day`)
  // A worker that was away reads what is due by then.
  clock.now += 4 * day
  const before = one.read.length
  await portion(one)
  assert.ok(one.read.length > before)
})

test('a slice is short, and the next one goes on where it ended', async () => {
  await newRound()
  const one = sample({ tick: 300 })
  let slices = 0
  for (let days = 0; days < 10; days++) {
    slices += await portion(one)
    clock.now += day
  }
  assert.deepEqual([...one.read].sort(), await stored())
  assert.ok(slices > 15, `${slices} slices`)
})

test('while somebody else works on the account it waits', async () => {
  await newRound()
  const one = sample()
  await world.withLease(anna, async () => {
    await verifySlice(one.sampled, go)
    assert.deepEqual(one.read, [])
    assert.equal(await verifySlice(one.sampled, go), null)
  })
  clock.now += 11 * 60_000
  await portion(one)
  assert.ok(one.read.length > 0)
})

test('damage that a reader meets is known to the worker: told, and healed from the server', async () => {
  const files = checkedFiles(world.layout, anna)
  const receipt = (await files.receipt('2026-11-14'))?.receipt
  const inbox = receipt?.folders.find(f => f.path === 'INBOX')
  const [copy] = await Array.fromAsync(files.copies({ folder: inbox?.folder ?? '', n: 1 }))
  assert.ok(receipt && copy)
  const file = files.file(copy)
  await chmod(file, 0o644)
  await writeFile(file, 'other bytes')
  const desk = openDesk(world.layout.desk)
  const reading = startReading(world.config.data)
  for (let i = 0; i < 2; i++)
    await assert.rejects(reading.blob(anna, receipt.point.number, copy.sha), { code: 'damaged' })
  await reading.close()
  const asks = await world.asksAfter(0)
  assert.deepEqual(
    asks.map(({ ask: { at, ...ask } }) => ask),
    [{ kind: 'mend', account: anna, sha: copy.sha }],
  )
  await desk.close()
  const edges = { servers: world.config.servers, planOf: () => assert.fail(), listed: [], zone: 'UTC' }
  const worker = {
    worker: 'w',
    isGone: () => false,
    checkPresence: async () => {},
    log: openLog({ level: 'silent' }),
    now: () => clock.now,
  }
  await takeAsks({ ...edges, ...worker, ledger: world.ledger, asksAfter: world.asksAfter, newId: () => 'a' })
  const suspects = (one: ReturnType<typeof sample>) => ({ ...one.sampled, ledger: world.ledger })
  await lookAtSuspects(suspects(sample()), () => false)
  assert.deepEqual(
    (await world.ledger.damages(anna)).map(({ what, uid, folder, days }) => ({ what, uid, folder, days })),
    [{ what: 'message-changed', uid: copy.uid, folder: 'INBOX', days: ['2026-11-14'] }],
  )
  assert.deepEqual(
    (await world.ledger.alarms()).map(({ kind, account }) => [kind, account]),
    [['damaged', anna]],
  )
  assert.deepEqual(await world.ledger.suspectMessages(), [])

  // What is known is tried again with the day's portion, not with each complaint: here it is as if it were new.
  await world.ledger.forgetDamages(anna, [{ what: 'message-changed', file: copy.sha }])
  await world.ledger.suspectMessage(anna, copy.sha, clock.now)
  await lookAtSuspects(suspects(sample({ heals: true })), () => false)
  assert.deepEqual(await world.ledger.damages(anna), [])
  assert.deepEqual(await world.ledger.alarms(), [])
  assert.equal(await files.hash(copy), copy.sha)
})

test('what it finds is in the ledger with days, folder and UID, an alarm stands, and it is healed from the server', async () => {
  const files = checkedFiles(world.layout, anna)
  const inbox = (await files.receipt('2026-11-14'))?.receipt.folders.find(f => f.path === 'INBOX')
  const state = { folder: inbox?.folder ?? '', n: 1 }
  const [first, second] = await Array.fromAsync(files.copies(state))
  assert.ok(first && second)
  const message = files.file(first)
  const bytes = await readFile(message)
  bytes[3] = (bytes[3] ?? 0) ^ 4
  await chmod(message, 0o644)
  await writeFile(message, bytes)
  await rm(files.file(second))
  await newRound()
  const blind = sample()
  for (let days = 0; days < 10; days++) {
    await portion(blind)
    clock.now += day
  }
  const place = { mailbox: inbox?.folder, folder: 'INBOX', days: ['2026-11-14'] }
  const known = (await world.ledger.damages(anna)).map(({ foundAt, ...damage }) => damage)
  const expected = [
    { ...place, what: 'message-changed', file: first.sha, detail: first.sha, uid: first.uid },
    { ...place, what: 'message-lost', file: second.sha, detail: second.sha, uid: second.uid },
  ]
  const byWhat = (a: { what: string }, b: { what: string }) => (a.what < b.what ? -1 : 1)
  assert.deepEqual(known.sort(byWhat), expected)
  assert.deepEqual(blind.told.sort(byWhat), expected)
  const [alarm] = await world.ledger.alarms()
  assert.equal(alarm?.kind, 'damaged')
  assert.equal(alarm.account, anna)
  assert.equal(alarm.detail.damages, 2)

  clock.now += day
  const { dir } = await world.backUp(anna, 'nightly')
  assert.deepEqual(
    (await world.ledger.damages(anna)).map(({ days }) => days),
    [
      ['2026-11-14', dir],
      ['2026-11-14', dir],
    ],
    'a night that shows it, too, is known as soon as it is sealed',
  )
  const healing = sample({ heals: true })
  await portion(healing)
  assert.deepEqual(await world.ledger.damages(anna), [])
  assert.ok((await world.ledger.alarms()).every(({ kind }) => kind !== 'damaged'))
  assert.equal(await files.hash(first), first.sha)
  assert.equal(await files.hash(second), second.sha)
})
