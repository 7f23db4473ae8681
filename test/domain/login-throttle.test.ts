import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loginThrottle, networkOf } from '../../src/domain/login-throttle.ts'

const clockAt = (now: number) => {
  const clock = { now }
  return { clock, throttle: loginThrottle({ now: () => clock.now }) }
}
// Six hundred seconds: each an attacker's three tries, then the owner with the right password, in a network not seen before.
function ownerUnderAttack(tryOf: (i: number) => { address: string | null; ip: string }) {
  const { clock, throttle } = clockAt(1e12)
  let [owner, reached] = [0, 0]
  for (let second = 0; second < 600; second++) {
    for (let k = 0; k < 3; k++) {
      clock.now = 1e12 + second * 1000 + k * 300
      const { address, ip } = tryOf(second * 3 + k)
      if (throttle.admit({ address, network: networkOf(ip), known: false }).ok && address !== null) reached++
    }
    clock.now = 1e12 + second * 1000 + 950
    const own = throttle.admit(stranger('anna@one.example', networkOf('203.0.113.5')))
    if (!own.ok) continue
    owner++
    own.settle('right')
  }
  return { owner, reached }
}
const stranger = (address: string, network: string) => ({ address, network, known: false })

test('ten thousand guesses at one account, one a second, reach the server a few dozen times', () => {
  const { clock, throttle } = clockAt(1e12)
  let reached = 0
  for (let i = 0; i < 10_000; i++) {
    if (throttle.admit(stranger('anna@one.example', `net${i % 7}`)).ok) reached++
    clock.now += 1000
  }
  assert.ok(reached <= 30, `${reached} guesses came through`)
  assert.ok(reached >= 10)
})

test('ten thousand guesses at once, from everywhere at everybody, stop at the total', () => {
  const { clock, throttle } = clockAt(1e12)
  let reached = 0
  for (let i = 0; i < 10_000; i++) if (throttle.admit(stranger(`a${i}@one.example`, `net${i}`)).ok) reached++
  assert.equal(reached, 60)
  clock.now += 10_000
  for (let i = 0; i < 100; i++) if (throttle.admit(stranger(`b${i}@one.example`, `net${i}`)).ok) reached++
  assert.equal(reached, 70)
})

test('one network that tries many accounts is slowed down as a whole', () => {
  const { clock, throttle } = clockAt(1e12)
  let reached = 0
  for (let i = 0; i < 10_000; i++) {
    if (throttle.admit(stranger(`a${i}@one.example`, 'net')).ok) reached++
    clock.now += 1000
  }
  assert.ok(reached <= 45, `${reached} guesses came through`)
})

test('the owner signs in from the usual network while the account is under attack', () => {
  const { clock, throttle } = clockAt(1e12)
  for (let i = 0; i < 10_000; i++) throttle.admit(stranger('anna@one.example', `net${i}`))
  assert.equal(throttle.admit(stranger('anna@one.example', 'home')).ok, false)
  const own = throttle.admit({ address: 'anna@one.example', network: 'home', known: true })
  assert.equal(own.ok, true)
  // and who sits in that network has few tries too
  clock.now += 1
  let reached = 0
  for (let i = 0; i < 1000; i++)
    if (throttle.admit({ address: 'anna@one.example', network: 'home', known: true }).ok) reached++
  assert.equal(reached, 4)
})

test('tries at addresses nobody serves take nothing from the total', () => {
  const { owner } = ownerUnderAttack(i => ({ address: null, ip: `2001:db8:${i.toString(16)}::1` }))
  assert.equal(owner, 600)
})

test('who has a /48 of IPv6 and moves about in it is slowed down as a whole', () => {
  const { owner, reached } = ownerUnderAttack(i => ({
    address: `a${i}@one.example`,
    ip: `2001:db8:1:${i.toString(16)}::1`,
  }))
  assert.ok(owner >= 540, `the owner got in ${owner} times of 600`)
  assert.ok(reached <= 90, `${reached} guesses came through`)
  const smaller = ownerUnderAttack(i => ({
    address: `a${i}@one.example`,
    ip: `2001:db8:1:${(i % 256).toString(16)}::1`,
  }))
  assert.ok(smaller.reached <= 50, `${smaller.reached} guesses came through`)
})

