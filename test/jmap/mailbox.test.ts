import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type GivenFolder, makePerson } from './person.ts'
import { CORE, call, MAIL, strings, TIME } from './request.ts'

const letter = (n: number, root = n) =>
  `From: a@b.example\nSubject: ${n}\nMessage-ID: <${n}@b.example>\nReferences: <${root}@b.example>\n\n${n}\n`
const at = (n: number) => `2026-11-${String(n).padStart(2, '0')}T08:00:00Z`

const folders: GivenFolder[] = [
  {
    path: 'INBOX',
    messages: [
      { raw: letter(1), date: at(1), flags: ['\\Seen'] },
      { raw: letter(2), date: at(2) },
      { raw: letter(3, 1), date: at(3), flags: ['\\Seen', '\\Flagged'] },
      { raw: letter(4), date: at(4), flags: ['\\Deleted'] },
      { raw: letter(5, 2), date: at(5), flags: ['\\Deleted', '\\Seen'] },
    ],
  },
  { path: 'zebra', messages: [] },
  { path: 'Clients', messages: null, subscribed: false },
  { path: 'Clients/émile', messages: [{ raw: letter(6, 4), date: at(6), flags: ['\\Seen'] }] },
  { path: 'Clients/Zoe', messages: [], subscribed: false },
  { path: 'Cestino', messages: [{ raw: letter(7, 1), date: at(7) }], specialUse: '\\Trash' },
  { path: 'Inviati', messages: [], specialUse: '\\Sent' },
  { path: 'apple', messages: [] },
  { path: 'Bozze', messages: [{ raw: letter(8), date: at(8), flags: ['\\Draft'] }], specialUse: '\\Drafts' },
]
const person = await makePerson([{ folders }])
after(() => person[Symbol.asyncDispose]())
const accountId = 'p141'
const ours = [CORE, MAIL, TIME]

test('Mailbox/get answers the eleven properties of RFC 8621 2', async () => {
  const {
    list,
    notFound,
    state,
    accountId: of,
  } = await call(person, 'Mailbox/get', { accountId, ids: ['f6', 'f4'] })
  assert.deepEqual([of, state, notFound], ['p141', 'p141-1', []])
  const rights = {
    mayReadItems: true,
    mayAddItems: false,
    mayRemoveItems: false,
    maySetSeen: false,
    maySetKeywords: false,
    mayCreateChild: false,
    mayRename: false,
    mayDelete: false,
    maySubmit: false,
  }
  assert.deepEqual(list, [
    {
      id: 'f6',
      name: 'Cestino',
      parentId: null,
      role: 'trash',
      sortOrder: 6,
      totalEmails: 1,
      unreadEmails: 1,
      totalThreads: 1,
      unreadThreads: 1,
      myRights: rights,
      isSubscribed: true,
    },
    {
      id: 'f4',
      name: 'émile',
      parentId: 'f3',
      role: null,
      sortOrder: 10,
      totalEmails: 1,
      unreadEmails: 0,
      totalThreads: 1,
      unreadThreads: 0,
      myRights: rights,
      isSubscribed: true,
    },
  ])
})

test('Mailbox/get without ids answers all, and with properties only those and the id', async () => {
  const { list } = await call(person, 'Mailbox/get', { accountId, ids: null, properties: ['name', 'role'] })
  const found = list as unknown as { id: string }[]
  assert.deepEqual(
    found.find(({ id }) => id === 'f1'),
    { id: 'f1', name: 'INBOX', role: 'inbox' },
  )
  assert.equal(found.length, folders.length)
  const { list: ids } = await call(person, 'Mailbox/get', { accountId, ids: ['f1'], properties: [] })
  assert.deepEqual(ids, [{ id: 'f1' }])
})

test('Mailbox/get answers each id once, found or not', async () => {
  const answer = await call(person, 'Mailbox/get', {
    accountId,
    ids: ['f1', 'f99', 'f1', 'f99', '__proto__'],
    properties: ['id'],
  })
  assert.deepEqual(answer.list, [{ id: 'f1' }])
  assert.deepEqual(answer.notFound, ['f99', '__proto__'])
})

