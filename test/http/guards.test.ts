import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { request as plainRequest } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Hono } from 'hono'
import { CORE } from '../../src/domain/jmap-capabilities.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { clientIps } from '../../src/http/client-ip.ts'
import { knowsClient } from '../../src/http/guards.ts'
import type { Web } from '../../src/http/web.ts'
import { makeCertificate } from '../world/certificate.ts'
import { tempFolder } from '../world/temp.ts'
import { startWeb, type WebWorld } from './web-world.ts'

const users = { anna: 'anna-secret' }
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
let world: WebWorld
before(async () => {
  world = await startWeb({ users, clock })
  await world.work.enrol('anna', 'anna-secret')
})
after(async () => world?.stop())

const minutes = (n: number) => n * 60_000
const signedIn = async (browser: { json(path: string): Promise<unknown> }) =>
  ((await browser.json('/api/me')) as { signedIn: boolean }).signedIn

test('the cookie is out of reach of scripts and other sites, and on this machine needs no https', async () => {
  const answer = await world.browser().signIn('anna@yester.example', 'anna-secret')
  assert.equal(answer.headers.get('clear-site-data'), '"cache"')
  const [cookie = ''] = answer.headers.getSetCookie()
  assert.match(cookie, /^yestermail=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  assert.equal(answer.headers.get('strict-transport-security'), null)
})

test('a session ends after half an hour of silence, and after twelve hours in any case', async () => {
  const browser = await world.signedIn('anna')
  clock.now += minutes(29)
  assert.equal(await signedIn(browser), true)
  clock.now += minutes(29)
  assert.equal(await signedIn(browser), true)
  clock.now += minutes(30)
  assert.equal(await signedIn(browser), false)
  const busy = await world.signedIn('anna')
  for (let i = 0; i < 47; i++) {
    clock.now += minutes(15)
    assert.equal(await signedIn(busy), true, `after ${i + 1} quarters of an hour`)
  }
  clock.now += minutes(15)
  assert.equal(await signedIn(busy), false)
})

test('signing out ends the session on the server, empties the cache, and signing in again ends the old one', async () => {
  const browser = await world.signedIn('anna')
  const token = browser.jar.get('yestermail') ?? ''
  const answer = await browser.ask('/api/sign-out', { method: 'POST' })
  assert.equal(answer.status, 204)
  assert.equal(answer.headers.get('clear-site-data'), '"cache"')
  assert.equal(browser.jar.size, 0)
  browser.jar.set('yestermail', token)
  assert.equal(await signedIn(browser), false)
  const again = await world.signedIn('anna')
  const old = again.jar.get('yestermail') ?? ''
  await again.signIn('anna@yester.example', 'anna-secret')
  assert.notEqual(again.jar.get('yestermail'), old)
  const thief = world.browser()
  thief.jar.set('yestermail', old)
  assert.equal(await signedIn(thief), false)
})

test('a planted session id is never taken over', async () => {
  const browser = world.browser()
  browser.jar.set('yestermail', 'P'.repeat(43))
  await browser.signIn('anna@yester.example', 'anna-secret')
  assert.notEqual(browser.jar.get('yestermail'), 'P'.repeat(43))
})

test('a copy of the databases opens no session', async () => {
  const browser = await world.signedIn('anna')
  const token = browser.jar.get('yestermail') ?? ''
  const all = await readdir(world.work.config.data, { recursive: true })
  const names = all.filter(name => name.includes('sqlite'))
  assert.ok(names.includes('desk/desk.sqlite'))
  for (const name of names) {
    const bytes = await readFile(join(world.work.config.data, name))
    assert.ok(!bytes.includes(token), name)
    assert.ok(!bytes.includes(Buffer.from(token, 'base64url')), name)
  }
  assert.ok(!world.lines.join('').includes(token))
})

test('the token works as Bearer for clients that are no browsers', async () => {
  const browser = await world.signedIn('anna')
  const other = world.browser()
  const headers = { authorization: `Bearer ${browser.jar.get('yestermail')}` }
  assert.equal((await other.ask('/.well-known/jmap', { headers })).status, 200)
  assert.equal((await other.ask('/.well-known/jmap', { headers: { authorization: 'Bearer x' } })).status, 401)
  assert.equal(
    (await other.ask('/.well-known/jmap', { headers: { authorization: 'Basic eDp5' } })).status,
    401,
  )
})

test('an account that was removed is signed out at once', async () => {
  await using other = await disposable(startWeb({ users }))
  const id = await other.work.enrol('anna', 'anna-secret')
  const browser = await other.signedIn('anna')
  await other.work.ledger.remove(id)
  assert.equal(await signedIn(browser), false)
  assert.equal((await browser.ask('/.well-known/jmap')).status, 401)
})

test('no other site makes the browser do anything', async () => {
  const browser = await world.signedIn('anna')
  const post = async (headers: Record<string, string>) => {
    const answer = await browser.ask('/api/sign-out', { method: 'POST', headers })
    return answer.status
  }
  for (const site of ['cross-site', 'same-site', 'none', 'x'])
    assert.equal(await post({ 'sec-fetch-site': site }), 403, site)
  for (const origin of [
    'https://evil.example',
    'null',
    world.base.replace('http', 'https'),
    `${world.base}.evil.example`,
  ])
    assert.equal(await post({ 'sec-fetch-site': '', origin }), 403, origin)
  assert.equal(
    (await browser.ask('/jmap/api', { body: {}, headers: { 'sec-fetch-site': 'cross-site' } })).status,
    403,
  )
  assert.equal(
    (await world.browser().ask('/api/sign-in', { body: {}, headers: { 'sec-fetch-site': 'cross-site' } }))
      .status,
    403,
  )
  assert.equal((await browser.ask('/', { headers: { 'service-worker': 'script' } })).status, 403)
  // a link from a mail program opens the page
  assert.equal((await browser.ask('/at/p1', { headers: { 'sec-fetch-site': 'cross-site' } })).status, 200)
  assert.equal(await signedIn(browser), true)
  assert.equal(await post({ 'sec-fetch-site': '', origin: world.base }), 204)
})

test('on this machine it goes by names of this machine alone', async () => {
  const { port } = new URL(world.base)
  const get = (host: string) =>
    new Promise<[number | undefined, string]>((resolve, reject) => {
      const headers = { host, 'sec-fetch-site': 'same-origin' }
      const asked = plainRequest({ port, path: '/api/me', headers }, async answer => {
        resolve([answer.statusCode, (await answer.toArray()).join('')])
      })
      asked.on('error', reject)
      asked.end()
    })
  for (const host of [
    'localhost',
    `localhost:${port}`,
    'LOCALHOST',
    `127.0.0.1:${port}`,
    '[::1]:80',
    '127.8.8.8',
    'mail.localhost',
  ])
    assert.equal((await get(host))[0], 200, host)
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '192.0.2.1',
    '[2001:db8::1]',
    'localhost.',
  ]) {
    const [status, text] = await get(host)
    assert.equal(status, 421, host)
    assert.match(text, /reached as localhost here.*publicUrl/)
  }
})

