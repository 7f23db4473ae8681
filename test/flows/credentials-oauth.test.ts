import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import type { MailServer, OAuth } from '../../src/domain/mail-server.ts'
import { open, refreshTokenPurpose, seal } from '../../src/formats/sealed-box.ts'
import { connect } from '../../src/imap/connect.ts'
import { tokenLogin } from '../../src/imap/login-for.ts'
import { askToken } from '../../src/oauth/ask-token.ts'
import { openTokens } from '../../src/oauth/tokens.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { startTokenServer, type TokenServer } from '../world/token-server.ts'
import { mailServer, overTls, startWork } from '../world/yestermail.ts'

const address = 'anna@yester.example'
const hour = 3_600_000
let tokens: TokenServer
let dovecot: Dovecot
let old: Dovecot

before(async () => {
  tokens = await startTokenServer()
  const { introspectionUrl } = tokens
  dovecot = await startDovecot({ users: { anna: 'secret1', ben: 'secret2' }, oauth: { introspectionUrl } })
  old = await startDovecot({ users: { anna: 'secret1' }, oauth: { introspectionUrl, mechanisms: 'xoauth2' } })
  await dovecot.deliver('anna', 'INBOX', 'Subject: by token\r\n\r\n')
})
after(async () => {
  await dovecot?.stop()
  await old?.stop()
  await tokens?.[Symbol.asyncDispose]()
})

function oauth(kind: 'client-credentials' | 'refresh-token'): OAuth {
  const { tokenUrl, ca } = tokens
  return { kind, tokenUrl, ca, scope: 'imap', clientId: 'yestermail', clientSecret: 'client-secret' }
}

function ask(timeLimit?: number) {
  return askToken(tokens, { grant_type: 'refresh_token', refresh_token: 'the-refresh-token' }, timeLimit)
}

const kept = { address, refreshToken: 'r1', keep: async () => {} }

test('a mailbox is read with a token, by OAUTHBEARER and where there is none by XOAUTH2', async () => {
  for (const [server, user] of [
    [dovecot, 'OAUTHBEARER'],
    [old, 'XOAUTH2'],
  ] as const) {
    tokens.good.set('right', 'anna')
    const at = mailServer({ ...overTls(server), oauth: oauth('client-credentials') })
    const client = await connect(at, tokenLogin(at, address, 'right'))
    assert.ok(Reflect.get(client, 'authCapabilities').get(`AUTH=${user}`))
    const inbox = await client.status('INBOX', { messages: true })
    assert.equal(inbox ? inbox.messages : -1, server === dovecot ? 1 : 0)
    await client.logout()
    await assert.rejects(
      connect(at, tokenLogin(at, address, 'wrong-token')),
      (error: Error & { code: string }) => {
        assert.equal(error.code, 'login-refused')
        assert.match(error.message, /refused the OAuth 2 token for "anna"/)
        return true
      },
    )
    await assert.rejects(connect(at, tokenLogin(at, 'ben@yester.example', 'right')), {
      code: 'login-refused',
    })
  }
})

test('a server with neither mechanism is named, and no password is tried', async () => {
  await using plain = await startDovecot({ users: { anna: 'secret1' } })
  const at = mailServer(overTls(plain))
  await assert.rejects(
    connect(at, tokenLogin(at, address, 'right')),
    /neither AUTH=OAUTHBEARER nor AUTH=XOAUTH2/,
  )
})

