import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { test } from 'node:test'
import { openLog } from '../../src/log.ts'
import {
  type AdminAskWorld,
  MOST_OF_ONE,
  MOST_REMOVED,
  takeAdminAsk,
} from '../../src/nights/take-admin-ask.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { type AccessTold, accessLetters } from '../../src/tell/tell-of-access.ts'
import { tempFolder } from '../world/temp.ts'
import { mailServer } from '../world/yestermail.ts'

const DAY = 86_400_000
const hash = 'a'.repeat(64)
const idOf = (n: number) => `abcdefghijklmn${String.fromCharCode(97 + Math.floor(n / 10))}${n % 10}`

const post: AccessTold = {
  ...{ mail: { from: 'Backups <backup@yester.example>', language: 'en' }, publicUrl: 'https://y.example' },
  servers: new Map([['yester.example', { language: 'nb', contact: 'help@yester.example' }]]),
  ...{ preferences: async () => null, newId: randomUUID },
}

/** A ledger with accounts of one domain, an operator, and an admin of another domain. */
async function openWorld(accounts: number) {
  const temp = await tempFolder('admin-asks')
  const ledger = openLedger(join(temp.path, 'ledger.sqlite'), { durable: false })
  const clock = { now: Date.UTC(2026, 10, 22) }
  for (let n = 0; n < accounts; n++)
    await ledger.enrol({
      ...{ id: idOf(n), address: `u${n}@yester.example`, domain: 'yester.example', zone: 'UTC' },
      ...{ credential: 'box', createdAt: clock.now },
    })
  for (const [name, role, domains] of [
    ['olga', 'operator', []],
    ['eve', 'domain', ['other.example']],
  ] as const)
    await ledger.addAdmin(
      { name, role, domains, mail: null, language: 'en', madeAt: 1, linkHash: null, linkUntil: null },
      { at: 1, who: { kind: 'operator' }, act: 'admin.added', account: null, about: {} },
    )
  const world: AdminAskWorld = {
    ...{ ledger, plans: new Map(), zone: 'UTC', newId: () => idOf(99), log: openLog({ level: 'silent' }) },
    ...{ servers: new Map([['yester.example', mailServer({ port: 1 })]]), now: () => clock.now },
    setPlan: async () => {},
    accessLetters: (account, access) => accessLetters(post, account, access),
  }
  const take = (ask: object) => takeAdminAsk(world, { kind: 'admin', by: 'olga', at: 1, ...ask }, [])
  return {
    ...{ ledger, clock, take },
    async [Symbol.asyncDispose]() {
      ledger.close()
      await temp.remove()
    },
  }
}

async function addOfDomain(ledger: ReturnType<typeof openLedger>, name: string, at: number) {
  await ledger.addAdmin(
    {
      ...{ name, role: 'domain', domains: ['yester.example'], mail: null, language: 'en', madeAt: at },
      ...{ linkHash: null, linkUntil: null },
    },
    { at, who: { kind: 'operator' }, act: 'admin.added', account: null, about: {} },
  )
}

test('who writes asks in an operator’s name erases twenty accounts a day and no more; it is in the log', async () => {
  await using world = await openWorld(MOST_REMOVED + 5)
  const { ledger, clock, take } = world
  for (let n = 0; n < MOST_REMOVED; n++)
    assert.equal(await take({ act: 'remove', account: idOf(n) }), true, `${n}`)
  const next = { act: 'remove', account: idOf(MOST_REMOVED) }
  assert.equal(await take(next), false)
  assert.equal((await ledger.erasing()).length, MOST_REMOVED)
  assert.equal((await ledger.audit(next.account, null, 1))[0]?.act, 'account.removal-refused')
  clock.now += DAY
  assert.equal(await take(next), true)
})

test('one admin of a mail domain uses up half of a day’s removals at most: others can remove accounts, too', async () => {
  await using world = await openWorld(MOST_OF_ONE + 3)
  const { ledger, take } = world
  for (const [i, name] of ['dora', 'dino'].entries()) await addOfDomain(ledger, name, i)
  const remove = (n: number, by: string) => take({ act: 'remove', account: idOf(n), by })
  for (let n = 0; n < MOST_OF_ONE; n++) assert.equal(await remove(n, 'dora'), true, `${n}`)
  assert.equal(await remove(MOST_OF_ONE, 'dora'), false)
  const refused = (await ledger.audit(idOf(MOST_OF_ONE), null, 1))[0]
  assert.deepEqual([refused?.act, refused?.about], ['account.removal-refused', { most: MOST_OF_ONE }])
  assert.equal(await remove(MOST_OF_ONE, 'dino'), true)
  assert.equal(await remove(MOST_OF_ONE + 1, 'olga'), true)
})

test('a closed account that an admin wants kept is kept, once, and is in the log', async () => {
  await using world = await openWorld(1)
  const { ledger, clock, take } = world
  const ask = { act: 'keep', account: idOf(0) }
  assert.equal(await take(ask), false, 'it is open')
  await ledger.setState(idOf(0), 'gone')
  await ledger.noteClosed([idOf(0)], clock.now)
  assert.equal(await take({ ...ask, by: 'eve' }), false)
  assert.equal(await take(ask), true)
  assert.equal((await ledger.closedAccounts(clock.now))[0]?.keptAt, clock.now)
  assert.equal(await take(ask), false)
  const entries = await ledger.audit(idOf(0), null, 9)
  assert.deepEqual(
    entries.map(one => [one.act, one.who]),
    [['account.kept', { kind: 'admin', name: 'olga' }]],
  )
})