const badGets: object[] = [
  { ids: 'f1' },
  { ids: [1] },
  { ids: [null] },
  { ids: ['#f1'] },
  { ids: ['f 1'] },
  { ids: [''] },
  { ids: {} },
  { properties: ['size'] },
  { properties: ['__proto__'] },
  { properties: [null] },
  { properties: 'name' },
]
for (const args of badGets) {
  test(`Mailbox/get finds invalid arguments in ${JSON.stringify(args)}`, async () => {
    assert.deepEqual(await call(person, 'Mailbox/get', { accountId, ...args }), { error: 'invalidArguments' })
  })
}

test('counts leave out \\Deleted emails, and count them for a client that knows time', async () => {
  const counts = async (using?: string[]) => {
    const properties = ['totalEmails', 'unreadEmails', 'totalThreads', 'unreadThreads']
    const { list } = await call(
      person,
      'Mailbox/get',
      { accountId, ids: ['f1', 'f4', 'f6', 'f9'], properties },
      using,
    )
    return (list as unknown as Record<string, number>[]).map(({ id, ...numbers }) => [
      id,
      ...Object.values(numbers),
    ])
  }
  // 4 is deleted, so 6 in its thread has nothing unread beside it; 5 is deleted and 2 stays
  assert.deepEqual(await counts(), [
    ['f1', 3, 1, 2, 1],
    ['f4', 1, 0, 1, 0],
    ['f6', 1, 1, 1, 1],
    ['f9', 1, 0, 1, 0],
  ])
  assert.deepEqual(await counts(ours), [
    ['f1', 5, 2, 3, 2],
    ['f4', 1, 0, 1, 1],
    ['f6', 1, 1, 1, 1],
    ['f9', 1, 0, 1, 0],
  ])
})

test('the totals of a mailbox are those of its query, collapsed and not, hidden or not', async () => {
  for (const using of [[CORE, MAIL], ours]) {
    const { list } = await call(person, 'Mailbox/get', { accountId }, using)
    for (const { id, totalEmails, totalThreads } of list as unknown as Record<string, string>[]) {
      for (const collapseThreads of [false, true]) {
        const args = { accountId, filter: { inMailbox: id }, collapseThreads, calculateTotal: true }
        const { total, ids } = await call(person, 'Email/query', args, using)
        assert.equal(total, collapseThreads ? totalThreads : totalEmails, `${id} ${collapseThreads}`)
        assert.equal(strings(ids).length, total)
      }
    }
  }
})

const names: Record<string, string> = {}
folders.forEach(({ path }, i) => {
  names[`f${i + 1}`] = path
})
const query = async (args: object) =>
  strings((await call(person, 'Mailbox/query', { accountId, ...args })).ids).map(id => names[id])

