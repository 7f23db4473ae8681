import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readThrottle } from '../../src/imap/throttle.ts'

const minute = 60_000

test('wishes to wait are understood in the words and codes of many servers', () => {
  const wait = (error: object) => readThrottle(error)?.milliseconds
  assert.equal(
    wait({ responseText: 'Request is throttled. Suggested Backoff Time: 299961 milliseconds' }),
    299_961,
  )
  assert.equal(wait({ throttleReset: 1234, responseText: 'Request is throttled.' }), 1234)
  assert.equal(wait({ responseText: 'Account exceeded command or bandwidth limits. (Failure)' }), 60 * minute)
  assert.equal(wait({ reason: 'Too many simultaneous connections. (Failure)' }), 5 * minute)
  for (const [code, minutes] of Object.entries({
    THROTTLED: 5,
    LIMIT: 60,
    OVERQUOTA: 60,
    INUSE: 1,
    UNAVAILABLE: 1,
  })) {
    assert.equal(wait({ serverResponseCode: code, responseText: 'x' }), minutes * minute, code)
    assert.equal(wait({ response: `3 NO [${code}] x` }), minutes * minute, `${code} in a line`)
    const parsed = { attributes: [{ type: 'ATOM', value: '', section: [{ type: 'ATOM', value: code }] }] }
    assert.equal(wait({ response: parsed }), minutes * minute, `${code} as parsed`)
  }
})

test('a wish is for a second at least and for a day at most, whatever number is said', () => {
  const words = (number: string) =>
    readThrottle({ responseText: `Request is throttled. Suggested Backoff Time: ${number} milliseconds` })
  assert.equal(words('0')?.milliseconds, 1000)
  assert.equal(words('40')?.milliseconds, 1000)
  for (const number of ['999999999', '9007199254740993', '9'.repeat(400)])
    assert.equal(words(number)?.milliseconds, 24 * 60 * minute, number)
  for (const throttleReset of [1e20, Number.POSITIVE_INFINITY])
    assert.equal(readThrottle({ throttleReset, responseText: 'x' })?.milliseconds, 24 * 60 * minute)
})

test('other failures are no wish to wait', () => {
  const others: unknown[] = [
    null,
    'throttled',
    new Error('Command failed'),
    { responseText: 'Mailbox does not exist' },
    { serverResponseCode: 'AUTHENTICATIONFAILED', responseText: 'Invalid credentials' },
    { responseText: 'the unlimited plan' },
    { response: { attributes: [] } },
  ]
  for (const error of others) assert.equal(readThrottle(error), null)
})
