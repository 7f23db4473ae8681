import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type {
  AdminAccounts,
  AdminAudit,
  AdminDomains,
  AdminMe,
  AdminRequest,
  AdminRuns,
  AdminSessions,
  AdminStorage,
} from '../../src/http/admin-wire.ts'
import type { ErrorAnswer, OpenLinks } from '../../src/http/wire.ts'
import { addedAdmin, codeAt, type SignedInAdmin, signedInAdmin } from './admin-world.ts'
import { letter } from './letters.ts'
import { startWeb, type WebWorld } from './web-world.ts'

const domain = 'yester.example'
const users = { anna: 'anna-secret', ben: 'ben-secret' }
const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
let world: WebWorld
let operator: SignedInAdmin
let anna: string
let ben: string
const stopping = new AbortController()
let working: Promise<unknown>

before(async () => {
  world = await startWeb({ users, clock })
  await world.dovecot.deliver('anna', 'INBOX', letter('a subject nobody else sees'))
  anna = await world.work.enrol('anna', 'anna-secret')
  ben = await world.work.enrol('ben', 'ben-secret')
  await world.work.backUp(anna, 'first')
  operator = await signedInAdmin(world, 'olga', { role: 'operator', domains: [] })
  working = world.work.work(stopping.signal)
})
after(async () => {
  stopping.abort()
  await working
  await world?.stop()
})

/** Until it is so; the worker looks at the desk every 300 ms. */
async function until<T>(what: () => Promise<T | null | false | undefined>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await what()
    if (found) return found
    await pause(100)
  }
  throw new Error(`it never came to be: ${what}`)
}

const post = (path: string, body: unknown = {}) => operator.browser.ask(`/api/admin${path}`, { body })
const get = async <T>(path: string): Promise<T> =>
  (await operator.browser.json(`/api/admin${path}`)) as unknown as T
const accountsNow = async () => (await get<AdminAccounts>('/accounts')).accounts
const account = async (address: string) => (await accountsNow()).find(one => one.address === address)
const acts = async () => (await get<AdminAudit>('/audit')).entries.map(one => one.act)
/** A code that was not used yet. */
const nextCode = () => {
  clock.now += 30_000
  return codeAt(operator.secret, clock.now)
}