test('what each mechanism puts on the wire is what its specification says', async () => {
  for (const [mechanism, payload] of [
    ['OAUTHBEARER', 'n,a=anna,\x01host=127.0.0.1\x01port=PORT\x01auth=Bearer right\x01\x01'],
    ['XOAUTH2', 'user=anna\x01auth=Bearer right\x01\x01'],
  ] as const) {
    const heard: string[] = []
    const server = createServer(socket => {
      socket.on('error', () => {})
      socket.write(`* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=${mechanism}] hi\r\n`)
      socket.on('data', data => {
        for (const line of String(data).split('\r\n').filter(Boolean)) {
          heard.push(line)
          socket.write(`${line.split(' ')[0]} OK done\r\n`)
        }
      })
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as { port: number }
    const at = mailServer({ port })
    const client = await connect(at, tokenLogin(at, address, 'right'))
    client.close()
    server.close()
    const said = heard.find(line => line.includes('AUTHENTICATE'))?.split(' ') ?? []
    assert.equal(said[2], mechanism)
    assert.equal(Buffer.from(said[3] ?? '', 'base64').toString(), payload.replace('PORT', String(port)))
  }
})

test('a token is kept until shortly before it ends, and runs that ask at once share one request', async () => {
  const clock = { now: 0 }
  const source = openTokens({ now: () => clock.now })
  const wish = { oauth: oauth('client-credentials'), ...kept }
  const before = tokens.asked.length
  const all = await Promise.all(
    ['anna', 'ben', 'carl'].map(one => source.token({ ...wish, address: `${one}@yester.example` })),
  )
  assert.equal(new Set(all.map(one => one.accessToken)).size, 1)
  assert.equal(tokens.asked.length, before + 1)
  const form = tokens.asked.at(-1)
  assert.equal(form?.get('grant_type'), 'client_credentials')
  assert.equal(form?.get('client_secret'), 'client-secret')
  assert.equal(form?.get('scope'), 'imap')
  clock.now = hour - 61_000
  assert.equal((await source.token(wish)).accessToken, all[0]?.accessToken)
  clock.now = hour - 59_000
  assert.notEqual((await source.token(wish)).accessToken, all[0]?.accessToken)
})

test('a token that was withdrawn is replaced once, one that has just come is not', async () => {
  const clock = { now: 0 }
  const source = openTokens({ now: () => clock.now })
  const wish = { oauth: oauth('client-credentials'), ...kept }
  const { accessToken, fresh } = await source.token(wish)
  assert.equal(fresh, true)
  assert.equal(source.forget(accessToken), false)
  assert.equal((await source.token(wish)).accessToken, accessToken)
  clock.now = 5 * 60_000
  assert.equal(source.forget(accessToken), true)
  assert.notEqual((await source.token(wish)).accessToken, accessToken)
})

test('a refresh token that is replaced is kept before the access token is handed out, or it is not', async () => {
  const source = openTokens({ now: () => 0 })
  const steps: string[] = []
  const body = { access_token: 'a', expires_in: 3600, refresh_token: 'r2' }
  const wish = { oauth: oauth('refresh-token'), address, refreshToken: 'r1' }
  tokens.next = [{ status: 200, body }]
  const failing = async () => {
    throw new Error('the disk is full')
  }
  await assert.rejects(source.token({ ...wish, keep: failing }), /the disk is full/)
  tokens.next = [{ status: 200, body }]
  const keep = async (next: string) => {
    steps.push(`kept ${next}`)
  }
  const first = source.token({ ...wish, keep }).then(() => steps.push('handed out'))
  await first
  assert.deepEqual(steps, ['kept r2', 'handed out'])
  assert.deepEqual(await source.token({ ...wish, refreshToken: 'r2', keep }), {
    accessToken: 'a',
    fresh: false,
  })
  tokens.next = [{ status: 200, body: { ...body, access_token: 'b' } }]
  const other = await source.token({ ...wish, refreshToken: 'from another sign-in', keep })
  assert.equal(other.accessToken, 'b', 'another permission has a token of its own')
})

test('a service account signs for each person, and the signature is right', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const now = Date.parse('2026-11-22T00:00:00Z')
  const source = openTokens({ now: () => now })
  const service: OAuth = {
    ...{
      kind: 'service-account',
      tokenUrl: tokens.tokenUrl,
      ca: tokens.ca,
      scope: 'https://mail.google.com/',
    },
    ...{ email: 'backup@project.example', keyId: 'k1', privateKey },
  }
  const both = ['anna@yester.example', 'ben@yester.example']
  for (const one of both) await source.token({ oauth: service, ...kept, address: one })
  const claims = tokens.asked.slice(-2).map(form => {
    assert.equal(form.get('grant_type'), 'urn:ietf:params:oauth:grant-type:jwt-bearer')
    const [head = '', body = '', signature = ''] = (form.get('assertion') ?? '').split('.')
    const signed = Buffer.from(`${head}.${body}`)
    assert.ok(verify('sha256', signed, createPublicKey(publicKey), Buffer.from(signature, 'base64url')))
    assert.deepEqual(JSON.parse(Buffer.from(head, 'base64url').toString()), {
      alg: 'RS256',
      typ: 'JWT',
      kid: 'k1',
    })
    return JSON.parse(Buffer.from(body, 'base64url').toString())
  })
  assert.deepEqual(
    claims,
    both.map(sub => ({
      ...{ iss: 'backup@project.example', sub, aud: tokens.tokenUrl, scope: 'https://mail.google.com/' },
      ...{ iat: now / 1000, exp: now / 1000 + 3600 },
    })),
  )
})

test('a grant that ended is permanent, everything else passes, and no answer is repeated in what is said', async () => {
  const echo = 'the-refresh-token'
  const answers: [TokenServer['next'][number], string, RegExp][] = [
    [
      { status: 400, body: { error: 'invalid_grant', error_description: echo } },
      'login-refused',
      /invalid_grant/,
    ],
    [{ status: 401, body: { error: 'invalid_client' } }, 'server-unreachable', /status 401, invalid_client/],
    [{ status: 400, body: { error: echo } }, 'server-unreachable', /status 400\)/],
    [{ status: 500, body: echo }, 'server-unreachable', /status 500/],
    [{ status: 200, body: `<html>${echo}` }, 'server-unreachable', /holds no access token/],
    [{ status: 302, body: '', headers: { location: tokens.tokenUrl } }, 'server-unreachable', /status 302/],
    [{ status: 200, body: 'x'.repeat(100_000) }, 'server-unreachable', /too long/],
    ['cut', 'server-unreachable', /ECONNRESET|hang up/],
  ]
  for (const [answer, code, words] of answers) {
    tokens.next = [answer]
    const asked = tokens.asked.length
    await assert.rejects(ask(), (error: Error & { code: string; cause?: unknown }) => {
      assert.equal(error.code, code)
      assert.match(error.message, words)
      assert.doesNotMatch(`${error.stack} ${JSON.stringify(error.cause ?? '')}`, /the-refresh-token/)
      return true
    })
    assert.equal(tokens.asked.length, asked + 1, 'asked once, no redirect followed')
  }
  tokens.next = ['silence']
  await assert.rejects(ask(300), /did not answer in time/)
  await assert.rejects(
    askToken({ tokenUrl: tokens.tokenUrl }, {}),
    /gave no access token \(.*CERT|SELF_SIGNED|UNABLE/,
  )
})

test('nights by refresh token: one that is replaced is durable first, one that ended needs a new sign-in', async () => {
  const clock = { now: Date.parse('2026-11-20T01:00:00Z') }
  const work = await startWork({ ...overTls(dovecot), oauth: oauth('refresh-token') }, clock)
  const rotating: TokenServer['usual'] = form => {
    const next = `r${Number(form.get('refresh_token')?.slice(1)) + 1}`
    tokens.good.set(`for-${next}`, 'anna')
    return { status: 200, body: { access_token: `for-${next}`, expires_in: 60, refresh_token: next } }
  }
  const usual = tokens.usual
  tokens.usual = rotating
  try {
    const purpose = refreshTokenPurpose(address)
    const publicKey = await readFile(work.layout.publicKey, 'utf8')
    const id = await work.ledger.enrol({
      ...{ id: work.newId(), address, domain: 'yester.example', zone: 'Europe/Rome', createdAt: clock.now },
      credential: seal(publicKey, 'r1', purpose),
    })
    const newest = async () =>
      open(await readFile(work.layout.privateKey, 'utf8'), (await work.ledger.credential(id)) ?? '', purpose)
    assert.equal((await work.backUp(id, 'first')).messages, 1)
    assert.equal(await newest(), 'r2')
    clock.now += 24 * hour
    assert.equal((await work.backUp(id, 'nightly')).status, 'complete')
    assert.equal(await newest(), 'r3')
    clock.now += 24 * hour
    tokens.next = [{ status: 503, body: '' }]
    await assert.rejects(work.backUp(id, 'nightly'), { code: 'server-unreachable' })
    assert.equal((await work.ledger.account(id))?.state, 'active')
    for (const _ of [1, 2, 3]) {
      tokens.next = [{ status: 400, body: { error: 'invalid_grant' } }]
      await assert.rejects(work.backUp(id, 'nightly'), { code: 'login-refused' })
    }
    assert.equal((await work.ledger.account(id))?.state, 'needs-sign-in')
    assert.equal(await newest(), 'r3', 'nothing was rewritten')
    const at: MailServer = mailServer({ ...overTls(dovecot), oauth: oauth('refresh-token') })
    const box = await work.credentials.tried(at, address, 'r7')
    assert.equal(open(await readFile(work.layout.privateKey, 'utf8'), box, purpose), 'r8')
  } finally {
    tokens.usual = usual
    await work.stop()
  }
})
