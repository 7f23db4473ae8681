import assert from 'node:assert/strict'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import { matcher } from '../../src/sqlite/days-matching.ts'
import { prepareIndex } from '../../src/sqlite/index-schema.ts'

test('the mail of one folder over all days is found in its own rows, not by walking those of the account', () => {
  const db = new Database(':memory:')
  prepareIndex(db)
  const texts: string[] = []
  const watched = new Proxy(db, {
    get: (of, name) =>
      name === 'prepare' ? (text: string) => texts.push(text) && of.prepare(text) : Reflect.get(of, name),
  })
  const search = {
    ...{
      filter: null,
      missing: null,
      inPoint: null,
      anchor: null,
      anchorOffset: 0,
      position: 0,
      limit: null,
    },
    sort: { property: 'receivedAt', isAscending: false },
  } as const
  const plan = (inMailbox: string | null) => {
    assert.deepEqual([...matcher(watched).all({ ...search, inMailbox }, false)], [])
    const params = inMailbox === null ? {} : { inMailbox: 3 }
    const steps = db.prepare<object, { detail: string }>(`EXPLAIN QUERY PLAN ${texts.at(-1)}`).all(params)
    return steps.map(step => step.detail).join('; ')
  }
  assert.match(plan('f3'), /SEARCH c USING PRIMARY KEY \(folder=\?\)/)
  assert.doesNotMatch(plan('f3'), /TEMP B-TREE/)
  assert.match(plan(null), /copy_by_date/)
  db.close()
})
