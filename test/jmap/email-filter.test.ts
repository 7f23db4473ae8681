import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fc } from '../world/fast-check.ts'
import { CORE, call, MAIL } from './request.ts'
import { ACCOUNT_ID, folderIds, makeSearchedMail, NAMES, OURS } from './searched-mail.ts'

const mail = await makeSearchedMail()
after(() => mail[Symbol.asyncDispose]())
const newestFirst = NAMES.toReversed()
/** of these names, in the order of a list */
const listed = (names: readonly string[]) => newestFirst.filter(name => names.includes(name))
const others = (...names: string[]) => NAMES.filter(name => !names.includes(name))
const { INBOX, Sent, Archive } = folderIds

/** Every condition of RFC 8621 4.4.1 and ours: what it is true of. */
const conditions: [condition: object, names: string[]][] = [
  [{ inMailbox: INBOX }, ['invoice', 'japan', 'secret']],
  [{ inMailbox: 'f99' }, []],
  [{ inMailbox: 'bogus' }, []],
  [{ inMailboxOtherThan: [INBOX, Archive] }, ['reply', 'list']],
  [{ inMailboxOtherThan: [] }, NAMES],
  [{ inMailboxOtherThan: ['bogus', 'f99', Sent] }, others('reply')],
  [{ before: '2026-11-03T08:00:00Z' }, ['invoice', 'reply']],
  [{ before: '2026-11-03T08:00:00.001Z' }, ['invoice', 'reply', 'list']],
  [{ after: '2026-11-03T08:00:00Z' }, ['list', 'japan', 'secret', 'long']],
  [{ after: '2026-11-03T08:00:00.001Z' }, ['japan', 'secret', 'long']],
  [{ before: '1990-01-01T00:00:00Z' }, []],
  [{ minSize: 5000 }, ['long']],
  [{ maxSize: 5000 }, others('long')],
  [{ minSize: 0 }, NAMES],
  [{ maxSize: 0 }, []],
  [{ minSize: Number.MAX_SAFE_INTEGER }, []],
  [{ hasKeyword: '$seen' }, ['invoice', 'reply', 'long']],
  [{ hasKeyword: '$SEEN' }, ['invoice', 'reply', 'long']],
  [{ hasKeyword: '$work' }, ['japan', 'long']],
  [{ hasKeyword: 'nobody has it' }, []],
  [{ notKeyword: '$seen' }, ['list', 'japan', 'secret']],
  [{ notKeyword: 'nobody has it' }, NAMES],
  [{ someInThreadHaveKeyword: '$flagged' }, ['invoice', 'reply']],
  [{ noneInThreadHaveKeyword: '$flagged' }, others('invoice', 'reply')],
  [{ allInThreadHaveKeyword: '$seen' }, ['invoice', 'reply']],
  [{ allInThreadHaveKeyword: '$work' }, ['japan', 'long']],
  [{ allInThreadHaveKeyword: '$flagged' }, []],
  [{ hasAttachment: true }, ['invoice']],
  [{ hasAttachment: false }, others('invoice')],
  [{ text: 'fattura' }, ['invoice', 'reply', 'secret']],
  [{ text: 'maria' }, ['invoice', 'reply']],
  [{ text: 'office@verdi.example' }, ['secret']],
  [{ text: 'boss' }, ['secret']],
  [{ text: 'GRÖSSE' }, []],
  [{ text: 'grösse' }, []],
  [{ text: 'größe' }, ['list']],
  [{ text: 'grazie arrivata' }, ['reply']],
  [{ text: '"grazie arrivata"' }, []],
  [{ text: '"grazie mille"' }, ['reply']],
  [{ text: 'graz*' }, ['reply']],
  [{ text: 'buon' }, ['long']],
  [{ text: 'picture of a cat' }, ['long']],
  [{ text: 'hungry' }, []],
  [{ text: '請求書' }, ['japan']],
  [{ text: '書' }, ['japan']],
  [{ text: '' }, NAMES],
  [{ text: '🎉' }, []],
  [{ from: 'anna' }, ['reply']],
  [{ from: 'zoe' }, ['long']],
  [{ from: 'Zoë' }, ['long']],
  [{ from: '田中' }, ['japan']],
  [{ from: 'office' }, []],
  [{ to: 'anna' }, ['invoice', 'japan', 'secret', 'long']],
  [{ to: 'maria@rossi.example' }, ['reply']],
  [{ cc: 'luca' }, ['reply']],
  [{ bcc: 'boss' }, ['secret']],
  [{ bcc: 'anna' }, []],
  [{ subject: 'fattura' }, ['invoice', 'reply']],
  [{ subject: 'archive' }, ['long']],
  [{ subject: 'lunch' }, ['secret']],
  [{ body: 'lunch' }, ['secret']],
  [{ body: 'fattura' }, ['reply', 'secret']],
  [{ fileName: 'fattura' }, ['invoice']],
  [{ fileName: 'lunch' }, []],
  [{ header: ['Subject'] }, NAMES],
  [{ header: ['subject', 'FATTURA'] }, ['invoice', 'reply']],
  [{ header: ['From', 'rossi.example'] }, ['invoice']],
  [{ header: ['From', 'ë'] }, ['long']],
  [{ header: ['Cc'] }, ['reply']],
  [{ header: ['Bcc', 'boss'] }, ['secret']],
  [{ header: ['Sender'] }, ['secret']],
  [{ header: ['References', '<invoice@'] }, ['reply']],
  [{ header: ['Message-ID', '<japan@test.example>'] }, ['japan']],
  [{ header: ['List-Id'] }, ['list']],
  [{ header: ['list-id', 'BUILDS'] }, ['list']],
  [{ header: ['List-Id', 'nightly'] }, []],
  [{ header: ['X-Mood'] }, ['secret', 'long']],
  [{ header: ['X-Mood', 'tired'] }, ['long']],
  [{ header: ['Date', '3 Nov'] }, ['list']],
  [{ header: ['', ''] }, []],
  [{}, NAMES],
  [{ inMailbox: INBOX, text: 'fattura', hasKeyword: '$flagged', hasAttachment: true }, ['invoice']],
  [{ inMailbox: Sent, text: 'fattura', hasAttachment: true }, []],
  [{ header: ['X-Mood'], hasKeyword: '$work' }, ['long']],
]

