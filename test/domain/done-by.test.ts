import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doneBy } from '../../src/domain/done-by.ts'

const day = 86_400_000

test('a copy is done when the nights it takes are over, and no date is told that cannot be', () => {
  assert.equal(doneBy(1000, { left: 25, lastNight: 10, interval: day }), 1000 + 3 * day)
  assert.equal(doneBy(1000, { left: 25, lastNight: 0, interval: day }), null)
  assert.equal(doneBy(1000, { left: 2 ** 32, lastNight: 1, interval: 31 * day }), null)
})
