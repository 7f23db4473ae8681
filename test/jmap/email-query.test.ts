import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makePerson } from './person.ts'
import { CORE, call, MAIL, strings, TIME } from './request.ts'

const letter = (n: number, root: number) =>
  `From: a@b.example\nSubject: ${n}\nMessage-ID: <${n}@b.example>\nReferences: <${root}@b.example>\n\n${n}\n`
const message = (n: number, root = n, flags: string[] = []) => ({
  raw: letter(n, root),
  date: `2026-11-${String(n).padStart(2, '0')}T08:00:00Z`,
  flags,
})

// newest first in INBOX: 9 8 7 6 5 4 3 2 1; 2, 6 and 9 are one thread, 3 and 4 another, 12 in Sent belongs to 1
const person = await makePerson([
  {
    folders: [
      {
        path: 'INBOX',
        messages: [
          message(1),
          message(2),
          message(3),
          message(4, 3),
          message(5),
          message(6, 2),
          message(7, 7, ['\\Deleted']),
          message(8),
          message(9, 2, ['\\Deleted']),
        ],
      },
      { path: 'Sent', messages: [message(12, 1), message(11)] },
      { path: 'Empty', messages: [] },
    ],
  },
])
after(() => person[Symbol.asyncDispose]())
const accountId = 'p141'
const ours = [CORE, MAIL, TIME]
const inMailbox = 'f1'

const subjects: Record<string, number> = {}
for (const id of strings((await call(person, 'Email/query', { accountId }, ours)).ids)) {
  const { list } = await call(person, 'Email/get', { accountId, ids: [id], properties: ['subject'] }, ours)
  subjects[id] = Number(list?.[0]?.subject)
}
const idOf = (n: number) => Object.entries(subjects).find(([, subject]) => subject === n)?.[0] ?? ''

const query = async (args: object, using: string[] = ours) => {
  const { ids, position, total, error } = await call(person, 'Email/query', { accountId, ...args }, using)
  return (
    error ?? {
      found: strings(ids).map(id => subjects[id]),
      position,
      ...(total === undefined ? {} : { total }),
    }
  )
}

const up = [{ property: 'receivedAt' }]
const down = [{ property: 'receivedAt', isAscending: false }]
const filter = { inMailbox }

