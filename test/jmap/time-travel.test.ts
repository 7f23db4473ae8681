import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Receipt } from '../../src/domain/folder-state.ts'
import { makePerson } from './person.ts'
import { type Answer, CORE, call, MAIL, TIME } from './request.ts'

const mail = (n: number, subject = `letter ${n}`) =>
  `From: Paolo <paolo@bianchi.example>\nTo: maria@rossi.example\nMessage-ID: <m${n}@bianchi.example>\nSubject: ${subject}\n\nText of ${n}\n`
const at = (n: number, uid = n, flags: string[] = []) => ({
  raw: mail(n),
  date: `2026-11-${String(n).padStart(2, '0')}T08:00:00Z`,
  uid,
  flags,
})
const trash = { path: 'Trash', specialUse: '\\Trash' }
// 1 stays; 2 is read, then gone; 3 goes to Trash; 4 is moved to Work.
const person = await makePerson([
  {
    folders: [
      { path: 'INBOX', messages: [at(1), at(2), at(3), at(4)] },
      { path: 'Work', messages: [] },
      { ...trash, messages: [] },
    ],
  },
  {
    folders: [
      { path: 'INBOX', messages: [at(1), at(2, 2, ['\\Seen']), at(4)] },
      { path: 'Work', messages: [] },
      { ...trash, messages: [at(3, 1)] },
    ],
  },
  {
    folders: [
      { path: 'INBOX', messages: [at(1)] },
      { path: 'Work', messages: [at(4, 1)] },
      { ...trash, messages: [at(3, 1)] },
    ],
  },
])
after(() => person[Symbol.asyncDispose]())
const accountId = `c${person.reader.account}`
const using = [CORE, MAIL, TIME]
const ask = (method: string, args: object) => call(person, method, { accountId, ...args }, using)

const [one, two, three, four] = ['e1-7-1', 'e1-7-2', 'e1-7-3', 'e1-7-4']

test('EmailPresence/get says of each copy where its message is now, when it was seen last and since when it is gone', async () => {
  const { list, notFound } = await ask('EmailPresence/get', { ids: [one, two, three, four, 'e9-1-1'] })
  const inbox = { mailboxId: 'f1', path: 'INBOX' }
  const [d20, d21] = ['2026-11-20T01:00:00Z', '2026-11-21T01:00:00Z']
  assert.deepEqual(list, [
    {
      id: one,
      state: 'there',
      places: [{ ...inbox, role: 'inbox' }],
      lastSeen: { point: 'p143', takenAt: '2026-11-22T01:00:00Z', ...inbox },
      goneSince: null,
    },
    {
      id: two,
      state: 'gone',
      places: [],
      lastSeen: { point: 'p142', takenAt: d21, ...inbox },
      goneSince: { point: 'p143', takenAt: '2026-11-22T01:00:00Z', localDay: '2026-11-22' },
    },
    {
      id: three,
      state: 'trash',
      places: [{ mailboxId: 'f3', path: 'Trash', role: 'trash' }],
      lastSeen: { point: 'p141', takenAt: d20, ...inbox },
      goneSince: { point: 'p142', takenAt: d21, localDay: '2026-11-21' },
    },
    {
      id: four,
      state: 'moved',
      places: [{ mailboxId: 'f2', path: 'Work', role: null }],
      lastSeen: { point: 'p142', takenAt: d21, ...inbox },
      goneSince: { point: 'p143', takenAt: '2026-11-22T01:00:00Z', localDay: '2026-11-22' },
    },
  ])
  assert.deepEqual(notFound, ['e9-1-1'])
})

