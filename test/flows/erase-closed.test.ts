import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { openLog } from '../../src/log.ts'
import { type CloseWorld, eraseClosed } from '../../src/nights/erase-closed.ts'
import { forgetRemoved } from '../../src/open/forget-removed.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { closedLetters } from '../../src/tell/tell-of-closed.ts'
import { startDovecot } from '../world/dovecot.ts'
import { holding } from '../world/holding.ts'
import { makePoint } from '../world/make-point.ts'
import { tempFolder } from '../world/temp.ts'
import { startWork } from '../world/yestermail.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const domain = 'yester.example'
const after = 90 * DAY
const log = openLog({ level: 'silent' })
const idOf = (n: number) => `abcdefghijklmn${String.fromCharCode(97 + Math.floor(n / 10))}${n % 10}`
const addressOf = (n: number) => `u${n}@${domain}`

const told = {
  mail: {
    ...{ from: 'Backups <backup@yester.example>', language: 'en' as const },
    operators: ['olga@yester.example', 'otto@yester.example'],
  },
  ...{ zone: 'UTC', publicUrl: 'https://y.example', newId: () => Math.random().toString(36) },
}

function closeWorld(ledger: CloseWorld['ledger'], clock: { now: number }): CloseWorld {
  return {
    ...{ ledger, log, now: () => clock.now, listed: [], pause: async () => {} },
    servers: new Map([[domain, { eraseClosedAfter: after }]]),
    closedLetters: accounts => closedLetters(told, accounts),
  }
}

/** A ledger of so many accounts, of which the list names those from `left` on and the server refuses the others. */
async function openWorld(accounts: number, left: number) {
  const temp = await tempFolder('erase-closed')
  const ledger = openLedger(join(temp.path, 'ledger.sqlite'), { durable: false })
  const clock = { now: Date.UTC(2026, 10, 22) }
  const all = Array.from({ length: accounts }, (_, n) => n)
  for (const n of all)
    await ledger.enrol({
      ...{ id: idOf(n), address: addressOf(n), domain, zone: 'UTC' },
      ...{ credential: null, createdAt: clock.now },
    })
  await ledger.noteListed(domain, all.map(addressOf), clock.now - DAY)
  for (const n of all.slice(0, left)) await ledger.setState(idOf(n), 'gone')
  const list = () => ledger.noteListed(domain, all.slice(left).map(addressOf), clock.now)
  const look = () => eraseClosed(closeWorld(ledger, clock))
  return {
    ...{ ledger, clock, look, list },
    /** A list and a look each twelve hours until so many days have gone by. */
    async goOn(days: number) {
      for (const end = clock.now + days * DAY; clock.now < end; ) {
        clock.now += 12 * HOUR
        await list()
        await look()
      }
    },
    async waitingLetters() {
      const letters = []
      for (;;) {
        const letter = await ledger.claimLetter(clock.now, clock.now + 1000 * DAY)
        if (!letter) return letters
        letters.push(letter)
      }
    },
    async [Symbol.asyncDispose]() {
      ledger.close()
      await temp.remove()
    },
  }
}