const good: [what: string, args: object, answer: object][] = [
  ['all emails newest first', {}, { found: [12, 11, 9, 8, 7, 6, 5, 4, 3, 2, 1], position: 0 }],
  ['all emails oldest first', { sort: up }, { found: [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12], position: 0 }],
  ['a folder newest first', { filter, sort: down }, { found: [9, 8, 7, 6, 5, 4, 3, 2, 1], position: 0 }],
  ['a folder with no sort at all', { filter, sort: [] }, { found: [9, 8, 7, 6, 5, 4, 3, 2, 1], position: 0 }],
  ['a folder oldest first', { filter, sort: up, limit: 3 }, { found: [1, 2, 3], position: 0 }],
  [
    'isAscending true where it is not said',
    { filter, sort: [{ property: 'receivedAt' }], limit: 1 },
    { found: [1], position: 0 },
  ],
  [
    'a date with a collation, which is ignored',
    { filter, sort: [{ ...up[0], collation: 'i;octet' }], limit: 1 },
    { found: [1], position: 0 },
  ],
  ['the same property twice', { filter, sort: [...down, ...up], limit: 1 }, { found: [9], position: 0 }],
  ['a window', { filter, position: 2, limit: 3 }, { found: [7, 6, 5], position: 2 }],
  [
    'a window and the total',
    { filter, position: 2, limit: 1, calculateTotal: true },
    { found: [7], position: 2, total: 9 },
  ],
  [
    'a window past the end',
    { filter, position: 9, limit: 3, calculateTotal: true },
    { found: [], position: 9, total: 9 },
  ],
  [
    'a window far past the end',
    { filter, position: 9_007_199_254_740_991 },
    { found: [], position: 9_007_199_254_740_991 },
  ],
  [
    'a window that ends past the end',
    { filter, position: 7, limit: 9_007_199_254_740_991 },
    { found: [2, 1], position: 7 },
  ],
  ['nothing with limit 0', { filter, limit: 0, calculateTotal: true }, { found: [], position: 0, total: 9 }],
  ['a position from the end', { filter, position: -2 }, { found: [2, 1], position: 7 }],
  ['a position before the beginning', { filter, position: -100, limit: 1 }, { found: [9], position: 0 }],
  ['an anchor', { filter, anchor: idOf(5), limit: 2 }, { found: [5, 4], position: 4 }],
  [
    'an anchor, offset back',
    { filter, anchor: idOf(5), anchorOffset: -1, limit: 2 },
    { found: [6, 5], position: 3 },
  ],
  [
    'an anchor, offset forth',
    { filter, anchor: idOf(5), anchorOffset: 2, limit: 2 },
    { found: [3, 2], position: 6 },
  ],
  [
    'an anchor, offset before the beginning',
    { filter, anchor: idOf(8), anchorOffset: -9, limit: 1 },
    { found: [9], position: 0 },
  ],
  [
    'an anchor, offset past the end',
    { filter, anchor: idOf(1), anchorOffset: 5 },
    { found: [], position: 13 },
  ],
  [
    'an anchor in ascending order',
    { filter, sort: up, anchor: idOf(5), limit: 2 },
    { found: [5, 6], position: 4 },
  ],
  [
    'an anchor, the position ignored',
    { filter, anchor: idOf(5), position: -1, limit: 1 },
    { found: [5], position: 4 },
  ],
  ['an anchor in all folders', { anchor: idOf(11), limit: 2 }, { found: [11, 9], position: 1 }],
  [
    'an anchorOffset without an anchor, ignored',
    { filter, anchorOffset: 3, limit: 1 },
    { found: [9], position: 0 },
  ],
  [
    'nothing in an empty folder',
    { filter: { inMailbox: 'f3' }, calculateTotal: true },
    { found: [], position: 0, total: 0 },
  ],
  [
    'nothing in a folder that is not there',
    { filter: { inMailbox: 'f99' }, calculateTotal: true },
    { found: [], position: 0, total: 0 },
  ],
  ['nothing in a folder no index could have', { filter: { inMailbox: 'bogus' } }, { found: [], position: 0 }],
  [
    'nothing from the end of nothing',
    { filter: { inMailbox: 'bogus' }, position: -1 },
    { found: [], position: 0 },
  ],
  [
    'everything with an empty condition',
    { filter: {}, limit: 1, calculateTotal: true },
    { found: [12], position: 0, total: 11 },
  ],
  [
    'one folder by AND',
    { filter: { operator: 'AND', conditions: [{}, filter] }, limit: 1 },
    { found: [9], position: 0 },
  ],
  [
    'no folder by AND of two',
    { filter: { operator: 'AND', conditions: [{ inMailbox: 'f2' }, filter] } },
    { found: [], position: 0 },
  ],
  [
    'one folder by OR of one',
    { filter: { operator: 'OR', conditions: [filter] }, limit: 1 },
    { found: [9], position: 0 },
  ],
  ['nothing by OR of none', { filter: { operator: 'OR', conditions: [] } }, { found: [], position: 0 }],
  [
    'everything by NOT of none',
    { filter: { operator: 'NOT', conditions: [] }, limit: 1 },
    { found: [12], position: 0 },
  ],
  [
    'one email a thread',
    { filter, collapseThreads: true, calculateTotal: true },
    { found: [9, 8, 7, 5, 4, 1], position: 0, total: 6 },
  ],
  [
    'one email a thread, the oldest',
    { filter, sort: up, collapseThreads: true },
    { found: [1, 2, 3, 5, 7, 8], position: 0 },
  ],
  [
    'one email a thread over folders',
    { collapseThreads: true },
    { found: [12, 11, 9, 8, 7, 5, 4], position: 0 },
  ],
  [
    'a window of threads',
    { filter, collapseThreads: true, position: 2, limit: 2 },
    { found: [7, 5], position: 2 },
  ],
  [
    'an anchor among threads',
    { filter, collapseThreads: true, anchor: idOf(4), anchorOffset: -1 },
    { found: [5, 4, 1], position: 3 },
  ],
]
for (const [what, args, answer] of good) {
  test(`Email/query finds ${what}`, async () => {
    assert.deepEqual(await query(args), answer)
  })
}

