import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { before, describe, it } from 'node:test'
import { en } from '../../web/i18n/en.ts'
import { enMore } from '../../web/i18n/en-more.ts'
import { problemOf } from '../../web/restore-plan.ts'
import { moreWords, setWords, words } from '../../web/words.ts'

/** Answers to who decides or asks amiss, and ends nobody is told of: none of them is ever written down with a request. */
const unwritten = [
  ...['decided', 'expired', 'not-open', 'not-running', 'no-reason', 'no-right', 'no-request', 'no-undo'],
  ...['not-planned', 'no-plan', 'damaged', 'interrupted'],
]

/** What is ours to mend: "Something went wrong on our side." is all that helps its owner. */
const ours = ['fault', 'key-missing', 'no-password-sign-in']

describe('why a restore could not be made', () => {
  before(async () => {
    setWords(en, ['en-GB'], async () => enMore)
    await moreWords()
  })

  it('is said in words, whatever the worker calls it', async () => {
    const found = new Set<string>()
    for await (const file of glob('src/{restore,requests}/*.ts')) await collect(file, found)
    for (const file of ['src/presence/look-live.ts', 'src/imap/connect.ts', 'src/main/restore-world.ts'])
      await collect(file, found)
    const codes = [...found].filter(code => !unwritten.includes(code) && !ours.includes(code))
    assert.ok(codes.length > 10, 'the source was looked through')
    const { other } = words.requests.problem
    const mute = codes.filter(code => problemOf({ code, message: '' }) === other)
    assert.deepEqual(mute, [])
    assert.equal(problemOf({ code: 'fault', message: '' }), other)
  })
})

async function collect(file: string, into: Set<string>): Promise<void> {
  const text = await readFile(file, 'utf8')
  const raised = /new Refusal\(\s*'([a-z-]+)'/g
  const noted = /problem: '([a-z-]+)'/g
  const ends = /'(budget-spent|cannot-undo|no-credential)'/g
  for (const pattern of [raised, noted, ends])
    for (const [, code] of text.matchAll(pattern)) if (code) into.add(code)
}
