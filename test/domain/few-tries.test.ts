import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fewTries } from '../../src/domain/few-tries.ts'

const minute = 60_000

test('five tries in a quarter of an hour, then the seconds until the oldest is forgotten', () => {
  const clock = { at: 0 }
  const tries = fewTries({ now: () => clock.at })
  for (let n = 0; n < 5; n++) {
    assert.equal(tries.take('anna'), 0)
    clock.at += minute
  }
  assert.equal(tries.take('anna'), 10 * 60)
  assert.equal(tries.take('ben'), 0)
  clock.at = 15 * minute
  assert.equal(tries.take('anna'), 0)
  assert.equal(tries.take('anna'), 60)
})

test('a clock that is set back keeps nobody out', () => {
  const clock = { at: 100 * minute }
  const tries = fewTries({ now: () => clock.at })
  for (let n = 0; n < 5; n++) tries.take('anna')
  clock.at = 10 * minute
  assert.equal(tries.take('anna'), 0)
})

test('one that was no guess is not counted', () => {
  const tries = fewTries({ now: () => 0 })
  for (let n = 0; n < 50; n++) {
    assert.equal(tries.take('anna'), 0)
    tries.giveBack('anna')
  }
})

test('who tries many names makes no room for more tries at one of them', () => {
  const clock = { at: 0 }
  const tries = fewTries({ now: () => clock.at })
  for (let n = 0; n < 5; n++) tries.take('anna')
  let refused = 0
  for (let n = 0; n < 20_000; n++) if (tries.take(`nobody ${n}`) > 0) refused++
  assert.ok(refused >= 10_000)
  assert.ok(tries.take('anna') > 0)
  clock.at = 15 * minute
  assert.equal(tries.take('anna'), 0)
  assert.equal(tries.take('somebody else'), 0)
})