test('windows far down a long folder are those of the whole list, whichever end they are sought from', async () => {
  const long = Array.from({ length: 1600 }, (_, i) => ({
    raw: letter(i, i),
    // in runs of one second, so that equal dates meet the edges of windows
    date: new Date(Date.UTC(2026, 0, 1) + Math.floor(i / 7) * 1000).toISOString(),
  }))
  await using other = await makePerson([{ folders: [{ path: 'INBOX', messages: long }] }])
  const ids = async (args: object) =>
    strings((await call(other, 'Email/query', { accountId: 'p141', ...args }, ours)).ids)
  for (const sort of [down, up]) {
    const whole = await ids({ sort, filter })
    assert.equal(new Set(whole).size, 1600)
    for (const position of [0, 499, 500, 501, 799, 800, 801, 1100, 1540, 1599, 1600, 5000]) {
      for (const limit of [0, 1, 60, 100, 2000, null]) {
        const part = whole.slice(position, limit === null ? undefined : position + limit)
        assert.deepEqual(await ids({ sort, filter, position, limit }), part, `${position} ${limit}`)
      }
    }
    assert.deepEqual(await ids({ sort, position: -100, limit: 30 }), whole.slice(-100, -70))
    assert.deepEqual(
      await ids({ sort, anchor: whole[1200], anchorOffset: -2, limit: 5 }),
      whole.slice(1198, 1203),
    )
  }
})

test('without our capability \\Deleted emails are in no list, and stand for no thread', async () => {
  const seen = (args: object) => query(args, [CORE, MAIL])
  assert.deepEqual(await seen({ filter, calculateTotal: true }), {
    found: [8, 6, 5, 4, 3, 2, 1],
    position: 0,
    total: 7,
  })
  assert.deepEqual(await seen({ filter, collapseThreads: true }), { found: [8, 6, 5, 4, 1], position: 0 })
  assert.deepEqual(await seen({ filter, anchor: idOf(6), anchorOffset: -1, limit: 1 }), {
    found: [8],
    position: 0,
  })
  assert.equal(await seen({ filter, anchor: idOf(7) }), 'anchorNotFound')
  assert.deepEqual(await seen({ filter: { inMailbox: 'f2' } }), { found: [12, 11], position: 0 })
})

test('a list without limit is the whole list, and no limit is told', async () => {
  const answer = await call(person, 'Email/query', { accountId, limit: null })
  assert.deepEqual(Object.keys(answer).sort(), [
    'accountId',
    'canCalculateChanges',
    'ids',
    'position',
    'queryState',
  ])
  assert.equal(answer.canCalculateChanges, true)
})

test('a window of a folder is cut by the index: nothing else of it is read', async () => {
  person.calls.length = 0
  await query({ filter, position: 1, limit: 2, calculateTotal: true })
  assert.deepEqual(person.calls, ['list'])
})

const conditions: [condition: object, wrong: unknown][] = [
  [{ inMailboxOtherThan: ['f1'] }, 'f1'],
  [{ before: '2026-11-14T00:00:00Z' }, '2026-11-14T00:00:00+01:00'],
  [{ after: '2026-11-14T00:00:00Z' }, 14],
  [{ minSize: 1 }, -1],
  [{ maxSize: 1 }, '1'],
  [{ allInThreadHaveKeyword: '$seen' }, true],
  [{ someInThreadHaveKeyword: '$seen' }, null],
  [{ noneInThreadHaveKeyword: '$seen' }, {}],
  [{ hasKeyword: '$seen' }, ['$seen']],
  [{ notKeyword: '$seen' }, 1],
  [{ hasAttachment: true }, 'yes'],
  [{ text: 'x' }, 1],
  [{ from: 'x' }, null],
  [{ to: 'x' }, []],
  [{ cc: 'x' }, {}],
  [{ bcc: 'x' }, 1],
  [{ subject: 'x' }, false],
  [{ body: 'x' }, 1],
  [{ header: ['X-Spam', 'yes'] }, ['X-Spam', 'yes', 'no']],
]
for (const [condition, wrong] of conditions) {
  const [name = ''] = Object.keys(condition)
  test(`the condition "${name}" is checked for its type`, async () => {
    assert.equal(typeof (await query({ filter: condition })), 'object')
    assert.equal(await query({ filter: { [name]: wrong } }), 'invalidArguments')
    const deep = {
      operator: 'NOT',
      conditions: [filter, { operator: 'OR', conditions: [{ [name]: wrong }] }],
    }
    assert.equal(await query({ filter: deep }), 'invalidArguments')
  })
}

