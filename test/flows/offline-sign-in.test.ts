import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Config } from '../../src/config/config.ts'
import { openLog } from '../../src/log.ts'
import { serve } from '../../src/main/serve.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { letter } from '../http/letters.ts'
import { type Browser, startWeb, type WebWorld } from '../http/web-world.ts'
import { passwordFile } from '../world/dovecot-config.ts'
import { type FaultProxy, startFaultProxy } from '../world/fault-proxy.ts'

const day = 86_400_000
const users = { anna: 'anna-secret', ben: 'ben-secret', cara: 'cara-secret' }
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
const target = { host: '127.0.0.1', port: 1 }
let proxy: FaultProxy
let world: WebWorld

before(async () => {
  proxy = await startFaultProxy(target)
  const server = { port: proxy.port, offlineSignIn: 7 * day }
  world = await startWeb({ users, clock, server, dovecot: { trustLoopback: true } })
  target.port = world.dovecot.tlsPort
  await world.dovecot.deliver('anna', 'INBOX', letter('for anna'))
  await world.work.backUp(await world.work.enrol('anna', users.anna), 'first')
  for (const login of ['ben', 'cara'] as const) await world.work.enrol(login, users[login])
})
after(async () => {
  await world?.stop()
  await proxy?.stop()
})

const down = () => proxy.fail({ kind: 'refuse' })
const up = () => proxy.fail({ kind: 'none' })
const enter = (address: string, password: string, from: Browser = world.browser()) =>
  from.signIn(`${address}@yester.example`, password)

/** "password", "offline", or why not: all that can be told of an answer. */
async function outcome(answer: Response): Promise<string> {
  const body = (await answer.json()) as {
    me?: { how: string }
    error?: { code: string; message: string; params: { seconds?: number } }
  }
  return body.me?.how ?? `${answer.status} ${JSON.stringify(body.error)}`
}

const unreachable =
  '503 {"code":"server-unreachable","message":"The mail server does not answer, so the password cannot be checked. Try again in a few minutes.","params":{}}'

test('whoever signed in before does so again while the mail server is down, to read and to take home', async () => {
  assert.equal(await outcome(await enter('anna', users.anna)), 'password')
  down()
  const browser = world.browser()
  assert.equal(await outcome(await enter('anna', users.anna, browser)), 'offline')
  const me = (await browser.json('/api/me')) as {
    how: string
    control: string
    sessionEnds: number
    newest: { id: string }
  }
  assert.equal(me.how, 'offline')
  const [found] = await browser.jmap(['Email/query', { accountId: me.newest.id }])
  assert.equal(found.ids.length, 1)
  const [got] = await browser.jmap([
    'Email/get',
    { accountId: me.newest.id, ids: found.ids, properties: ['blobId', 'subject'] },
  ])
  assert.equal(got.list[0].subject, 'for anna')
  const file = await browser.ask(`/jmap/download/${me.newest.id}/${got.list[0].blobId}/m.eml`)
  assert.match(await file.text(), /for anna/)
  const wish = { what: [{ accountId: me.newest.id }], format: 'eml', container: 'zip', names: 'unix' }
  assert.equal((await browser.ask('/api/export', { body: wish })).status, 200)

  // Nothing that reaches `work`, or that is kept.
  const asks = async () => (await world.work.asksAfter(0)).map(({ ask }) => ask.kind)
  assert.deepEqual(await asks(), ['enrol', 'offline'])
  const sets = ['RestoreRequest', 'BackupRun', 'Presence', 'Preferences'].map(
    type => [`${type}/set`, { accountId: me.control, create: { a: {} } }] as [string, object],
  )
  for (const answer of await browser.jmap(...sets)) assert.equal(answer.type, 'accountReadOnly')
  assert.deepEqual(await asks(), ['enrol', 'offline'])
  up()
})

test('its owner reads in the log that it happened', async () => {
  const account = await world.work.ledger.accountByAddress('anna@yester.example')
  const stop = new AbortController()
  const working = world.work.work(stop.signal)
  while ((await world.work.ledger.audit(account?.id ?? '', null, 9)).length === 0)
    await new Promise(done => setTimeout(done, 50))
  stop.abort()
  await working
  const browser = world.browser()
  assert.equal(await outcome(await enter('anna', users.anna, browser)), 'password')
  const { control } = (await browser.json('/api/me')) as { control: string }
  const [log] = await browser.jmap(['AuditEntry/get', { accountId: control, ids: null }])
  assert.deepEqual(
    log.list.map((one: { act: string }) => one.act),
    ['sign-in.offline'],
  )
})

