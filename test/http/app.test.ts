import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, open, readFile, truncate, unlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { JamClient } from '../jmap/jam.mjs'
import { attached, letter, png } from './letters.ts'
import { type Ask, type Browser, startWeb, type WebWorld } from './web-world.ts'

const users = { anna: 'anna-secret', ben: 'ben-secret' }
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
let world: WebWorld
let anna: Browser
let ben: Browser
let mail: { account: string; point: string; blob: string; email: string; control: string; message: Buffer }

/** Ten seconds are what a client may take; meanwhile the other tests go on. */
let slow: Promise<string>

before(async () => {
  world = await startWeb({ users, clock })
  slow = talk('GET / HTTP/1.1\r\nHost: x\r\n')
  for (const login of ['anna', 'ben']) {
    await world.dovecot.deliver(login, 'INBOX', letter(`for ${login}`))
    await world.work.backUp(await world.work.enrol(login, `${login}-secret`), 'first')
  }
  anna = await world.signedIn('anna')
  ben = await world.signedIn('ben')
  const me = (await anna.json('/api/me')) as { account: string; control: string; newest: { id: string } }
  const [found] = await anna.jmap(['Email/query', { accountId: me.newest.id }])
  const [got] = await anna.jmap([
    'Email/get',
    { accountId: me.newest.id, ids: found.ids, properties: ['blobId'] },
  ])
  const message = Buffer.from(letter('for anna'))
  mail = { ...me, point: me.newest.id, blob: got.list[0].blobId, email: found.ids[0], message }
})
after(async () => world?.stop())

test('a browser that is led to a wrong address gets the page, which says so; a program gets JSON', async () => {
  const visit = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }
  const type = async (path: string, ask: Ask) => {
    const answer = await ben.ask(path, ask)
    assert.equal(answer.status, 404, path)
    return answer.headers.get('content-type')
  }
  for (const path of ['/nonsense', '/at/xx', '/at/p1/f1/e1/x']) {
    assert.equal(await type(path, visit), 'text/html; charset=utf-8', path)
    assert.equal(await type(path, {}), 'application/json', path)
  }
  for (const path of ['/api/nothing', '/jmap/api', '/at/x/.well-known/jmap'])
    assert.match((await type(path, visit)) ?? '', /json/, path)
})

test("another person's mail is not found through one's own account either", async () => {
  const [points] = await ben.jmap(['RestorePoint/query', { accountId: `c${mail.account}` }])
  assert.equal(points.type, 'accountNotFound')
  const [emails] = await ben.jmap(['Email/get', { accountId: mail.point, ids: [mail.email] }])
  assert.equal(emails.type, 'accountNotFound')
  const own = ((await ben.json('/api/me')) as { newest: { id: string } }).newest.id
  assert.equal((await ben.ask(`/jmap/download/${own}/${mail.blob}/m.eml`)).status, 404)
})

test('a downloaded message is the bytes that were delivered, with their exact length', async () => {
  const answer = await anna.ask(
    `/jmap/download/${mail.point}/${mail.blob}/${encodeURIComponent('für/Anna.eml')}?type=message/rfc822`,
  )
  assert.equal(answer.headers.get('content-length'), String(mail.message.length))
  assert.equal(answer.headers.get('content-type'), 'message/rfc822')
  assert.equal(
    answer.headers.get('content-disposition'),
    `attachment; filename="fur_Anna.eml"; filename*=UTF-8''f%C3%BCr_Anna.eml`,
  )
  assert.match(answer.headers.get('cache-control') ?? '', /^private, no-cache$/)
  assert.match(answer.headers.get('content-security-policy') ?? '', /^sandbox;/)
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), mail.message)
  assert.ok(world.lines.some(line => line.includes(`/jmap/download/${mail.point}/${mail.blob}/…`)))
  assert.ok(!world.lines.join('').includes('Anna.eml'))
  assert.equal(createHash('sha256').update(mail.message).digest('hex'), mail.blob)
})

