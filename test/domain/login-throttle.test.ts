import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loginThrottle, networkOf } from '../../src/domain/login-throttle.ts'

const clockAt = (now: number) => {
  const clock = { now }
  return { clock, throttle: loginThrottle({ now: () => clock.now }) }
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
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64')
  assert.equal(networkOf('2001:0DB8:0001::9'), '2001:db8:1:0::/64')
  assert.equal(networkOf('::1'), '0:0:0:0::/64')
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/64')
})
