import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromLine, mboxQuoted } from '../../src/formats/mbox.ts'
import { fc } from '../world/fast-check.ts'

const quoted = (...pieces: string[]) =>
  Buffer.concat([...mboxQuoted(pieces.map(piece => Buffer.from(piece, 'latin1')))]).toString('latin1')

test('lines that begin with From, after any number of >, get one more', () => {
  assert.equal(quoted('From a\n'), '>From a\n\n')
  assert.equal(
    quoted('a\r\nFrom b\r\n>From c\r\n>>From d\r\n'),
    'a\r\n>From b\r\n>>From c\r\n>>>From d\r\n\n',
  )
  assert.equal(quoted('a From b\n> From c\nFromd\nfrom e\n'), 'a From b\n> From c\nFromd\nfrom e\n\n')
  // A carriage return alone ends no line.
  assert.equal(quoted('a\rFrom b\n'), 'a\rFrom b\n\n')
})

test('only a message whose last line has no end gets one', () => {
  assert.equal(quoted('abc'), 'abc\n\n')
  assert.equal(quoted(''), '\n')
  assert.equal(quoted('abc\r\n'), 'abc\r\n\n')
})

test('taking one > away gives the very bytes back, however the message was cut into pieces', () => {
  const text = fc
    .array(fc.constantFrom('From ', 'From', 'Fro', '>', '>>', '\n', '\r\n', 'F', ' ', 'x', 'ÿ'), {
      maxLength: 60,
    })
    .map(parts => parts.join(''))
  fc.assert(
    fc.property(text, fc.array(fc.nat(200), { maxLength: 8 }), (message, cuts) => {
      const places = [
        0,
        ...cuts.map(cut => Math.min(cut, message.length)).sort((a, b) => a - b),
        message.length,
      ]
      const pieces = places.slice(1).map((end, i) => message.slice(places[i], end))
      const written = quoted(...pieces)
      assert.equal(written, quoted(message))
      assert.doesNotMatch(written, /(^|\n)From /)
      const ended = message === '' || message.endsWith('\n') ? message : `${message}\n`
      assert.equal(written.replace(/(^|\n)>(?=>*From )/g, '$1'), `${ended}\n`)
    }),
    { numRuns: 3000 },
  )
})

test('a message begins with the line mail programs look for, its day filled with a blank', () => {
  assert.equal(
    Buffer.from(fromLine(1_704_153_600)).toString(),
    'From MAILER-DAEMON Tue Jan  2 00:00:00 2024\n',
  )
  assert.equal(
    Buffer.from(fromLine(1_700_000_000)).toString(),
    'From MAILER-DAEMON Tue Nov 14 22:13:20 2023\n',
  )
})