test('ranges of a message are served, and only for the version that was asked for', async () => {
  const path = `/jmap/download/${mail.point}/${mail.blob}/m.eml`
  const range = async (value: string, more: Record<string, string> = {}) => {
    const answer = await anna.ask(path, { headers: { range: value, ...more } })
    return {
      status: answer.status,
      range: answer.headers.get('content-range'),
      bytes: Buffer.from(await answer.arrayBuffer()),
    }
  }
  const size = mail.message.length
  assert.deepEqual(await range('bytes=10-19'), {
    status: 206,
    range: `bytes 10-19/${size}`,
    bytes: mail.message.subarray(10, 20),
  })
  assert.deepEqual((await range('bytes=-5')).bytes, mail.message.subarray(size - 5))
  assert.deepEqual((await range(`bytes=${size - 3}-`)).bytes, mail.message.subarray(size - 3))
  assert.deepEqual((await range('bytes=0-999999999')).bytes, mail.message)
  assert.equal((await range(`bytes=${size}-`)).status, 416)
  assert.equal((await range('bytes=-0')).status, 416)
  for (const whole of ['bytes=5-2', 'bytes=1-2,4-5', 'lines=1-2', 'bytes=-', 'bytes=a-b'])
    assert.equal((await range(whole)).status, 200, whole)
  assert.equal((await range('bytes=0-1', { 'if-range': '"another"' })).status, 200)
  assert.equal((await range('bytes=0-1', { 'if-range': `"${mail.blob}"` })).status, 206)
  const again = await anna.ask(path, { headers: { 'if-none-match': `"${mail.blob}"` } })
  assert.equal(again.status, 304)
  const head = await anna.ask(path, { method: 'HEAD' })
  assert.equal(head.headers.get('content-length'), String(size))
  assert.equal(await head.text(), '')
})

test('an attachment comes decoded, as an attachment, never as a type that a browser runs', async () => {
  const get = (part: string, type: string) =>
    anna.ask(`/jmap/download/${mail.point}/${mail.blob}_${part}/x?type=${encodeURIComponent(type)}`)
  const text = await get('3', 'text/plain')
  assert.deepEqual(Buffer.from(await text.arrayBuffer()), attached)
  assert.equal(text.headers.get('content-type'), 'text/plain')
  for (const type of [
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'text/javascript',
    'TEXT/HTML; x',
    '',
    'a\nb',
  ]) {
    const answer = await get('4', type)
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream', type)
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment;/)
    assert.equal(await answer.text(), '<script>alert(1)</script>')
  }
})

test('a message that was damaged, cut or lost is refused in a sentence, and its bytes are not given out', async () => {
  const { files } = { files: world.work.files(mail.account) }
  const [receipt] = await files.receipts()
  const inbox = receipt?.folders.find(folder => folder.path === 'INBOX')
  const [copy] = await Array.fromAsync(files.copies({ folder: inbox?.folder ?? '', n: inbox?.state ?? 0 }))
  assert.ok(copy)
  const file = files.file(copy)
  const bytes = await readFile(file)
  const path = `/jmap/download/${mail.point}/${mail.blob}/m.eml`
  const download = async () => {
    const answer = await anna.ask(path)
    return { status: answer.status, body: await answer.arrayBuffer().catch((error: Error) => error.message) }
  }
  await chmod(file, 0o644)
  const changed = Buffer.from(bytes)
  changed[changed.length - 1] = 88
  const handle = await open(file, 'r+')
  await handle.write(changed)
  await handle.close()
  const damaged = await download()
  assert.equal(damaged.status, 410)
  assert.match(
    Buffer.from(damaged.body as ArrayBuffer).toString(),
    /"detail":"This message is damaged .*"code":"damaged"/,
  )
  await truncate(file, 100)
  assert.equal((await download()).status, 410)
  await unlink(file)
  assert.equal((await download()).status, 410)
  assert.ok(world.lines.some(line => line.includes('"fault"') && line.includes('does not have the bytes')))
  await writeFile(file, bytes, { mode: 0o444 })
  assert.equal((await download()).status, 200)
})