test('a link that opens an account is told to its owner in their language, once, and without the link', async () => {
  await using world = await openWorld(1)
  const { ledger, clock, take } = world
  const ask = { act: 'access', account: idOf(0), hash, until: clock.now + 5 * DAY }
  assert.equal(await take(ask), true)
  assert.equal((await ledger.access(hash))?.until, clock.now + DAY, 'a day at most')
  const letter = await ledger.claimLetter(clock.now, clock.now + 1)
  assert.equal(letter?.recipient, 'u0@yester.example')
  assert.equal(letter?.letter.language, 'nb')
  for (const word of [
    'u0@yester.example',
    'olga',
    '23. november 2026',
    'help@yester.example',
    'https://y.example/',
  ])
    assert.ok(letter?.letter.text.includes(word), word)
  assert.ok(!JSON.stringify(letter).includes(hash))
  assert.equal(await take(ask), true)
  const acts = (await ledger.audit(idOf(0), null, 9)).map(one => one.act)
  assert.deepEqual(acts, ['access.granted'], 'the same ask twice is one link')
  assert.equal(
    await ledger.claimLetter(clock.now + 2 * DAY, clock.now + 3 * DAY).then(one => one?.id),
    letter?.id,
  )
})

test('a link is withdrawn by who looks after the account, or ends with the admin who gave it; each is in the log once', async () => {
  await using world = await openWorld(2)
  const { ledger, clock, take } = world
  const [account, other] = [idOf(0), idOf(1)]
  const links = ['b', 'c', 'd'].map(letter => letter.repeat(64))
  for (const [i, link] of links.entries())
    await take({ act: 'access', account: i === 2 ? other : account, hash: link, until: clock.now + DAY })
  const [first = '', second = '', third = ''] = links
  assert.equal(await take({ act: 'access-used', account, hash: second, at: clock.now - 1000 }), true)
  const open = async () => (await ledger.accesses(null, clock.now)).map(one => one.hash)
  assert.equal((await ledger.access(second))?.usedAt, clock.now - 1000)
  assert.equal(await take({ act: 'access-end', account, hash: first, by: 'eve' }), false, 'of another domain')
  assert.equal(await take({ act: 'access-end', account, hash: third }), false, 'of another account')
  assert.deepEqual((await open()).toSorted(), links)
  assert.equal(await take({ act: 'access-end', account, hash: first }), true)
  assert.equal(await take({ act: 'access-end', account, hash: first }), false)
  assert.equal(await take({ act: 'access', account, hash: first, until: clock.now + DAY }), true)
  assert.equal(
    await ledger.access(first),
    null,
    'the ask that made it, once more after a crash, opens nothing',
  )
  clock.now += 4 * 3_600_000
  assert.deepEqual(await open(), [third], 'whoever came in by the second is out by now')
  const at = clock.now
  const gone = { at, who: { kind: 'operator' }, act: 'admin.removed', account: null, about: {} } as const
  assert.equal(await ledger.removeAdmin('olga', at, gone), true)
  assert.deepEqual(await open(), [])
  const olga = { kind: 'admin', name: 'olga' }
  const ended = (await ledger.audit(null, null, 99)).filter(one => one.act.startsWith('access.'))
  assert.deepEqual(
    ended.map(({ act, who, account, about }) => [act, who, account, about.admin ?? null]).toReversed(),
    [
      ['access.granted', olga, account, null],
      ['access.granted', olga, account, null],
      ['access.granted', olga, other, null],
      ['access.used', { kind: 'owner', link: 'olga' }, account, null],
      ['access.ended', olga, account, 'olga'],
      ['access.ended', { kind: 'operator' }, account, 'olga'],
      ['access.ended', { kind: 'operator' }, other, 'olga'],
    ],
  )
  assert.equal((await ledger.checkAudit()).state, 'whole')
})

test('asks of who is no admin, of an admin of another domain, and broken ones are refused', async () => {
  await using world = await openWorld(1)
  const { ledger, take } = world
  const account = idOf(0)
  const bad = [
    { act: 'remove', account, by: 'eve' },
    { act: 'remove', account, by: 'nobody' },
    { act: 'pause', account, by: 'eve' },
    { act: 'access', account, by: 'eve', hash, until: 1 },
    { act: 'access', account, hash, until: 1.5 },
    { act: 'access', account, hash, until: -1e300 },
    { act: 'access', account, hash: '../x', until: 1 },
    { act: 'access-end', account, hash },
    { act: 'access-end', account, hash: '../x' },
    { act: 'access-end', account },
    { act: 'enrol', by: 'eve', addresses: ['x@yester.example'] },
    { act: 'enrol', addresses: ['x@elsewhere.example'] },
    { act: 'plan', account, plan: 'none-such' },
    { act: 'everything', account },
  ]
  for (const ask of bad) assert.equal(await take(ask), false, JSON.stringify(ask))
  assert.deepEqual(await ledger.erasing(), [])
  assert.equal(await ledger.access(hash), null)
  assert.equal((await ledger.accounts()).length, 1)
})
