import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { EmailCondition, EmailFilter, EmailSearch } from '../../src/domain/email-query.ts'
import { planOf } from '../../src/sqlite/email-plan.ts'
import { emailWhere } from '../../src/sqlite/email-where.ts'
import { newestFirst, type WordRow } from '../../src/sqlite/newest-first.ts'
import type { IndexReader } from '../../src/sqlite/read-index.ts'
import { fc } from '../world/fast-check.ts'
import { accountFiles, copyOf, folderShown, letter, openBoth } from './index-files.ts'

const is = (condition: EmailCondition): EmailFilter => ({ operator: null, condition })
const join = (operator: 'AND' | 'OR' | 'NOT', ...conditions: EmailFilter[]): EmailFilter => ({
  operator,
  conditions,
})
const whole: EmailSearch = {
  filter: null,
  sort: [],
  collapseThreads: false,
  hidesDeleted: false,
  position: 0,
  limit: null,
  countTo: null,
}

const files = accountFiles()
let reader: IndexReader
let close: () => Promise<void>
before(async () => {
  const both = openBoth(files)
  reader = both.reader
  close = both.close
  // 200 messages in five seconds, so that most have ids of seconds that are others'; then the rest of a year
  const seconds = Array.from({ length: 200 }, (_, i) => 1_700_000_000 + (i % 5))
  const later = Array.from({ length: 100 }, (_, i) => 1_700_000_000 + 7 * i)
  const mail = [...seconds, ...later].map((date, i) =>
    files.message(
      letter({ subject: `letter ${i}`, text: `often ${i % 3 ? 'half' : ''} ${i % 50 ? '' : 'rare'}` }),
      date,
    ),
  )
  await both.writer.add(mail.slice(0, 150))
  await both.writer.add(mail.slice(150))
  const folders = [0, 1].map(n => mail.filter((_, i) => (i % 10 === 0 ? 1 : 0) === n))
  const manifests = new Map<string, string>()
  for (const [n, messages] of folders.entries()) {
    const copies = messages.map((message, i) =>
      copyOf(message, i + 1, ...(i % 7 ? ['\\Seen'] : i % 2 ? [] : ['\\Deleted'])),
    )
    manifests.set(`f${n + 1}/1`, await files.manifest({ folder: `f${n + 1}`, n: 1 }, copies))
  }
  const shown = folders.map((_, n) => folderShown(`f${n + 1}`, `Folder ${n}`, 1))
  await both.writer.seal({ number: 1, takenAt: 1 }, shown, manifests)
})
after(() => close?.())

test('what is found by words stands in the order of lists, in seconds with more messages than ids too', async () => {
  const { ids: list } = await reader.list(1, { folder: null, ascending: false, position: 0, limit: null })
  assert.equal(list.length, 300)
  const all = async (search: Partial<EmailSearch>) => (await reader.search(1, { ...whole, ...search })).ids
  const often = is({ text: 'often' })
  assert.deepEqual(await all({ filter: often }), list)
  assert.deepEqual(await all({}), list)
  const ascending = { property: 'receivedAt' as const, isAscending: true, keyword: null, collation: null }
  assert.deepEqual(await all({ filter: often, sort: [ascending] }), list.toReversed())
  for (const [position, limit] of [
    [0, 10],
    [37, 50],
    [180, 40],
    [290, 100],
    [300, 1],
  ] as const) {
    const page = list.slice(position, position + limit)
    assert.deepEqual(await all({ filter: often, position, limit }), page)
    assert.deepEqual(await all({ filter: is({ minSize: 1 }), position, limit }), page)
  }
})

test('every way through the index finds the same', async () => {
  const filters = [
    is({ text: 'half' }),
    is({ text: 'half', inMailbox: 'f2' }),
    is({ text: 'rare', hasKeyword: '$seen' }),
    join('AND', is({ text: 'often' }), join('NOT', is({ text: 'half' }))),
    join('OR', is({ text: 'rare' }), is({ inMailbox: 'f2' })),
    join('NOT', is({ text: 'half' })),
    is({ before: 1_700_000_003_000, after: 1_700_000_001_000 }),
    // Few, and the second time they are remembered: of the whole point, of a folder, of a time.
    is({ text: 'half', notKeyword: '$seen' }),
    is({ text: 'often', notKeyword: '$seen' }),
    is({ text: 'half', notKeyword: '$seen', inMailbox: 'f1' }),
    is({ text: 'half', before: 1_700_000_001_000 }),
    is({ notKeyword: '$seen' }),
  ]
  const bySize = { property: 'size' as const, isAscending: true, keyword: null, collation: null }
  for (const filter of filters) {
    for (const hidesDeleted of [false, true]) {
      const { ids, total, isAtLeast } = await reader.search(1, { ...whole, filter, hidesDeleted })
      assert.ok(ids.length > 0 && ids.length < 300)
      assert.deepEqual([total, isAtLeast], [ids.length, false])
      const sorted = await reader.search(1, { ...whole, filter, hidesDeleted, sort: [bySize] })
      assert.deepEqual(sorted.ids.toSorted(), ids.toSorted())
      const page = await reader.search(1, { ...whole, filter, hidesDeleted, limit: 3, countTo: 5 })
      assert.deepEqual(page.ids, ids.slice(0, 3))
      assert.ok(page.total <= ids.length && (page.isAtLeast || page.total === ids.length))
    }
  }
})

