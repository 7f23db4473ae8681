import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  codeUri,
  newCodeSecret,
  newRecoveryCodes,
  recoveryHash,
  stepOfCode,
} from '../../src/formats/one-time-code.ts'

/** "12345678901234567890", the secret of RFC 6238 appendix B. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('a code of an app', () => {
  it('is the one RFC 6238 says (appendix B, its last six figures)', () => {
    for (const [seconds, code] of [
      [59, '287082'],
      [1111111109, '081804'],
      [1111111111, '050471'],
      [1234567890, '005924'],
      [2000000000, '279037'],
      [20000000000, '353130'],
    ] as const)
      assert.equal(stepOfCode(secret, code, seconds * 1000), Math.floor(seconds / 30), code)
  })

  it('may be one half minute old or early, no more, and may be typed with a gap', () => {
    const at = 1111111109_000
    const step = Math.floor(at / 30_000)
    assert.equal(stepOfCode(secret, '081 804', at + 30_000), step)
    assert.equal(stepOfCode(secret, '081804', at - 30_000), step)
    assert.equal(stepOfCode(secret, '081804', at + 61_000), null)
    assert.equal(stepOfCode(secret, '081804', at - 61_000), null)
    for (const wrong of ['', '81804', '0818040', '08180a', '٠٨١٨٠٤'])
      assert.equal(stepOfCode(secret, wrong, at), null)
  })

  it('comes from a secret that is another each time, and that apps read from an address', () => {
    assert.notEqual(newCodeSecret(), newCodeSecret())
    assert.match(newCodeSecret(), /^[A-Z2-7]{32}$/)
    const uri = new URL(codeUri(secret, 'anna&co'))
    assert.equal(uri.searchParams.get('secret'), secret)
    assert.equal(decodeURIComponent(uri.pathname), '/Yestermail:anna&co')
  })
})

describe('recovery codes', () => {
  it('are ten, all different, and known by their hash however they are typed', () => {
    const codes = newRecoveryCodes()
    assert.equal(new Set(codes).size, 10)
    for (const code of codes) assert.match(code, /^([a-z2-7]{4}-){3}[a-z2-7]{4}$/)
    const [code = ''] = codes
    assert.equal(recoveryHash(` ${code.toUpperCase().replaceAll('-', ' ')} `), recoveryHash(code))
    assert.notEqual(recoveryHash(codes[1] ?? ''), recoveryHash(code))
  })
})