test('HTML mail is a document of its own that can run nothing', async () => {
  const path = `/render/${mail.point}/${mail.email}/1`
  const answer = await anna.ask(path)
  assert.equal(
    answer.headers.get('content-security-policy'),
    'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; ' +
      `default-src 'none'; style-src 'unsafe-inline'; img-src ${world.base}${path.slice(0, -1)}part/ data:; ` +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  )
  assert.equal(answer.headers.get('x-remote-pictures'), '1')
  const html = await answer.text()
  assert.match(html, /Hello <b>you<\/b>/)
  assert.doesNotMatch(html, /script|tracker\.example/)
  assert.ok(html.includes(`src="${path.slice(0, -1)}part/2"`), html)
  const remote = await anna.ask(`${path}?remote=1`)
  assert.match(remote.headers.get('content-security-policy') ?? '', /img-src \S+ data: http: https:;/)
  assert.match(await remote.text(), /http:\/\/tracker\.example\/x\.png/)
  for (const [dest, shown] of Object.entries({ iframe: true, frame: true, document: false, empty: false })) {
    const there = await anna.ask(`${path}?remote=1`, { headers: { 'sec-fetch-dest': dest } })
    assert.equal((await there.text()).includes('tracker.example'), shown, dest)
    assert.equal((there.headers.get('content-security-policy') ?? '').includes('https:'), shown, dest)
  }
  const picture = await anna.ask(`${path.slice(0, -1)}part/2`)
  assert.equal(picture.headers.get('content-type'), 'image/png')
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.equal(picture.headers.get('cache-control'), 'private, no-cache')
  assert.deepEqual(Buffer.from(await picture.arrayBuffer()), png)
})

test('what a browser kept of the mail is shown again only while somebody is signed in who may see it', async () => {
  const paths = [
    `/jmap/download/${mail.point}/${mail.blob}/m.eml`,
    `/render/${mail.point}/${mail.email}/part/2`,
  ]
  for (const path of paths) {
    const first = await anna.ask(path)
    await first.arrayBuffer()
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    const again = async (browser: Browser) => (await browser.ask(path, { headers })).status
    assert.deepEqual(
      [await again(anna), await again(ben), await again(world.browser())],
      [304, 404, 401],
      path,
    )
  }
})

test('a download that is given up in the middle is no fault', async () => {
  const big = `Subject: big\r\n\r\n${'0123456789abcdef\r\n'.repeat(1_000_000)}`
  await world.dovecot.deliver('ben', 'INBOX', big)
  await world.work.backUp(((await ben.json('/api/me')) as { account: string }).account, 'nightly')
  const point = ((await ben.json('/api/me')) as { newest: { id: string } }).newest.id
  const sha = createHash('sha256').update(big).digest('hex')
  const faults = () => world.lines.filter(line => /"download broken"|"fault"/.test(line)).length
  const before = faults()
  for (let i = 0; i < 30; i++) {
    const socket = connect(world.web.port, '127.0.0.1')
    const cookie = `yestermail=${ben.jar.get('yestermail')}`
    socket.write(
      `GET /jmap/download/${point}/${sha}/x HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\n\r\n`,
    )
    const [data] = await once(socket, 'data')
    assert.match(String(data), /^HTTP\/1\.1 200/)
    socket.destroy()
  }
  await pause(500)
  assert.equal(faults(), before)
})