test('EmailSearch lists a message once, however many days and folders hold it, by the copy that says most', async () => {
  const all = await ask('EmailSearch/query', { calculateTotal: true })
  const rest = { total: 4, totalIsAtLeast: false, position: 0, canCalculateChanges: false, accountId }
  assert.deepEqual(
    { ...all, queryState: '' },
    { ...rest, queryState: '', ids: ['e2-7-1', 'e1-7-3', 'e1-7-2', 'e1-7-1'] },
  )
  const { list } = await ask('EmailSearch/get', { ids: ['e2-7-1', three] })
  const [moved, binned] = list as unknown as Answer[]
  assert.deepEqual(moved?.days, { first: 'p141', last: 'p143', count: 3 })
  assert.deepEqual([moved?.accountId, moved?.mailboxPath, moved?.snippet], ['p143', 'Work', null])
  assert.equal(moved?.presence?.state, 'there')
  assert.deepEqual(binned?.days, { first: 'p141', last: 'p143', count: 3 })
  assert.deepEqual([binned?.accountId, binned?.mailboxPath, binned?.mailboxRole], ['p141', 'INBOX', 'inbox'])
  assert.deepEqual(binned?.presence?.places, [{ mailboxId: 'f3', path: 'Trash', role: 'trash' }])
  assert.deepEqual(binned?.from, [{ name: 'Paolo', email: 'paolo@bianchi.example' }])
})

test('a row that was found by words has a snippet of them, read through the day that holds it', async () => {
  const filter = { text: 'text', missing: ['gone'] }
  const { list } = await ask('EmailSearch/get', { ids: [two], filter, properties: ['snippet'] })
  assert.deepEqual(list, [{ id: two, snippet: { subject: null, preview: '<mark>Text</mark> of 2' } }])
})

const listed = async (filter: object | null, more: object = {}) =>
  (await ask('EmailSearch/query', { filter, ...more })).ids

test('what is missing is told apart, and can be narrowed to a day, a folder and whatever else is looked for', async () => {
  assert.deepEqual(await listed({ missing: ['gone'] }), [two])
  assert.deepEqual(await listed({ missing: ['trash', 'junk'] }), [three])
  assert.deepEqual(await listed({ missing: ['moved'] }), [four])
  assert.deepEqual(await listed({ missing: ['gone', 'trash', 'moved'] }), [four, three, two])
  assert.deepEqual(await listed({ missing: ['gone', 'trash'], inPoint: 'p142' }), [two])
  assert.deepEqual(await listed({ missing: ['gone', 'trash'], inMailbox: 'f2' }), [])
  assert.deepEqual(await listed({ missing: ['moved', 'gone'], subject: 'letter 4' }), [four])
  assert.deepEqual(await listed({ missing: ['gone'], text: 'paolo', after: '2026-11-03T00:00:00Z' }), [])
  const both = { operator: 'AND', conditions: [{ missing: ['gone', 'moved'] }, { hasKeyword: '$seen' }] }
  assert.deepEqual(await listed(both), [two])
  assert.deepEqual(await listed({ missing: ['gone', 'trash', 'moved'] }, { limit: 1, position: 1 }), [three])
  assert.deepEqual(await listed({ missing: ['gone', 'trash', 'moved'] }, { limit: 1, position: -1 }), [two])
  const anchored = { anchor: three, anchorOffset: -1, limit: 2 }
  assert.deepEqual(await listed({ missing: ['gone', 'trash', 'moved'] }, anchored), [four, three])
})

test('lists over all days are sorted as asked, and what is equal by date', async () => {
  const by = (property: string, isAscending = false) =>
    listed({ missing: ['gone', 'trash', 'moved'] }, { sort: [{ property, isAscending }] })
  assert.deepEqual(await by('receivedAt', true), [two, three, four])
  assert.deepEqual(await by('goneSince'), [four, two, three])
  assert.deepEqual(await by('goneSince', true), [three, four, two])
  assert.deepEqual(await by('subject', true), [two, three, four])
  assert.deepEqual(await by('from'), [four, three, two])
  assert.deepEqual(await by('size'), [four, three, two])
  assert.deepEqual(await listed(null, { sort: [{ property: 'subject', isAscending: true }] }), [
    one,
    two,
    three,
    'e2-7-1',
  ])
})

test('a day and all days put names and subjects in one order', async () => {
  const subjects = ['Invoice 10', 'Invoice 9', 'invoice 8', 'Äpfel', 'Zebra', 'østers']
  const messages = subjects.map((subject, i) => ({ ...at(i + 1), raw: mail(i + 1, subject) }))
  await using other = await makePerson([{ folders: [{ path: 'INBOX', messages }] }])
  const sort = [{ property: 'subject', isAscending: true }]
  const ids = async (method: string, id: string) =>
    (await call(other, method, { accountId: id, sort }, using)).ids
  const account = other.reader.account
  const found = await ids('EmailSearch/query', `c${account}`)
  assert.deepEqual(found, await ids('Email/query', 'p141'))
  assert.deepEqual(found, ['e1-7-4', 'e1-7-1', 'e1-7-3', 'e1-7-2', 'e1-7-5', 'e1-7-6'])
})