test('counting ends where it may, and says so', async () => {
  const count = async (search: Partial<EmailSearch>) => {
    const { ids, total, isAtLeast } = await reader.search(1, {
      ...whole,
      filter: is({ text: 'often' }),
      ...search,
    })
    return [ids.length, total, isAtLeast]
  }
  assert.deepEqual(await count({ limit: 10, countTo: 100 }), [10, 100, true])
  assert.deepEqual(await count({ limit: 10, countTo: 300 }), [10, 300, false])
  assert.deepEqual(await count({ position: 295, limit: 10, countTo: 100 }), [5, 300, false])
  assert.deepEqual(await count({ position: 150, limit: 10, countTo: 100 }), [10, 160, true])
  assert.deepEqual(await count({ limit: 0, countTo: 0 }), [0, 0, true])
  assert.deepEqual(await count({ limit: 0, countTo: null }), [0, 300, false])
})

test('rows by falling id come out by date, then folder, then UID, and each as early as it can', () => {
  const row = fc.tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 9 }),
    fc.nat(80),
  )
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), given => {
      const rows = given
        .map(([date, folder, uid, over]): WordRow => [date, folder, 7, uid, date * 16 + over, ''])
        .sort((a, b) => b[4] - a[4])
      const wanted = rows.toSorted((a, b) => b[0] - a[0] || b[1] - a[1] || b[3] - a[3])
      assert.deepEqual(
        [...newestFirst(rows)].map(([date, folder, , uid]) => [date, folder, uid]),
        wanted.map(([date, folder, , uid]) => [date, folder, uid]),
      )
    }),
  )
  let taken = 0
  const endless = function* (): Generator<WordRow> {
    for (let date = 1000; ; date--, taken++) yield [date, 1, 7, 1, date * 16, '']
  }
  newestFirst(endless()).next()
  assert.ok(taken <= 2)
})

test('what must be true in any case is where a search begins', () => {
  const rest = (filter: EmailFilter | null) => planOf(filter)?.rest ?? null
  assert.deepEqual(planOf(null), { match: null, folder: null, rest: null })
  assert.equal(planOf(is({ text: '!' })), null)
  assert.equal(planOf(is({ inMailbox: 'bogus' })), null)
  assert.equal(planOf(join('OR')), null)
  assert.equal(planOf(join('NOT', is({ text: '' }))), null)
  const both = planOf(is({ text: '"a"', inMailbox: 'f3' }))
  assert.deepEqual([both?.match, both?.folder], ['(("a"))', 'f3'])
  assert.equal(
    planOf(join('OR', is({ from: '"a"' }), is({ to: '"b"' })))?.match,
    '(({sender} : ("a")) OR ({recipients} : ("b")))',
  )
  assert.equal(planOf(join('OR', is({ text: '"a"' }), is({ inMailbox: 'f3' })))?.match, null)
  assert.equal(
    planOf(join('AND', is({ text: '"a"' }), join('NOT', is({ text: '"b"' }))))?.match,
    '((("a"))) NOT ((("b")))',
  )
  const alone = join('NOT', is({ text: '"b"' }))
  assert.deepEqual(rest(alone), { operator: 'AND', conditions: [alone] })
})

test('conditions of the inside name messages, and unknown header fields are a fault', () => {
  assert.match(emailWhere(is({ messages: [1, 2] })).sql, /c\.message IN/)
  assert.match(emailWhere(is({ blobs: ['ab'] })).sql, /m\.sha IN/)
  assert.throws(() => emailWhere(is({ header: { name: 'List-Id', value: null } })), /does not keep/)
  const { params } = emailWhere(is({ text: "'); DROP TABLE message; --" }))
  assert.deepEqual(Object.keys(params), ['w0'])
})