test('the page comes compressed, its files for ever, its shell asked for each time', async () => {
  const script = await anna.ask('/page-ABCD1234.js', { headers: { 'accept-encoding': 'gzip, br' } })
  assert.equal(script.headers.get('content-encoding'), 'br')
  assert.equal(script.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  assert.match(await script.text(), /page page/)
  const zipped = await anna.ask('/page-ABCD1234.js', { headers: { 'accept-encoding': 'gzip' } })
  assert.equal(zipped.headers.get('content-encoding'), 'gzip')
  const plain = await anna.ask('/page-ABCD1234.js', { headers: { 'accept-encoding': 'identity' } })
  assert.equal(plain.headers.get('content-encoding'), null)
  const shell = await anna.ask('/')
  assert.equal(shell.headers.get('cache-control'), 'no-cache')
  const policy = shell.headers.get('content-security-policy') ?? ''
  for (const wanted of [
    "script-src 'self';",
    "style-src 'self';",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "frame-ancestors 'none'",
  ])
    assert.ok(policy.includes(wanted), wanted)
  assert.equal(shell.headers.get('cross-origin-opener-policy'), 'same-origin')
  assert.match(shell.headers.get('permissions-policy') ?? '', /camera=\(\)/)
  const again = await anna.ask('/', { headers: { 'if-none-match': shell.headers.get('etag') ?? '' } })
  assert.equal(again.status, 304)
})

test('JMAP takes JSON of bounded size alone, and says so as problem details', async () => {
  const problem = async (ask: Ask) => {
    const answer = await anna.ask('/jmap/api', ask)
    assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    const { type, limit, status } = (await answer.json()) as { type: string; limit?: string; status: number }
    assert.equal(status, answer.status)
    return [answer.status, type.replace('urn:ietf:params:jmap:error:', ''), limit]
  }
  assert.deepEqual(await problem({ body: '{}', headers: { 'content-type': 'text/plain' } }), [
    400,
    'notJSON',
    undefined,
  ])
  assert.deepEqual(await problem({ body: '{' }), [400, 'notJSON', undefined])
  assert.deepEqual(await problem({ body: '[]' }), [400, 'notRequest', undefined])
  assert.deepEqual(await problem({ body: ' '.repeat(1_048_577) }), [400, 'limit', 'maxSizeRequest'])
  assert.deepEqual(await problem({ body: { using: ['urn:x'], methodCalls: [] } }), [
    400,
    'unknownCapability',
    undefined,
  ])
})

test('the session object has absolute URLs of the address the browser used, and its limits are the ones enforced', async () => {
  const session = (await anna.json('/.well-known/jmap')) as {
    apiUrl: string
    accounts: Record<string, { isReadOnly: boolean }>
    capabilities: Record<string, Record<string, number>>
  }
  assert.equal(session.apiUrl, `${world.base}/jmap/api`)
  assert.equal(session.accounts[mail.point]?.isReadOnly, true)
  const core = session.capabilities['urn:ietf:params:jmap:core']
  assert.equal(core?.maxSizeRequest, 1_048_576)
  assert.equal(core?.maxConcurrentRequests, 4)
  const one = (await anna.json(`/at/${mail.point}/.well-known/jmap`)) as {
    accounts: object
    primaryAccounts: object
  }
  assert.deepEqual(Object.keys(one.accounts), [mail.point])
})

test("another site's page gets no leave to ask, and who has no session is told how it is sent", async () => {
  const preflight = await world.browser().ask('/jmap/api', {
    method: 'OPTIONS',
    headers: {
      origin: 'https://other.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    },
  })
  // Tokens are had by signing in to our own page alone, so no other page has one to send.
  assert.equal(preflight.headers.get('access-control-allow-origin'), null)
  const unknown = await world.browser().ask('/.well-known/jmap')
  assert.deepEqual(
    [unknown.status, unknown.headers.get('www-authenticate')],
    [401, 'Bearer realm="Yestermail"'],
  )
})

test('jmap-jam reads mail and downloads it with the session token as Bearer', async () => {
  const jam = new JamClient({
    sessionUrl: `${world.base}/.well-known/jmap`,
    bearerToken: anna.jar.get('yestermail') ?? '',
  })
  const accountId = await jam.getPrimaryAccount()
  assert.equal(accountId, mail.point)
  const [found] = await jam.api.Email.query({ accountId })
  assert.deepEqual(found.ids, [mail.email])
  const file = await jam.downloadBlob({
    accountId,
    blobId: mail.blob,
    mimeType: 'message/rfc822',
    fileName: 'm.eml',
  })
  assert.deepEqual(Buffer.from(await file.arrayBuffer()), mail.message)
})

test('many requests at once are answered in turn', async () => {
  const echo = { using: ['urn:ietf:params:jmap:core'], methodCalls: [['Core/echo', {}, '0']] }
  const some = await Promise.all(Array.from({ length: 20 }, () => anna.ask('/jmap/api', { body: echo })))
  assert.deepEqual([...new Set(some.map(({ status }) => status))], [200])
})

test('health tells whoever comes through a proxy whether the worker lives, and nothing else', async () => {
  await world.work.ledger.heartbeatNow(clock.now)
  const answer = await world.browser().ask('/health', { headers: { via: '1.1 front' } })
  assert.equal(answer.status, 200)
  assert.deepEqual(await answer.json(), { status: 'ok', work: 'alive', data: 'readable' })
  clock.now += 121_000
  assert.equal((await world.browser().ask('/health')).status, 503)
})

test('a client that is slow with its headers, or sends too many, is cut off', async () => {
  assert.match(await talk(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431/)
  assert.match(await slow, /^HTTP\/1\.1 408/)
})

/** All that comes back until the other side ends it. */
function talk(text: string): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const socket = connect(world.web.port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', data => {
      answer += data
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}
