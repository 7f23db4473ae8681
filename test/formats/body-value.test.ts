import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeText } from '../../src/formats/body-value.ts'
import { fc } from '../world/fast-check.ts'

const utf8 = (text: string, max?: number, html = false) =>
  decodeText(Buffer.from(text), '8bit', 'utf-8', max === undefined ? { html } : { max, html })

test('lines end in LF, whatever they ended in', () => {
  assert.equal(utf8('a\r\nb\rc\n').value, 'a\nb\nc\n')
})

test('a cut value fits its limit, splits no character and says that it is cut', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.integer({ min: 1, max: 80 }),
      (text, max) => {
        const whole = utf8(text).value
        const { value, isTruncated, isEncodingProblem } = utf8(text, max)
        assert.ok(Buffer.byteLength(value) <= max)
        assert.ok(whole.startsWith(value))
        assert.ok(value.isWellFormed())
        assert.equal(isTruncated, value !== whole)
        assert.equal(isEncodingProblem, false)
        assert.ok(!isTruncated || Buffer.byteLength(value) > max - 4)
      },
    ),
  )
})

test('HTML is never cut inside a tag', () => {
  const html = '<p>hello <a href="https://nord.example/">there</a></p>'
  for (let max = 1; max < html.length; max++) {
    const { value, isTruncated } = utf8(html, max, true)
    assert.equal(isTruncated, true)
    assert.ok(value.lastIndexOf('<') <= value.lastIndexOf('>'), value)
  }
  assert.equal(utf8(html, 20, true).value, '<p>hello ')
  assert.equal(utf8(html, 0, true).isTruncated, false)
})

test('problems are said: broken octets, unknown charset, unknown encoding', () => {
  const problem = (bytes: string, encoding: string, charset: string | null) =>
    decodeText(Buffer.from(bytes, 'latin1'), encoding, charset, { html: false }).isEncodingProblem
  assert.equal(problem('a', '7bit', 'us-ascii'), false)
  assert.equal(problem('a', '7bit', null), false)
  assert.equal(problem('\xc3\xa4', '8bit', 'utf-8'), false)
  assert.equal(problem('\xe4', '8bit', 'utf-8'), true)
  assert.equal(problem('\xe4', '8bit', 'iso-8859-1'), false)
  assert.equal(problem('\xe4', '8bit', null), true)
  assert.equal(problem('a', '8bit', 'x-nobody-knows'), true)
  assert.equal(problem('a', 'x-zip', 'utf-8'), true)
})

test('a meta element decides only without a MIME charset, and never for UTF-16 or UTF-7', () => {
  const html = (meta: string, charset: string | null, bytes: string) =>
    decodeText(Buffer.from(`<meta ${meta}>${bytes}`, 'latin1'), '8bit', charset, { html: true }).value.split(
      '>',
    )[1]
  assert.equal(html('charset=koi8-r', null, '\xf0\xd2'), 'Пр')
  assert.equal(html('http-equiv=Content-Type content="text/html; charset=koi8-r"', null, '\xf0\xd2'), 'Пр')
  assert.equal(html('charset=koi8-r', 'utf-8', '\xc3\xa4'), 'ä')
  assert.equal(html('charset=utf-7', null, '+ADw-script+AD4-'), '+ADw-script+AD4-')
})
