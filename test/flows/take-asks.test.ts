import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import type { Ask } from '../../src/domain/ask.ts'
import { MOST_BY_HAND } from '../../src/domain/by-hand.ts'
import type { MailServer } from '../../src/domain/mail-server.ts'
import { planOf, readyMade } from '../../src/domain/plans.ts'
import { openLog } from '../../src/log.ts'
import { type AskWorld, takeAsks } from '../../src/nights/take-asks.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { tempFolder } from '../world/temp.ts'
import { mailServer } from '../world/yestermail.ts'

/** A desk and a ledger as they are, with workers that take asks. */
async function openWorld({ listed = [], ...server }: Partial<MailServer> & { listed?: string[] } = {}) {
  const temp = await tempFolder('asks')
  const ledger = openLedger(join(temp.path, 'ledger.sqlite'))
  const desk = openDesk(join(temp.path, 'desk.sqlite'))
  const servers = new Map([['yester.example', mailServer({ port: 1, ...server })]])
  const gone = new Set<string>()
  const checks: string[] = []
  let ids = 0
  const worker = (name: string): AskWorld => ({
    ledger,
    asksAfter: desk.asksAfter,
    servers,
    planOf: account => planOf(account, servers, readyMade),
    listed,
    zone: 'UTC',
    newId: () => `abcdefghijklmno${String.fromCharCode(112 + ids++)}`,
    now: () => 1000,
    worker: name,
    isGone: one => gone.has(one),
    checkPresence: async (account, held) => void checks.push(`${account} ${held}`),
    log: openLog({ level: 'silent' }),
  })
  return {
    ledger,
    desk,
    worker,
    gone,
    /** accounts whose live mailbox was compared, and why it was not asked */
    checks,
    /** What lies on the desk is no JSON any more. */
    spoil() {
      const db = new Database(join(temp.path, 'desk.sqlite'))
      db.prepare(`UPDATE asks SET ask = '{"kind":'`).run()
      db.close()
    },
    /** Writes these asks down and lets one worker take them: who is enrolled, and which runs wait. */
    async taken(asks: unknown[], by = worker('w')) {
      for (const one of asks) await desk.ask(one as Ask)
      await takeAsks(by)
      const waiting = (await ledger.waiting(1000, [], 100)).map(({ account, trigger }) => ({
        account,
        trigger,
      }))
      return { addresses: (await ledger.accounts()).map(one => one.address), waiting }
    },
    async [Symbol.asyncDispose]() {
      ledger.close()
      await desk.close()
      await temp.remove()
    },
  }
}

const ask = (address: string, domain = 'yester.example') => ({
  kind: 'enrol',
  address,
  domain,
  sealedPassword: 'box',
  at: 1,
})
const byHand = (account: string, trigger = 'manual') => ({ kind: 'snapshot', account, trigger, at: 1 })

test('a first sign-in enrols the account and its first point waits to be taken', async () => {
  await using world = await openWorld()
  const { waiting, addresses } = await world.taken([ask('anna@yester.example')])
  assert.deepEqual(addresses, ['anna@yester.example'])
  assert.deepEqual(waiting, [{ account: 'abcdefghijklmnop', trigger: 'first' }])
})

test('an address that is not in its canonical form enrols nobody', async () => {
  await using world = await openWorld()
  const hostile = [
    'ANNA@yester.example',
    'anna*root@yester.example',
    '../../x@yester.example',
    'anna@evil@yester.example',
    'a\u001b[31m\n@yester.example',
    '@yester.example',
  ]
  const { waiting, addresses } = await world.taken(hostile.map(one => ask(one)))
  assert.deepEqual(addresses, [])
  assert.deepEqual(waiting, [])
})

test('another domain, no password, and a list that does not name the address enrol nobody', async () => {
  await using open = await openWorld()
  assert.deepEqual(
    (await open.taken([ask('anna@other.example', 'other.example'), ask('anna@other.example')])).addresses,
    [],
  )
  assert.deepEqual(
    (await open.taken([{ ...ask('anna@yester.example'), sealedPassword: null }])).addresses,
    [],
  )
  await using closed = await openWorld({ enrol: 'list', listed: ['ben@yester.example'] })
  assert.deepEqual((await closed.taken([ask('anna@yester.example')])).addresses, [])
  assert.deepEqual((await closed.taken([ask('ben@yester.example')])).addresses, ['ben@yester.example'])
})

test('what is no ask at all is passed over, the next one is taken, and all may be wiped', async () => {
  await using world = await openWorld()
  const { addresses } = await world.taken([
    null,
    7,
    {},
    { kind: 'enrol', domain: 'yester.example' },
    { kind: 'snapshot', account: {} },
    { kind: 'fly' },
    ask('anna@yester.example'),
  ])
  assert.deepEqual(addresses, ['anna@yester.example'])
  assert.equal(await world.ledger.lastAsk(), 7)
  await world.desk.forgetAsksUpTo(await world.ledger.lastAsk())
  assert.deepEqual(await world.desk.asksAfter(0), [])
})

