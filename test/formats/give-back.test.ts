import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveBack } from '../../src/formats/give-back.ts'

test('memory that is shared with nobody is given back', () => {
  const bytes = new Uint8Array(100_000).fill(7)
  const { buffer } = bytes
  giveBack(bytes)
  assert.equal(bytes.length, 0)
  assert.equal(buffer.byteLength, 0)
})

test('a part of something larger, and what threads share, stays as it is', () => {
  const whole = new Uint8Array(100_000).fill(7)
  giveBack(whole.subarray(10, 20))
  giveBack(whole.subarray(10))
  assert.equal(whole.at(-1), 7)
  const shared = new Uint8Array(new SharedArrayBuffer(1000)).fill(7)
  giveBack(shared)
  assert.equal(shared.at(-1), 7)
})
