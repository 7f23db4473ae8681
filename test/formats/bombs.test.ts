import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeWords } from '../../src/formats/encoded-words.ts'
import { headerForm } from '../../src/formats/header-forms.ts'
import { htmlText } from '../../src/formats/html-text.ts'
import { MAX_DEPTH, MAX_PARTS } from '../../src/formats/mime-walk.ts'
import { parseParameters } from '../../src/formats/parameters.ts'
import { readMessage } from '../../src/formats/read-message.ts'
import { allParts } from './parts.ts'

const MB = 1 << 20
function bomb(text: string): ReturnType<typeof readMessage> {
  const bytes = Buffer.from(text, 'latin1')
  return readMessage(bytes)
}

test('20,000 parts are cut at the limit and say so', () => {
  const facts = bomb(
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(20000)}--b--\r\n`,
  )
  assert.equal(allParts(facts.structure).length, MAX_PARTS - 1)
  assert.deepEqual(facts.notices, ['cut-parts'])
})

test('1,000 levels are cut at the limit, and what lies below is shown as text', () => {
  let text = 'Subject: deep\r\n'
  for (let i = 0; i < 1000; i++) text += `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`
  const facts = bomb(`${text}\r\nhello\r\n`)
  assert.equal(facts.envelope.subject, 'deep')
  assert.ok(facts.notices.includes('cut-depth'))
  let depth = 0
  for (let part = facts.structure; part.parts?.[0]; part = part.parts[0]) depth++
  assert.equal(depth, MAX_DEPTH)
  assert.ok(facts.search.text.includes('hello'))
})

test('100,000 levels of messages in messages are one attachment', () => {
  const facts = bomb(`${'Content-Type: message/rfc822\r\n\r\n'.repeat(100000)}x`)
  assert.equal(facts.structure.type, 'message/rfc822')
})

test('a header of a megabyte is cut, and its subject and body are found behind it', () => {
  const trace = 'Received: from a by b with c; Sat, 14 Nov 2026 09:12:00 +0100\r\n'
  const facts = bomb(`${trace.repeat(20000)}Subject: late\r\n\r\nhello`)
  assert.equal(facts.envelope.subject, 'late')
  assert.equal(facts.preview, 'hello')
  assert.deepEqual(facts.notices, ['cut-header'])
})

test('lines that begin with dashes, boundaries of the longest kind and near misses cost nothing', () => {
  const boundary = 'b'.repeat(900)
  const head = `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n`
  bomb(head + '-'.repeat(8 * MB))
  bomb(head + '--\n'.repeat(MB))
  bomb(head + `--${'b'.repeat(899)}\n`.repeat(8000))
})

test('fifty open boundaries and a megabyte of lines that are none of them', () => {
  let text = ''
  for (let i = 0; i < 50; i++)
    text += `Content-Type: multipart/mixed; boundary=${'x'.repeat(60)}${i}\r\n\r\n--${'x'.repeat(60)}${i}\r\n`
  bomb(`${text}\r\n${`--${'x'.repeat(61)}\n`.repeat(20000)}`)
})

const REPEATED = [
  '"',
  '(',
  '<',
  '[',
  '\\',
  '\\"',
  ',',
  ':',
  ';',
  '@',
  'a:',
  ':;',
  '<>,',
  '"a" ',
  '(()',
  'a@',
  ' @ ',
  'a . ',
  '=?',
  '=?a?q?',
  '=?a?q?=?=',
  '=?utf-8?B?4?= ',
  '=?iso-2022-jp?Q?=1B?= ',
  '<a ',
  'x>',
  '(a',
  '\t',
  '\r\n ',
  'ä',
  '\0',
]
for (const unit of REPEATED) {
  test(`a field of ${JSON.stringify(unit)} again and again is read in linear time`, () => {
    const raw = unit.repeat(Math.floor(262144 / unit.length))
    for (const form of ['Text', 'Addresses', 'GroupedAddresses', 'MessageIds', 'Date', 'URLs'] as const)
      headerForm(form, raw)
    parseParameters(`a;${raw}`)
    decodeWords(raw)
    bomb(
      `From: ${raw}\r\nSubject: ${raw}\r\nContent-Type: text/plain; ${raw}\r\nContent-Disposition: ${raw}\r\n\r\nx`,
    )
  })
}

test('parameters in their thousands, open quotes and all, are read in linear time', () => {
  for (const unit of ['a=";b=\\"', 'a*0=b;', ';', '=;', "name*1*=u'v'%41;", ' (', 'x=" ;'])
    bomb(`Content-Type: text/plain; ${unit.repeat(Math.floor(260000 / unit.length))}\r\n\r\nx`)
})

test('an address list is read to its limit', () => {
  const facts = bomb(
    `From: ${Array.from({ length: 20000 }, (_, i) => `u${i}@nord.example`).join(', ')}\r\n\r\nx`,
  )
  assert.equal(facts.envelope.from?.length, 1000)
  assert.equal(facts.envelope.from?.[999]?.email, 'u999@nord.example')
})

test('5,000 nested comments in an address are no way to overflow the stack', () => {
  const facts = bomb(`From: anna@nord.example ${'('.repeat(5000)}x${')'.repeat(5000)}\r\n\r\nx`)
  assert.equal(facts.envelope.from?.[0]?.email, 'anna@nord.example')
})

test('a megabyte of HTML that never closes is read in linear time', () => {
  for (const unit of [
    '<',
    '<a',
    '<a ',
    '<a b="',
    "<a b='",
    '</',
    '<!',
    '<!--',
    '<?',
    '<style>',
    '<style><',
    '&',
    '&#',
    '<title>',
    '<a =">',
    '<img alt',
    '<img alt="',
    '<img alt= ',
  ])
    htmlText(unit.repeat(Math.floor(MB / unit.length)))
})

test('megabytes of dirty base64, quoted-printable and uuencode are measured in linear time', () => {
  for (const [encoding, unit] of [
    ['base64', '='],
    ['base64', 'A='],
    ['base64', 'A\n'],
    ['base64', '!'],
    ['base64', 'QUJD-'],
    ['quoted-printable', '='],
    ['quoted-printable', '= '],
    ['quoted-printable', '=\r'],
    ['quoted-printable', '=4'],
    ['x-uuencode', 'begin 644 a\n'],
    ['x-uuencode', 'M'],
  ])
    bomb(
      `Content-Transfer-Encoding: ${encoding}\r\n\r\n${(unit ?? '').repeat((4 * MB) / (unit ?? ' ').length)}`,
    )
})