describe('the door of the admins', () => {
  test('a link is good once: it sets password and second factor, and gives ten codes for who loses the app', async () => {
    const token = await addedAdmin(world, 'dora', { role: 'domain', domains: [domain] })
    const browser = world.browser()
    const body = { token, password: 'correct horse battery' }
    const { secret, uri, domains } = (await browser.json('/api/admin/welcome', { body: { token } })) as {
      secret: string
      uri: string
      domains: string[]
    }
    assert.match(uri, new RegExp(`^otpauth://totp/.*secret=${secret}`))
    assert.deepEqual(domains, [domain])
    const wrong = await browser.ask('/api/admin/welcome/code', { body: { ...body, code: '000000' } })
    assert.equal(wrong.status, 401)
    const code = codeAt(secret, clock.now)
    for (const password of ['short', 'aaaaaaaaaaaaaaaa', 'my name is dora!'])
      assert.equal(
        (await browser.ask('/api/admin/welcome/code', { body: { ...body, password, code } })).status,
        400,
      )
    const again = (await browser.json('/api/admin/welcome', { body: { token } })) as { secret: string }
    assert.equal(again.secret, secret, 'looking at it changes nothing')
    const done = await browser.json('/api/admin/welcome/code', { body: { ...body, code } })
    assert.equal((done as { recovery: string[] }).recovery.length, 10)
    assert.equal(((await browser.json('/api/admin/me')) as unknown as AdminMe).signedIn, true)
    for (const path of ['/welcome', '/welcome/code']) {
      const used = await browser.ask(`/api/admin${path}`, {
        body: path === '/welcome' ? { token } : { ...body, code },
      })
      assert.equal(used.status, 404, path)
    }
  })

  test('a link ends after two days, and a newer one ends it with all that was set by it', async () => {
    const token = await addedAdmin(world, 'lena', { role: 'domain', domains: [domain] })
    const browser = world.browser()
    clock.now += 48 * 3_600_000
    assert.equal((await browser.ask('/api/admin/welcome', { body: { token } })).status, 404)
    clock.now -= 48 * 3_600_000
    const max = await signedInAdmin(world, 'max', { role: 'domain', domains: [domain] })
    await world.work.ledger.linkAdmin('max', 'f'.repeat(64), clock.now + 1000, {
      ...{ at: clock.now, who: { kind: 'operator' }, act: 'admin.link', account: null, about: {} },
    })
    assert.equal((await max.browser.ask('/api/admin/sessions')).status, 401)
    const { name, password, recovery } = max
    const answer = await world
      .browser()
      .ask('/api/admin/sign-in', { body: { name, password, code: recovery[0] } })
    assert.equal(answer.status, 401)
  })

  test('name, password and code are asked for together, and nobody learns which was wrong', async () => {
    const right = { name: 'olga', password: operator.password }
    const texts = new Set<string>()
    for (const body of [
      { ...right, code: '000000' },
      { ...right, password: 'wrong', code: nextCode() },
      { ...right, name: 'nobody', code: nextCode() },
      { ...right, name: '', code: '' },
    ]) {
      const answer = await world.browser().ask('/api/admin/sign-in', { body })
      assert.equal(answer.status, 401)
      texts.add(await answer.text())
    }
    assert.equal(texts.size, 1)
  })

  test('a code of the app is good once, and so is a recovery code', async () => {
    const code = nextCode()
    const body = { name: ' OLGA ', password: operator.password }
    const sign = async (typed: string | undefined) =>
      (await world.browser().ask('/api/admin/sign-in', { body: { ...body, code: typed } })).status
    assert.equal(await sign(code), 200)
    assert.equal(await sign(code), 401)
    assert.equal(await sign(operator.recovery[0]), 200)
    assert.equal(await sign(operator.recovery[0]), 401)
    const { recoveryLeft } = await get<{ recoveryLeft: number }>('/me')
    assert.equal(recoveryLeft, 9)
  })

  test('many wrong tries are slowed down, for names that are none just as for others', async () => {
    for (const name of ['lena', 'nobody-of-that-name']) {
      const statuses = []
      for (let i = 0; i < 7; i++) {
        const body = { name, password: 'wrong', code: '000000' }
        const headers = { 'x-forwarded-for': '198.51.100.7' }
        statuses.push((await world.browser().ask('/api/admin/sign-in', { body, headers })).status)
      }
      assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429], name)
      clock.now += 3_600_000
    }
    // An hour has passed for everybody.
    const { password } = operator
    operator.browser.jar.clear()
    const answer = await post('/sign-in', { name: 'olga', password, code: nextCode() })
    assert.equal(answer.status, 200)
  })

  test('sessions are listed and revoked, and end after a quarter of an hour without anything done', async () => {
    const browser = world.browser()
    const body = { name: 'olga', password: operator.password, code: nextCode() }
    const answer = await browser.ask('/api/admin/sign-in', { body })
    assert.match(
      answer.headers.get('set-cookie') ?? '',
      /yestermail-admin=[\w-]{43};.*HttpOnly; SameSite=Strict/,
    )
    const { sessions } = await get<AdminSessions>('/sessions')
    const other = sessions.find(one => !one.own)
    assert.ok(sessions.length >= 2 && other)
    for (const { id } of sessions.filter(one => !one.own)) await post('/sessions/revoke', { id })
    assert.equal((await browser.ask('/api/admin/sessions')).status, 401)
    assert.equal((await get<AdminSessions>('/sessions')).sessions.length, 1)
    clock.now += 16 * 60_000
    assert.equal((await operator.browser.ask('/api/admin/sessions')).status, 401)
    const again = await post('/sign-in', { name: 'olga', password: operator.password, code: nextCode() })
    assert.equal(again.status, 200)
  })

  test('the own password is changed by who knows the old one; other sessions end, and it is written down', async () => {
    const other = world.browser()
    const signIn = (password: string) =>
      other.ask('/api/admin/sign-in', { body: { name: 'olga', password, code: nextCode() } })
    const { password } = operator
    const next = 'a new harbour lamp'
    assert.equal((await signIn(password)).status, 200)
    const refused = async (body: object, code: string) => {
      const answer = await post('/password', body)
      assert.deepEqual([answer.status, ((await answer.json()) as ErrorAnswer).error.code], [400, code])
    }
    await refused({ password: 'wrong horse battery', next }, 'wrong-password')
    await refused({ password, next: 'olga is my name' }, 'weak-password')
    assert.equal((await other.ask('/api/admin/sessions')).status, 200, 'nothing has happened yet')
    assert.equal((await post('/password', { password, next })).status, 204)
    assert.equal((await other.ask('/api/admin/sessions')).status, 401)
    assert.equal((await get<AdminSessions>('/sessions')).sessions.length, 1)
    assert.equal((await signIn(password)).status, 401)
    assert.equal((await signIn(next)).status, 200)
    assert.equal((await post('/password', { password: next, next: password })).status, 204, 'and back again')
    await until(async () => {
      const { entries } = await get<AdminAudit>('/audit')
      const told = entries.filter(one => one.act === 'admin.password')
      return told.length === 2 && told.every(one => one.who.kind === 'admin' && one.who.name === 'olga')
    })
  })
})

