import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextDue } from '../../src/domain/due.ts'
import type { LiveFolder, LiveMailbox } from '../../src/domain/live-mailbox.ts'
import { type LimitSettings, openRunLimits, usualLimits } from '../../src/limits/run-limits.ts'
import { folderReader } from '../../src/snapshot/retry.ts'
import { startScriptedImap } from '../world/scripted-imap.ts'
import { startWork } from '../world/yestermail.ts'

const minute = 60_000
const start = Date.parse('2026-11-20T01:00:00Z')

/** A server on which folders called Bad… break the connection when they are opened, after a second. */
async function startWorld(bad: number, limits: Partial<LimitSettings>) {
  const imap = await startScriptedImap()
  const clock = { now: start }
  const put = (name: string, count: number, uidValidity: number) =>
    imap.script.folders.set(name, {
      uidValidity,
      mails: new Map(Array.from({ length: count }, (_, i) => [i + 1, { size: 500 }])),
    })
  put('INBOX', 3, 1)
  for (let n = 1; n <= bad; n++) put(`Bad${n}`, 1, 100 + n)
  // Larger, thus read after the bad ones.
  put('Clients', 20, 2)
  put('Work', 30, 3)
  imap.script.hear = command => {
    if (!/EXAMINE "?Bad/.test(command)) return
    clock.now += 1000
    throw new Error('the connection ends')
  }
  const world = await startWork({ port: imap.port }, clock, undefined, { pauses: [0], ...limits })
  const anna = await world.enrol('anna', 'secret')
  return {
    ...{ imap, clock, world, anna },
    tries: (name: string) =>
      imap.script.commands.filter(command => new RegExp(`EXAMINE "?${name}"?$`).test(command)).length,
    async [Symbol.asyncDispose]() {
      await world.stop()
      await imap.stop()
    },
  }
}

test('folders that break each connection cost themselves: after some time in all each has three tries, and the others are read', async () => {
  await using it = await startWorld(4, { mostBreaks: 6, longestBroken: 10_000 })
  const point = await it.world.backUp(it.anna, 'first')
  assert.equal(point.status, 'partial')
  assert.equal(point.messages, 53)
  assert.deepEqual(
    [1, 2, 3, 4].map(n => it.tries(`Bad${n}`)),
    [6, 5, 3, 3],
  )
  const receipt = (await it.world.files(it.anna).receipts()).at(-1)
  assert.deepEqual(
    receipt?.folders.filter(f => f.outcome === 'not-read').map(f => f.problem?.code),
    Array(4).fill('folder-not-read'),
  )
  assert.match(receipt?.folders.find(f => f.raw === 'Bad1')?.problem?.detail ?? '', /broke 6 times on end/)
  assert.equal(receipt?.folders.find(f => f.raw === 'Work')?.outcome, 'read')
})

test('after twice that time the run seals what it read, says why, and goes on in an hour', async () => {
  await using it = await startWorld(6, { mostBreaks: 3, longestBroken: 4000 })
  const point = await it.world.backUp(it.anna, 'first')
  assert.equal(point.status, 'partial')
  assert.equal(point.messages, 3)
  assert.equal(it.clock.now - start, 9000)
  assert.deepEqual(
    point.problems.slice(0, 2).map(({ code, done, of }) => ({ code, done, of })),
    [
      { code: 'not-finished', done: 3, of: 59 },
      { code: 'server-unreachable', done: undefined, of: undefined },
    ],
  )
  assert.match(point.problems[1]?.detail ?? '', /broke the connection again and again/)
  const until = it.clock.now + 60 * minute
  assert.equal(point.problems[1]?.until, until)
  const runs = await it.world.ledger.runs(it.anna, 1)
  const nights = { last: start - 60 * minute, next: start + 23 * 60 * minute }
  const due = nextDue(
    {
      ...{ state: 'active', createdAt: start - 2 * 60 * minute, nights },
      runs: runs.map(run => ({ ...run, trigger: 'nightly', problems: point.problems })),
    },
    it.clock.now,
    start,
  )
  assert.equal(due, until)
  // Nothing new: no day that only looks like a backup.
  await assert.rejects(it.world.backUp(it.anna, 'nightly'), { code: 'server-unreachable' })
  assert.equal((await it.world.ledger.runs(it.anna, 1))[0]?.problem?.code, 'server-unreachable')
})

test('where no folder comes at all the run ends after three', async () => {
  await using it = await startWorld(2, { mostBreaks: 2 })
  it.imap.script.hear = command => {
    if (command.startsWith('EXAMINE')) throw new Error('the connection ends')
  }
  await assert.rejects(it.world.backUp(it.anna, 'first'), { code: 'server-unreachable' })
  assert.equal(it.tries('.*'), 6)
})

test('a wish to wait that meets a new connection is obeyed: what came is sealed, and nobody knocks again', async () => {
  await using it = await startWorld(0, {})
  const broken = it.imap.script.folders.get('Work')?.mails.get(17)
  assert.ok(broken)
  broken.breaks = 1
  let signIns = 0
  const line = 'NO [LIMIT] Request is throttled. Suggested Backoff Time: 3599961 milliseconds'
  it.imap.script.hear = command => {
    if (command.startsWith('AUTHENTICATE') && ++signIns === 2)
      it.imap.script.answers.push({ to: /AUTHENTICATE/, line })
  }
  const point = await it.world.backUp(it.anna, 'first')
  assert.equal(point.messages, 23)
  assert.equal(signIns, 2)
  const throttled = point.problems.find(({ code }) => code === 'throttled')
  assert.equal(throttled?.until, start + 3_599_961)
})

test('a server that refuses every message of a folder is not asked for all of them, and the others are read', async () => {
  await using it = await startWorld(0, {})
  for (const mail of it.imap.script.folders.get('Clients')?.mails.values() ?? []) mail.refused = 'not now'
  const clients = it.imap.script.folders.get('Clients')
  for (let uid = 21; uid <= 300; uid++) clients?.mails.set(uid, { size: 500, refused: 'not now' })
  const point = await it.world.backUp(it.anna, 'first')
  assert.equal(point.messages, 33)
  assert.deepEqual(
    point.problems.map(({ code, folder }) => [code, folder]),
    [['folder-not-read', 'Clients']],
  )
  const asked = it.imap.script.commands.filter(command => /FETCH .*BODY/.test(command)).length
  assert.ok(asked < 60, String(asked))
})

test('a message that came with each connection, or octets at a good rate, are no time lost; but there are pauses in the end', async () => {
  const clock = { now: start }
  const pauses: number[] = []
  const limits = openRunLimits({
    settings: { ...usualLimits, runLength: 1e12 },
    budget: { left: () => Number.POSITIVE_INFINITY } as never,
    now: () => clock.now,
    checkDisk: async () => {},
    pause: async milliseconds => void pauses.push(milliseconds),
    goOn: () => {},
  })
  let received = 0
  let came = 0
  const read = folderReader()
  const mailbox = {
    usable: () => false,
    received: () => received,
    commands: () => 0,
    asksToWait: () => null,
  } as Partial<LiveMailbox> as LiveMailbox
  const tools = (attempt: () => void) => ({
    ...{ limits, goOn: () => {}, mailbox: () => mailbox, progress: () => came },
    async attempt(): Promise<never> {
      attempt()
      throw new Error('broken')
    },
    async reconnect() {
      received = 0
    },
  })
  const oneByOne = tools(() => {
    clock.now += minute
    if (came < 1200) came++
  })
  await read(folderOf('INBOX'), oneByOne)
  assert.equal(limits.stopped(), null)
  assert.deepEqual(
    [0, 9, 99, 999].map(n => pauses[n]),
    [0, 1000, 5000, 20_000],
  )
  // 1.4 GB in five minutes, each time for nothing.
  const giant = tools(() => {
    clock.now += 5 * minute
    received += 1.4e9
  })
  await read(folderOf('Films'), giant)
  assert.equal(limits.stopped(), null)
})

function folderOf(raw: string): LiveFolder {
  const common = { delimiter: '/', specialUse: null, subscribed: true, selectable: true, unsafeName: false }
  return { path: raw, raw, exact: raw, status: null, ...common }
}
