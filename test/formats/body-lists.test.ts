import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Part } from '../../src/domain/message.ts'
import { bodyLists, partById } from '../../src/formats/body-lists.ts'
import { readMessage } from '../../src/formats/read-message.ts'

type Tree = string | Tree[]

/** "A text/plain inline" → a leaf; ['mixed', …] → a multipart. */
function build(tree: Tree): Part {
  const [name, type, disposition, file] =
    typeof tree === 'string' ? tree.split(' ') : [null, `multipart/${tree[0]}`]
  const part: Part = {
    id: name ?? null,
    type: type ?? 'text/plain',
    charset: null,
    encoding: '7bit',
    disposition: !disposition || disposition === '-' ? null : disposition,
    name: file ?? null,
    cid: null,
    language: null,
    location: null,
    header: [0, 0],
    body: [0, 0],
    size: 0,
  }
  if (typeof tree !== 'string') part.parts = tree.slice(1).map(build)
  return part
}

function lists(tree: Tree): [text: string, html: string, attachments: string] {
  const { textBody, htmlBody, attachments } = bodyLists(build(tree))
  const ids = (parts: Part[]) => parts.map(p => p.id).join(' ')
  return [ids(textBody), ids(htmlBody), ids(attachments)]
}

test('the worked example of RFC 8621 4.1.4 comes out', () => {
  const example: Tree = [
    'mixed',
    'A text/plain inline',
    [
      'mixed',
      [
        'alternative',
        ['mixed', 'B text/plain inline', 'C image/jpeg inline', 'D text/plain inline'],
        ['related', 'E text/html', 'F image/jpeg'],
      ],
      'G image/jpeg attachment',
      'H application/x-excel',
      'J message/rfc822',
    ],
    'K text/plain inline',
  ]
  assert.deepEqual(lists(example), ['A B C D K', 'A E K', 'C F G H J'])
})

test('one kind alone is the text of both lists', () => {
  assert.deepEqual(lists('A text/plain'), ['A', 'A', ''])
  assert.deepEqual(lists('A text/html'), ['A', 'A', ''])
  assert.deepEqual(lists(['alternative', 'A text/html']), ['A', 'A', ''])
  assert.deepEqual(lists(['alternative', 'A text/plain']), ['A', 'A', ''])
})

test('an alternative puts what is neither plain nor HTML among the attachments', () => {
  assert.deepEqual(lists(['alternative', 'A text/plain', 'B text/html', 'C text/calendar']), ['A', 'B', 'C'])
  assert.deepEqual(lists(['alternative', 'A text/plain', 'B image/png']), ['A', 'A', 'B'])
})

test('a text with a file name that is not the first is an attachment; a picture with one is shown', () => {
  assert.deepEqual(lists(['mixed', 'A text/plain', 'B text/plain - b.txt', 'C image/png - c.png']), [
    'A C',
    'A C',
    'B',
  ])
  assert.deepEqual(lists(['mixed', 'A text/plain - a.txt', 'B text/plain']), ['A B', 'A B', ''])
})

test('only the first part of multipart/related is shown', () => {
  assert.deepEqual(lists(['related', 'A text/html', 'B text/html', 'C image/png inline']), ['A', 'A', 'B C'])
})

test('a part is found by its id, however deep, and nothing else is', () => {
  const { structure } = readMessage(
    Buffer.from(
      'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--c\n\ny\n--c--\n--b--\n',
    ),
  )
  assert.equal(partById(structure, '1.2')?.type, 'text/plain')
  assert.equal(partById(structure, '1'), null)
  assert.equal(partById(structure, ''), null)
})
