import assert from 'node:assert/strict'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { decodeCharset, decodeRawHeader } from '../../src/formats/charset.ts'
import { guessCharset } from '../../src/formats/guess-charset.ts'
import { fc } from '../world/fast-check.ts'

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
  const texts: [charset: string, text: string][] = [
    ['koi8-r', 'Привет, это письмо без метки'],
    ['windows-1251', 'Привет, это письмо без метки'],
    ['shift_jis', '日本語のメールをお送りします。'],
    ['shift_jis', '日本語日本語'],
    ['euc-jp', '日本語のメールをお送りします。'],
    ['euc-kr', '안녕하세요, 메일을 보냅니다'],
    ['gbk', '您好，请查收附件中的发票'],
    ['big5', '您好，請查收附件中的發票'],
    ['windows-1252', 'Größe und Übermut in einer Straße'],
    ['windows-1252', 'naïve café, 5 €'],
    ['windows-1252', 'ÄRGER ÄNDERN'],
    ['windows-1252', 'L’été à Besançon, où l’œuvre naît. '.repeat(30)],
    ['windows-1251', '<p class="text">Привет</p><p class="text">Это письмо</p>'.repeat(9)],
    ['gbk', '<p class="text">您好，请查收附件中的发票</p>'.repeat(9)],
  ]
  for (const [charset, text] of texts) assert.equal(guessCharset(iconv.encode(text, charset)), charset, text)
  assert.equal(guessCharset(Buffer.concat([Buffer.from('äöü ÄÖÜ'), Buffer.from([0xff])])), 'utf-8')
})

test('a raw header is UTF-8 when it can be, else the charset of the body', () => {
  const octets = (hex: string) => Buffer.from(hex, 'hex').toString('latin1')
  assert.equal(decodeRawHeader(octets('c3a4'), 'koi8-r'), 'ä')
  assert.equal(decodeRawHeader(octets('f0d2'), 'koi8-r'), 'Пр')
  assert.equal(decodeRawHeader(octets('e4'), null), 'ä')
  assert.equal(decodeRawHeader('plain', null), 'plain')
})
