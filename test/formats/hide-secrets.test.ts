import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hideInError, hideSecrets } from '../../src/formats/hide-secrets.ts'
import { fc } from '../world/fast-check.ts'

const secret = 'p"ä\\ss/w+ö$rd.1'

test('a secret is hidden in every form a server may say it', () => {
  const forms = [
    secret,
    secret.toUpperCase(),
    secret.replace(/["\\]/g, '\\$&'),
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ a: secret }).toString().slice(2),
    Buffer.from(secret).toString('latin1'),
  ]
  for (const form of forms)
    assert.equal(hideSecrets(`NO <${form}> is wrong`, [secret]), 'NO <[hidden]> is wrong')
})

test('in base64 it is hidden wherever it stands in what was encoded, and in both alphabets', () => {
  for (const before of ['', 'a', 'ab', '\0anna\0', 'user=anna\x01auth=Bearer '])
    for (const after of ['', '\0', '\x01\x01'])
      for (const alphabet of ['base64', 'base64url'] as const) {
        const text = Buffer.from(`${before}${secret}${after}`).toString(alphabet)
        const hidden = hideSecrets(text, [secret])
        assert.match(hidden, /\[hidden\]/, text)
        const left = hidden.split('[hidden]')
        assert.ok(left.every(part => text.includes(part)))
        assert.ok(left.join('').length <= Buffer.from(before + after).toString('base64').length + 4)
      }
})

test('whatever the secret and the text around it, it is not there afterwards', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), fc.string(), (any, before, after) => {
      const clean = hideSecrets(before + any + after, [any])
      // What reads like it may only come from the word that stands for it.
      assert.ok(
        !clean.replaceAll('[hidden]', '\0').toLowerCase().includes(any.toLowerCase()) || any.includes('\0'),
      )
    }),
    { numRuns: 500 },
  )
})

test('text without it stays as it is, and no secret hides nothing', () => {
  assert.equal(hideSecrets('NO [AUTHENTICATIONFAILED] wrong', [secret]), 'NO [AUTHENTICATIONFAILED] wrong')
  assert.equal(hideSecrets('as it is', ['']), 'as it is')
  assert.equal(hideSecrets('as it is', []), 'as it is')
})

test('of an error all texts are cleaned: message, stack, fields of any depth and causes, circles too', () => {
  const error = Object.assign(new Error(`refused ${secret}`, { cause: new Error(`because ${secret}`) }), {
    responseText: `again ${secret}`,
    response: { attributes: [{ value: secret }] },
    code: 'NO',
    octets: Buffer.from(secret),
    self: null as unknown,
  })
  error.self = error
  assert.equal(hideInError(error, [secret]), error)
  assert.equal(error.message, 'refused [hidden]')
  assert.match(error.stack ?? '', /^Error: refused \[hidden\]\n/)
  assert.equal(error.responseText, 'again [hidden]')
  assert.equal(error.response.attributes[0]?.value, '[hidden]')
  assert.equal((error.cause as Error).message, 'because [hidden]')
  assert.equal(error.code, 'NO')
})
