import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isPasswordOf, passwordVerifier } from '../../src/formats/password-verifier.ts'

describe('a password verifier', () => {
  it('knows its password, in whatever form the keyboard gave its letters, and no other', async () => {
    const verifier = await passwordVerifier('pässwörd of twelve')
    assert.match(verifier, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    assert.ok(await isPasswordOf(verifier, 'pässwörd of twelve'.normalize('NFD')))
    assert.ok(!(await isPasswordOf(verifier, 'passwörd of twelve')))
    assert.ok(!(await isPasswordOf(verifier, '')))
  })

  it('is another each time', async () => {
    assert.notEqual(await passwordVerifier('the same one'), await passwordVerifier('the same one'))
  })

  it('is what other programs make of the same password and salt', async () => {
    // printf 'correct horse battery' | argon2 'sixteen octets!!' -id -k 19456 -t 2 -p 1 -l 32, by the reference program
    const made = await passwordVerifier('correct horse battery', () => Buffer.from('sixteen octets!!'))
    assert.equal(made, REFERENCE)
  })

  it('that is none has no password', async () => {
    for (const none of [null, '', '$2b$10$abc', '$argon2id$v=19$m=19456,t=2,p=1$', `${REFERENCE}x`])
      assert.ok(!(await isPasswordOf(none, 'correct horse battery')), String(none))
  })
})

const REFERENCE =
  '$argon2id$v=19$m=19456,t=2,p=1$c2l4dGVlbiBvY3RldHMhIQ$TrfVpqVuGrFNdH+H4Z91TOfmZzydMaSWm4K8STqNmho'
