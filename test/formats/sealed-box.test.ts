import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  keyId,
  keyIdOfBox,
  newKeyPair,
  open,
  passwordPurpose,
  publicHalf,
  refreshTokenPurpose,
  seal,
} from '../../src/formats/sealed-box.ts'

const keys = newKeyPair()
const purpose = passwordPurpose('anna@one.example')

test('what is sealed with the public key opens with the private one', () => {
  for (const text of ['', 'secret1', 'påsswörd 🔑', 'x'.repeat(10_000)])
    assert.equal(open(keys.privateKey, seal(keys.publicKey, text, purpose), purpose), text)
})

test('the same text gives another box each time, and the box shows nothing of it', () => {
  const [a, b] = [seal(keys.publicKey, 'secret1', purpose), seal(keys.publicKey, 'secret1', purpose)]
  assert.notEqual(a, b)
  assert.ok(!Buffer.from(a.slice(4), 'base64url').includes('secret1'))
  assert.match(a, /^yb1\.[\w-]+$/)
})

test('a box of another account, another key or another version does not open', () => {
  const box = seal(keys.publicKey, 'secret1', purpose)
  assert.throws(() => open(keys.privateKey, box, passwordPurpose('ben@one.example')))
  assert.throws(() => open(newKeyPair().privateKey, box, purpose), /another key/)
  assert.throws(() => open(keys.privateKey, box.replace('yb1.', 'yb2.'), purpose), /version/)
})

test('not one changed octet is accepted', () => {
  const bytes = Buffer.from(seal(keys.publicKey, 'secret1', purpose).slice(4), 'base64url')
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes)
    changed[i] = (changed[i] ?? 0) ^ 1
    assert.throws(() => open(keys.privateKey, `yb1.${changed.toString('base64url')}`, purpose), `octet ${i}`)
  }
  for (const length of [0, 8, 67, bytes.length - 1])
    assert.throws(() =>
      open(keys.privateKey, `yb1.${bytes.subarray(0, length).toString('base64url')}`, purpose),
    )
})

test('the box names its key', () => {
  const ids = [keys, newKeyPair()].map(({ publicKey }) => keyIdOfBox(seal(publicKey, '', purpose)))
  assert.match(ids[0] ?? '', /^[0-9a-f]{16}$/)
  assert.notEqual(ids[0], ids[1])
  assert.equal(keyIdOfBox(seal(keys.publicKey, 'other', purpose)), ids[0])
})

test('a key has one id, whichever half is asked, and the public half follows from the private one', () => {
  const id = keyIdOfBox(seal(keys.publicKey, 'x', purpose))
  assert.equal(keyId(keys.publicKey), id)
  assert.equal(keyId(keys.privateKey), id)
  assert.equal(publicHalf(keys.privateKey), keys.publicKey)
  assert.throws(() => keyId('no key'))
})

test('a password does not open as a refresh token', () => {
  const box = seal(keys.publicKey, 'secret1', purpose)
  assert.throws(() => open(keys.privateKey, box, refreshTokenPurpose('anna@one.example')))
})