test('EmailHistory/get tells the life of a message: came, read, moved, gone', async () => {
  const { list } = await ask('EmailHistory/get', { ids: [two, four, three] })
  const [read, moved, binned] = list as unknown as Answer[]
  const inbox = { mailboxId: 'f1', path: 'INBOX', role: 'inbox' }
  assert.deepEqual(read, {
    id: two,
    spans: [
      { from: 'p141', to: 'p141', ...inbox, emailId: two, keywords: {} },
      { from: 'p142', to: 'p142', ...inbox, emailId: two, keywords: { $seen: true } },
    ],
    goneAfter: 'p142',
    unread: [],
  })
  assert.deepEqual(moved?.spans, [
    { from: 'p141', to: 'p142', ...inbox, emailId: four, keywords: {} },
    { from: 'p143', to: 'p143', mailboxId: 'f2', path: 'Work', role: null, emailId: 'e2-7-1', keywords: {} },
  ])
  assert.equal(moved?.goneAfter, null)
  assert.deepEqual(
    ((binned?.spans ?? []) as unknown as Answer[]).map(span => [span.from, span.to, span.path]),
    [
      ['p141', 'p141', 'INBOX'],
      ['p142', 'p143', 'Trash'],
    ],
  )
})

test('RestorePoint/compare says what changed between two days, by folder and one by one', async () => {
  const { folders, list, total } = await ask('RestorePoint/compare', { from: 'p141', to: 'p143' })
  const none = { added: 0, gone: 0, moved: 0, flags: 0 }
  assert.deepEqual(folders, [
    { mailboxId: 'f1', path: 'INBOX', role: 'inbox', state: 'changed', ...none, gone: 1, moved: 2 },
    { mailboxId: 'f3', path: 'Trash', role: 'trash', state: 'changed', ...none, moved: 1 },
    { mailboxId: 'f2', path: 'Work', role: null, state: 'changed', ...none, moved: 1 },
  ])
  assert.equal(total, 3)
  assert.deepEqual(
    (list as unknown as Answer[]).map(({ kind, emailId, accountId: point, path, toPath, before, after }) => [
      kind,
      emailId,
      point,
      path,
      toPath,
      before,
      after,
    ]),
    [
      ['moved', 'e2-7-1', 'p143', 'INBOX', 'Work', {}, {}],
      ['moved', 'e3-7-1', 'p143', 'INBOX', 'Trash', {}, {}],
      ['gone', two, 'p141', 'INBOX', null, {}, null],
    ],
  )
  const flags = await ask('RestorePoint/compare', { from: 'p141', to: 'p142', kinds: ['flags'] })
  assert.deepEqual(
    (flags.list as unknown as Answer[]).map(one => [one.emailId, one.before, one.after]),
    [[two, {}, { $seen: true }]],
  )
  const inWork = await ask('RestorePoint/compare', { from: 'p143', to: 'p141', mailboxId: 'f2', limit: 1 })
  assert.deepEqual(
    (inWork.list as unknown as Answer[]).map(one => [one.kind, one.path, one.toPath]),
    [['moved', 'Work', 'INBOX']],
  )
})

