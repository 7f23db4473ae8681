import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeCharset, decodeRawHeader, guessCharset } from '../../src/formats/charset.ts'

const decode = (hex: string, label: string | null) => decodeCharset(Buffer.from(hex, 'hex'), label)

test('labels mean what browsers and mail programs take them for', () => {
  for (const label of ['iso-8859-1', 'ISO-8859-1', 'latin1', '"iso-8859-1"', 'windows-1252', ' cp1252 '])
    assert.deepEqual(decode('93e480', label), { text: '“ä€', problem: false }, label)
  assert.equal(decode('e946', 'gb2312').text, '镕')
  assert.equal(decode('8c63', 'ks_c_5601-1987').text, '똠')
  assert.equal(decode('c3a4', 'us-ascii').text, 'ä')
  assert.equal(decode('c3a4', 'utf-8*de').text, 'ä')
})

test('UTF-16 is read by its mark, else by its zeros', () => {
  assert.equal(decode('fffe4100', 'utf-16').text, 'A')
  assert.equal(decode('feff0041', 'utf-16').text, 'A')
  assert.equal(decode('00410042', 'utf-16').text, 'AB')
  assert.equal(decode('41004200', 'utf-16').text, 'AB')
})

test('never throws, whatever the label and the octets', () => {
  const label = fc.oneof(
    fc.constantFrom(
      'utf-7',
      'hz-gb-2312',
      'iso-2022-kr',
      'iso-2022-jp',
      'utf-16',
      'utf-32',
      'big5',
      'base64',
      'hex',
      '__proto__',
      '',
    ),
    fc.string(),
  )
  fc.assert(
    fc.property(label, fc.uint8Array({ maxLength: 50 }), (name, bytes) => {
      assert.equal(typeof decodeCharset(bytes, name).text, 'string')
    }),
    { numRuns: 2000 },
  )
})

test('names of no charset of mail are not taken for one', () => {
  assert.deepEqual(decodeCharset(Buffer.from('QUJD'), 'base64'), { text: 'QUJD', problem: true })
  assert.deepEqual(decodeCharset(Buffer.from('4142'), 'hex'), { text: '4142', problem: true })
})

test('unlabelled text is guessed by what its letters are', () => {
  const guess = (hex: string) => guessCharset(Buffer.from(hex, 'hex'))
  assert.equal(guess('f0d2c9d7c5d42c20dcd4cf20d0c9d3d8cdcf'), 'koi8-r')
  assert.equal(guess('cff0e8e2e5f22c20fdf2ee20efe8f1fcece'.padEnd(36, 'e')), 'windows-1251')
  assert.equal(guess('4361666520e920e0'), 'windows-1252')
})

test('a raw header is UTF-8 when it can be, else the charset of the body', () => {
  const octets = (hex: string) => Buffer.from(hex, 'hex').toString('latin1')
  assert.equal(decodeRawHeader(octets('c3a4'), 'koi8-r'), 'ä')
  assert.equal(decodeRawHeader(octets('f0d2'), 'koi8-r'), 'Пр')
  assert.equal(decodeRawHeader(octets('e4'), null), 'ä')
  assert.equal(decodeRawHeader('plain', null), 'plain')
})
