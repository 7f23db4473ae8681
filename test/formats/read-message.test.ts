import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Part } from '../../src/domain/message.ts'
import { readMessage } from '../../src/formats/read-message.ts'
import { decodeTransferBytes } from '../../src/formats/transfer-encoding.ts'
import { fc } from '../world/fast-check.ts'
import { bodyOf } from './parts.ts'

/** Pieces of which a hostile message may be made. */
const piece = fc.oneof(
  fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    ' ',
    '--b',
    '--b--',
    '--bb',
    '--',
    'Content-Type: multipart/mixed; boundary=b\r\n',
    'Content-Type: multipart/related; boundary="bb"; start="<x>"\r\n',
    'Content-Type: message/rfc822\r\n',
    'Content-Transfer-Encoding: base64\r\n',
    'Content-Transfer-Encoding: quoted-printable\r\n',
    'Content-Transfer-Encoding: x-uuencode\r\n',
    'Content-Disposition: attachment; filename*0*=utf-8\'\'%E2; filename="=?utf-8?B?4?="\r\n',
    'Content-ID: <x>\r\n',
    'From: "a" <b@c>, (((, <<>>, g: x;\r\n',
    'Subject: =?iso-2022-jp?B?GyRC?= =?x?Q?=?=\r\n',
    'Date: 31 Feb 99999 25:61:61 +9999\r\n',
    'References: <a> <b <c>>\r\n',
    'QUJD=',
    '=3D=\r\n=4',
    'begin 644 x\n#QUJD\nend\n',
    '<p>&#x110000;&amp;<!--<style>',
  ),
  fc.uint8Array({ maxLength: 40 }).map(b => Buffer.from(b).toString('latin1')),
)
const message = fc.array(piece, { maxLength: 60 }).map(pieces => Buffer.from(pieces.join(''), 'latin1'))

test('never throws on arbitrary bytes, and every offset lies inside the message', () => {
  fc.assert(
    fc.property(message, bytes => {
      const facts = readMessage(bytes)
      assert.equal(facts.notices.includes('unreadable'), false)
      holds(bytes, facts.structure)
      assert.ok(facts.headerLength <= bytes.length)
      assert.ok(facts.preview.length <= 256)
    }),
    { numRuns: 3000 },
  )
})

function holds(bytes: Uint8Array, root: Part): void {
  const ids = new Set<string>()
  const waiting = [root]
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const [h0, h1] = part.header
    const [b0, b1] = part.body
    assert.ok(0 <= h0 && h0 <= h1 && h1 <= b0 && b0 <= b1 && b1 <= bytes.length, JSON.stringify(part))
    assert.equal(part.id === null, part.parts !== undefined)
    if (part.id !== null) {
      assert.equal(ids.has(part.id), false, `id ${part.id} twice`)
      ids.add(part.id)
      assert.equal(part.size, decodeTransferBytes(bodyOf(bytes, part), part.encoding).length)
    }
    for (const child of part.parts ?? []) assert.ok(child.header[0] >= b0 && child.body[1] <= b1)
    if (part.parts) waiting.push(...part.parts)
  }
}

test('the words of a message reach the index: names, addresses, file names, text', () => {
  const { search } = readMessage(
    letter(
      'From: =?utf-8?Q?J=C3=B6rg?= <joerg@nord.example>',
      'To: a@sud.example',
      'To: b@sud.example',
      'Cc: "Team" <team@sud.example>',
      'Sender: office@nord.example',
      'Reply-To: a@sud.example',
      'Subject: =?utf-8?B?5pel5pys6Kqe?= invoice',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'hello there',
      '--b',
      'Content-Disposition: attachment; filename="report 2026.pdf"',
      '',
      'x',
      '--b--',
    ),
  )
  assert.equal(search.subject.trim(), '日本 本語 語  invoice')
  assert.equal(search.from, 'Jörg joerg@nord.example')
  assert.equal(search.to, 'a@sud.example\nb@sud.example')
  assert.equal(search.cc, 'Team team@sud.example')
  assert.equal(search.bcc, '')
  assert.equal(search.others, 'office@nord.example')
  assert.equal(search.files, 'report 2026.pdf')
  assert.equal(search.text, 'hello there')
})

test('the words of messages inside reach the index, those of attachments of theirs by name', () => {
  const inner = letter(
    'Subject: forwarded offer',
    'Content-Type: multipart/mixed; boundary=c',
    '',
    '--c',
    '',
    'the old text',
    '--c',
    'Content-Type: message/rfc822',
    '',
    'Subject: deepest',
    '',
    'at the bottom',
    '--c',
    'Content-Type: application/pdf; name=plan.pdf',
    '',
    'x',
    '--c--',
  )
  const parcel = (head: string, body: string) =>
    letter(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'see below',
      '--b',
      head,
      '',
      body,
      '--b--',
    )
  const plain = parcel('Content-Type: message/rfc822', Buffer.from(inner).toString())
  const encoded = parcel(
    'Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64',
    Buffer.from(inner).toString('base64'),
  )
  for (const bytes of [plain, encoded]) {
    const { search, preview } = readMessage(bytes)
    for (const words of ['see below', 'forwarded offer', 'the old text', 'deepest', 'at the bottom'])
      assert.ok(search.text.includes(words), words)
    assert.equal(search.files, 'plan.pdf')
    assert.equal(preview, 'see below')
  }
})

test('a thread begins with the first reference, else the answered message, else itself', () => {
  const root = (...lines: string[]) => readMessage(letter(...lines, '', 'x')).threadRoot
  assert.equal(root('Message-ID: <c@x>', 'In-Reply-To: <b@x>', 'References: <a@x>', ' <b@x>'), 'a@x')
  assert.equal(root('Message-ID: <c@x>', 'In-Reply-To: your mail of Monday <b@x>'), 'b@x')
  assert.equal(root('Message-ID: <c@x>'), 'c@x')
  assert.equal(root('Message-ID: c@x'), 'c@x')
  assert.equal(root('Subject: none'), '')
})

test('pictures of the HTML and signatures are no attachments to the eye', () => {
  const has = (...head: string[]) =>
    readMessage(
      letter(
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        '',
        'x',
        '--b',
        ...head,
        '',
        'y',
        '--b--',
      ),
    ).hasAttachment
  assert.equal(has('Content-Type: image/png', 'Content-ID: <a>', 'Content-Disposition: inline'), false)
  assert.equal(has('Content-Type: application/pgp-signature; name=sig.asc'), false)
  assert.equal(has('Content-Type: application/pdf'), true)
  assert.equal(has('Content-Type: text/plain; name=a.txt', 'Content-Disposition: attachment'), true)
  assert.equal(has('Content-Type: message/rfc822'), true)
  assert.equal(has('Content-Type: message/delivery-status'), false)
})

test('the preview is one line without invisible fillers, cut at a whole character', () => {
  const { preview } = readMessage(
    letter('Content-Type: text/plain; charset=utf-8', '', ' a\t\u034f \u200c \r\n b'),
  )
  assert.equal(preview, 'a b')
  const long = readMessage(
    letter('Content-Type: text/plain; charset=utf-8', '', `x${'😀'.repeat(400)}`),
  ).preview
  assert.equal(long, `x${'😀'.repeat(127)}`)
  const late = readMessage(letter('Content-Type: text/html', '', `${'<br>\n'.repeat(900)}offer`)).preview
  assert.equal(late, 'offer')
})

function letter(...lines: string[]): Uint8Array {
  return Buffer.from(lines.join('\r\n'))
}
