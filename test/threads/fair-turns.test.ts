import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fairTurns } from '../../src/threads/fair-turns.ts'

test('each line has its turn after all others, however long one is', () => {
  const turns = fairTurns<number>()
  for (const one of [1, 2, 3]) turns.add('anna', one)
  turns.add('ben', 10)
  const taken: unknown[] = []
  for (let next = turns.next(); next; next = turns.next()) {
    taken.push(next[1])
    if (next[1] === 10) turns.add('ben', 11)
  }
  assert.deepEqual(taken, [1, 10, 2, 11, 3])
})
