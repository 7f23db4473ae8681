import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Config } from '../../src/config/config.ts'
import type { MailServer } from '../../src/domain/mail-server.ts'
import { openLog } from '../../src/log.ts'
import { serve } from '../../src/main/serve.ts'
import { wrongPasswordPace } from '../../src/open/login.ts'
import { openBrowser, startWeb, type WebWorld } from '../http/web-world.ts'

const canary = 'canary-Pässword-4711'
const users = { anna: canary, ben: 'ben-secret', carl: 'carl-secret', dora: 'dora-secret' }
let world: WebWorld
const stop = new AbortController()
let working: Promise<unknown>

before(async () => {
  world = await startWeb({ users, dovecot: { trustLoopback: true } })
  working = world.work.work(stop.signal)
})
after(async () => {
  stop.abort()
  await working
  await world?.stop()
})

const errorOf = async (answer: Response) => ({
  status: answer.status,
  ...((await answer.json()) as { error: { code: string; message: string } }).error,
})

test('a first sign-in asks for consent, keeps the password sealed, enrols and takes the first point', async () => {
  const browser = world.browser()
  const first = await browser.signIn(' Anna@Yester.Example', canary)
  assert.deepEqual(await first.json(), {
    state: 'consent',
    address: 'anna@yester.example',
    host: '127.0.0.1',
  })
  assert.equal(browser.jar.size, 0)
  assert.deepEqual(await world.work.ledger.accounts(), [])
  const second = await browser.signIn('anna@yester.example', canary, { consent: true })
  const { state, me } = (await second.json()) as { state: string; me: { address: string; account: string } }
  assert.equal(state, 'signed-in')
  assert.equal(me.address, 'anna@yester.example')
  const account = await world.work.ledger.accountByAddress('anna@yester.example')
  assert.equal(account?.id, me.account)
  assert.equal(account?.hasCredential, true)
  await until(async () => (await world.work.ledger.points(me.account)).length === 1, 'the first point')
  const now = (await browser.json('/api/me')) as { newest: { number: number }; run: { state: string } }
  assert.equal(now.run.state, 'done')
  assert.ok(now.newest.number > 0)
})

test('wrong password, unknown address, unknown domain and hostile text get one and the same answer', async () => {
  const answers = []
  for (const [address, password] of [
    ['anna@yester.example', 'wrong'],
    ['nobody@yester.example', 'wrong'],
    ['anna@other.example', canary],
    ['ben*anna@yester.example', 'ben-secret'],
    ['anna@yester.example', `${canary}\r\nA1 LOGOUT`],
  ] as const) {
    const { status, code, message } = await errorOf(await world.browser().signIn(address, password))
    answers.push(JSON.stringify({ status, code, message }))
  }
  assert.deepEqual(
    [...new Set(answers)],
    ['{"status":401,"code":"sign-in-refused","message":"The address or the password is not right."}'],
  )
})