describe('the panel', () => {
  test('lists accounts with how they stand, and says nothing of what is in them', async () => {
    const listed = await get<AdminAccounts>('/accounts?search=ann')
    assert.deepEqual(
      listed.accounts.map(one => [one.address, one.messages, one.state]),
      [[`anna@${domain}`, 1, 'active']],
    )
    for (const path of ['/accounts', '/runs', '/storage', '/domains', '/audit', '/requests'])
      assert.doesNotMatch(
        await (await operator.browser.ask(`/api/admin${path}`)).text(),
        /subject nobody|Hello|anna-secret/,
      )
    const none = await get<AdminAccounts>(`/accounts?after=anna@${domain}&search=anna`)
    assert.deepEqual(none.accounts, [])
  })

  test('shows the runs of a night with their receipts, what is stored, and the policies of domains', async () => {
    const { runs, nights, night } = await get<AdminRuns>('/runs?night=2026-11-14')
    assert.equal(night, '2026-11-14')
    const first = runs.find(one => one.account === anna && one.trigger === 'first')
    assert.equal(first?.state, 'done')
    assert.equal(first?.point?.messages, 1)
    assert.ok(nights.some(one => one.night === night && one.done >= 1))
    for (const wrong of ['night=2026-02-31', 'night=', 'state=nonsense']) {
      const answer = await operator.browser.ask(`/api/admin/runs?${wrong}`)
      assert.equal(answer.status, 400, wrong)
    }
    const storage = await get<AdminStorage>('/storage')
    assert.ok(storage.messages >= 1 && storage.bytes > 0 && (storage.disk?.freeBytes ?? 0) > 0)
    const { domains, plans } = await get<AdminDomains>('/domains')
    assert.equal(domains[0]?.domain, domain)
    assert.equal(domains[0]?.restore.decide, 'admin')
    assert.ok(domains[0]?.admins.includes('olga') && plans.includes('days-15'))
  })

  test('pauses and resumes nights, changes the plan, and asks for a backup', async () => {
    assert.equal((await post(`/accounts/${ben}/pause`)).status, 202)
    await until(async () => (await account(`ben@${domain}`))?.pausedAt)
    const looked = await world.work.ledger.toLookAt(clock.now + 30 * 86_400_000, [], 100)
    assert.ok(!looked.some(one => one.id === ben))
    await post(`/accounts/${ben}/resume`)
    await until(async () => (await account(`ben@${domain}`))?.pausedAt === null)
    assert.equal((await post(`/accounts/${ben}/plan`, { plan: 'no such plan' })).status, 400)
    const { plans } = await get<AdminDomains>('/domains')
    const plan = plans.find(one => one !== 'days-15') ?? ''
    await post(`/accounts/${ben}/plan`, { plan })
    await until(async () => (await account(`ben@${domain}`))?.plan === plan)
    await post(`/accounts/${ben}/backup`)
    await until(async () => (await account(`ben@${domain}`))?.newestGood)
    await post(`/accounts/${ben}/release`)
    const done = await until(async () => {
      const found = await acts()
      return found.includes('account.released') && found
    })
    for (const act of ['account.paused', 'account.resumed', 'account.plan', 'account.backup-asked'])
      assert.ok(done.includes(act), act)
  })

  test('enrols an address, which waits for its owner', async () => {
    assert.equal((await post('/accounts', { addresses: ['x@elsewhere.example'] })).status, 400)
    assert.equal((await post('/accounts', { addresses: [`carl@${domain}`] })).status, 202)
    const carl = await until(() => account(`carl@${domain}`))
    assert.equal(carl.state, 'needs-sign-in')
  })

  test('opens an account once for an owner whose mailbox is gone, when work has granted it and with a code', async () => {
    assert.equal((await post(`/accounts/${anna}/access`, { code: '000000' })).status, 401)
    const answer = await post(`/accounts/${anna}/access`, { code: nextCode() })
    const { url } = (await answer.json()) as { url: string }
    const token = new URL(url).hash.slice(1)
    const owner = await world.signedIn('ben')
    const before = owner.jar.get('yestermail')
    await until(async () => {
      const used = await owner.ask('/api/access', { body: { token } })
      return used.status === 204
    })
    const bearer = { headers: { authorization: `Bearer ${before}` } }
    const bens = (await world.browser().json('/api/me', bearer)) as { signedIn: boolean }
    assert.equal(bens.signedIn, false, 'the session that was in this browser ends')
    const me = (await owner.json('/api/me')) as { address: string; how: string; sessionEnds: number }
    assert.equal(me.address, `anna@${domain}`)
    assert.equal(me.how, 'access', 'nobody gave the mail password')
    assert.equal(me.sessionEnds, clock.now + 4 * 3_600_000)
    // Later than a password would be good for: there is none to be asked for, so it can still be taken home.
    for (let minutes = 0; minutes < 40; minutes += 20) {
      clock.now += 20 * 60_000
      await owner.json('/api/me')
    }
    const [point] = await world.work.ledger.points(anna)
    const what = [{ accountId: `p${point?.number}` }]
    const wish = { what, format: 'eml', container: 'zip', names: 'unix' }
    assert.equal((await owner.ask('/api/export', { body: wish })).status, 200)
    clock.now = me.sessionEnds
    assert.equal(((await owner.json('/api/me')) as { signedIn: boolean }).signedIn, false)
    await post('/sign-in', { name: 'olga', password: operator.password, code: nextCode() })
    assert.equal((await world.browser().ask('/api/access', { body: { token } })).status, 404)
    await until(async () => (await acts()).includes('access.used'))
    assert.ok((await acts()).includes('access.granted'))
  })

  test('a link that was withdrawn opens nothing, and who came in by it is out: of downloads and event streams too', async () => {
    const linked = async () => {
      const answer = await post(`/accounts/${anna}/access`, { code: nextCode() })
      const { url } = (await answer.json()) as { url: string }
      const body = { token: new URL(url).hash.slice(1) }
      await until(async () => ((await account(`anna@${domain}`))?.links.length ?? 0) > 0)
      return body
    }
    const owner = await world.signedIn('anna')
    const links = async () => (await owner.json('/api/access/links')).links as OpenLinks['links']
    const unused = await linked()
    const [{ id } = { id: '' }] = await links()
    assert.equal((await owner.ask('/api/access/end', { body: { id } })).status, 204)
    const browser = world.browser()
    assert.equal((await browser.ask('/api/access', { body: unused })).status, 404, 'at once')
    await until(async () => (await links()).length === 0)
    // Whoever comes in by the next one files and withdraws nothing in the owner's name.
    assert.equal((await browser.ask('/api/access', { body: await linked() })).status, 204)
    await until(async () => (await links())[0]?.usedAt)
    assert.equal((await browser.ask('/api/access/links')).status, 403)
    const [link = { id: '' }] = await links()
    assert.equal((await browser.ask('/api/access/end', { body: { id: link.id } })).status, 403)
    const me = (await browser.json('/api/me')) as { control: string; newest: { id: string } }
    const wish = {
      ...{ what: [{ accountId: me.newest.id, inboxOnly: false }], target: { kind: 'in-place' } },
      ...{ moved: false, binned: false, language: 'en' },
    }
    const [made] = await browser.jmap(['RestoreRequest/set', { accountId: me.control, create: { a: wish } }])
    assert.deepEqual(made.created?.a?.by, { kind: 'owner', link: 'olga' }, JSON.stringify(made))
    const events = await browser.ask('/jmap/events?types=*&closeafter=no&ping=0')
    const ended = events.text().catch(() => '')
    assert.equal((await post(`/accounts/${anna}/access-end`, { id: link.id })).status, 202)
    assert.equal(((await browser.json('/api/me')) as { signedIn: boolean }).signedIn, false)
    await ended
    const entries = await until(async () => {
      const found = (await get<AdminAudit>(`/audit?account=${anna}`)).entries
      return found.filter(one => one.act === 'access.ended').length === 2 && found
    })
    assert.deepEqual(
      entries.filter(one => one.act === 'access.ended').map(one => one.who),
      [{ kind: 'admin', name: 'olga' }, { kind: 'owner' }],
    )
  })

  test('asks for somebody: the draft is the maker’s alone', async () => {
    const [point] = await world.work.ledger.points(anna)
    const wish = { only: null, target: { kind: 'in-place' }, moved: false, binned: false }
    const body = { address: `ANNA@${domain}`, point: point?.number, ...wish }
    const answer = await post('/restores', body)
    assert.equal(answer.status, 202)
    const { id } = (await answer.json()) as { id: string }
    assert.match(id, /^q[a-z0-9]{24}$/)
    const request = await get<AdminRequest>(`/requests/${id}`)
    assert.equal(request.address, `anna@${domain}`)
    assert.ok(['planning', 'planned', 'unplannable'].includes(request.state))
    const other = await signedInAdmin(world, 'otto', { role: 'operator', domains: [] })
    assert.equal((await other.browser.ask(`/api/admin/requests/${id}`)).status, 404)
    assert.equal((await post('/restores', { ...body, point: 999 })).status, 400)
  })

  test('removes an account with every file, when the address is typed again and a code is right', async () => {
    const folder = world.work.layout.account(ben)
    assert.ok(existsSync(folder))
    const address = `ben@${domain}`
    assert.equal((await post(`/accounts/${ben}/remove`, { address: 'x', code: nextCode() })).status, 400)
    assert.equal((await post(`/accounts/${ben}/remove`, { address, code: '000000' })).status, 401)
    assert.equal((await post(`/accounts/${ben}/remove`, { address, code: nextCode() })).status, 202)
    await until(async () => (await account(address)) === undefined)
    assert.ok(!existsSync(folder))
    await until(async () => (await acts()).includes('account.removed'))
    const check = await get<{ state: string }>('/audit/check')
    assert.equal(check.state, 'whole')
  })

  test('is closed to an admin who was removed, at once', async () => {
    const nina = await signedInAdmin(world, 'nina', { role: 'domain', domains: [domain] })
    assert.equal((await nina.browser.ask('/api/admin/accounts')).status, 200)
    await world.work.ledger.removeAdmin('nina', clock.now, {
      ...{ at: clock.now, who: { kind: 'operator' }, act: 'admin.removed', account: null, about: {} },
    })
    assert.equal((await nina.browser.ask('/api/admin/accounts')).status, 401)
  })
})
