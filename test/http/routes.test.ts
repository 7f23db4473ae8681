import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { webApp } from '../../src/http/app.ts'
import { openPage } from '../../src/http/page.ts'
import { openSessions } from '../../src/http/sessions.ts'
import type { WebEdges } from '../../src/http/web.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { adminRouteNames } from './admin-routes.ts'
import { letter } from './letters.ts'
import { type Ask, type Browser, startWeb, type WebWorld } from './web-world.ts'

const users = { anna: 'anna-secret', ben: 'ben-secret' }
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
let world: WebWorld
let mail: { account: string; point: string; blob: string; email: string; ticket: string }
let browsers: Record<Who, Browser>

/**
 * 'stale' was signed in as the owner and is out by now; 'other' is signed in, and asks for what is the owner's; 'offline' is the owner,
 * signed in without the mail server: to read and to download, as the owner.
 */
const everybody = ['nobody', 'stale', 'other', 'offline', 'owner'] as const
type Who = (typeof everybody)[number]
type Statuses = Record<Exclude<Who, 'offline'>, number> & { offline?: number }

before(async () => {
  world = await startWeb({ users, clock })
  for (const login of ['anna', 'ben']) {
    await world.dovecot.deliver(login, 'INBOX', letter(`for ${login}`))
    await world.work.backUp(await world.work.enrol(login, `${login}-secret`), 'first')
  }
  const owner = await world.signedIn('anna')
  const stale = await world.signedIn('anna')
  const token = stale.jar.get('yestermail') ?? ''
  await stale.ask('/api/sign-out', { body: {} })
  stale.jar.set('yestermail', token)
  const offline = await withoutServer()
  browsers = { nobody: world.browser(), stale, other: await world.signedIn('ben'), offline, owner }
  const me = (await owner.json('/api/me')) as { account: string; newest: { id: string } }
  const [found] = await owner.jmap(['Email/query', { accountId: me.newest.id }])
  const [got] = await owner.jmap([
    'Email/get',
    { accountId: me.newest.id, ids: found.ids, properties: ['blobId'] },
  ])
  const taken = await owner.ask('/api/export', { body: wholeDay(me.newest.id) })
  const { url } = (await taken.json()) as { url: string }
  mail = {
    ...{ account: me.account, point: me.newest.id, blob: got.list[0].blobId, email: found.ids[0] },
    ticket: url.split('/')[2] ?? '',
  }
})
after(async () => world?.stop())

/** As after a sign-in that the mail server could not be asked about (flows/offline-sign-in.test.ts has the whole of it). */
async function withoutServer(): Promise<Browser> {
  const desk = openDesk(world.work.layout.desk)
  const account = await world.work.ledger.accountByAddress('anna@yester.example')
  const { token } = await openSessions({
    desk,
    access: async () => null,
    now: () => clock.now,
    random: randomBytes,
  }).begin({
    ...{
      account: account?.id ?? '',
      address: 'anna@yester.example',
      ip: '127.0.0.1',
      agent: 'x',
      how: 'offline',
    },
  })
  await desk.close()
  const browser = world.browser()
  browser.jar.set('yestermail', token)
  return browser
}

const all = (status: number): Statuses => ({ nobody: status, stale: status, other: status, owner: status })
const own = { nobody: 401, stale: 401, other: 404, owner: 200 }
const absent = { nobody: 401, stale: 401, other: 404, owner: 404 }
const signedIn = { nobody: 401, stale: 401, other: 200, owner: 200 }

const wholeDay = (accountId: string) => ({
  ...{ what: [{ accountId }], format: 'eml', container: 'zip', names: 'unix' },
})