test('the mail server sees the address of the person, not ours', async () => {
  const log = await world.dovecot.logs()
  assert.match(log, /user=<anna>.*rip=127\.0\.0\.1/)
  await using proxied = await beside({
    publicUrl: 'https://mail.yester.example',
    trustedProxies: ['127.0.0.1'],
  })
  await proxied.browser().ask('/api/sign-in', {
    body: { address: 'anna@yester.example', password: 'wrong' },
    headers: { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' },
  })
  await until(async () => /rip=203\.0\.113\.9/.test(await world.dovecot.logs()), 'the address in its log')
  assert.doesNotMatch(await world.dovecot.logs(), /198\.51\.100\.1/)
})

test('a later sign-in with a new password replaces the kept one', async () => {
  const id = (await world.work.ledger.accountByAddress('anna@yester.example'))?.id ?? ''
  const before = await world.work.ledger.credential(id)
  const answer = await world.browser().signIn('anna@yester.example', canary)
  assert.equal(((await answer.json()) as { state: string }).state, 'signed-in')
  await until(async () => (await world.work.ledger.credential(id)) !== before, 'the new sealed password')
})

test('the password is in no log, no database and no other file', async () => {
  await world.browser().signIn(canary, 'typed into the wrong field')
  await world.browser().signIn('anna@yester.example', canary)
  await world
    .browser()
    .ask('/api/sign-in', { body: `{"address": "a@yester.example", "password": "${canary}"` })
  await world.browser().ask(`/api/sign-in?password=${encodeURIComponent(canary)}`, { body: {} })
  const log = world.lines.join('')
  assert.ok(log.includes('signed in'))
  for (const needle of [canary, encodeURIComponent(canary), Buffer.from(canary).toString('base64')]) {
    assert.ok(!log.includes(needle))
    for (const [name, bytes] of await allBytes(world.work.config.data))
      assert.ok(!bytes.includes(needle), `${name} holds the password`)
  }
})

test('sealed passwords leave the desk when the worker has them', async () => {
  const desk = async () =>
    (await allBytes(world.work.config.data)).filter(([name]) => /desk\.sqlite/.test(name))
  await until(async () => (await desk()).every(([, bytes]) => !bytes.includes('yb1.')), 'an empty desk')
})

test('an address that is not on the list is refused plainly, but only to who knows its password', async () => {
  await using listed = await disposable(startWeb({ users, server: { enrol: 'list' } }))
  await listed.work.enrol('ben', 'ben-secret')
  const right = await errorOf(await listed.browser().signIn('carl@yester.example', 'carl-secret'))
  assert.equal(right.status, 403)
  assert.equal(right.code, 'not-enrolled')
  const wrong = await errorOf(await listed.browser().signIn('carl@yester.example', 'x'))
  assert.equal(wrong.code, 'sign-in-refused')
  assert.equal((await listed.browser().signIn('ben@yester.example', 'ben-secret')).status, 200)
})

test('with a master user nobody is asked for consent and no password is kept', async () => {
  const clock = { now: Date.now() }
  await using delegated = await disposable(
    startWeb({
      users,
      clock,
      dovecot: { masters: [{ user: 'snap', password: 'snap-secret', rights: 'lr' }] },
      server: { master: { user: 'snap', password: 'snap-secret', form: 'separator', separator: '*' } },
    }),
  )
  const end = new AbortController()
  const work = delegated.work.work(end.signal)
  const answer = await delegated.browser().signIn('dora@yester.example', 'dora-secret')
  assert.equal(((await answer.json()) as { state: string }).state, 'signed-in')
  const account = await delegated.work.ledger.accountByAddress('dora@yester.example')
  assert.equal(account?.hasCredential, false)
  // the master's own way in is no address
  const master = await errorOf(await delegated.browser().signIn('dora*snap@yester.example', 'snap-secret'))
  assert.equal(master.code, 'sign-in-refused')
  end.abort()
  await work
})

test('a mail server that does not answer is said so, and counts as no wrong try', async () => {
  await using dead = await beside({ servers: servers({ port: 1 }) })
  for (let i = 0; i < 12; i++) {
    const { status, code, message } = await errorOf(
      await dead.browser().signIn('anna@yester.example', canary),
    )
    assert.equal(status, 503)
    assert.equal(code, 'server-unreachable')
    assert.doesNotMatch(message, /127\.0\.0\.1/, 'the host is nobody’s business before the sign-in')
  }
})

test('a certificate nobody vouches for is a server that does not answer; no password is sent', async () => {
  await using other = await beside({ servers: servers({ ca: '' }) })
  const { code } = await errorOf(await other.browser().signIn('carl@yester.example', users.carl))
  assert.equal(code, 'server-unreachable')
  assert.doesNotMatch(await world.dovecot.logs(), /user=<carl>/)
})

test('without a worker a first sign-in says what to start', async () => {
  const start = Date.now()
  const clock = {
    // ten seconds of patience pass in half a second
    get now() {
      return start + (Date.now() - start) * 20
    },
    set now(_) {},
  }
  await using alone = await disposable(startWeb({ users, clock }))
  const answer = await alone.browser().signIn('ben@yester.example', 'ben-secret', { consent: true })
  const { status, code } = await errorOf(answer)
  assert.equal(status, 503)
  assert.equal(code, 'worker-not-running')
})

test('guessing is slowed down before it reaches the mail server', async () => {
  await using guessed = await disposable(startWeb({ users, clock: { now: Date.now() } }))
  await guessed.work.enrol('ben', 'ben-secret')
  const codes = new Map<string, number>()
  for (let i = 0; i < 60; i++) {
    const { code } = await errorOf(await guessed.browser().signIn('ben@yester.example', `guess${i}`))
    codes.set(code, (codes.get(code) ?? 0) + 1)
  }
  assert.deepEqual(Object.fromEntries(codes), { 'sign-in-refused': 5, 'too-many-tries': 55 })
  const last = await guessed.browser().signIn('ben@yester.example', 'ben-secret')
  assert.equal(last.status, 429)
  assert.equal(last.headers.get('retry-after'), '1')
  assert.equal(((await guessed.dovecot.logs()).match(/user=<ben>/g) ?? []).length, 5)
  guessed.clock.now += 2000
  assert.equal((await guessed.browser().signIn('ben@yester.example', 'ben-secret')).status, 200)
})

test('tries at unserved addresses and with ill-formed passwords lock nobody out', async () => {
  await using guessed = await disposable(startWeb({ users, clock: { now: Date.now() } }))
  await guessed.work.enrol('ben', 'ben-secret')
  // from one network, free tries end after twenty, so these stay below
  const tries = Array.from({ length: 9 }, (_, i) => [
    guessed.browser().signIn('ben@yester.example', 'x\r\ny'),
    guessed.browser().signIn(`a${i}@other.example`, 'x'),
  ])
  for (const answer of await Promise.all(tries.flat())) {
    const { code, message } = await errorOf(answer)
    assert.equal(code, 'sign-in-refused')
    assert.equal(message, 'The address or the password is not right.')
  }
  assert.equal((await guessed.browser().signIn('ben@yester.example', 'ben-secret')).status, 200)
})

test('an address without a server takes as long as a wrong password usually does', async () => {
  const waits: number[] = []
  const pace = wrongPasswordPace({
    random: () => 0.5,
    pause: async ms => {
      waits.push(Math.round(ms))
    },
  })
  await pace.asLongAsAWrongPassword()
  for (let i = 0; i < 30; i++) pace.wrongPasswordTook(600)
  await pace.asLongAsAWrongPassword()
  assert.deepEqual(waits, [2000, 600])
})

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (await condition()) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  assert.fail(`${what} did not come within a minute`)
}

/** Another web server on the same data, told something else. */
async function beside(config: Partial<Config>) {
  const dist = join(world.work.folder, 'dist')
  const web = await serve({
    ...{ config: { ...world.work.config, ...config }, dist, log: openLog({ level: 'silent' }) },
  })
  return {
    browser: () => openBrowser(`http://127.0.0.1:${web.port}`),
    [Symbol.asyncDispose]: () => web.close(),
  }
}

function servers(more: Partial<MailServer>): Config['servers'] {
  return new Map([...world.work.config.servers].map(([domain, one]) => [domain, { ...one, ...more }]))
}

async function disposable(starting: Promise<WebWorld>) {
  const web = await starting
  return { ...web, [Symbol.asyncDispose]: () => web.stop() }
}

async function allBytes(folder: string): Promise<[string, Buffer][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return Promise.all(
    files.map(async name => [name, await readFile(name).catch(() => Buffer.alloc(0))] as [string, Buffer]),
  )
}
