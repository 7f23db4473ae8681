import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseUtcDate, utcDate } from '../../src/jmap/dates.ts'
import { toProblem } from '../../src/jmap/restore-point.ts'

test('a date is a UTC date that can be read again, whatever the number', () => {
  assert.equal(utcDate(1_763_686_800_999), '2025-11-21T01:00:00Z')
  const odd = [1e20, 8.64e15 + 1, 9_008_993_008_740_992, -1e20, Number.POSITIVE_INFINITY, Number.NaN]
  for (const ms of odd) {
    assert.notEqual(parseUtcDate(utcDate(ms)), null, `${ms} is ${utcDate(ms)}`)
    assert.equal(toProblem({ code: 'throttled', until: ms }).until, utcDate(ms))
  }
  assert.equal(utcDate(1e20), '9999-12-31T23:59:59Z')
  assert.equal(utcDate(-1e20), '0000-01-01T00:00:00Z')
})