const byName = [{ property: 'name' }]
const all = [
  'apple',
  'Bozze',
  'Cestino',
  'Clients',
  'INBOX',
  'Inviati',
  'zebra',
  'Clients/Zoe',
  'Clients/émile',
]
const queries: [what: string, args: object, found: string[]][] = [
  [
    'special folders first where no sort is given',
    {},
    ['INBOX', 'Inviati', 'Bozze', 'Cestino', 'apple', 'Clients', 'Clients/émile', 'zebra', 'Clients/Zoe'],
  ],
  [
    'by name without regard to case',
    { sort: byName },
    ['apple', 'Bozze', 'Cestino', 'Clients', 'Clients/émile', 'INBOX', 'Inviati', 'zebra', 'Clients/Zoe'],
  ],
  [
    'by name downwards',
    { sort: [{ property: 'name', isAscending: false }], limit: 2 },
    ['Clients/Zoe', 'zebra'],
  ],
  [
    'by name as octets',
    { sort: [{ property: 'name', collation: 'i;octet' }] },
    ['Bozze', 'Cestino', 'Clients', 'INBOX', 'Inviati', 'Clients/Zoe', 'apple', 'zebra', 'Clients/émile'],
  ],
  [
    'by name without regard to the case of ASCII letters',
    { sort: [{ property: 'name', collation: 'i;ascii-casemap' }] },
    all,
  ],
  [
    'by sortOrder, then by name downwards',
    { sort: [{ property: 'sortOrder' }, { property: 'name', isAscending: false }], limit: 6 },
    ['INBOX', 'Inviati', 'Bozze', 'Cestino', 'Clients/Zoe', 'zebra'],
  ],
  [
    'as a tree',
    { sort: byName, sortAsTree: true },
    ['apple', 'Bozze', 'Cestino', 'Clients', 'Clients/émile', 'Clients/Zoe', 'INBOX', 'Inviati', 'zebra'],
  ],
  [
    'as a tree upside down, parents still before their children',
    { sort: [{ property: 'name', isAscending: false }], sortAsTree: true, limit: 5 },
    ['zebra', 'Inviati', 'INBOX', 'Clients', 'Clients/Zoe'],
  ],
  [
    'as a tree although the filter leaves the parent out',
    { filter: { name: 'o' }, sort: byName, sortAsTree: true },
    ['Bozze', 'Cestino', 'Clients/Zoe', 'INBOX'],
  ],
  ['at the top', { filter: { parentId: null }, sort: byName, limit: 2 }, ['apple', 'Bozze']],
  ['below a parent', { filter: { parentId: 'f3' }, sort: byName }, ['Clients/émile', 'Clients/Zoe']],
  ['below no parent that is there', { filter: { parentId: 'f99' } }, []],
  ['by part of the name', { filter: { name: 'BO' }, sort: byName }, ['Bozze', 'INBOX']],
  ['by a name written in two code points', { filter: { name: 'E\u0301MI' } }, ['Clients/émile']],
  ['by role', { filter: { role: 'trash' } }, ['Cestino']],
  ['by no role', { filter: { role: null }, sort: byName, limit: 2 }, ['apple', 'Clients']],
  ['by any role', { filter: { hasAnyRole: true } }, ['INBOX', 'Inviati', 'Bozze', 'Cestino']],
  ['by not subscribed', { filter: { isSubscribed: false }, sort: byName }, ['Clients', 'Clients/Zoe']],
  ['by two conditions at once', { filter: { parentId: 'f3', isSubscribed: false } }, ['Clients/Zoe']],
  ['by no condition', { filter: {}, limit: 1 }, ['INBOX']],
  [
    'by AND',
    { filter: { operator: 'AND', conditions: [{ name: 'i' }, { hasAnyRole: false }] }, sort: byName },
    ['Clients', 'Clients/émile'],
  ],
  [
    'by OR',
    { filter: { operator: 'OR', conditions: [{ role: 'sent' }, { name: 'zoe' }] } },
    ['Inviati', 'Clients/Zoe'],
  ],
  [
    'by NOT, which is true when none is',
    { filter: { operator: 'NOT', conditions: [{ hasAnyRole: true }, { parentId: 'f3' }] }, sort: byName },
    ['apple', 'Clients', 'zebra'],
  ],
  ['by AND of nothing, which is true', { filter: { operator: 'AND', conditions: [] }, limit: 1 }, ['INBOX']],
  ['by OR of nothing, which is false', { filter: { operator: 'OR', conditions: [] } }, []],
  [
    'only those whose ancestors are found too',
    { filter: { isSubscribed: true }, filterAsTree: true, sort: [{ property: 'sortOrder' }, ...byName] },
    ['INBOX', 'Inviati', 'Bozze', 'Cestino', 'apple', 'zebra'],
  ],
  ['a window', { sort: byName, position: 1, limit: 2 }, ['Bozze', 'Cestino']],
  ['a window from the end', { sort: byName, position: -2 }, ['zebra', 'Clients/Zoe']],
  [
    'a window beside an anchor',
    { sort: byName, anchor: 'f3', anchorOffset: -1, limit: 2 },
    ['Cestino', 'Clients'],
  ],
]
for (const [what, args, found] of queries) {
  test(`Mailbox/query finds ${what}`, async () => {
    assert.deepEqual(await query(args), found)
  })
}

