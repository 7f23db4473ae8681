import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { Receipt } from '../../src/domain/folder-state.ts'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { type ScriptedMail, startScriptedImap } from '../world/scripted-imap.ts'
import { startWork, type World } from '../world/yestermail.ts'

const day = 86_400_000
const start = Date.parse('2026-11-20T01:00:00Z')
let imap: Awaited<ReturnType<typeof startScriptedImap>>
let world: World | undefined
let anna = ''
const clock = { now: start }

beforeEach(async () => {
  imap = await startScriptedImap()
  clock.now = start
})
afterEach(async () => {
  await world?.stop()
  await imap.stop()
})

type Given = Partial<Parameters<typeof startWork>[0]>
async function begin(server: Given = {}, limits: Parameters<typeof startWork>[3] = {}): Promise<World> {
  world = await startWork({ ...server, port: imap.port }, clock, undefined, { pauses: [0], ...limits })
  anna = await world.enrol('anna', 'secret')
  return world
}

const mails = (count: number, mail: ScriptedMail, first = 1) =>
  new Map(Array.from({ length: count }, (_, i) => [first + i, { ...mail }] as const))
const put = (name: string, content: Map<number, ScriptedMail>, uidValidity = 1) =>
  imap.script.folders.set(name, { uidValidity, mails: content })
const lastRun = async (w: World) => (await w.ledger.runs(anna, 1))[0]
const receipt = async (w: World): Promise<Receipt> => {
  const found = (await w.files(anna).receipts()).at(-1)
  assert.ok(found)
  return found
}
const fetched = () => imap.script.commands.filter(line => /FETCH .*BODY/.test(line))
async function storedUids(w: World, raw: string): Promise<number[]> {
  const newest = (await receipt(w)).folders.find(f => f.raw === raw)?.newest
  if (!newest) return []
  const uids: number[] = []
  for await (const copy of checkedFiles(w.layout, anna).copies(newest)) uids.push(copy.uid)
  return uids
}

test('a message that breaks the connection each time costs itself, is named, and comes when the server is well again', async () => {
  put('INBOX', mails(40, { size: 3000 }))
  put('Work', mails(3, { size: 3000 }), 2)
  const bad = imap.script.folders.get('INBOX')?.mails.get(17)
  assert.ok(bad)
  bad.breaks = 100
  const w = await begin()
  const point = await w.backUp(anna, 'first')
  assert.equal(point.status, 'partial')
  assert.equal(point.messages, 42)
  const inbox = (await receipt(w)).folders.find(f => f.raw === 'INBOX')
  assert.deepEqual(inbox?.newest?.gaps, [{ uid: 17, reason: 'cut' }])
  assert.equal(imap.script.connections, 3, 'two breaks, no more')
  assert.equal((await receipt(w)).folders.find(f => f.raw === 'Work')?.outcome, 'read')
  // Nothing that came before a break was fetched again: 42 messages and two halves.
  assert.ok(imap.script.sent < 42 * 3600 + 40_000, String(imap.script.sent))
  delete bad.breaks
  clock.now += day
  assert.equal((await w.backUp(anna, 'nightly')).status, 'complete')
  assert.equal((await storedUids(w, 'INBOX')).length, 40)
})

test('a message that is refused costs itself', async () => {
  put('INBOX', mails(20, { size: 2000 }))
  const bad = imap.script.folders.get('INBOX')?.mails.get(9)
  assert.ok(bad)
  bad.refused = '[SERVERBUG] cannot read it'
  const w = await begin()
  const point = await w.backUp(anna, 'first')
  assert.equal(point.messages, 19)
  const inbox = (await receipt(w)).folders[0]
  assert.deepEqual(inbox?.newest?.gaps, [{ uid: 9, reason: 'refused' }])
  assert.equal(imap.script.connections, 1)
})