/** Requests by the route they belong to: who gets what. A route that is not here fails the test below. */
const table = (): Record<string, [path: string, ask: Ask, wanted: Statuses][]> => {
  const { point, blob, email, account, ticket } = mail
  const post = (body: unknown): Ask => ({ body })
  return {
    'GET /': [['/', {}, all(200)]],
    'GET /sign-in': [['/sign-in', {}, all(200)]],
    'GET /at/:point{p[0-9]+}': [[`/at/${point}`, {}, all(200)]],
    'GET /at/:point{p[0-9]+}/:folder{[A-Za-z0-9_-]+}': [
      [`/at/${point}/f1`, {}, all(200)],
      [`/at/${point}/missing`, {}, all(200)],
      [`/at/${point}/search`, {}, all(200)],
    ],
    'GET /at/:point{p[0-9]+}/:folder{[A-Za-z0-9_-]+}/:email{[A-Za-z0-9_-]+}': [
      [`/at/${point}/f1/${email}`, {}, all(200)],
    ],
    'GET /*': [
      ['/page-ABCD1234.js', {}, all(200)],
      ['/index.html', {}, all(404)],
      ['/../package.json', {}, all(404)],
      ['/%2e%2e/package.json', {}, all(404)],
      ['/nothing', {}, all(404)],
      ['/api/nothing', {}, all(404)],
      ['/jmap/api', {}, all(404)],
    ],
    'GET /health': [['/health', {}, all(503)]],
    'GET /metrics': [['/metrics', {}, all(200)]],
    'GET /api/me': [['/api/me', {}, all(200)]],
    'POST /api/sign-in': [['/api/sign-in', post({}), all(400)]],
    'GET /.well-known/jmap': [['/.well-known/jmap', {}, signedIn]],
    'GET /at/:point/.well-known/jmap': [
      [`/at/${point}/.well-known/jmap`, {}, own],
      ['/at/p999999/.well-known/jmap', {}, absent],
      ['/at/x/.well-known/jmap', {}, absent],
    ],
    'POST /jmap/api': [
      ['/jmap/api', post({ using: [], methodCalls: [] }), signedIn],
      // An answer, which says that there is no such account: see the test of JMAP methods.
      ['/jmap/api', post(emailGet()), signedIn],
    ],
    'POST /jmap/upload/:account': [
      [`/jmap/upload/${point}`, post({}), { nobody: 401, stale: 401, other: 403, owner: 403 }],
    ],
    'GET /jmap/download/:account/:blob/:name': [
      [`/jmap/download/${point}/${blob}/m.eml`, {}, own],
      [`/jmap/download/${point}/${blob}_3/report.txt`, {}, own],
      [`/jmap/download/${point}/${blob}_99/x`, {}, absent],
      [`/jmap/download/c${account}/${blob}/m.eml`, {}, absent],
      [`/jmap/download/p999999/${blob}/m.eml`, {}, absent],
      [`/jmap/download/${point}/${'0'.repeat(64)}/m.eml`, {}, absent],
      [`/jmap/download/${point}/..%2f..%2fledger.sqlite/x`, {}, absent],
      [`/jmap/download/${point}/%zz/x`, {}, absent],
    ],
    'POST /api/export': [
      ['/api/export', post(wholeDay(point)), own],
      ['/api/export', post({}), { nobody: 401, stale: 401, other: 400, owner: 400 }],
    ],
    'GET /api/export/:ticket': [
      [`/api/export/${ticket}`, {}, own],
      [`/api/export/${'0'.repeat(32)}`, {}, absent],
    ],
    'GET /export/:ticket/:name': [
      [`/export/${ticket}/day.zip`, {}, own],
      [`/export/${'0'.repeat(32)}/day.zip`, {}, absent],
      ['/export/..%2f..%2fledger/day.zip', {}, absent],
    ],
    'GET /api/access/links': [['/api/access/links', {}, { ...signedIn, offline: 403 }]],
    'POST /api/access/end': [
      ['/api/access/end', post({ id: 'f'.repeat(64) }), { ...absent, offline: 403 }],
      ['/api/access/end', post({ id: '../x' }), { ...absent, other: 400, owner: 400, offline: 403 }],
    ],
    'GET /jmap/events': [['/jmap/events?types=*&closeafter=no&ping=0', {}, signedIn]],
    'GET /render/:point/:email/part/:id': [
      [`/render/${point}/${email}/part/2`, {}, own],
      [`/render/${point}/${email}/part/1`, {}, absent],
      [`/render/${point}/${email}/part/5`, {}, absent],
      [`/render/${point}/e1-1-zz/part/2`, {}, absent],
    ],
    'GET /render/:point/:email/:part': [
      [`/render/${point}/${email}/1`, {}, own],
      [`/render/${point}/${email}/1?print=1&remote=1&theme=dark&charset=koi8-r`, {}, own],
      [`/render/${point}/${email}/2`, {}, absent],
      [`/render/${point}/e1-1-zz/1`, {}, absent],
      [`/render/x/${email}/1`, {}, absent],
    ],
    'GET /render/:point/:email/files/:name': [
      [`/render/${point}/${email}/files/all.zip?parts=2,3`, {}, own],
      [`/render/${point}/${email}/files/all.zip?parts=2,99`, {}, absent],
      [`/render/${point}/${email}/files/all.zip`, {}, absent],
      [`/render/${point}/e1-1-zz/files/all.zip?parts=2`, {}, absent],
      [`/render/x/${email}/files/all.zip?parts=2`, {}, absent],
    ],
    // The last, because it ends the session.
    'POST /api/sign-out': [['/api/sign-out', post({}), all(204)]],
  }
}

