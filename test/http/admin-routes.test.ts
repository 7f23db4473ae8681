import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { RESTORE_PLAN } from './admin-plan.ts'
import { type AdminVisitor, adminTable, adminVisitors } from './admin-routes.ts'
import { signedInAdmin } from './admin-world.ts'
import { letter } from './letters.ts'
import { type Browser, startWeb, type WebWorld } from './web-world.ts'

const users = { anna: 'anna-secret' }
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
const address = 'anna@yester.example'
let world: WebWorld
let browsers: Record<AdminVisitor, Browser>
let table: ReturnType<typeof adminTable>

before(async () => {
  world = await startWeb({ users, clock })
  await world.dovecot.deliver('anna', 'INBOX', letter('a subject nobody else sees'))
  const account = await world.work.enrol('anna', 'anna-secret')
  const point = await world.work.backUp(account, 'first')
  const request = `q${'1'.repeat(24)}`
  const draft = `q${'2'.repeat(24)}`
  const { ledger } = world.work
  for (const id of [request, draft])
    await ledger.addRequest({
      ...{ id, account, points: [point.number], by: { kind: 'owner' }, language: 'en', madeAt: clock.now },
      wish: {
        what: [{ point: point.number, ids: ['e1'] }],
        ...{ target: { kind: 'in-place' }, moved: false, binned: false },
      },
    })
  await ledger.changeRequest({
    ...{ id: request, from: ['planning'] },
    set: { state: 'waiting', filedAt: clock.now, decideUntil: clock.now + 3_600_000, plan: RESTORE_PLAN },
  })
  const [run] = await ledger.runs(account, 1)
  const domains = (domain: string) => ({ role: 'domain' as const, domains: [domain] })
  const revoked = await signedInAdmin(world, 'rita', { role: 'operator', domains: [] })
  const token = revoked.browser.jar.get('yestermail-admin') ?? ''
  await revoked.browser.ask('/api/admin/sign-out', { body: {} })
  revoked.browser.jar.set('yestermail-admin', token)
  browsers = {
    nobody: world.browser(),
    owner: await world.signedIn('anna'),
    revoked: revoked.browser,
    elsewhere: (await signedInAdmin(world, 'ella', domains('other.example'))).browser,
    domain: (await signedInAdmin(world, 'dora', domains('yester.example'))).browser,
    operator: (await signedInAdmin(world, 'olga', { role: 'operator', domains: [] })).browser,
  }
  table = adminTable({ account, address, point: point.number, request, draft, run: run?.id ?? 0 })
})
after(async () => world?.stop())

describe('the routes of the panel', () => {
  test('that change something take no request from another site', async () => {
    for (const [route, rows] of Object.entries(table)) {
      if (route.startsWith('GET ')) continue
      for (const [path, ask] of rows) {
        const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
        const answer = await browsers.operator.ask(path, { ...ask, headers })
        assert.equal(answer.status, 403, path)
        await answer.text()
      }
    }
    assert.deepEqual(await asks(), [])
  })

  test('by GET change nothing', async () => {
    const before = await picture()
    for (const [route, rows] of Object.entries(table))
      if (route.startsWith('GET '))
        for (const [path] of rows) await (await browsers.operator.ask(path)).text()
      else
        for (const [path] of rows) {
          const answer = await browsers.operator.ask(path)
          assert.ok([200, 404].includes(answer.status), path)
          await answer.text()
        }
    assert.deepEqual(await picture(), before)
  })

  test('give each kind of visitor what is theirs, and nobody a subject or anything of another domain', async () => {
    for (const [route, rows] of Object.entries(table))
      for (const [path, ask, wanted] of rows)
        for (const who of adminVisitors) {
          // Who tries many times is slowed down, which is not what is looked at here.
          clock.now += 1000
          const answer = await browsers[who].ask(path, ask)
          const body = await answer.text()
          const what = `${route}: ${path} for ${who}: ${body.slice(0, 200)}`
          const slowed = answer.status === 429 && wanted[who] === 401
          assert.ok(answer.status === wanted[who] || slowed, `${answer.status} ${what}`)
          assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/, what)
          if (path.startsWith('/api/')) assert.equal(answer.headers.get('cache-control'), 'no-store', what)
          assert.doesNotMatch(body, /a subject nobody|Hello/, what)
          // A refusal may repeat what was typed.
          if (answer.ok && who !== 'domain' && who !== 'operator') assert.ok(!body.includes(address), what)
        }
  })

  test('a session of an owner is none of an admin, nor the other way round', async () => {
    const admin = await signedInAdmin(world, 'nora', { role: 'operator', domains: [] })
    const token = admin.browser.jar.get('yestermail-admin') ?? ''
    const stranger = world.browser()
    stranger.jar.set('yestermail', token)
    assert.equal((await stranger.ask('/.well-known/jmap')).status, 401)
    const owner = await world.signedIn('anna')
    owner.jar.set('yestermail-admin', owner.jar.get('yestermail') ?? '')
    assert.equal((await owner.ask('/api/admin/accounts')).status, 401)
    const bearer = { headers: { authorization: `Bearer ${token}` } }
    assert.equal((await world.browser().ask('/api/admin/accounts', bearer)).status, 401)
  })
})

// What admins want done, as `work` would find it; nobody works here.
async function asks(): Promise<unknown[]> {
  const found = await world.work.asksAfter(0)
  return found.filter(({ ask }) => /"(admin|restore-\w+)"/.test(JSON.stringify(ask)) && !isSignIn(ask))
}

function isSignIn(ask: unknown): boolean {
  return typeof ask === 'object' && ask !== null && 'act' in ask && ask.act === 'signed-in'
}

async function picture(): Promise<unknown> {
  const { ledger } = world.work
  return [await asks(), await ledger.accounts(), await ledger.admins(), await ledger.audit(null, null, 100)]
}