for (const [command, silentAt] of [
  ['LIST', /^LIST .*\*/],
  ['EXAMINE', /EXAMINE/],
  ['FETCH', /FETCH/],
] as const)
  test(`a server that falls silent at ${command} ends the run, with its reason, and the next one completes`, async () => {
    put('INBOX', mails(5, { size: 1000 }))
    const w = await begin({}, { silence: 60, mostBreaks: 3 })
    imap.script.silentAt = silentAt
    await assert.rejects(w.backUp(anna, 'first'))
    assert.match((await lastRun(w))?.problem?.code ?? '', /server-unreachable|fault/)
    imap.script.silentAt = null
    assert.equal((await w.backUp(anna, 'first')).messages, 5)
  })

test('a message that drips costs itself', async () => {
  put('INBOX', mails(5, { size: 1000 }))
  const bad = imap.script.folders.get('INBOX')?.mails.get(3)
  assert.ok(bad)
  bad.drips = 20
  const w = await begin({}, { silence: 300 })
  const point = await w.backUp(anna, 'first')
  assert.equal(point.messages, 4)
  assert.deepEqual((await receipt(w)).folders[0]?.newest?.gaps, [{ uid: 3, reason: 'too-slow' }])
})

test('the octets of a day are kept, counted as received, and the copy is done in the nights it said', async () => {
  const size = 100_000
  put('INBOX', mails(60, { size }))
  put('Small', mails(2, { size: 1000 }), 2)
  const w = await begin({ dailyBytes: 2_000_000 })
  const first = await w.backUp(anna, 'first')
  assert.equal(first.status, 'partial')
  const [whole, why] = first.problems
  assert.equal(whole?.code, 'not-finished')
  assert.equal(whole?.of, 62)
  assert.equal(whole?.done, first.messages)
  assert.equal(why?.code, 'budget-spent')
  assert.equal(why?.until, Date.parse('2026-11-21T00:00:00Z'))
  assert.ok(imap.script.sent >= 1_900_000 && imap.script.sent <= 2_200_000, String(imap.script.sent))
  const counted = await w.ledger.traffic('yester.example', anna, '2026-11-20')
  assert.ok(Math.abs(counted - imap.script.sent) < 2000, `${counted} of ${imap.script.sent}`)
  const { length } = fetched()
  await assert.rejects(w.backUp(anna, 'manual'), { code: 'budget-spent' })
  assert.equal((await lastRun(w))?.problem?.until, Date.parse('2026-11-21T00:00:00Z'))
  assert.equal(fetched().length, length, 'nothing was fetched')
  assert.deepEqual(await w.ledger.alarms(), [])

  clock.now += day
  const second = await w.backUp(anna, 'nightly')
  assert.equal(second.status, 'partial')
  assert.ok(second.messages > first.messages)
  assert.deepEqual(
    (await w.ledger.alarms()).map(alarm => [alarm.kind, alarm.about, alarm.detail.of]),
    [['budget-spent', 'yester.example', 62]],
  )
  let last = second
  while (last.status === 'partial') {
    clock.now += day
    last = await w.backUp(anna, 'nightly')
  }
  assert.equal(last.messages, 62)
  assert.ok(Math.abs(clock.now - Number(whole?.until)) <= day, 'it was done about when it said')
  assert.ok(imap.script.sent < 62 * size * 1.1, 'nothing was fetched twice')
  assert.deepEqual(await w.ledger.alarms(), [])
})