const badQueries: [args: object, error: string][] = [
  [{ filter: [] }, 'invalidArguments'],
  [{ filter: { name: 1 } }, 'invalidArguments'],
  [{ filter: { parentId: 1 } }, 'invalidArguments'],
  [{ filter: { hasAnyRole: null } }, 'invalidArguments'],
  [{ filter: { operator: 'XOR', conditions: [] } }, 'invalidArguments'],
  [{ filter: { operator: 'AND' } }, 'invalidArguments'],
  [{ filter: { operator: 'AND', conditions: [], name: 'x' } }, 'invalidArguments'],
  [{ filter: { operator: 'AND', conditions: ['x'] } }, 'invalidArguments'],
  [{ filter: { colour: 'red' } }, 'unsupportedFilter'],
  [{ filter: { __proto__x: 'red' } }, 'unsupportedFilter'],
  [{ filter: { constructor: 'red' } }, 'unsupportedFilter'],
  [{ sort: {} }, 'invalidArguments'],
  [{ sort: ['name'] }, 'invalidArguments'],
  [{ sort: [{}] }, 'invalidArguments'],
  [{ sort: [{ property: 'name', isAscending: 1 }] }, 'invalidArguments'],
  [{ sort: [{ property: 'name', collation: 1 }] }, 'invalidArguments'],
  [{ sort: [{ property: 'name', collation: 'i;klingon' }] }, 'unsupportedSort'],
  [{ sort: [{ property: 'totalEmails' }] }, 'unsupportedSort'],
  [{ sort: [{ property: '__proto__' }] }, 'unsupportedSort'],
  [{ sortAsTree: null }, 'invalidArguments'],
  [{ filterAsTree: 'yes' }, 'invalidArguments'],
  [{ limit: -1 }, 'invalidArguments'],
  [{ position: 1.5 }, 'invalidArguments'],
  [{ anchor: 'f99' }, 'anchorNotFound'],
]
for (const [args, error] of badQueries) {
  test(`Mailbox/query answers ${error} to ${JSON.stringify(args)}`, async () => {
    assert.deepEqual(await call(person, 'Mailbox/query', { accountId, ...args }), { error })
  })
}

test('nothing changes in a restore point: its own state has no changes, another state none that can be told', async () => {
  assert.deepEqual(
    await call(person, 'Mailbox/changes', { accountId, sinceState: 'p141-1', maxChanges: 5 }),
    {
      accountId,
      oldState: 'p141-1',
      newState: 'p141-1',
      hasMoreChanges: false,
      created: [],
      updated: [],
      destroyed: [],
      updatedProperties: null,
    },
  )
  const { queryState } = await call(person, 'Mailbox/query', { accountId })
  const args = { accountId, sinceQueryState: queryState, calculateTotal: true, filter: { role: 'trash' } }
  assert.deepEqual(await call(person, 'Mailbox/queryChanges', args), {
    accountId,
    oldQueryState: queryState,
    newQueryState: queryState,
    total: 1,
    removed: [],
    added: [],
  })
  for (const sinceState of ['p140-1', 'p141-1d', '']) {
    assert.deepEqual(await call(person, 'Mailbox/changes', { accountId, sinceState }), {
      error: 'cannotCalculateChanges',
    })
    assert.deepEqual(await call(person, 'Mailbox/queryChanges', { accountId, sinceQueryState: sinceState }), {
      error: 'cannotCalculateChanges',
    })
  }
  for (const more of [{ maxChanges: 0 }, { maxChanges: -1 }, { sinceState: null }, { sinceState: 1 }]) {
    assert.deepEqual(await call(person, 'Mailbox/changes', { accountId, sinceState: 'p141-1', ...more }), {
      error: 'invalidArguments',
    })
  }
})