test('Presence says with what "now" was compared; a check is asked for once, and its trouble is told', async () => {
  const get = async () => ((await ask('Presence/get', { ids: null })).list as unknown as Answer[])[0]
  const none = { id: 'singleton', unknown: [], problem: null, point: 'p143' }
  const backup = { ...none, basis: 'backup', comparedAt: '2026-11-22T01:00:00Z' }
  assert.deepEqual(await get(), { ...backup, state: 'none' })
  const set = await ask('Presence/set', { update: { singleton: { check: true } } })
  assert.deepEqual([set.updated, set.notUpdated], [{ singleton: null }, null])
  assert.deepEqual(await get(), { ...backup, state: 'checking' })
  person.presence.waitingSince = Date.parse('2026-11-22T11:58:00Z')
  assert.deepEqual(await get(), { ...backup, state: 'failed', problem: 'no-worker' })
  person.presence.waitingSince = null
  const kept = { account: person.reader.account, worker: 'w', askedAt: Date.parse('2026-11-22T11:59:50Z') }
  person.presence.kept = { ...kept, state: 'checking', endedAt: null, problem: null }
  assert.equal((await get())?.state, 'checking')
  person.presence.kept = { ...kept, state: 'failed', endedAt: kept.askedAt, problem: 'login-refused' }
  assert.deepEqual(await get(), { ...backup, state: 'failed', problem: 'login-refused' })
  const folder = { delimiter: '/', specialUse: null, state: 3, known: true, gone: [], arrived: [] }
  person.presence.kept = { ...kept, state: 'ready', endedAt: kept.askedAt, problem: null }
  person.presence.check = {
    comparedAt: Date.parse('2026-11-22T11:02:00Z'),
    point: 143,
    folders: [
      { ...folder, folder: 'f1', path: 'INBOX', gone: [[1, 1]] },
      { ...folder, folder: 'f2', path: 'Work', known: false },
      {
        ...{ ...folder, folder: null, path: 'Saved' },
        arrived: [
          {
            size: mail(1).length + 6,
            date: Date.parse('2026-11-01T08:00:00Z') / 1000,
            messageId: 'm1@bianchi.example',
          },
        ],
      },
    ],
    leftOut: ['Trash'],
  }
  assert.deepEqual(await get(), {
    ...{ ...none, state: 'ready', basis: 'live', comparedAt: '2026-11-22T11:02:00Z' },
    unknown: [
      { mailboxId: 'f2', path: 'Work' },
      { mailboxId: 'f3', path: 'Trash' },
    ],
  })
  const { list } = await ask('EmailPresence/get', {
    ids: [one, two, three, four],
    properties: ['state', 'places'],
  })
  assert.deepEqual(list, [
    { id: one, state: 'moved', places: [{ mailboxId: null, path: 'Saved', role: null }] },
    { id: two, state: 'gone', places: [] },
    { id: three, state: 'unknown', places: [] },
    { id: four, state: 'unknown', places: [] },
  ])
  assert.deepEqual(await listed({ missing: ['gone', 'moved', 'trash'] }), [two, one])
  const { check } = person.presence
  person.presence.check = check && { ...check, comparedAt: check.comparedAt + 1, point: 142 }
  assert.equal((await get())?.basis, 'backup')
  person.presence.check = null
})

test('a folder that the plan leaves out by now is unknown, and what stood in it is not gone', async () => {
  const inbox = { path: 'INBOX', messages: [at(1)] }
  await using other = await makePerson([
    { folders: [inbox, { path: 'Team', messages: [at(2)] }, { path: 'Old', messages: [at(3)] }] },
    { folders: [inbox] },
  ])
  const receipt = { leftOut: ['Team'] } as Receipt
  other.proofs.set(142, { receipt, sha: null, chain: 'linked', damages: [], checkedAt: null })
  const id = `c${other.reader.account}`
  const { ids } = await call(
    other,
    'EmailSearch/query',
    { accountId: id, filter: { missing: ['gone'] } },
    using,
  )
  assert.deepEqual(ids, ['e3-7-3'])
  const { list } = await call(other, 'Presence/get', { accountId: id, ids: null }, using)
  assert.deepEqual((list as unknown as Answer[])[0]?.unknown, [{ mailboxId: 'f2', path: 'Team' }])
})