test('a run whose time is used up seals what it read, important and small folders first, and goes on the next night', async () => {
  put('Archive', mails(900, { size: 500 }), 3)
  put('Notes', mails(4, { size: 500 }), 4)
  put('Junk', mails(9, { size: 500 }), 5)
  put('INBOX', mails(10, { size: 500 }))
  const junk = imap.script.folders.get('Junk')
  assert.ok(junk)
  junk.specialUse = '\\Junk'
  // Each message that is fetched from the archive costs a minute.
  const slow = {
    get now() {
      const portions = fetched().length
      return start + (portions > 2 ? (portions - 2) * 120_000 : 0) + nights * day
    },
  }
  let nights = 0
  world = await startWork({ port: imap.port }, slow, undefined, { runLength: 120_000 })
  anna = await world.enrol('anna', 'secret')
  const first = await world.backUp(anna, 'first')
  assert.equal(first.status, 'partial')
  assert.equal(first.problems[0]?.code, 'not-finished')
  assert.equal(first.problems[0]?.of, 923)
  assert.ok(Number(first.problems[0]?.until) > slow.now)
  const { folders } = await receipt(world)
  const outcomes = Object.fromEntries(folders.map(f => [f.raw, f.outcome]))
  assert.deepEqual(outcomes, { INBOX: 'read', Archive: 'partial', Notes: 'read', Junk: 'not-read' })
  const archive = folders.find(f => f.raw === 'Archive')
  assert.equal((archive?.newest?.messages ?? 0) + (archive?.newest?.unread ?? 0), 900)
  assert.deepEqual(folders.find(f => f.raw === 'Junk')?.problem, {
    code: 'not-finished',
    folder: 'Junk',
    done: 0,
    of: 9,
  })
  imap.script.commands.length = 0
  nights = 3
  const second = await world.backUp(anna, 'nightly')
  assert.equal(second.messages, 923, JSON.stringify(second.problems))
  assert.equal(second.status, 'complete')
})

test('a message that is still on its way when the time is over is left for the next night, and what came before is kept', async () => {
  put('Archive', mails(5, { size: 5000 }), 3)
  const slow = imap.script.folders.get('Archive')?.mails.get(3)
  assert.ok(slow)
  slow.drips = 50
  const w = await begin({}, { runLength: 60_000, leastRate: 1 })
  imap.script.hear = command => {
    if (/FETCH .*BODY/.test(command)) clock.now += 121_000
  }
  const point = await w.backUp(anna, 'first')
  assert.equal(point.problems[0]?.code, 'not-finished')
  assert.equal(point.problems[0]?.done, 2)
  const archive = (await receipt(w)).folders.find(f => f.raw === 'Archive')?.newest
  assert.equal(archive?.unread, 3)
  assert.deepEqual(archive?.gaps, [])
  delete slow.drips
  imap.script.hear = () => {}
  assert.equal((await w.backUp(anna, 'nightly')).messages, 5)
})

test('a short wish to wait is obeyed within the run, a long one ends it with what was read', async () => {
  put('INBOX', mails(300, { size: 500 }))
  const w = await begin()
  imap.script.answers.push({
    to: /FETCH .*BODY/,
    line: 'BAD Request is throttled. Suggested Backoff Time: 40 milliseconds',
  })
  assert.equal((await w.backUp(anna, 'first')).status, 'complete')
  assert.equal(imap.script.connections, 1)

  put('INBOX', mails(600, { size: 500 }))
  clock.now += day
  imap.script.answers.push({
    to: /FETCH .*BODY/,
    line: 'BAD Request is throttled. Suggested Backoff Time: 3599961 milliseconds',
  })
  const at = clock.now
  await assert.rejects(w.backUp(anna, 'nightly'), { code: 'throttled' })
  assert.deepEqual((await lastRun(w))?.problem?.until, at + 3_599_961)
  assert.equal((await w.backUp(anna, 'nightly')).messages, 600)
})

test('wishes of no time at all cost a second each, and end the run when they are too many', async () => {
  put('INBOX', mails(3, { size: 500 }))
  const w = await begin({}, { longestWait: 1500 })
  const line = 'BAD Request is throttled. Suggested Backoff Time: 0 milliseconds'
  for (let i = 0; i < 500; i++) imap.script.answers.push({ to: /FETCH .*BODY/, line })
  await assert.rejects(w.backUp(anna, 'first'), { code: 'throttled' })
  assert.equal(fetched().length, 2)
})

