import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { ALARM_KINDS } from '../../src/domain/alarm.ts'
import { DEFAULT_PREFERENCES } from '../../src/domain/preferences.ts'
import { startWeb, type WebWorld } from './web-world.ts'

const DAY = 86_400_000

/** Lines of the text format as a map from "name{labels}" to value; fails when a line is none. */
function read(text: string): Map<string, number> {
  const values = new Map<string, number>()
  const typed = new Set<string>()
  for (const line of text.trimEnd().split('\n')) {
    const type = /^# TYPE ([a-z_]+) (gauge|counter)$/.exec(line)
    if (type?.[1]) typed.add(type[1])
    if (line.startsWith('#')) continue
    const sample = /^([a-z_]+)(\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})? ([-+0-9.eInf]+)$/.exec(line)
    assert.ok(sample?.[1] && sample[3], line)
    assert.ok(typed.has(sample[1]), `${line} has no type`)
    assert.equal(values.has(`${sample[1]}${sample[2] ?? ''}`), false, `${line} is there twice`)
    values.set(`${sample[1]}${sample[2] ?? ''}`, sample[3] === '+Inf' ? Infinity : Number(sample[3]))
  }
  return values
}

/** GET with headers of the test's own, Host among them, which fetch does not let be set. */
async function get({ web }: WebWorld, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: web.port, path, headers }, answer => {
      let body = ''
      answer.setEncoding('utf8').on('data', chunk => {
        body += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }))
    })
    asked.on('error', reject).end()
  })
}

test('figures and health tell how the accounts stand, and no address', async () => {
  const clock = { now: Date.now() }
  const world = await startWeb({ users: { anna: 'anna-secret', ben: 'ben-secret' }, clock })
  try {
    const { ledger } = world.work
    const anna = await world.work.enrol('anna', 'anna-secret')
    const ben = await world.work.enrol('ben', 'wrong-secret')
    await world.dovecot.deliver('anna', 'INBOX', 'From: x@y.example\r\nSubject: Hidden words\r\n\r\nText\r\n')
    await world.work.backUp(anna, 'first')
    await assert.rejects(world.work.backUp(ben, 'first'))
    await ledger.setState(ben, 'needs-sign-in')
    await ledger.heartbeatNow(clock.now, 'one')
    await ledger.raise({ kind: 'sign-in-needed', account: ben, about: '', detail: {} }, clock.now)
    const healthy = await get(world, '/health')
    assert.equal(healthy.status, 200)
    const health = JSON.parse(healthy.body)
    assert.equal(health.status, 'ok', 'an owner who must sign in is no fault of the service')
    assert.deepEqual(health.accounts.states, { active: 1, 'needs-sign-in': 1, gone: 0 })
    assert.equal(health.accounts.behind, 0)
    assert.deepEqual(health.alarms, { 'sign-in-needed': 1 })

    await ledger.raise({ kind: 'disk-low', account: null, about: '', detail: { freeBytes: 1 } }, clock.now)
    clock.now += 3 * DAY + 1
    await ledger.heartbeatNow(clock.now, 'one')
    await world.browser().signIn('anna@yester.example', 'guessed')
    await world.signedIn('anna')
    const { status, body } = await get(world, '/metrics')
    assert.equal(status, 200)
    const values = read(body)
    const value = (name: string) => values.get(`yestermail_${name}`)
    assert.equal(value('accounts{state="active"}'), 1)
    assert.equal(value('accounts{state="needs-sign-in"}'), 1)
    for (const hours of [24, 48, 72]) assert.equal(value(`accounts_without_good_point{hours="${hours}"}`), 2)
    assert.ok(Number(value('newest_good_point_age_seconds')) >= 3 * 86_400)
    assert.equal(value('messages'), 1)
    assert.equal(value('runs_last_day{outcome="failed",problem="login-refused"}'), undefined, 'days ago')
    assert.equal(value('alarms_open{kind="disk-low"}'), 1)
    for (const kind of ALARM_KINDS) assert.ok(values.has(`yestermail_alarms_open{kind="${kind}"}`), kind)
    assert.ok(Number(value('disk_free_bytes')) > 0)
    assert.equal(value('work_heartbeat_age_seconds'), 0)
    assert.equal(value('sign_ins_total{outcome="sign-in-refused"}'), 1)
    assert.equal(value('sign_ins_total{outcome="signed-in"}'), 1)
    assert.ok(Number(value('http_requests_total{route="sign-in",status="4xx"}')) === 1)
    assert.doesNotMatch(body, /anna|ben@|yester\.example|Hidden/)

    const degraded = JSON.parse((await get(world, '/health')).body)
    assert.equal(degraded.status, 'degraded')
    assert.equal(degraded.accounts.behind, 2)
    clock.now += 3 * 60_000
    const silent = await get(world, '/health')
    assert.deepEqual([silent.status, JSON.parse(silent.body).status], [503, 'ill'])
  } finally {
    await world.stop()
  }
})