test('ninety days after an account was closed nothing of it is left on the disk, and nothing of another is touched', async () => {
  await using dovecot = await startDovecot({ users: { anna: 'secret1', ben: 'secret2' } })
  const clock = { now: Date.parse('2026-11-22T12:00:00Z') }
  const world = await startWork({ port: dovecot.port, eraseClosedAfter: after }, clock)
  const { ledger, layout } = world
  const desk = openDesk(layout.desk)
  try {
    await dovecot.deliver('anna', 'Saffronfolder', `Subject: heliotrope\r\n\r\n${'quixotry '.repeat(50)}`)
    await dovecot.deliver('ben', 'Benfolder', 'Subject: of ben\r\n\r\nstays\r\n')
    const anna = await world.enrol('anna', 'secret1')
    const ben = await world.enrol('ben', 'secret2')
    for (const id of [anna, ben]) await world.backUp(id, 'first')
    const close = closeWorld(ledger, clock)
    await ledger.noteListed(domain, [`anna@${domain}`, `ben@${domain}`], clock.now)
    await ledger.setState(anna, 'gone')
    await eraseClosed(close)
    assert.deepEqual(await ledger.closedAccounts(clock.now), [], 'refused, but listed')
    const began = clock.now + 16 * HOUR
    let toldAt = 0
    let letter: string | undefined
    let due = Number.POSITIVE_INFINITY
    while (clock.now + 16 * HOUR < due) {
      clock.now += 16 * HOUR
      await ledger.noteListed(domain, [`ben@${domain}`], clock.now)
      await eraseClosed(close)
      due = (await ledger.closedAccounts(clock.now))[0]?.eraseFrom ?? due
      const waiting = await ledger.claimLetter(clock.now, clock.now + DAY)
      if (!waiting) continue
      await ledger.letterSent(waiting.id, clock.now)
      toldAt ||= clock.now
      letter ??= waiting.letter.text
    }
    const days = (at: number) => Math.floor((at - began) / DAY)
    assert.deepEqual([days(toldAt), days(due)], [81, 90], 'told nine days before it goes')
    assert.deepEqual(await ledger.erasing(), [])
    assert.match(letter ?? '', /anna@yester\.example: February 21, 2027/)
    assert.match(letter ?? '', /yestermail account keep ADDRESS/)
    const words = ['heliotrope', 'quixotry', 'Saffronfolder', `anna@${domain}`]
    const before = await holding(layout.data, words)
    for (const word of words.filter(one => one !== 'quixotry'))
      assert.ok(
        before.some(one => one.endsWith(`: ${word}`)),
        `${word} is there before`,
      )
    clock.now = due
    const stopping = new AbortController()
    const working = world.work(stopping.signal)
    while (await ledger.account(anna)) await setTimeout(50)
    stopping.abort()
    await working
    await forgetRemoved(() => ledger, desk)()
    assert.deepEqual(await holding(layout.data, words), [])
    assert.deepEqual(
      (await ledger.audit(anna, null, 9)).map(one => one.act),
      ['account.removed', 'account.erased-closed'],
    )
    assert.equal((await ledger.checkAudit()).state, 'whole')
    assert.notEqual((await ledger.points(ben)).length, 0)
    assert.notDeepEqual(await holding(layout.account(ben), ['stays']), [])
  } finally {
    await desk.close()
    await world.stop()
  }
})

test('a clock that leapt, and days on which nobody looked, erase nothing: operators are told anew and have the whole notice', async () => {
  for (const leap of [40 * DAY, -40 * DAY, 2 * DAY]) {
    await using world = await openWorld(3, 1)
    const { ledger, clock } = world
    await world.goOn(83)
    assert.equal((await world.waitingLetters()).length, 2, 'one letter for each operator')
    await world.goOn(1)
    assert.equal((await world.waitingLetters()).length, 0, 'once')
    clock.now += leap
    await world.list()
    await world.look()
    const leapt = clock.now
    while ((await ledger.erasing()).length === 0 && clock.now < leapt + 100 * DAY) await world.goOn(0.5)
    assert.ok(clock.now >= leapt + 9 * DAY, `a leap of ${leap / DAY} days`)
    assert.equal((await ledger.erasing()).length, 1)
  }
})

test('an account that is listed or active again is open: its time begins anew', async () => {
  for (const open of ['listed', 'active'] as const) {
    await using world = await openWorld(3, 1)
    const { ledger, clock } = world
    await world.goOn(89)
    assert.notEqual((await ledger.closedAccounts(clock.now))[0]?.eraseFrom, null)
    if (open === 'listed') await ledger.noteListed(domain, [0, 1, 2].map(addressOf), clock.now)
    else await ledger.setState(idOf(0), 'active')
    assert.deepEqual(await ledger.closedAccounts(clock.now), [], 'at once')
    await ledger.setState(idOf(0), 'gone')
    await world.goOn(80)
    assert.deepEqual(await ledger.erasing(), [])
    await world.goOn(11)
    assert.deepEqual(await ledger.erasing(), [idOf(0)])
  }
})

