import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { splitMarks } from '../../web/marked.ts'

describe('snippets of what was found', () => {
  it('are split at their marks, and escaping is undone once', () => {
    assert.deepEqual(splitMarks('the <mark>oak</mark> worktop &amp; &lt;fitting&gt; &amp;lt;'), [
      { text: 'the ', found: false },
      { text: 'oak', found: true },
      { text: ' worktop & <fitting> &lt;', found: false },
    ])
  })

  it('any other tag stays text, and a mark that is never closed marks the rest', () => {
    assert.deepEqual(splitMarks('<img src=x><mark>a<b>c'), [
      { text: '<img src=x>', found: false },
      { text: 'a<b>c', found: true },
    ])
    assert.deepEqual(splitMarks(''), [])
  })
})