test('when the mail server is silent, who is not signed in does not learn its name', async () => {
  await using other = await disposable(startWeb({ users }))
  await other.dovecot.stop()
  const answer = await other.browser().signIn('anna@yester.example', 'anna-secret')
  const text = await answer.text()
  assert.equal(answer.status, 503)
  assert.match(text, /"server-unreachable".*mail server does not answer/)
  for (const server of other.work.config.servers.values()) assert.ok(!text.includes(server.host), text)
})

test('GET changes nothing', async () => {
  const browser = await world.signedIn('anna')
  for (const path of ['/api/sign-out', '/api/sign-in', '/jmap/api', '/jmap/upload/p1'])
    assert.equal((await browser.ask(path)).status, 404, path)
  assert.equal(await signedIn(browser), true)
})

test('sign-in takes a small JSON object of known keys alone', async () => {
  const browser = world.browser()
  const code = async (body: string, headers: Record<string, string> = {}) => {
    const answer = await browser.ask('/api/sign-in', { body, headers })
    return [answer.status, ((await answer.json()) as { error: { code: string } }).error.code]
  }
  assert.deepEqual(await code('{'), [400, 'bad-request'])
  assert.deepEqual(await code('{"address": 1, "password": "x"}'), [400, 'bad-request'])
  assert.deepEqual(await code('{"address": "a", "password": "x", "host": "evil.example"}'), [
    400,
    'bad-request',
  ])
  assert.deepEqual(await code('address=a', { 'content-type': 'application/x-www-form-urlencoded' }), [
    415,
    'wrong-type',
  ])
  assert.deepEqual(await code(' '.repeat(20_000)), [413, 'too-large'])
})

test('a body that says no length is taken and held like any other, and none at all is no fault', async () => {
  const browser = await world.signedIn('anna')
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const sent = (path: string, pieces: string[] | null) =>
    fetch(world.base + path, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      ...(pieces ? { body: inPieces(pieces), duplex: 'half' } : {}),
    })
  const echo = JSON.stringify({ using: [CORE], methodCalls: [['Core/echo', { a: 1 }, '0']] })
  const answer = await sent('/jmap/api', [echo.slice(0, 9), echo.slice(9)])
  assert.deepEqual(((await answer.json()) as { methodResponses: unknown }).methodResponses, [
    ['Core/echo', { a: 1 }, '0'],
  ])
  const status = async (path: string, pieces: string[] | null) => (await sent(path, pieces)).status
  assert.equal(await status('/api/sign-in', null), 400)
  assert.equal(await status('/api/sign-in', ['{"address":"x@elsewhere.example",', '"password":1}']), 400)
  assert.equal(await status('/api/sign-in', Array(20).fill(' '.repeat(1000))), 413)
  assert.equal(await status('/api/admin/sign-in', [' '.repeat(70_000)]), 413)
  assert.equal((await browser.ask('/api/admin/sign-in', { body: ' '.repeat(70_000) })).status, 413)
})