const bad: [args: object, error: string][] = [
  [{ filter: { inMailbox: 1 } }, 'invalidArguments'],
  [{ filter: { inMailbox: null } }, 'invalidArguments'],
  [{ filter: { inMailbox: 'no such id' } }, 'invalidArguments'],
  [{ filter: { before: '2026-13-45T99:00:00Z' } }, 'invalidArguments'],
  [{ filter: { missingNow: true } }, 'unsupportedFilter'],
  [{ filter: 'inbox' }, 'invalidArguments'],
  [{ sort: 'receivedAt' }, 'invalidArguments'],
  [{ sort: [null] }, 'invalidArguments'],
  [{ sort: [{ property: 'preview' }] }, 'unsupportedSort'],
  [{ sort: [...down, { property: 'preview' }] }, 'unsupportedSort'],
  [{ sort: Array.from({ length: 11 }, () => ({ property: 'size' })) }, 'unsupportedSort'],
  [{ sort: [{ property: 'hasKeyword' }] }, 'invalidArguments'],
  [{ sort: [{ property: 'someInThreadHaveKeyword', keyword: 1 }] }, 'invalidArguments'],
  [{ sort: [{ property: 'hasKeyword', keyword: '$seen', more: 1 }] }, 'unsupportedSort'],
  [{ sort: [{ property: 'subject', collation: 'i;klingon' }] }, 'unsupportedSort'],
  [{ filter: { text: 'x'.repeat(1001) } }, 'unsupportedFilter'],
  [{ filter: { text: 'x '.repeat(101) } }, 'unsupportedFilter'],
  [
    { filter: { operator: 'OR', conditions: Array.from({ length: 101 }, () => filter) } },
    'unsupportedFilter',
  ],
  [{ sort: [{ property: 'receivedAt', collation: 'i;klingon' }] }, 'unsupportedSort'],
  [{ sort: [{ property: 'receivedAt', keyword: '$seen' }] }, 'unsupportedSort'],
  [{ position: 'first' }, 'invalidArguments'],
  [{ position: 0.5 }, 'invalidArguments'],
  [{ position: 9_007_199_254_740_992 }, 'invalidArguments'],
  [{ limit: -1 }, 'invalidArguments'],
  [{ limit: '10' }, 'invalidArguments'],
  [{ anchor: '' }, 'invalidArguments'],
  [{ anchor: 'e1-7-99' }, 'anchorNotFound'],
  [{ anchor: 'nonsense' }, 'anchorNotFound'],
  [{ filter, anchor: idOf(11) }, 'anchorNotFound'],
  [{ filter: { inMailbox: 'f99' }, anchor: idOf(9) }, 'anchorNotFound'],
  [{ filter, anchor: idOf(6), collapseThreads: true }, 'anchorNotFound'],
  [{ anchor: idOf(5), anchorOffset: '1' }, 'invalidArguments'],
  [{ collapseThreads: 1 }, 'invalidArguments'],
  [{ calculateTotal: 'true' }, 'invalidArguments'],
]
for (const [args, error] of bad) {
  test(`Email/query answers ${error} to ${JSON.stringify(args)}`, async () => {
    assert.equal(await query(args), error)
  })
}

test('Email/queryChanges has none for its own state and can tell none for another', async () => {
  const { queryState } = await call(person, 'Email/query', { accountId, filter })
  const args = { accountId, filter, sort: down, collapseThreads: true, upToId: idOf(3), maxChanges: 25 }
  assert.deepEqual(
    await call(person, 'Email/queryChanges', { ...args, sinceQueryState: queryState, calculateTotal: true }),
    {
      accountId,
      oldQueryState: queryState,
      newQueryState: queryState,
      total: 5,
      removed: [],
      added: [],
    },
  )
  const without = await call(person, 'Email/queryChanges', { ...args, sinceQueryState: queryState })
  assert.equal('total' in without, false)
  const wrong: [object, string][] = [
    [{ sinceQueryState: 'p140-1' }, 'cannotCalculateChanges'],
    [{ sinceQueryState: null }, 'invalidArguments'],
    [{ maxChanges: 0 }, 'invalidArguments'],
    [{ upToId: 7 }, 'invalidArguments'],
    [{ filter: { missingNow: true } }, 'unsupportedFilter'],
  ]
  for (const [more, error] of wrong) {
    const answer = await call(person, 'Email/queryChanges', { ...args, sinceQueryState: queryState, ...more })
    assert.deepEqual(answer, { error }, JSON.stringify(more))
  }
})

test('what a client sees with our capability and without has two states', async () => {
  const { queryState: plain } = await call(person, 'Email/query', { accountId })
  const { queryState: with_ } = await call(person, 'Email/query', { accountId }, ours)
  assert.notEqual(plain, with_)
  assert.deepEqual(await call(person, 'Email/changes', { accountId, sinceState: plain }, ours), {
    error: 'cannotCalculateChanges',
  })
})