test('figures are for this machine and the networks named, and never through a proxy', async () => {
  const world = await startWeb({
    users: {},
    config: { trustedProxies: ['127.0.0.1'], metricsFrom: ['10.0.0.0/8', '2001:db8::/32'] },
  })
  try {
    await world.work.ledger.heartbeatNow(world.clock.now)
    const status = async (headers: Record<string, string>) => (await get(world, '/metrics', headers)).status
    assert.equal(await status({}), 200)
    assert.equal(
      await status({ 'X-Forwarded-For': '10.1.2.3' }),
      200,
      'who was named may come through a proxy',
    )
    assert.equal(await status({ 'X-Forwarded-For': '2001:db8::7' }), 200)
    assert.equal(await status({ 'X-Forwarded-For': '192.0.2.7' }), 404)
    assert.equal(
      await status({ 'X-Forwarded-For': '10.1.2.3, 192.0.2.7' }),
      404,
      'what a client writes is no proof',
    )
    assert.equal(await status({ 'X-Real-IP': '192.0.2.7' }), 404, 'a proxy that forwards no address')
    assert.equal(await status({ Via: '1.1 front' }), 404)
    assert.equal(
      await status({ Host: 'rebound.example' }),
      404,
      'another site’s page that was made to lead here',
    )
    const outside = JSON.parse((await get(world, '/health', { 'X-Forwarded-For': '192.0.2.7' })).body)
    assert.deepEqual(Object.keys(outside).sort(), ['data', 'status', 'work'])
    const inside = JSON.parse((await get(world, '/health')).body)
    assert.equal(inside.ledger, 'readable')
  } finally {
    await world.stop()
  }
})

test('what an owner chooses on the page is what the nights read', async () => {
  const world = await startWeb({ users: { anna: 'anna-secret', ben: 'ben-secret' } })
  try {
    const anna = await world.work.enrol('anna', 'anna-secret')
    const ben = await world.work.enrol('ben', 'ben-secret')
    const browser = await world.signedIn('anna')
    const accountId = `c${anna}`
    const update = { singleton: { language: 'fr', vanishMails: 7 } }
    const [set] = await browser.jmap(['Preferences/set', { accountId, update }])
    assert.deepEqual(set.updated, { singleton: null })
    const [got] = await browser.jmap(['Preferences/get', { accountId, ids: null }])
    assert.equal(got.state, set.newState)
    const chosen = { ...DEFAULT_PREFERENCES, language: 'fr', vanishMails: 7 }
    assert.deepEqual(got.list, [{ id: 'singleton', ...chosen }])
    assert.deepEqual(await world.work.preferences(anna), chosen)
    const [other] = await browser.jmap(['Preferences/set', { accountId: `c${ben}`, update }])
    assert.equal(other.type, 'accountNotFound')
    assert.equal(await world.work.preferences(ben), null)
  } finally {
    await world.stop()
  }
})
