import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makePerson } from './person.ts'
import { CORE, call, MAIL, strings, TIME } from './request.ts'

// One conversation of 600, some of a few, and many messages alone, newest and oldest among them.
const rootOf = (n: number) => (n % 3 === 0 && n < 1800 ? 0 : n % 7 === 0 ? n - (n % 70) : n)
const letter = (n: number) =>
  `From: a@b.example\nSubject: ${n}\nMessage-ID: <${n}@b.example>\nReferences: <${rootOf(n)}@b.example>\n\nx\n`
const person = await makePerson([
  {
    folders: [
      {
        path: 'INBOX',
        messages: Array.from({ length: 2000 }, (_, n) => ({
          raw: letter(n),
          date: new Date(Date.UTC(2026, 9, 1) + n * 60_000).toISOString(),
          flags: [],
        })),
      },
    ],
  },
])
after(() => person[Symbol.asyncDispose]())

const ask = async (more: object) => {
  const args = { accountId: 'p141', filter: { inMailbox: 'f1' }, collapseThreads: true, ...more }
  const answer = await call(person, 'Email/query', args, [CORE, MAIL, TIME])
  return { ids: strings(answer.ids), total: answer.total, position: answer.position }
}

for (const isAscending of [false, true])
  test(`any piece of a folder's conversations is that of the whole list, ${isAscending ? 'oldest' : 'newest'} first`, async () => {
    const sort = [{ property: 'receivedAt', isAscending }]
    const whole = (await ask({ sort })).ids
    assert.equal(new Set(Array.from({ length: 2000 }, (_, n) => rootOf(n))).size, whole.length)
    for (const [position, limit] of [
      ...[
        [0, 1],
        [0, 100],
        [50, 100],
        [499, 1],
        [450, 100],
        [900, 100],
        [whole.length - 3, 100],
      ],
      ...[
        [whole.length, 5],
        [0, 5000],
        [7, 0],
      ],
    ] as const) {
      const piece = await ask({ sort, position, limit, calculateTotal: true })
      assert.deepEqual(piece.ids, whole.slice(position, position + limit), `${position} ${limit}`)
      assert.equal(piece.total, whole.length)
    }
    const last = await ask({ sort, position: -10, limit: 20 })
    assert.deepEqual([last.ids, last.position], [whole.slice(-10), whole.length - 10])
    const around = await ask({ sort, anchor: whole[60], anchorOffset: -5, limit: 10 })
    assert.deepEqual(around.ids, whole.slice(55, 65))
  })