test('arguments, conditions and orders that there are not are refused as RFC 8620 says', async () => {
  const other = { accountId: 'cbbbbbbbbbbbbbbbb' }
  const everyMethod = [
    ['Presence/get', { ids: null }],
    ['Presence/set', {}],
    ['EmailPresence/get', { ids: [] }],
    ['EmailSearch/query', {}],
    ['EmailSearch/get', { ids: [] }],
    ['EmailHistory/get', { ids: [] }],
    ['RestorePoint/compare', { from: 'p141', to: 'p142' }],
  ] as const
  for (const [method, args] of everyMethod) {
    assert.deepEqual((await ask(method, { ...args, ...other })).error, 'accountNotFound', method)
    assert.deepEqual((await ask(method, { ...args, accountId: 'p141' })).error, 'accountNotSupportedByMethod')
    assert.deepEqual((await ask(method, { ...args, x: 1 })).error, 'invalidArguments')
    assert.deepEqual(
      (await call(person, method, { accountId, ...args }, [CORE, MAIL])).error,
      'unknownMethod',
    )
  }
  const refused: [string, object, string][] = [
    ['EmailPresence/get', { ids: null }, 'requestTooLarge'],
    ['EmailPresence/get', { ids: Array.from({ length: 1001 }, (_, i) => `e1-7-${i}`) }, 'requestTooLarge'],
    ['EmailPresence/get', { ids: [one], properties: ['x'] }, 'invalidArguments'],
    ['EmailHistory/get', { ids: null }, 'requestTooLarge'],
    ['EmailSearch/get', { ids: null }, 'requestTooLarge'],
    ['EmailSearch/get', { ids: [one], filter: { x: 1 } }, 'unsupportedFilter'],
    ['EmailSearch/query', { filter: 'x' }, 'invalidArguments'],
    ['EmailSearch/query', { filter: { missing: [] } }, 'invalidArguments'],
    ['EmailSearch/query', { filter: { missing: ['there'] } }, 'invalidArguments'],
    ['EmailSearch/query', { filter: { missing: 'gone' } }, 'invalidArguments'],
    ['EmailSearch/query', { filter: { inPoint: 'x' } }, 'invalidArguments'],
    ['EmailSearch/query', { filter: { inPoint: 'p999' } }, 'unsupportedFilter'],
    ['EmailSearch/query', { filter: { inMailbox: 'x' } }, 'invalidArguments'],
    ['EmailSearch/query', { filter: { before: 'x' } }, 'invalidArguments'],
    ['EmailSearch/query', { filter: { header: ['X-Any', 'x'] } }, 'unsupportedFilter'],
    [
      'EmailSearch/query',
      { filter: { operator: 'OR', conditions: [{ missing: ['gone'] }] } },
      'unsupportedFilter',
    ],
    [
      'EmailSearch/query',
      { filter: { operator: 'AND', conditions: [{ missing: ['gone'] }, { missing: ['moved'] }] } },
      'unsupportedFilter',
    ],
    ['EmailSearch/query', { sort: [{ property: 'x' }] }, 'unsupportedSort'],
    ['EmailSearch/query', { sort: [{ property: 'size' }, { property: 'from' }] }, 'unsupportedSort'],
    ['EmailSearch/query', { sort: [{ property: 'goneSince' }] }, 'unsupportedSort'],
    ['EmailSearch/query', { anchor: 'e9-9-9' }, 'anchorNotFound'],
    ['EmailSearch/query', { filter: { missing: ['gone'] }, anchor: one }, 'anchorNotFound'],
    ['RestorePoint/compare', { from: 'p141' }, 'invalidArguments'],
    ['RestorePoint/compare', { from: 'p141', to: 'p999' }, 'invalidArguments'],
    ['RestorePoint/compare', { from: 'p141', to: 'p142', kinds: ['x'] }, 'invalidArguments'],
    ['RestorePoint/compare', { from: 'p141', to: 'p142', mailboxId: 'x' }, 'invalidArguments'],
    ['RestorePoint/compare', { from: 'p141', to: 'p142', limit: 1001 }, 'requestTooLarge'],
    ['Presence/set', { ifInState: 'x' }, 'stateMismatch'],
    ['Presence/set', { update: { singleton: 1 } }, 'invalidArguments'],
  ]
  for (const [method, args, error] of refused)
    assert.deepEqual((await ask(method, args)).error, error, `${method} ${JSON.stringify(args)}`)
  const set = await ask('Presence/set', {
    create: { a: {} },
    update: { singleton: { check: 1, x: true }, other: {} },
    destroy: ['singleton', 'x'],
  })
  assert.deepEqual(set.notUpdated, {
    other: { type: 'notFound' },
    singleton: { type: 'invalidProperties', properties: ['check', 'x'] },
  })
  assert.deepEqual(set.notCreated, { a: { type: 'singleton' } })
  assert.deepEqual(set.notDestroyed, { singleton: { type: 'singleton' }, x: { type: 'notFound' } })
})