test('a wish to wait for ages is heard for a day', async () => {
  put('INBOX', mails(3, { size: 500 }))
  const w = await begin()
  const line = `BAD Request is throttled. Suggested Backoff Time: ${'9'.repeat(20)} milliseconds`
  imap.script.answers.push({ to: /FETCH .*BODY/, line })
  await assert.rejects(w.backUp(anna, 'first'), { code: 'throttled' })
  assert.equal((await lastRun(w))?.problem?.until, start + day)
  imap.script.answers.push({ to: /AUTHENTICATE/, line: line.replace('BAD', 'NO') })
  await assert.rejects(w.backUp(anna, 'first'), { code: 'throttled' })
  assert.equal((await lastRun(w))?.problem?.until, start + day)
})

test('a wish to wait at the sign-in is no refused password', async () => {
  const w = await begin()
  imap.script.answers.push({
    to: /AUTHENTICATE/,
    line: 'NO [ALERT] Account exceeded command or bandwidth limits. (Failure)',
  })
  await assert.rejects(w.backUp(anna, 'first'), { code: 'throttled' })
  assert.equal((await lastRun(w))?.problem?.until, start + 3_600_000)
  assert.equal((await w.ledger.account(anna))?.state, 'active')
})

test('a server that ends each connection after some octets is read to the end, nothing twice', async () => {
  put('INBOX', mails(100, { size: 10_000 }))
  imap.script.endsAfter = 300_000
  const w = await begin()
  const point = await w.backUp(anna, 'first')
  assert.equal(point.status, 'complete')
  assert.equal(point.messages, 100)
  assert.ok(imap.script.sent < 1_300_000, String(imap.script.sent))
})

test('a server that goes down in the middle fails the run, and the next one fetches only what is missing', async () => {
  put('INBOX', mails(800, { size: 2000 }))
  const w = await begin()
  let portions = 0
  imap.script.hear = command => {
    if (!/FETCH .*BODY/.test(command) || ++portions < 2) return
    Object.assign(imap.script, { down: true, endsAfter: 1_300_000 })
  }
  const stopping = w.backUp(anna, 'first')
  await assert.rejects(stopping, { code: 'server-unreachable' })
  assert.equal((await lastRun(w))?.problem?.code, 'server-unreachable')
  const { sent } = imap.script
  Object.assign(imap.script, { down: false, endsAfter: Number.POSITIVE_INFINITY, hear: () => {} })
  const point = await w.backUp(anna, 'first')
  assert.equal(point.messages, 800)
  assert.equal(point.status, 'complete')
  assert.ok(imap.script.sent < 800 * 2200 + 100_000, `${sent} then ${imap.script.sent}`)
})

test('a run that waits for a silent server ends at once when it is told to stop', async () => {
  put('INBOX', mails(5, { size: 1000 }))
  const w = await begin()
  const stopping = new AbortController()
  imap.script.silentAt = /FETCH/
  imap.script.hear = command => {
    if (command.includes('FETCH')) stopping.abort()
  }
  await assert.rejects(w.backUp(anna, 'first', undefined, stopping.signal), { code: 'interrupted' })
  assert.equal((await lastRun(w))?.problem?.code, 'interrupted')
})

test('between portions the octets so far are written down, and the disk is looked at', async () => {
  put('INBOX', mails(1200, { size: 200 }))
  const w = await begin({ dailyBytes: 5_000_000 })
  const traffic = () => w.ledger.traffic('yester.example', anna, '2026-11-20')
  imap.script.hear = command => {
    if (/FETCH .*BODY/.test(command)) w.config.limits.minFree = Number.MAX_SAFE_INTEGER
  }
  await assert.rejects(w.backUp(anna, 'first'), { code: 'disk-full' })
  assert.equal(fetched().length, 1, 'nothing more is fetched')
  assert.deepEqual(
    (await w.ledger.alarms()).map(({ kind }) => kind),
    ['disk-low'],
  )
  const before = await traffic()
  w.config.limits.minFree = 1
  const counted: Promise<number>[] = []
  imap.script.hear = command => {
    if (/FETCH .*BODY/.test(command)) counted.push(traffic())
  }
  assert.equal((await w.backUp(anna, 'first')).messages, 1200)
  // A worker that is killed in the second portion has told what the first one used.
  assert.ok(Number(await counted[1]) > before + 100_000, `${before}, ${await Promise.all(counted)}`)
})
