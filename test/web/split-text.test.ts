import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { splitLinks, splitLong, splitQuotes } from '../../web/split-text.ts'
import { fc } from '../world/fast-check.ts'

describe('plain text', () => {
  it('is the same text again when its pieces are joined', () => {
    const near = fc.array(
      fc.constantFrom('http://', 'https://a.example/', '(', ')', '.', ' ', '\n', '>', 'x', '<', 'ü'),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          near.map(parts => parts.join('')),
        ),
        text => {
          assert.equal(
            splitLinks(text)
              .map(piece => piece.text)
              .join(''),
            text,
          )
          const lines = text.replace(/\r\n?/g, '\n')
          assert.equal(
            splitQuotes(text)
              .map(block => block.text)
              .join('\n'),
            lines,
          )
        },
      ),
    )
  })

  it('links web addresses without the punctuation of their sentence', () => {
    const links = (text: string) => splitLinks(text).flatMap(piece => piece.href ?? [])
    assert.deepEqual(links('See https://a.example/x?y=1.'), ['https://a.example/x?y=1'])
    assert.deepEqual(links('(http://a.example/b)'), ['http://a.example/b'])
    assert.deepEqual(links('https://a.example/b_(c) and more'), ['https://a.example/b_(c)'])
    assert.deepEqual(links('<https://a.example/>, "https://b.example"'), [
      'https://a.example/',
      'https://b.example',
    ])
  })

  it('links nothing that is not http or https', () => {
    assert.ok(
      splitLinks('javascript:alert(1) data:text/html,x file:///etc http:// https:///x').every(
        p => p.href === null,
      ),
    )
  })

  it('folds quotes line by line', () => {
    assert.deepEqual(splitQuotes('Yes.\n> Shall we?\n>> Where?\nBye'), [
      { quoted: false, text: 'Yes.', lines: 1 },
      { quoted: true, text: '> Shall we?\n>> Where?', lines: 2 },
      { quoted: false, text: 'Bye', lines: 1 },
    ])
  })

  it('is never more blocks or links than a browser can bear', () => {
    const blocks = splitQuotes('>a\r\nb\r\n'.repeat(60_000))
    assert.equal(blocks.length, 300)
    assert.equal(blocks.at(-1)?.lines, 120_001 - 299)
    assert.equal(splitQuotes(`${'a\n>b\n'.repeat(60_000)}`).length, 301)
    const pieces = splitLinks('https://a.example/ '.repeat(20_000))
    assert.equal(pieces.filter(piece => piece.href !== null).length, 2000)
    assert.equal(pieces.length, 4000)
  })

  it('is cut where it is long, at line ends and spaces, and loses only marks piled without end', () => {
    assert.deepEqual(splitLong('short\ntext'), ['short\ntext'])
    assert.deepEqual(splitLong('one\ntwo\nthree', 8), ['one\ntwo', 'three'])
    assert.deepEqual(splitLong('one two three', 9), ['one two ', 'three'])
    assert.equal(splitLong('\u{1F468}'.repeat(5000)).join(''), '\u{1F468}'.repeat(5000))
    for (const hostile of ['\u202e((', 'אa', 'a\n', '\u202e((\n', `\u{1F468}`]) {
      const pieces = splitLong(hostile.repeat(60_000))
      assert.ok(pieces.length <= 100 && pieces.every(piece => piece.length <= 4000), hostile)
    }
    assert.deepEqual(splitLong(`a${'\u0301'.repeat(399_000)}b`), [`a${'\u0301'.repeat(20)}b`])
  })

  it('loses nothing when it is split, however it is made', () => {
    for (const text of [
      'https://'.repeat(50_000),
      `https://a.example/${')'.repeat(400_000)}`,
      'https://a.example/ '.repeat(20_000),
    ])
      assert.ok(
        splitLinks(text)
          .map(piece => piece.text)
          .join('') === text,
      )
    assert.ok(splitQuotes('>\n'.repeat(200_000)).length <= 301)
  })
})