test('who moves about in a /32, or in a /16 of IPv4, leaves a share to the others', () => {
  for (const ip of [
    (i: number) => `2001:db8:${i.toString(16)}::1`,
    (i: number) => `198.51.${i % 256}.${i % 200}`,
  ]) {
    const { owner, reached } = ownerUnderAttack(i => ({ address: `a${i}@one.example`, ip: ip(i) }))
    assert.ok(owner >= 540, `the owner got in ${owner} times of 600`)
    assert.ok(reached <= 660, `${reached} guesses came through`)
  }
})

test('an owner who mistyped twice still has that share', () => {
  const { throttle } = clockAt(1e12)
  const home = networkOf('203.0.113.5')
  for (let i = 0; i < 2; i++) assert.ok(throttle.admit(stranger('anna@one.example', home)).ok)
  for (let i = 0; i < 100; i++)
    throttle.admit(stranger(`a${i}@one.example`, networkOf(`2001:db8:${i.toString(16)}::1`)))
  assert.ok(throttle.admit(stranger('anna@one.example', home)).ok)
})

test('tries that reach no server are slowed down by their network, and are no count of an account', () => {
  const { clock, throttle } = clockAt(1e12)
  const idle = { address: null, network: networkOf('192.0.2.1'), known: false }
  let reached = 0
  for (let i = 0; i < 1000; i++) {
    if (throttle.admit(idle).ok) reached++
    clock.now += 10
  }
  assert.ok(reached >= 20 && reached <= 25, `${reached} came through`)
  // the same answer for an address that is served
  assert.equal(throttle.admit(stranger('anna@one.example', idle.network)).ok, false)
  assert.ok(throttle.admit(stranger('anna@one.example', 'elsewhere')).ok)
})

test('a clock that is set back keeps nobody out', () => {
  const { clock, throttle } = clockAt(1e12)
  for (const now of [1e12, 1e12 - 3_600_000]) {
    clock.now = now
    const own = throttle.admit(stranger('anna@one.example', networkOf('203.0.113.5')))
    assert.ok(own.ok)
    own.settle('right')
  }
})

test('the wait doubles and says how long it is', () => {
  const { clock, throttle } = clockAt(1e12)
  const waits: number[] = []
  for (let i = 0; i < 12; i++) {
    let admission = throttle.admit(stranger('anna@one.example', `net${i}`))
    let waited = 0
    while (!admission.ok) {
      waited += admission.waitSeconds
      clock.now += admission.waitSeconds * 1000
      admission = throttle.admit(stranger('anna@one.example', `net${i}`))
    }
    waits.push(waited)
  }
  assert.deepEqual(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64])
})

test('a right password clears the account, but does not wash the network', () => {
  const { throttle } = clockAt(1e12)
  for (let i = 0; i < 4; i++) throttle.admit(stranger('anna@one.example', 'net'))
  const right = throttle.admit(stranger('anna@one.example', 'net'))
  assert.ok(right.ok)
  right.settle('right')
  for (let i = 0; i < 5; i++) assert.ok(throttle.admit(stranger('anna@one.example', 'net')).ok)
  assert.equal(throttle.admit(stranger('anna@one.example', 'net')).ok, false)
  // 9 failures stand against the network, so 11 more are free
  let more = 0
  while (throttle.admit(stranger(`b${more}@one.example`, 'net')).ok) more++
  assert.equal(more, 11)
})

test('a server that does not answer is no failure of the person', () => {
  const { throttle } = clockAt(1e12)
  for (let i = 0; i < 1000; i++) {
    const admission = throttle.admit(stranger('anna@one.example', 'net'))
    assert.ok(admission.ok)
    admission.settle('unanswered')
  }
})

test('after a day without failures all is forgotten', () => {
  const { clock, throttle } = clockAt(1e12)
  for (let i = 0; i < 5; i++) throttle.admit(stranger('anna@one.example', 'net'))
  assert.equal(throttle.admit(stranger('anna@one.example', 'net')).ok, false)
  clock.now += 86_400_000
  for (let i = 0; i < 5; i++) assert.ok(throttle.admit(stranger('anna@one.example', 'net')).ok)
})

test('a household is one network: /24 of IPv4, /64 of IPv6', () => {
  assert.equal(networkOf('192.0.2.77'), '192.0.2.0/24')
  assert.equal(networkOf('::ffff:192.0.2.77'), '192.0.2.0/24')
  assert.equal(networkOf('::FFFF:c000:24d'), '192.0.2.0/24')
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64')
  assert.equal(networkOf('2001:0DB8:0001::9'), '2001:db8:1:0::/64')
  assert.equal(networkOf('::1'), '0:0:0:0::/64')
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/64')
})