function inPieces(pieces: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(stream) {
      for (const one of pieces) stream.enqueue(Buffer.from(one))
      stream.close()
    },
  })
}

test('behind a proxy: secure cookie with the __Host- prefix, HSTS, and the public URL', async () => {
  await using proxied = await disposable(
    startWeb({
      users,
      config: {
        listen: { host: '0.0.0.0', port: 0 },
        publicUrl: 'https://mail.yester.example',
        trustedProxies: ['192.0.2.1'],
      },
    }),
  )
  await proxied.work.enrol('anna', 'anna-secret')
  const browser = proxied.browser()
  const answer = await browser.signIn('anna@yester.example', 'anna-secret')
  const [cookie = ''] = answer.headers.getSetCookie()
  assert.match(cookie, /^__Host-yestermail=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  assert.match(answer.headers.get('strict-transport-security') ?? '', /max-age=31536000/)
  const session = (await browser.json('/.well-known/jmap')) as { apiUrl: string }
  assert.equal(session.apiUrl, 'https://mail.yester.example/jmap/api')
  const own = await browser.ask('/api/sign-out', {
    method: 'POST',
    headers: { 'sec-fetch-site': '', origin: 'https://mail.yester.example' },
  })
  assert.equal(own.status, 204)
})

test('a plain port for a proxy serves the proxy and this machine, and nobody else', async () => {
  const app = new Hono<Web>()
  app.onError((error, c) => c.text(isRefusal(error) ? error.code : String(error), 403))
  app.use(
    knowsClient({
      version: '0',
      https: true,
      publicUrl: 'https://mail.yester.example',
      trustedProxies: ['192.0.2.0/24'],
      metricsFrom: [],
      onlyThroughProxy: true,
    }),
  )
  app.get('/', c => c.text(c.get('ip')))
  const from = async (remoteAddress: string) => {
    const env = { incoming: { socket: { remoteAddress } } }
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    return (await app.request('/', { headers }, env)).text()
  }
  assert.equal(await from('198.51.100.7'), 'only-through-proxy')
  assert.equal(await from('::ffff:198.51.100.7'), 'only-through-proxy')
  assert.equal(await from('192.0.2.1'), '203.0.113.9')
  assert.equal(await from('::ffff:192.0.2.1'), '203.0.113.9')
  assert.equal(await from('127.0.0.1'), '127.0.0.1')
})

test('with tls set it speaks https itself, and not below TLS 1.2', async () => {
  await using temp = await tempFolder('tls')
  const certificate = await makeCertificate(temp.path)
  const tls = {
    cert: await readFile(certificate.certFile, 'utf8'),
    key: await readFile(certificate.keyFile, 'utf8'),
  }
  await using secure = await disposable(startWeb({ users, config: { tls } }))
  const get = (options: object) =>
    new Promise<{ status: number | undefined; hsts: string | undefined }>((resolve, reject) => {
      const asked = request(`${secure.base}/api/me`, { ca: certificate.ca, ...options }, answer => {
        answer.resume()
        resolve({ status: answer.statusCode, hsts: answer.headers['strict-transport-security'] })
      })
      asked.on('error', reject)
      asked.end()
    })
  assert.deepEqual(await get({}), { status: 200, hsts: 'max-age=31536000' })
  await assert.rejects(get({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }))
})

test('the client is whom the trusted proxies say, no one else is believed', () => {
  const ips = clientIps(['10.0.0.0/8', '127.0.0.1', '2001:db8::/32'])
  assert.equal(ips.of('198.51.100.7', '1.2.3.4'), '198.51.100.7')
  assert.equal(ips.of('127.0.0.1', undefined), '127.0.0.1')
  assert.equal(ips.of('127.0.0.1', '203.0.113.9'), '203.0.113.9')
  assert.equal(ips.of('::ffff:10.1.2.3', '1.1.1.1, 203.0.113.9, 10.9.9.9'), '203.0.113.9')
  assert.equal(ips.of('2001:db8::1', '[2001:db9::5]:1234'), '2001:db9::5')
  assert.equal(ips.of('10.0.0.1', '203.0.113.9:5555'), '203.0.113.9')
  assert.equal(ips.of('10.0.0.1', 'unknown, x'), '10.0.0.1')
  assert.equal(ips.of('10.0.0.1', '10.0.0.2, 10.0.0.3'), '10.0.0.2')
  assert.equal(ips.isTrusted('::ffff:10.0.0.1'), true)
  assert.equal(ips.isTrusted('11.0.0.1'), false)
})

async function disposable(starting: Promise<WebWorld>) {
  const web = await starting
  return { ...web, [Symbol.asyncDispose]: () => web.stop() }
}