function emailGet() {
  const args = { accountId: mail.point, ids: [mail.email] }
  return {
    using: ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail'],
    methodCalls: [['Email/get', args, '0']],
  }
}

/** What each kind of method must be given (RFC 8620 5), so that it comes to look at the account. */
function argumentsFor(method: string, accountId: string): object {
  const kinds: Record<string, object> = {
    get: method.startsWith('SearchSnippet')
      ? { emailIds: [mail.email], filter: null }
      : { ids: [mail.email] },
    changes: { sinceState: 'x' },
    query: {},
    queryChanges: { sinceQueryState: 'x' },
    set: {},
    copy: method.startsWith('Blob')
      ? { fromAccountId: 'p999999', blobIds: [mail.blob] }
      : { fromAccountId: 'p999999', create: {} },
    import: { emails: {} },
    parse: { blobIds: [mail.blob] },
    compare: { from: mail.point, to: mail.point },
  }
  const more = kinds[method.split('/')[1] ?? '']
  if (!more) throw new Error(`what ${method} takes is not in the list`)
  return { accountId, ...more }
}

describe('routes', () => {
  test('none is without its rows in the table, and no row is of a route that is gone', () => {
    const settings = { version: 'x', https: false, publicUrl: null, trustedProxies: [], metricsFrom: [] }
    // Nothing is asked of the edges while the routes are laid out.
    const app = webApp({} as WebEdges, openPage(join(world.work.folder, 'dist')), {
      ...settings,
      onlyThroughProxy: false,
    })
    const routes = app.routes.flatMap(({ method, path }) => (method === 'ALL' ? [] : [`${method} ${path}`]))
    // Those of the admins' panel have their rows in admin-routes.ts.
    assert.deepEqual([...new Set(routes)].sort(), [...Object.keys(table()), ...adminRouteNames].sort())
  })

  test('give each kind of visitor what is theirs, and nothing else', async () => {
    for (const [route, rows] of Object.entries(table()))
      for (const [path, ask, wanted] of rows)
        for (const who of everybody) {
          const answer = await browsers[who].ask(path, ask)
          const body = route.endsWith('/events') ? await answer.body?.cancel() : await answer.text()
          const what = `${path} for ${who}: ${String(body).slice(0, 200)}`
          const isOwner = who === 'owner' || who === 'offline'
          assert.equal(answer.status, wanted[who] ?? wanted.owner, what)
          assertGuarded(answer, what)
          if (!isOwner) assert.doesNotMatch(String(body), /Hello|for anna|friends\.example/, what)
          if (route.startsWith('GET ') && answer.status === 200 && wanted.nobody === 401)
            assert.match(answer.headers.get('cache-control') ?? '', /\bno-store\b|^private, no-cache$/, what)
        }
    // All signed out in the last row; nothing is left of their sessions.
    assert.equal((await browsers.owner.ask('/.well-known/jmap')).status, 401)
    const [owner, other] = [await world.signedIn('anna'), await world.signedIn('ben')]
    browsers = { ...browsers, owner, other, offline: await withoutServer() }
  })

  test('of JMAP know no account but one of who asks, by every method there is', async () => {
    const source = readFileSync(join(import.meta.dirname, '../../src/jmap/methods.ts'), 'utf8')
    const methods = Array.from(source.matchAll(/'([A-Z]\w+\/\w+)':/g), match => match[1] ?? '')
    assert.ok(methods.length > 25)
    const unlike: unknown[] = []
    for (const method of methods.filter(name => !/^(Core|PushSubscription)\//.test(name)))
      for (const foreign of [mail.point, `c${mail.account}`]) {
        const [answer] = await browsers.other.jmap([method, argumentsFor(method, foreign)])
        if (!/^(fromA|a)ccountNotFound$/.test(answer?.type))
          unlike.push(`${method} ${foreign}: ${JSON.stringify(answer)}`)
      }
    assert.deepEqual(unlike, [])
  })

  test('of JMAP change nothing and ask for nothing in the name of who signed in without the mail server', async () => {
    const source = readFileSync(join(import.meta.dirname, '../../src/jmap/methods.ts'), 'utf8')
    const methods = Array.from(source.matchAll(/'([A-Z]\w+\/\w+)':/g), match => match[1] ?? '')
    const control = `c${mail.account}`
    const unlike: unknown[] = []
    for (const method of methods) {
      const args = /^(Core|PushSubscription)\//.test(method) ? {} : argumentsFor(method, control)
      const [answer] = await browsers.offline.jmap([method, args])
      const isRefused = answer?.type === 'accountReadOnly'
      if (isRefused !== method.endsWith('/set')) unlike.push(`${method}: ${JSON.stringify(answer)}`)
    }
    assert.deepEqual(unlike, [])
    const wishes = ['RestoreRequest', 'BackupRun', 'Presence', 'Preferences'].map(
      type => [`${type}/set`, { accountId: control, create: { a: {} } }] as [string, object],
    )
    const refused = await browsers.offline.jmap(...wishes)
    for (const { type, description } of refused) {
      assert.equal(type, 'accountReadOnly')
      assert.match(description, /^You signed in without the mail server.* Sign in again/)
    }
    const me = (await browsers.offline.json('/api/me')) as { how: string }
    assert.equal(me.how, 'offline')
  })

  test('that read know what a browser kept only for who may see it', async () => {
    const paths = Object.values(table()).flatMap(rows =>
      rows.flatMap(([path, ask, wanted]) => (wanted === own && ask.body === undefined ? [path] : [])),
    )
    assert.ok(paths.length > 4)
    for (const path of paths) {
      const first = await browsers.owner.ask(path)
      await first.arrayBuffer()
      const etag = first.headers.get('etag')
      for (const kept of [...(etag ? [etag, `W/${etag}`] : []), '*', '"x"'])
        for (const who of ['nobody', 'stale', 'other'] as const) {
          const answer = await browsers[who].ask(path, { headers: { 'if-none-match': kept } })
          assert.equal(answer.status, own[who], `${path} for ${who}, ${kept}`)
          assert.doesNotMatch(await answer.text(), /Hello|for anna|friends\.example/)
        }
    }
  })

  test('that change something take no request from another site', async () => {
    for (const [route, rows] of Object.entries(table())) {
      if (route.startsWith('GET ')) continue
      for (const [path, ask] of rows)
        for (const site of ['cross-site', 'same-site', 'none']) {
          const headers = { 'sec-fetch-site': site, origin: 'https://evil.example' }
          const answer = await browsers.owner.ask(path, { ...ask, headers })
          assert.equal(answer.status, 403, `${path} from ${site}`)
          await answer.text()
        }
    }
    assert.equal((await browsers.owner.ask('/.well-known/jmap')).status, 200, 'nobody was signed out')
  })

  test('are closed to a session that nobody used for half an hour', async () => {
    const idle = await world.signedIn('anna')
    clock.now += 31 * 60_000
    for (const rows of Object.values(table()))
      for (const [path, ask, wanted] of rows) {
        const answer = await idle.ask(path, ask)
        assert.equal(answer.status, wanted.stale, path)
        assert.doesNotMatch(await answer.text(), /Hello|for anna|friends\.example/, path)
      }
  })
})

function assertGuarded(answer: Response, what: string): void {
  const header = (name: string) => answer.headers.get(name) ?? ''
  assert.equal(header('x-content-type-options'), 'nosniff', what)
  assert.equal(header('referrer-policy'), 'no-referrer', what)
  assert.equal(header('cross-origin-resource-policy'), 'same-origin', what)
  assert.match(header('content-security-policy'), /default-src 'none'/, what)
  assert.doesNotMatch(header('content-security-policy'), /allow-scripts|script-src[^;]*(unsafe|http)/, what)
  if (/^\/(jmap\/download|export)\//.test(new URL(answer.url).pathname) && answer.ok) {
    assert.match(header('content-disposition'), /^attachment;/, what)
    assert.match(header('content-security-policy'), /^sandbox;/, what)
  }
  if (answer.status === 401) assert.equal(header('www-authenticate'), 'Bearer realm="Yestermail"', what)
  if (answer.status >= 400) assert.match(header('content-type'), /json$/, what)
}
