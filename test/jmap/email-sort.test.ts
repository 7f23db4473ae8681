import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { baseSubject } from '../../src/formats/base-subject.ts'
import { makeSearchedMail, NAMES } from './searched-mail.ts'

const mail = await makeSearchedMail()
after(() => mail[Symbol.asyncDispose]())

const octet = { collation: 'i;octet' }
const sorts: [sort: object[], order: string[]][] = [
  [[{ property: 'receivedAt' }], NAMES],
  [[{ property: 'receivedAt', isAscending: false }], NAMES.toReversed()],
  // Anna, Build, luca@…, Maria, Zoë, 田中
  [[{ property: 'from' }], ['reply', 'list', 'secret', 'invoice', 'long', 'japan']],
  [[{ property: 'from', isAscending: false }], ['japan', 'long', 'invoice', 'secret', 'list', 'reply']],
  [[{ property: 'from', ...octet }], ['reply', 'list', 'invoice', 'long', 'secret', 'japan']],
  // Anna (newest first), anna@…, everybody@…, Maria
  [[{ property: 'to' }], ['long', 'japan', 'invoice', 'secret', 'list', 'reply']],
  // ARCHIVE, Fattura twice (newest first), lunch, nightly, 請求書
  [[{ property: 'subject' }], ['long', 'reply', 'invoice', 'secret', 'list', 'japan']],
  [
    [{ property: 'subject' }, { property: 'receivedAt' }],
    ['long', 'invoice', 'reply', 'secret', 'list', 'japan'],
  ],
  [
    [{ property: 'hasKeyword', keyword: '$seen', isAscending: false }, { property: 'subject' }],
    ['long', 'reply', 'invoice', 'secret', 'list', 'japan'],
  ],
  [
    [{ property: 'hasKeyword', keyword: '$SEEN' }, { property: 'receivedAt' }],
    ['list', 'japan', 'secret', 'invoice', 'reply', 'long'],
  ],
  [
    [{ property: 'someInThreadHaveKeyword', keyword: '$flagged', isAscending: false }],
    ['reply', 'invoice', 'long', 'secret', 'japan', 'list'],
  ],
  [
    [
      { property: 'allInThreadHaveKeyword', keyword: '$work', isAscending: false },
      { property: 'receivedAt' },
    ],
    ['japan', 'long', 'invoice', 'reply', 'list', 'secret'],
  ],
  // only one has a date of its own, half an hour after it came
  [[{ property: 'sentAt' }], NAMES],
]
for (const [sort, order] of sorts) {
  test(`${JSON.stringify(sort)} puts ${order.join(', ')}`, async () => {
    assert.deepEqual(await mail.find({ sort }), order)
    // With a filter that everything passes, it is another way through the index.
    assert.deepEqual(await mail.find({ sort, filter: { text: 'example' } }), order)
    assert.deepEqual(
      await mail.find({ sort, filter: { minSize: 1 }, position: 2, limit: 3 }),
      order.slice(2, 5),
    )
  })
}

test('sizes rise, and fall', async () => {
  const rising = await mail.find({ sort: [{ property: 'size' }] })
  assert.equal(rising.at(-1), 'long')
  assert.deepEqual(
    await mail.find({ sort: [{ property: 'size', isAscending: false }] }),
    [...rising].reverse(),
  )
})

test('subjects are compared without the marks of replies, forwards and lists (RFC 5256 2.1)', () => {
  const subjects: [string, string][] = [
    ['Hello', 'Hello'],
    ['Re: Hello', 'Hello'],
    ['RE:Hello', 'Hello'],
    ['Re[2]: Hello', 'Hello'],
    ['Re: [list] Re: Hello', 'Hello'],
    ['[list] Hello', 'Hello'],
    ['[list]', '[list]'],
    ['[a] [b] Hello', 'Hello'],
    ['Fwd: Fw: Hello (fwd)', 'Hello'],
    ['[Fwd: Re: Hello]', 'Hello'],
    ['  Re:  two   words ', 'two words'],
    ['Regarding: x', 'Regarding: x'],
    ['Re:', ''],
    ['', ''],
  ]
  for (const [subject, base] of subjects) assert.equal(baseSubject(subject), base, subject)
  assert.equal(baseSubject(`${'Re: '.repeat(1000)}x`).length <= 1000, true)
})
