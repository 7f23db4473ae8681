import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { open, passwordPurpose, refreshTokenPurpose, seal } from '../../src/formats/sealed-box.ts'
import { startWeb } from '../http/web-world.ts'
import { startEchoingImap } from '../world/echoing-imap.ts'
import { startTokenServer, type TokenServer } from '../world/token-server.ts'
import { startWork } from '../world/yestermail.ts'

let tokens: TokenServer
before(async () => {
  tokens = await startTokenServer()
})
after(() => tokens?.[Symbol.asyncDispose]())

const address = 'anna@yester.example'

test('a password that changed: the state is told, and a sign-in with the new one begins a run at once', async () => {
  const clock = { now: Date.now() }
  const world = await startWeb({ users: { anna: 'new-secret' }, clock })
  const stop = new AbortController()
  try {
    const id = await world.work.enrol('anna', 'new-secret')
    await world.work.backUp(id, 'first')
    await world.work.enrol('anna', 'old-secret')
    clock.now += 86_400_000
    for (const _ of [1, 2, 3]) {
      await assert.rejects(world.work.backUp(id, 'nightly'), { code: 'login-refused' })
      clock.now += 3_600_000
    }
    assert.equal((await world.work.ledger.account(id))?.state, 'needs-sign-in')
    const browser = await world.signedIn('anna')
    const told = (await browser.json('/api/me')) as { state: string; run: { problem: { code: string } } }
    assert.deepEqual([told.state, told.run.problem.code], ['needs-sign-in', 'login-refused'])
    const working = world.work.work(stop.signal)
    for (let i = 0; i < 1200; i++) {
      const me = (await browser.json('/api/me')) as { state: string; run: { state: string } }
      if (me.state === 'active' && me.run.state === 'done') break
      assert.ok(i < 1199, JSON.stringify(me))
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    assert.equal((await world.work.ledger.points(id)).length, 2)
    stop.abort()
    await working
  } finally {
    stop.abort()
    await world.stop()
  }
})

test('where a domain signs in with OAuth 2: an app password opens the page and is not kept, a wrong one is told why', async () => {
  const { tokenUrl, ca } = tokens
  const oauth = {
    kind: 'refresh-token',
    tokenUrl,
    ca,
    scope: null,
    clientId: 'us',
    clientSecret: null,
  } as const
  const world = await startWeb({
    users: { anna: 'app-password', ben: 'other-secret' },
    server: { oauth, enrol: 'list' },
    config: { accounts: [address] },
  })
  try {
    const wrong = await world.browser().signIn(address, 'the usual password')
    assert.equal(wrong.status, 401)
    assert.equal(wrong.headers.get('www-authenticate'), null)
    const { error } = (await wrong.json()) as { error: { code: string; message: string } }
    assert.equal(error.code, 'app-password-needed')
    assert.match(error.message, /use an app password/)
    const unknown = (await (await world.browser().signIn('nobody@yester.example', 'x')).json()) as {
      error: object
    }
    assert.deepEqual(unknown.error, error, 'one text for all addresses of the domain')

    const early = await world.browser().signIn(address, 'app-password')
    assert.equal(early.status, 403, 'without a refresh token there is nothing to enrol')
    const key = await readFile(world.work.layout.publicKey, 'utf8')
    const box = seal(key, 'r1', refreshTokenPurpose(address))
    const id = await world.work.ledger.enrol({
      ...{ id: world.work.newId(), address, domain: 'yester.example', zone: 'UTC', createdAt: 1 },
      credential: box,
    })
    const browser = await world.signedIn('anna')
    assert.equal(((await browser.json('/api/me')) as { account: string }).account, id)
    assert.deepEqual(await world.work.asksAfter(0), [], 'no password was written down')
    await world.work.ledger.setState(id, 'needs-sign-in')
    const me = (await browser.json('/api/me')) as { state: string }
    assert.equal(me.state, 'active', 'no sign-in of the owner would mend a token')
    assert.equal(await world.work.ledger.credential(id), box)
    assert.doesNotMatch(world.lines.join(), /app-password"|the usual password/)
  } finally {
    await world.stop()
  }
})

test('a kept box of another use is a sign-in that is needed, and stays as it was', async () => {
  const work = await startWork({ port: 1 }, { now: 1e12 })
  const key = await readFile(work.layout.publicKey, 'utf8')
  const credential = seal(key, 'token', refreshTokenPurpose(address))
  const id = await work.ledger.enrol({
    ...{ id: work.newId(), address, domain: 'yester.example', zone: 'UTC', createdAt: 1, credential },
  })
  await assert.rejects(work.backUp(id, 'first'), /What is kept sealed for this account does not open/)
  assert.equal(await work.ledger.credential(id), credential)
  await work.stop()
})

test('a server that repeats the password never gets it into a run, a receipt or an error', async () => {
  await using echo = await startEchoingImap()
  const secret = 'Kanarie-4711/ü+"x'
  const work = await startWork({ port: echo.port }, { now: 1e12 })
  const id = await work.enrol('anna', secret)
  const errors: Error[] = []
  for (const _ of [1, 2, 3, 4])
    await work.backUp(id, 'first').catch((error: Error) => {
      errors.push(error)
    })
  assert.equal(errors.length, 4)
  assert.deepEqual([...new Set(echo.told)], [secret])
  const left = JSON.stringify([await work.ledger.runs(id, 10), errors.map(error => [all(error)])])
  for (const form of ['Kanarie', Buffer.from(secret).toString('base64').slice(0, 12), 'Kanarie-4711%2F'])
    assert.ok(!left.includes(form), left)
  assert.match(left, /\[hidden\]/)
  const box = (await work.ledger.credential(id)) ?? ''
  assert.equal(open(await readFile(work.layout.privateKey, 'utf8'), box, passwordPurpose(address)), secret)
  await work.stop()
})

function all(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const names = Object.getOwnPropertyNames(error)
  return Object.fromEntries(names.map(name => [name, all(Reflect.get(error, name))]))
}