test('two clicks make one run, and a click while a run goes on makes none', async () => {
  await using world = await openWorld()
  await world.taken([ask('anna@yester.example')])
  const id = 'abcdefghijklmnop'
  const { waiting } = await world.taken([byHand(id), byHand(id)])
  assert.deepEqual(waiting, [{ account: id, trigger: 'first' }], 'the first point that waits is joined')
  const epoch = await world.ledger.claim(id, 'w', 1000, 2000, null)
  const run = await world.ledger.beginRun({ account: id, trigger: 'first', at: 1000, localDay: '1970-01-01' })
  assert.deepEqual((await world.taken([byHand(id)])).waiting, [])
  await world.ledger.failRun(run, 1001, { code: 'fault' })
  await world.ledger.release(id, epoch ?? 0)
  assert.deepEqual((await world.taken([byHand(id), byHand(id)])).waiting, [
    { account: id, trigger: 'manual' },
  ])
})

test('a point by hand is refused where the plan has none, to who must sign in, and after a day’s number of them', async () => {
  await using world = await openWorld()
  await world.taken([ask('anna@yester.example')])
  const id = 'abcdefghijklmnop'
  await world.ledger.beginRun({ account: id, trigger: 'first', at: 1, localDay: '1970-01-01' })
  assert.deepEqual((await world.taken([byHand('nobody'), byHand(id, 'nightly')])).waiting, [])
  await world.ledger.setState(id, 'needs-sign-in')
  assert.deepEqual((await world.taken([byHand(id)])).waiting, [])
  await world.ledger.setState(id, 'active')
  for (let n = 0; n < MOST_BY_HAND; n++) {
    assert.equal((await world.taken([byHand(id)])).waiting.length, 1)
    await world.ledger.beginRun({ account: id, trigger: 'manual', at: n, localDay: '1970-01-01' })
  }
  assert.deepEqual((await world.taken([byHand(id)])).waiting, [])

  await using nights = await openWorld({ plan: 'weekly' })
  await nights.taken([ask('anna@yester.example')])
  await nights.ledger.beginRun({ account: id, trigger: 'first', at: 1, localDay: '1970-01-01' })
  assert.deepEqual((await nights.taken([byHand(id)])).waiting, [])
})

test('of many workers one has each ask, and that of a worker that died is taken over', async () => {
  await using world = await openWorld()
  for (let n = 0; n < 40; n++) await world.desk.ask(ask(`user${n}@yester.example`) as Ask)
  await Promise.all(['a', 'b', 'c'].map(name => takeAsks(world.worker(name))))
  assert.equal((await world.ledger.accounts()).length, 40)
  assert.equal((await world.ledger.waiting(1000, [], 100)).length, 40)
  await takeAsks(world.worker('a'))
  assert.equal(await world.ledger.lastAsk(), 40)

  await world.desk.ask(ask('late@yester.example') as Ask)
  assert.equal(await world.ledger.takeAsk(41, 'dying', 1000, []), true)
  await takeAsks(world.worker('a'))
  assert.equal(await world.ledger.accountByAddress('late@yester.example'), null)
  assert.equal(await world.ledger.lastAsk(), 40, 'it may not be wiped yet')
  world.gone.add('dying')
  await takeAsks(world.worker('a'))
  assert.ok(await world.ledger.accountByAddress('late@yester.example'))
  assert.equal(await world.ledger.lastAsk(), 41)
})

test('a wish to compare the live mailbox is passed on for an account that is there, unless nobody waits any more', async () => {
  await using world = await openWorld({ listed: ['anna@yester.example'] })
  const account = { id: 'abcdefghijklmnop', address: 'anna@yester.example', domain: 'yester.example' }
  await world.ledger.enrol({ ...account, zone: 'UTC', credential: null, createdAt: 1 })
  const wish = { kind: 'presence', account: account.id, at: 900 }
  await world.taken([
    wish,
    { ...wish, account: 'zzzzzzzzzzzzzzzz' },
    { ...wish, at: 900 - 3_600_000 },
    { ...wish, at: '900' },
  ])
  assert.deepEqual(world.checks, [`${account.id} null`])
  await world.ledger.raise({ kind: 'server-down', account: null, about: 'yester.example', detail: {} }, 999)
  await world.taken([wish])
  assert.deepEqual(world.checks.slice(1), [`${account.id} server-unreachable`])
})

test('an ask that is no JSON, or that we cannot cope with, does not lie before the others', async () => {
  await using world = await openWorld({ enrol: 'sign-in' })
  const { desk, worker, ledger } = world
  await desk.ask('x' as unknown as Ask)
  world.spoil()
  for (const kind of ['restore-plan', 'admin']) await desk.ask({ kind } as unknown as Ask)
  const fault = async () => {
    throw new Error('disk is full')
  }
  const { addresses } = await world.taken(
    [{ kind: 'enrol', address: 'a@yester.example', domain: 'yester.example', sealedPassword: 'box' }],
    { ...worker('w'), takeRestore: fault, takeAdmin: fault },
  )
  assert.deepEqual(addresses, ['a@yester.example'])
  assert.equal(await ledger.lastAsk(), 4)
})