for (const [condition, names] of conditions) {
  test(`${JSON.stringify(condition)} is true of ${names.join(', ') || 'nothing'}`, async () => {
    assert.deepEqual(await mail.find({ filter: condition }), listed(names))
    assert.deepEqual(
      await mail.find({ filter: { operator: 'NOT', conditions: [condition] } }),
      listed(others(...names)),
    )
  })
}

test('any conditions go together by AND, OR and NOT as sets do, in every order and window', async () => {
  type Filter = { operator: string; conditions: Filter[] } | object
  type Pair = { filter: Filter; names: string[] }
  const atom = fc.constantFrom(...conditions).map(([filter, names]): Pair => ({ filter, names }))
  const join = (operator: string, inner: readonly Pair[]): Pair => {
    const conditions = inner.map(one => one.filter)
    const has =
      (name: string) =>
      ({ names }: Pair) =>
        names.includes(name)
    const names = NAMES.filter(name => {
      if (operator === 'AND') return inner.every(has(name))
      return inner.some(has(name)) === (operator === 'OR')
    })
    return { filter: { operator, conditions }, names }
  }
  const { tree } = fc.letrec<{ tree: Pair }>(tie => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      atom,
      fc
        .tuple(fc.constantFrom('AND', 'OR', 'NOT'), fc.array(tie('tree'), { maxLength: 3 }))
        .map(([operator, inner]) => join(operator, inner)),
    ),
  }))
  const sorts = [
    [],
    [{ property: 'receivedAt' }],
    [{ property: 'size' }, { property: 'receivedAt', isAscending: false }],
  ]
  await fc.assert(
    fc.asyncProperty(
      tree,
      fc.nat(4),
      fc.nat(4),
      fc.constantFrom(...sorts),
      async ({ filter, names }, position, limit, sort) => {
        assert.deepEqual(await mail.find({ filter }), listed(names))
        const all = await mail.find({ filter, sort })
        const page = await mail.find({ filter, sort, position, limit })
        assert.deepEqual(page, all.slice(position, position + limit))
        const { total } = await call(
          mail.person,
          'Email/query',
          { accountId: ACCOUNT_ID, filter, sort, limit, calculateTotal: true },
          OURS,
        )
        assert.equal(total, names.length)
      },
    ),
    { numRuns: 150 },
  )
})

test('mail with \\Deleted is not found without our capability, nor does it hold a thread together', async () => {
  const plain = (args: object) => mail.find(args, [CORE, MAIL])
  assert.deepEqual(await plain({ filter: { text: 'fattura' } }), ['reply', 'invoice'])
  assert.deepEqual(await plain({ filter: { header: ['X-Mood'] } }), ['long'])
  assert.deepEqual(await plain({ filter: { text: 'fattura' }, collapseThreads: true }), ['reply'])
  assert.deepEqual(await plain({ filter: { hasKeyword: '$deleted' } }), [])
  const { total } = await call(mail.person, 'Email/query', {
    accountId: ACCOUNT_ID,
    filter: { text: 'fattura' },
    calculateTotal: true,
  })
  assert.equal(total, 2)
})

test('names of files are looked for under our capability alone', async () => {
  assert.equal(await mail.find({ filter: { fileName: 'fattura' } }, [CORE, MAIL]), 'unsupportedFilter')
})

test('threads collapse to the first in the order, whatever finds them', async () => {
  const collapsed = (filter: object, sort: object[] = []) =>
    mail.find({ filter, sort, collapseThreads: true })
  assert.deepEqual(await collapsed({ text: 'fattura' }), ['secret', 'reply'])
  assert.deepEqual(await collapsed({ text: 'fattura' }, [{ property: 'receivedAt' }]), ['invoice', 'secret'])
  assert.deepEqual(await collapsed({ hasKeyword: '$work' }), ['long'])
  assert.deepEqual(await collapsed({ minSize: 1 }, [{ property: 'size' }]).then(names => names.length), 4)
})

test('an anchor, a negative position and a window past the end are as in every list', async () => {
  const found = (args: object) => mail.find({ filter: { text: 'fattura' }, ...args })
  assert.deepEqual(await found({ anchor: mail.id('reply'), limit: 1 }), ['reply'])
  assert.deepEqual(await found({ anchor: mail.id('reply'), anchorOffset: -1 }), [
    'secret',
    'reply',
    'invoice',
  ])
  assert.deepEqual(await found({ anchor: mail.id('reply'), anchorOffset: 1, limit: 5 }), ['invoice'])
  assert.equal(await found({ anchor: mail.id('list') }), 'anchorNotFound')
  assert.deepEqual(await found({ position: -1 }), ['invoice'])
  assert.deepEqual(await found({ position: 3 }), [])
  assert.deepEqual(await found({ limit: 0 }), [])
  assert.deepEqual(await found({ sort: [{ property: 'size' }], anchor: mail.id('reply'), limit: 1 }), [
    'reply',
  ])
})
