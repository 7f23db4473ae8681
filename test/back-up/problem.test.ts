import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemOf } from '../../src/back-up/problem.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { wordsOf } from '../../src/main/problem-words.ts'

const now = Date.parse('2026-11-23T01:00:00Z')

test('a run that gave up after broken connections and brought nothing new says so, and when it goes on', () => {
  const until = now + 3_600_000
  const problem = problemOf(new Refusal('server-unreachable', 'It breaks off.', { until }), now)
  assert.deepEqual(problem, { code: 'server-unreachable', until, detail: 'It breaks off.' })
  assert.equal(wordsOf(problem), 'the mail server broke the connection again and again')
})

test('a server that gave no answer, or far too slowly, is tried again soon, and named so', () => {
  for (const code of ['server-unreachable', 'too-slow', 'no-server']) {
    const problem = problemOf(new Refusal(code, 'Why.'), now)
    assert.deepEqual(problem, { code: 'server-unreachable', detail: 'Why.' })
    assert.equal(wordsOf(problem), 'the mail server did not answer, or too slowly')
  }
})