test('a good sign-in ends those that were begun without the mail server', async () => {
  down()
  const browser = world.browser()
  assert.equal(await outcome(await enter('anna', users.anna, browser)), 'offline')
  up()
  await enter('anna', users.anna)
  assert.deepEqual(((await browser.json('/api/me')) as { signedIn: boolean }).signedIn, false)
})

test('nobody is told whether something is kept of an address', async () => {
  down()
  const answers = new Set<string>()
  for (const [address, password] of [
    ['anna', 'wrong'],
    ['ben', users.ben],
    ['nobody', 'wrong'],
  ] as const)
    answers.add(await outcome(await enter(address, password)))
  assert.deepEqual([...answers], [unreachable])
  // The sixth try within a quarter of an hour, of whomever.
  for (const address of ['anna', 'nobody']) {
    const all: string[] = []
    for (let n = 0; n < 6; n++)
      all.push((await outcome(await enter(address, `wrong ${n}`))).split('"')[3] ?? '')
    assert.deepEqual([...new Set(all)], ['server-unreachable', 'too-many-tries'], address)
    assert.match(await outcome(await enter(address, users.anna)), /^429 /, address)
  }
  clock.now += 16 * 60_000
  assert.equal(await outcome(await enter('anna', users.anna)), 'offline')
  up()
})

test('a no for the very password that fits forgets it; a no for another one does not', async () => {
  assert.equal(await outcome(await enter('cara', users.cara)), 'password')
  assert.match(await outcome(await enter('cara', 'mistyped')), /^401 /)
  down()
  const thief = world.browser()
  assert.equal(await outcome(await enter('cara', users.cara, thief)), 'offline')
  up()
  await newPasswords({ ...users, cara: 'another' })
  assert.match(await outcome(await enter('cara', users.cara)), /^401 /)
  assert.equal(((await thief.json('/api/me')) as { signedIn: boolean }).signedIn, false)
  down()
  assert.equal(await outcome(await enter('cara', users.cara)), unreachable)
  assert.equal(await outcome(await enter('cara', 'another')), unreachable)
  up()
  assert.equal(await outcome(await enter('cara', 'another')), 'password')
  down()
  assert.equal(await outcome(await enter('cara', 'another')), 'offline')
  up()
})

test('a mailbox the nights were refused at is not opened by what is kept', async () => {
  const account = await world.work.ledger.accountByAddress('cara@yester.example')
  down()
  for (const state of ['needs-sign-in', 'gone', 'active'] as const) {
    await world.work.ledger.setState(account?.id ?? '', state)
    const expected = state === 'active' ? 'offline' : unreachable
    assert.equal(await outcome(await enter('cara', 'another')), expected, state)
  }
  up()
})

test('nothing is known of a password after the days that were set, nor of a file without its pepper', async () => {
  const desk = readFileSync(world.work.layout.desk)
  for (const password of [...Object.values(users), 'another']) assert.ok(!desk.includes(password))
  assert.equal(Buffer.from(readFileSync(world.work.layout.pepper, 'utf8'), 'base64').length, 32)
  await enter('anna', users.anna)
  down()
  clock.now += 7 * day - 60_000
  assert.equal(await outcome(await enter('anna', users.anna)), 'offline')
  clock.now += 60_000
  assert.equal(await outcome(await enter('anna', users.anna)), unreachable)
  up()
})

test('what was kept goes with the setting, and with the mailbox', async () => {
  await enter('anna', users.anna)
  await enter('cara', 'another')
  const desk = openDesk(world.work.layout.desk)
  const kept = async () =>
    Promise.all(
      ['anna', 'cara'].map(async login => (await desk.verifier(`${login}@yester.example`)) !== null),
    )
  const restarted = async (config: Config) => {
    const dist = join(world.work.folder, 'dist')
    const web = await serve({ config, dist, now: () => clock.now, log: openLog({ level: 'silent' }) })
    await web.close()
    return kept()
  }
  const { config, ledger } = world.work
  assert.deepEqual(await kept(), [true, true])
  const cara = await ledger.accountByAddress('cara@yester.example')
  await ledger.setState(cara?.id ?? '', 'gone')
  assert.deepEqual(await restarted(config), [true, false])
  const [[domain, server] = ['', null]] = config.servers
  assert.ok(server)
  const { offlineSignIn: _, ...without } = server
  assert.deepEqual(await restarted({ ...config, servers: new Map([[domain, without]]) }), [false, false])
  await desk.close()
})

async function newPasswords(all: Record<string, string>): Promise<void> {
  await writeFile(join(world.dovecot.folder, 'users'), passwordFile(Object.entries(all)))
  await world.dovecot.restart()
}