test('a closed account that is kept stays; one whose restore is open, or whose list could not be had, waits', async () => {
  await using world = await openWorld(8, 3)
  const { ledger, clock } = world
  await world.goOn(85)
  const audit = {
    at: 1,
    who: { kind: 'operator' },
    act: 'account.kept',
    account: idOf(0),
    about: {},
  } as const
  assert.equal(await ledger.keepClosed(idOf(0), clock.now, audit), true)
  assert.equal(await ledger.keepClosed(idOf(0), clock.now, audit), false, 'once')
  assert.equal(await ledger.keepClosed(idOf(5), clock.now, audit), false, 'it is open')
  const request = `q${'a'.repeat(24)}`
  await ledger.addRequest({
    ...{ id: request, account: idOf(1), points: [1], by: { kind: 'owner' }, language: 'en', madeAt: 1 },
    wish: { what: [{ point: 1, only: null }], target: { kind: 'in-place' }, moved: false, binned: true },
  })
  await ledger.changeRequest({ id: request, from: ['planning'], set: { state: 'waiting' } })
  // Looked at all the time, but the list is from before.
  for (let n = 0; n < 20; n++) {
    clock.now += 12 * HOUR
    await world.look()
  }
  assert.deepEqual(await ledger.erasing(), [])
  await world.goOn(1)
  assert.deepEqual(await ledger.erasing(), [idOf(2)])
  await ledger.changeRequest({ id: request, from: ['waiting'], set: { state: 'rejected' } })
  await world.goOn(1)
  assert.deepEqual(await ledger.erasing(), [idOf(2), idOf(1)])
  await world.goOn(100)
  assert.equal((await ledger.closedAccounts(clock.now))[0]?.id, idOf(0))
})

async function sealedPoint({ ledger, clock }: Awaited<ReturnType<typeof openWorld>>, account: string) {
  const epoch = await ledger.claim(account, 'worker', clock.now, clock.now + HOUR, null)
  const point = makePoint({ number: 1, account, localDay: '2027-02-20', takenAt: clock.now })
  assert.equal(await ledger.sealPoint(point, null, epoch ?? 0, clock.now), true)
  await ledger.release(account, epoch ?? 0)
}

test('a list that is dated in the future, or an alarm that holds a day, lets nobody be erased', async () => {
  await using world = await openWorld(3, 1)
  const { ledger, clock } = world
  await world.goOn(85)
  await ledger.noteListed(domain, [1, 2].map(addressOf), clock.now + 60 * DAY)
  for (let n = 0; n < 30; n++) {
    clock.now += 12 * HOUR
    await world.look()
  }
  assert.deepEqual(await ledger.erasing(), [])
  await sealedPoint(world, idOf(0))
  assert.equal(await ledger.pin(1, 'alarm', clock.now + 20 * DAY), true)
  await world.goOn(19)
  assert.equal((await ledger.closedAccounts(clock.now))[0]?.isHeld, true)
  assert.deepEqual(await ledger.erasing(), [])
  await world.goOn(3)
  assert.deepEqual(await ledger.erasing(), [idOf(0)])
})

test('more than a tenth of a domain is an alarm and goes only when an operator agrees; of many twenty a day', async () => {
  await using world = await openWorld(60, 25)
  const { ledger, clock } = world
  await world.goOn(95)
  assert.deepEqual(await ledger.erasing(), [])
  const [alarm] = await ledger.alarms()
  assert.deepEqual(
    [alarm?.kind, alarm?.about, alarm?.detail],
    ['closed-accounts', domain, { domain, accounts: 25, of: 60 }],
  )
  const agreed = { at: clock.now, who: { kind: 'operator' }, act: 'closed.accepted', account: null } as const
  await ledger.acceptErasure(domain, clock.now, { ...agreed, about: { domain, accounts: 25 } })
  await world.look()
  assert.equal((await ledger.erasing()).length, 20)
  await world.look()
  assert.equal((await ledger.erasing()).length, 20)
  await world.goOn(1.5)
  assert.equal((await ledger.erasing()).length, 25)
  await world.look()
  assert.deepEqual(await ledger.alarms(), [])
})
